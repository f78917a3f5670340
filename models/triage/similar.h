// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/triage/surprise.h"

#include <functional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quarterdeck {

/// What an incident is remembered by: tokens with weights in (0, 1], sorted by token, each once.
struct Signature {
    struct Token {
        quint64 token = 0;
        float weight = 0;
    };

    std::vector<Token> tokens;
    quint32 alerts = 0; ///< of the incident; this and its end decide between two that are equally similar
    Instant endedAt = 0;

    /// Call sort() after the last one.
    void add(quint64 token, float weight) { tokens.push_back({ token, weight }); }

    void sort(); ///< the larger weight of a token holds
};

/// The token of a text, the same in every run (FNV-1a, 64 bits).
quint64 tokenOf(std::string_view text);

/// A signature for each incident of the engine, by its number (0 and those that took no alert: empty):
/// the kinds of its rare alerts in full, of background in half; of a context or lead-up, what it belongs to;
/// and in a small part what went on in the hour before, since the same login is one thing after a scan and
/// another on a calm day. Resources are left out: an incident is similar on another machine, too.
/// `kindTokens` by kind. One pass over the alerts, by the incident each was shown in.
std::vector<Signature> signaturesOf(const NoiseEngine& engine, std::span<const quint64> kindTokens);

/// Past incidents, asked for the most similar ones: weighted Jaccard, sum of idf² × min over sum of idf² ×
/// max, with idf = ln((N + 1) / (n + 1/2)) over the N incidents known now. Rare tokens find the candidates
/// through an inverted index, at most triage::Similar::candidatesMost of them. Of equally similar ones the more
/// alike in size comes first (by the ratio of their alerts), then the newer: what fixed it last helps most.
class SimilarIncidents {
public:
    struct Hit {
        quint32 incident = 0; ///< as add() answered
        double score = 0; ///< 0…1
    };

    /// Answers its number, counted from 0.
    quint32 add(Signature signature);

    quint32 count() const { return static_cast<quint32>(m_signatures.size()); }

    const Signature& signature(quint32 incident) const { return m_signatures[incident]; }

    /// At most `most`, best first, of those that `among` accepts (absent: all); none with score 0.
    std::vector<Hit> nearest(
        const Signature& signature, size_t most, const std::function<bool(quint32)>& among = {}) const;

    /// Their common tokens, what each gives to the score, largest first: the explanation.
    std::vector<Signature::Token> common(const Signature& a, const Signature& b) const;

private:
    double weigh(quint64 token) const; ///< idf²
    double score(const Signature& a, const Signature& b) const;

    std::vector<Signature> m_signatures;
    std::unordered_map<quint64, std::vector<quint32>> m_having; ///< incidents by token, ascending
};

} // namespace quarterdeck
