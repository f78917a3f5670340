// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <array>
#include <vector>

namespace quarterdeck {

/// How often things happen, as a decayed count of *episodes* (triage::Noise::episodeMs long): a thing that
/// happens a thousand times within one episode has happened once. What is asked is the surprise, in bits,
///
///     log2((E + 1) / (e + 1/2)),
///
/// with E the episodes that there have been and e those in which the thing was seen, both decayed with
/// triage::Noise::rarityHalfLifeMs and neither with the present one: the information of "it happens in this
/// episode" under a Krichevsky-Trofimov estimate of its rate. So nothing is surprising while little is known.
///
/// Holds at most keysMost keys; where the table is full, the one of eight candidates that was seen longest
/// ago gives way and will be as new. No allocation after construction, O(1) a question.
class Rarity {
public:
    static constexpr size_t keysMost = 1U << 18;

    struct Seen {
        float bits = 0; ///< before this time
        bool first = false; ///< the key is new, or was forgotten
        bool novel = false; ///< it was new in this episode
    };

    Rarity();

    /// Begins the episode of `at`, milliseconds, not before the last one's.
    void advance(Instant at);

    /// Counts the key in the present episode and tells how surprising that was.
    Seen seen(quint64 key);

    /// The same without counting.
    float bits(quint64 key) const;

    /// Of a key that was never seen.
    float mostBits() const { return bitsOf(0); }

    quint64 forgotten() const { return m_forgotten; } ///< keys that gave way to others

    size_t bytes() const { return m_slots.capacity() * sizeof(Slot); }

private:
    struct Slot {
        quint64 key = 0;
        float count = 0; ///< decayed to `episode`, without it
        qint32 episode = -1; ///< when it was last seen; -1: a free place
    };

    static constexpr size_t ways = 8;
    static constexpr size_t decaysKept = 4096;

    Slot& slot(quint64 key);
    float countNow(const Slot& slot) const;
    float decay(qint64 episodes) const;
    float bitsOf(float count) const;

    std::vector<Slot> m_slots;
    std::array<float, decaysKept> m_decays {}; ///< by episodes gone
    qint64 m_first = -1; ///< the first episode's number since 1970
    qint32 m_episode = -1; ///< counted from m_first
    float m_possible = 0; ///< E
    quint64 m_forgotten = 0;
};

} // namespace quarterdeck
