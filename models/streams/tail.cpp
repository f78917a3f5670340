// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/tail.h"

#include "models/streams/parameters.h"

#include <algorithm>

namespace quarterdeck {

RunningQuantile::RunningQuantile(double part)
    : m_part(part)
{
}

void RunningQuantile::add(double value)
{
    if (m_count < 5) {
        m_height[static_cast<size_t>(m_count++)] = value;
        if (m_count == 5) {
            std::sort(m_height.begin(), m_height.end());
            m_at = { 1, 2, 3, 4, 5 };
            m_wanted = { 1, 1 + 2 * m_part, 1 + 4 * m_part, 3 + 2 * m_part, 5 };
        }
        return;
    }
    ++m_count;
    place(value);
    for (size_t i = 1; i < 4; ++i)
        settle(i);
}

/// Moves the markers above `value` by one place.
void RunningQuantile::place(double value)
{
    m_height[0] = std::min(m_height[0], value);
    m_height[4] = std::max(m_height[4], value);
    size_t cell = 0;
    while (cell < 3 && value >= m_height[cell + 1])
        ++cell;
    for (size_t i = cell + 1; i < 5; ++i)
        ++m_at[i];
    const std::array<double, 5> steps { 0, m_part / 2, m_part, (1 + m_part) / 2, 1 };
    for (size_t i = 0; i < 5; ++i)
        m_wanted[i] += steps[i];
}

void RunningQuantile::settle(size_t i)
{
    const double off = m_wanted[i] - m_at[i];
    const double after = m_at[i + 1] - m_at[i];
    const double before = m_at[i] - m_at[i - 1];
    if (!((off >= 1 && after > 1) || (off <= -1 && before > 1)))
        return;
    const double step = off > 0 ? 1 : -1;
    const double slopeAfter = (m_height[i + 1] - m_height[i]) / after;
    const double slopeBefore = (m_height[i] - m_height[i - 1]) / before;
    const double parabolic =
        m_height[i] + step / (after + before) * ((before + step) * slopeAfter + (after - step) * slopeBefore);
    if (m_height[i - 1] < parabolic && parabolic < m_height[i + 1])
        m_height[i] = parabolic;
    else
        m_height[i] += step > 0 ? slopeAfter : -slopeBefore;
    m_at[i] += step;
}

double RunningQuantile::value() const
{
    if (m_count >= 5)
        return m_height[2];
    if (m_count == 0)
        return 0;
    auto sorted = m_height;
    const auto count = static_cast<size_t>(m_count);
    std::sort(sorted.begin(), sorted.begin() + m_count);
    return sorted[static_cast<size_t>(m_part * static_cast<double>(count - 1) + 0.5)];
}

double Tail::surprise(double value) const
{
    if (m_usual.count() < streams::tailValues)
        return 0;
    if (m_excesses < streams::tailExcesses || m_meanExcess <= 0)
        return m_usual.count() >= streams::youngest && value > m_most ? streams::surpriseUnseen : 0;
    return std::max(0.0, (value - m_usual.value()) / m_meanExcess);
}

double Tail::add(double value)
{
    const double result = surprise(value);
    if (m_usual.count() >= streams::tailValues && value > m_usual.value()) {
        ++m_excesses;
        m_meanExcess += (value - m_usual.value() - m_meanExcess) / m_excesses;
    }
    m_usual.add(value);
    m_most = std::max(m_most, value);
    return result;
}

} // namespace quarterdeck
