// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/state/pairbook.h"

#include <vector>

namespace quarterdeck {

/// What two alerts have in common, as figures: the input of linkScore(). `later` is the one to be placed.
struct LinkFacts {
    qint64 apartMs = 0; ///< onset of the one to be placed minus onset of the other; negative: it began before
    int alertsOfLastMinute = 0; ///< how busy it is: coincidence means less in a storm

    bool sameService = false;
    bool serviceOnMap = false; ///< where the service is the same: whether the map knows it
    double serviceRarity = 1; ///< 0 … 1, as the other rarities
    int hops = -1; ///< of different services; -1: no path known
    bool upstream = false; ///< the one to be placed is needed by the other
    bool downstream = false; ///< it needs the other
    bool bothOnMap = false;

    bool sameName = false;
    double nameRarity = 1;
    bool sameResource = false;
    double resourceRarity = 1;
    bool sameHost = false; ///< of different resources
    double hostRarity = 1;
    double text = 0; ///< 0 … 1: shared share of the tokens, weighed by rarity

    PairSeen seen {}; ///< of their names and services, in past incidents

    qint64 clearedMs = -1; ///< the other had cleared that long before this one began; -1: it had not
    qint64 ownChangeMs = -1; ///< change on this one's service so long before it, after the other; -1: none
};

/// The score and its named shares; they sum up to `total`.
struct LinkScore {
    double time = 0;
    double topology = 0;
    double labels = 0;
    double text = 0;
    double together = 0; ///< below 0: people put them apart
    double cleared = 0;
    double change = 0;

    double evidence() const { return qMax(0.0, topology) + labels + text + qMax(0.0, together); }
    double total() const { return time + topology + labels + text + together + cleared + change; }
    bool links(double threshold) const;
};

/// Algorithm: a sum of named terms with a burst-adaptive decay of time; after the feasibility study of
/// benchmarks.md (grouping), with topology and service in the place of its host.
LinkScore linkScore(const LinkFacts& facts);

/// How much more often two kinds were together than chance would have it, -1 … 1: 0 where nothing is known, or where
/// one of them is in every incident anyway; below 0 where people put them apart, however often they were together.
double learnedLift(const PairSeen& seen);

/// How rare a label is: 1 from a quarter of all alerts down, 0 where every alert carries it.
double rarity(quint32 with, quint32 all);

/// Names for the sentences; foreign text is made visible inside.
struct LinkNames {
    QString service; ///< of the one to be placed
    QString otherService;
    QString name;
    QString resource;
    QString host;
    std::vector<QString> sharedTokens;
    QString change; ///< "checkout v2"
};

/// "time" "4 s after", "topology" "1 hop upstream of checkout", "labels" "same alert name ProbeFailed" …
std::vector<Term> inWords(const LinkFacts& facts, const LinkScore& score, const LinkNames& names);

} // namespace quarterdeck
