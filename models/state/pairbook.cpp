// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/pairbook.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

namespace {

/// Drops what weighs least until a quarter of the table is free.
template <class Map, class Weight>
void makeRoom(Map& map, size_t most, const Weight& weight)
{
    for (double bar = 1.5; map.size() > most / 4 * 3; bar *= 2)
        std::erase_if(map, [&](const auto& one) { return weight(one.second) < bar; });
}

} // namespace

void PairBook::age(Instant at)
{
    if (m_agedAt == 0)
        m_agedAt = at;
    for (; at - m_agedAt >= halfLifeMs && !(m_pairs.empty() && m_sides.empty()); m_agedAt += halfLifeMs) {
        m_incidents /= 2;
        for (auto& [side, count] : m_sides)
            count /= 2;
        for (auto& [key, pair] : m_pairs) {
            pair.together /= 2;
            pair.people /= 2;
        }
        std::erase_if(m_sides, [](const auto& one) { return one.second < least; });
        std::erase_if(m_pairs,
            [](const auto& one) { return one.second.together < least && std::abs(one.second.people) < least; });
    }
    if (m_pairs.empty() && m_sides.empty())
        m_agedAt = qMax(m_agedAt, at);
}

PairBook::Pair& PairBook::pair(PairSide a, PairSide b)
{
    const auto wanted = key(a, b);
    if (m_pairs.size() >= pairsMost && !m_pairs.contains(wanted))
        makeRoom(m_pairs, pairsMost,
            [](const Pair& p) { return p.together + peopleWeight * std::abs(p.people); });
    return m_pairs[wanted];
}

void PairBook::ended(const std::vector<PairSide>& sides, Instant at)
{
    age(at);
    std::vector<PairSide> each;
    for (const auto side : sides) {
        if (each.size() < sidesOfIncident && std::find(each.begin(), each.end(), side) == each.end())
            each.push_back(side);
    }
    if (each.empty())
        return;
    ++m_incidents;
    for (size_t i = 0; i < each.size(); ++i) {
        if (m_sides.size() >= sidesMost && !m_sides.contains(each[i]))
            makeRoom(m_sides, sidesMost, [](double count) { return count; });
        ++m_sides[each[i]];
        for (size_t j = 0; j < i; ++j)
            ++pair(each[i], each[j]).together;
    }
}

void PairBook::placed(PairSide a, PairSide b, bool together, Instant at)
{
    if (a == b)
        return;
    age(at);
    pair(a, b).people += together ? 1 : -1;
}

PairSeen PairBook::seen(PairSide a, PairSide b) const
{
    const auto known = m_pairs.find(key(a, b));
    if (known == m_pairs.end())
        return {};
    const auto count = [&](PairSide side) {
        const auto it = m_sides.find(side);
        return qMax(known->second.together, it == m_sides.end() ? 0 : it->second); // a side may have been dropped
    };
    const double x = count(a);
    const double y = count(b);
    return {known->second.together, qMin(x, y), qMax(x, y), qMax(m_incidents, qMax(x, y)), known->second.people};
}

} // namespace quarterdeck
