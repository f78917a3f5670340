// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/symbolmemory.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

namespace {

    constexpr quint32 k_offset = 2'166'136'261U; // FNV-1a
    constexpr quint32 k_prime = 16'777'619U;
    constexpr quint16 k_countMost = 60'000;
    constexpr qint64 k_orderYoung = 60;
    constexpr qint64 k_mixtureYoung = 100;

    size_t symbolOf(double deviations, double each)
    {
        const double half = streams::symbols / 2.0;
        return static_cast<size_t>(std::clamp(std::nearbyint(deviations * each) + half, 0.0, 2 * half - 1));
    }

} // namespace

SymbolMemory::SymbolMemory()
    : m_grams(streams::gramTable)
    , m_contexts(streams::contextTable)
{
    m_lately.fill(1.0 / streams::symbols);
    m_ever.fill(1.0 / streams::symbols);
}

/// Robust deviations from the median; the middle half may be constant while the rest is not.
double SymbolMemory::deviations(double value) const
{
    const double deviation =
        std::max({ (m_q75.value() - m_q25.value()) / 1.349, (m_q95.value() - m_q05.value()) / 6, 1e-9 });
    return (value - m_q50.value()) / deviation;
}

double SymbolMemory::ordered(size_t symbol)
{
    double bits = 0;
    quint32 hash = k_offset * k_prime;
    for (size_t length = 0; length <= m_before.size(); ++length) {
        if (length > 0)
            hash = (hash ^ (m_before[length - 1] + 1)) * k_prime;
        auto& context = m_contexts[(hash >> 7) % streams::contextTable];
        const quint32 mixed = hash ^ (static_cast<quint32>(symbol) * 2'654'435'761U);
        auto& gram = m_grams[(mixed >> 5) % streams::gramTable];
        bits -= std::log((gram + streams::gramPrior) / (context + streams::gramPrior * streams::symbols));
        if (context < k_countMost && gram < k_countMost) {
            ++context;
            ++gram;
        }
    }
    std::rotate(m_before.rbegin(), m_before.rbegin() + 1, m_before.rend());
    m_before[0] = static_cast<quint32>(symbol);
    bits /= static_cast<double>(m_before.size() + 1);
    m_smooth += streams::gramSmooth * (bits - m_smooth);
    return m_points > k_orderYoung ? m_order.add(m_smooth) : 0;
}

double SymbolMemory::mixed(size_t symbol)
{
    const double pastRate =
        std::max(1.0 / static_cast<double>(m_points + streams::symbols), 1.0 / streams::mixturePast);
    double divergence = 0;
    for (size_t i = 0; i < m_lately.size(); ++i) {
        const double is = i == symbol ? 1 : 0;
        m_lately[i] += streams::mixtureRate * (is - m_lately[i]);
        divergence += m_lately[i] * std::log((m_lately[i] + 1e-4) / (m_ever[i] + 1e-3));
        m_ever[i] += pastRate * (is - m_ever[i]);
    }
    return m_points > k_mixtureYoung ? m_mixture.add(divergence) : 0;
}

SymbolMemory::Look SymbolMemory::add(double value)
{
    const double narrow = std::asinh(value);
    const double off = deviations(narrow);
    ++m_points;
    Look look;
    look.order = ordered(symbolOf(off, streams::symbolsPerDeviation));
    look.mixture = mixed(symbolOf(off, 1));
    for (auto* q : { &m_q05, &m_q25, &m_q50, &m_q75, &m_q95 })
        q->add(narrow);
    return look;
}

size_t SymbolMemory::bytes() const
{
    return sizeof(*this) + (m_grams.capacity() + m_contexts.capacity()) * sizeof(quint16);
}

} // namespace quarterdeck
