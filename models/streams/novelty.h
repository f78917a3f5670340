// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/streams/tail.h"

#include <cstddef>
#include <vector>

namespace quarterdeck {

/// How far a value is from every one that has been: breaking a record is one case, falling into a gap that
/// was never visited another. It is the distance to the nearest neighbour in one dimension, over the whole
/// past in bounded memory: when full, values closer together than a growing grain are dropped, which
/// changes no distance by more than the grain.
class Novelty {
public:
    /// The latest `delay` values (> 0) are not compared with.
    explicit Novelty(size_t delay);

    /// The calibrated surprise (see Tail) of `value`, finite and within ±1e30, which becomes past with it.
    double add(double value);
    /// Memory in use or reserved, bytes.
    size_t bytes() const;

private:
    double distance(float value) const; ///< −1 while too little is known
    void remember(float value);
    void thin();

    std::vector<float> m_past; ///< sorted
    std::vector<float> m_waiting; ///< a ring
    size_t m_next = 0;
    size_t m_delay;
    float m_grain = 0;
    Tail m_tail;
};

} // namespace quarterdeck
