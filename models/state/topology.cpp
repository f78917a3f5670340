// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/topology.h"

#include <QSet>

#include <algorithm>
#include <deque>

namespace quarterdeck {

Topology::Topology(const TopologyLoaded& loaded)
    : m_hash(loaded.hash)
    , m_services(loaded.services)
{
    for (int i = 0; i < static_cast<int>(m_services.size()); ++i) {
        const auto& service = m_services[static_cast<size_t>(i)];
        m_index.insert(service.name, i);
        for (const auto& needed : service.dependsOn)
            m_neededBy[needed].push_back(service.name);
    }
}

const ServiceNode* Topology::find(const QString& service) const
{
    const auto it = m_index.constFind(service);
    return it == m_index.constEnd() ? nullptr : &m_services[static_cast<size_t>(*it)];
}

std::vector<QString> Topology::needs(const QString& service) const
{
    const auto* node = find(service);
    return node ? node->dependsOn : std::vector<QString>();
}

std::vector<QString> Topology::neededBy(const QString& service) const
{
    return m_neededBy.value(service);
}

int Topology::hopsUpstream(const QString& from, const QString& to, int limit) const
{
    if (from == to)
        return 0;
    QSet<QString> seen {from};
    std::deque<std::pair<QString, int>> queue {{from, 0}};
    while (!queue.empty()) {
        const auto [at, hops] = queue.front();
        queue.pop_front();
        if (hops == limit)
            continue;
        const auto* node = find(at);
        if (!node)
            continue;
        for (const auto& next : node->dependsOn) {
            if (next == to)
                return hops + 1;
            if (!seen.contains(next)) {
                seen.insert(next);
                queue.emplace_back(next, hops + 1);
            }
        }
    }
    return -1;
}

int Topology::hopsBetween(const QString& a, const QString& b, int limit) const
{
    const int up = hopsUpstream(a, b, limit);
    const int down = hopsUpstream(b, a, limit);
    if (up < 0 || down < 0)
        return qMax(up, down);
    return qMin(up, down);
}

std::vector<QString> Topology::blastRadius(const QString& service) const
{
    QSet<QString> seen {service};
    std::deque<QString> queue {service};
    std::vector<QString> out;
    while (!queue.empty()) {
        const QString at = queue.front();
        queue.pop_front();
        for (const auto& next : m_neededBy.value(at)) {
            if (seen.contains(next))
                continue;
            seen.insert(next);
            out.push_back(next);
            queue.push_back(next);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace quarterdeck
