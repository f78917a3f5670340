// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/streams/parameters.h"
#include "models/streams/tail.h"

#include <QtGlobal>

#include <array>
#include <vector>

namespace quarterdeck {

/// A series as symbols: which follow which (n-grams in hashed tables of fixed size) and how often each
/// appears lately against ever.
/// Sources: back-off over contexts of several lengths as in PPM (Cleary, Witten 1984), here averaged;
/// Kullback–Leibler divergence of the recent mixture from the past one.
class SymbolMemory {
public:
    struct Look {
        double order = 0; ///< surprise of the order of the last few symbols
        double mixture = 0; ///< surprise of the mixture of the last symbols
    };

    SymbolMemory();

    /// `value`: finite. It becomes past.
    Look add(double value);
    size_t bytes() const;

private:
    double deviations(double value) const;
    double ordered(size_t symbol);
    double mixed(size_t symbol);

    RunningQuantile m_q05 { 0.05 };
    RunningQuantile m_q25 { 0.25 };
    RunningQuantile m_q50 { 0.50 };
    RunningQuantile m_q75 { 0.75 };
    RunningQuantile m_q95 { 0.95 };
    qint64 m_points = 0;
    std::array<quint32, streams::contextMost> m_before {}; ///< latest first
    std::vector<quint16> m_grams;
    std::vector<quint16> m_contexts;
    double m_smooth = 0;
    std::array<double, streams::symbols> m_lately {};
    std::array<double, streams::symbols> m_ever {};
    Tail m_order;
    Tail m_mixture;
};

} // namespace quarterdeck
