// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/dayprofile.h"

#include "models/streams/parameters.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

namespace {

    constexpr qint64 k_dayMs = 86'400'000;
    constexpr qint64 k_binMs = k_dayMs / streams::profileBins;
    constexpr size_t k_bins = streams::profileBins;

} // namespace

DayProfile::DayProfile()
    : m_bins(k_bins)
    , m_values(k_bins)
{
}

double DayProfile::nearest(size_t bin, float value) const
{
    size_t seen = 0;
    float nearest = std::numeric_limits<float>::infinity();
    for (const size_t near : { (bin + k_bins - 1) % k_bins, bin, (bin + 1) % k_bins }) {
        seen += m_values[near].size();
        for (const float past : m_values[near])
            nearest = std::min(nearest, std::fabs(past - value));
    }
    return seen < streams::seasonLeast ? -1 : static_cast<double>(nearest);
}

DayProfile::Look DayProfile::add(Instant at, double value)
{
    const qint64 inDay = (at % k_dayMs + k_dayMs) % k_dayMs;
    const auto index = static_cast<size_t>(inDay / k_binMs);
    Bin& bin = m_bins[index];
    const double logged = std::asinh(value);
    Look look;
    ++m_points;
    if (bin.count >= streams::profileLeast) {
        look.known = true;
        // The usual of a half hour is that of its middle; a step between two of them would be an anomaly
        // twice a morning.
        const double off = static_cast<double>(inDay % k_binMs) / k_binMs - 0.5;
        const Bin& other = m_bins[off < 0 ? (index + k_bins - 1) % k_bins : (index + 1) % k_bins];
        const double part = other.count >= streams::profileLeast - 1 ? std::fabs(off) : 0;
        look.expected = bin.mean * (1 - part) + other.mean * part;
        look.residual = value - look.expected;
        const double logResidual = logged - (bin.logMean * (1 - part) + other.logMean * part);
        m_smooth += streams::profileSmooth * (logResidual - m_smooth);
        look.drift = m_drift.add(std::fabs(m_smooth));
        look.spread = m_spread.value();
        m_spread.add(std::fabs(look.residual));
    }
    const double rate = std::max(1 / (bin.count + 1), streams::profileRate);
    bin.mean += rate * (value - bin.mean);
    bin.logMean += rate * (logged - bin.logMean);
    ++bin.count;

    const auto narrow = static_cast<float>(value);
    const double away = nearest(index, narrow);
    if (away >= 0)
        look.hour = m_hour.add(away);
    auto& values = m_values[index];
    if (values.size() < streams::seasonValues) {
        if (values.capacity() < streams::seasonValues)
            values.reserve(streams::seasonValues);
        values.push_back(narrow);
    } else {
        values[static_cast<size_t>(m_points) % streams::seasonValues] = narrow;
    }
    return look;
}

size_t DayProfile::bytes() const
{
    size_t sum = sizeof(*this) + m_bins.capacity() * sizeof(Bin);
    for (const auto& values : m_values)
        sum += sizeof(values) + values.capacity() * sizeof(float);
    return sum;
}

} // namespace quarterdeck
