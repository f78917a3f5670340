// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <limits>

namespace quarterdeck {

/// A running quantile in five markers: no values are kept.
/// Source: R. Jain, I. Chlamtac, "The P² algorithm for dynamic calculation of quantiles and histograms
/// without storing observations", CACM 28 (1985).
class RunningQuantile {
public:
    /// `part` of the values are to be at most value(): 0.95, within (0, 1).
    explicit RunningQuantile(double part);

    /// `value`: finite.
    void add(double value);
    /// 0 before the first value.
    double value() const;

    long count() const { return m_count; }

private:
    void place(double value);
    void settle(std::size_t marker);

    double m_part;
    long m_count = 0;
    std::array<double, 5> m_height {};
    std::array<double, 5> m_at {};
    std::array<double, 5> m_wanted {};
};

/// How unusual a value is against its own past: the excess over the running 95 % quantile in units of the
/// mean excess, that is −ln of an exponential tail (Pickands–Balkema–de Haan with shape 0).
class Tail {
public:
    /// ≥ 0; 0 within the usual 95 %, and while too little is known.
    double surprise(double value) const;
    /// The surprise of `value`, which becomes past with it.
    double add(double value);

private:
    RunningQuantile m_usual { 0.95 };
    double m_meanExcess = 0;
    double m_excesses = 0;
    double m_most = -std::numeric_limits<double>::infinity();
};

} // namespace quarterdeck
