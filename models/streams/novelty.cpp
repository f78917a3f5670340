// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/novelty.h"

#include "models/streams/parameters.h"

#include <algorithm>

namespace quarterdeck {

Novelty::Novelty(size_t delay)
    : m_delay(delay)
{
    m_past.reserve(streams::memoryValues + 1);
    m_waiting.reserve(delay);
}

double Novelty::distance(float value) const
{
    if (m_past.size() < streams::memoryLeast)
        return -1;
    const auto above = std::lower_bound(m_past.begin(), m_past.end(), value);
    double nearest = std::numeric_limits<double>::infinity();
    if (above != m_past.end())
        nearest = static_cast<double>(*above) - static_cast<double>(value);
    if (above != m_past.begin())
        nearest = std::min(nearest, static_cast<double>(value) - static_cast<double>(*(above - 1)));
    return nearest;
}

double Novelty::add(double value)
{
    const auto narrow = static_cast<float>(value);
    const double away = distance(narrow);
    const double surprise = away < 0 ? 0 : m_tail.add(away);
    if (m_waiting.size() < m_delay) {
        m_waiting.push_back(narrow);
        return surprise;
    }
    remember(m_waiting[m_next]);
    m_waiting[m_next] = narrow;
    m_next = (m_next + 1) % m_delay;
    return surprise;
}

void Novelty::remember(float value)
{
    const double away = distance(value);
    if (away >= 0 && away <= static_cast<double>(m_grain))
        return;
    m_past.insert(std::lower_bound(m_past.begin(), m_past.end(), value), value);
    if (m_past.size() > streams::memoryValues)
        thin();
}

void Novelty::thin()
{
    const float range = m_past.back() - m_past.front();
    while (m_past.size() > streams::memoryValues * 3 / 4) {
        m_grain = m_grain > 0 ? m_grain * 1.5F : range / (8.0F * streams::memoryValues);
        size_t kept = 0;
        const float last = m_past.back();
        for (size_t i = 1; i < m_past.size(); ++i) {
            if (m_past[i] - m_past[kept] > m_grain || (i + 1 == m_past.size() && last > m_past[kept]))
                m_past[++kept] = m_past[i];
        }
        m_past.resize(kept + 1);
    }
}

size_t Novelty::bytes() const
{
    return sizeof(*this) + (m_past.capacity() + m_waiting.capacity()) * sizeof(float);
}

} // namespace quarterdeck
