// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bytes.h"
#include "models/domain/time.h"

#include <map>
#include <vector>

namespace quarterdeck {

/// What of an alert comes again in another incident: its name and its service. Its resource does not.
struct PairSide {
    quint32 name = 0;
    quint32 service = 0; ///< 0: it names none
    auto operator<=>(const PairSide&) const = default;
    QD_FIELDS(name, service)
};

/// How often two sides were in one incident. Counts are fractions once they have aged.
struct PairSeen {
    double together = 0; ///< incidents that had both
    double rarer = 0; ///< incidents that had the rarer of them
    double commoner = 0; ///< incidents that had the other
    double incidents = 0; ///< all of them
    double people = 0; ///< times that a person put them together less the times that one put them apart
    bool operator==(const PairSeen&) const = default;
};

/// Counts which kinds of alerts people have had in one incident. Only incidents that a person worked on are told to
/// it: a group that rules alone made teaches nothing but what the rules believe already.
///
/// Bounded: when a table is full, what was seen least is dropped until a quarter of it is free, what people did weighing
/// most; what is left keeps its counts, so that their shares stay right. All counts halve every halfLifeMs, and what is
/// below `least` then is forgotten. It follows from what it is told and in which order, from nothing else.
class PairBook {
public:
    static constexpr size_t sidesMost = 16'384;
    static constexpr size_t pairsMost = 65'536;
    static constexpr size_t sidesOfIncident = 24; ///< the first ones: a storm is not all pairs of everything
    static constexpr qint64 halfLifeMs = 90LL * 24 * 3'600'000; ///< systems change by the quarter
    static constexpr double least = 0.2;
    static constexpr double peopleWeight = 4; ///< of a person's act, when a table is full

    /// An incident has ended; `sides` in the order in which they came.
    void ended(const std::vector<PairSide>& sides, Instant at);

    /// A person put them together, or apart. Equal sides are no pair.
    void placed(PairSide a, PairSide b, bool together, Instant at);

    PairSeen seen(PairSide a, PairSide b) const;

    bool empty() const { return m_pairs.empty(); }
    size_t pairs() const { return m_pairs.size(); }
    size_t sides() const { return m_sides.size(); }

private:
    struct Pair {
        double together = 0;
        double people = 0;
        QD_FIELDS(together, people)
    };
    using Key = std::pair<PairSide, PairSide>; ///< the smaller one first

    static Key key(PairSide a, PairSide b) { return a < b ? Key {a, b} : Key {b, a}; }
    void age(Instant at);
    Pair& pair(PairSide a, PairSide b);

    std::map<PairSide, double> m_sides; ///< incidents that had it
    std::map<Key, Pair> m_pairs;
    double m_incidents = 0;
    Instant m_agedAt = 0;

public:
    QD_FIELDS(m_sides, m_pairs, m_incidents, m_agedAt)
};

} // namespace quarterdeck
