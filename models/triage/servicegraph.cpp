// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/servicegraph.h"

#include "models/triage/parameters.h"

#include <QSet>

#include <algorithm>

namespace quarterdeck {

namespace {

bool byNode(const ServiceGraph::Neighbour& a, const ServiceGraph::Neighbour& b)
{
    return a.node < b.node;
}

bool byHops(const ServiceGraph::Neighbour& a, const ServiceGraph::Neighbour& b)
{
    return std::tie(a.hops, a.node) < std::tie(b.hops, b.node);
}

int hopsTo(const std::vector<ServiceGraph::Neighbour>& sorted, int node)
{
    const auto it = std::lower_bound(sorted.begin(), sorted.end(), ServiceGraph::Neighbour {node, 0}, byNode);
    return it != sorted.end() && it->node == node ? it->hops : -1;
}

} // namespace

ServiceGraph::ServiceGraph(const Topology& topology)
{
    // A service that is needed but has no entry of its own is on the map all the same.
    QSet<QString> known;
    for (const auto& service : topology.services()) {
        known.insert(service.name);
        for (const auto& needed : service.dependsOn)
            known.insert(needed);
    }
    m_names.assign(known.cbegin(), known.cend());
    std::sort(m_names.begin(), m_names.end());
    const auto count = m_names.size();
    m_index.reserve(static_cast<qsizetype>(count));
    for (size_t i = 0; i < count; ++i)
        m_index.insert(m_names[i], static_cast<int>(i));
    m_facing.resize(count);
    m_needs.resize(count);
    m_neededBy.resize(count);
    m_around.resize(count);
    for (const auto& service : topology.services()) {
        const int from = m_index.value(service.name);
        m_facing[static_cast<size_t>(from)] = service.customerFacing;
        for (const auto& needed : service.dependsOn) {
            const int to = m_index.value(needed);
            m_needs[static_cast<size_t>(from)].push_back(to);
            m_neededBy[static_cast<size_t>(to)].push_back(from);
        }
    }
    for (auto* edges : {&m_needs, &m_neededBy}) {
        for (auto& list : *edges) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
    }
}

std::vector<ServiceGraph::Neighbour> ServiceGraph::walk(
    const Edges& edges, int from, int hops, int budget) const
{
    std::vector<Neighbour> found {{from, 0}};
    if (++m_turn == 0)
        m_marks.assign(m_marks.size(), m_turn++);
    m_marks.resize(m_names.size());
    m_marks[static_cast<size_t>(from)] = m_turn;
    for (size_t i = 0; i < found.size(); ++i) {
        if (found[i].hops == hops)
            break;
        const int next = found[i].hops + 1;
        for (const int to : edges[static_cast<size_t>(found[i].node)]) {
            if (budget-- <= 0)
                return found;
            ++m_walked;
            if (std::exchange(m_marks[static_cast<size_t>(to)], m_turn) == m_turn)
                continue;
            found.push_back({to, next});
        }
    }
    return found;
}

const ServiceGraph::Around& ServiceGraph::around(int node)
{
    auto& around = m_around[static_cast<size_t>(node)];
    if (around.known)
        return around;
    around.known = true;
    for (auto [edges, list] : {std::pair {&m_needs, &around.up}, std::pair {&m_neededBy, &around.down}}) {
        *list = walk(*edges, node, triage::mostHops, triage::neighbourEdges);
        list->erase(list->begin()); // itself
        const auto kept = qMin(list->size(), static_cast<size_t>(triage::neighboursKept));
        around.all.insert(around.all.end(), list->begin(), list->begin() + static_cast<std::ptrdiff_t>(kept));
        std::sort(list->begin(), list->end(), byNode);
    }
    std::sort(around.all.begin(), around.all.end(), byHops);
    return around;
}

ServiceGraph::Relation ServiceGraph::relation(int a, int b)
{
    if (a < 0 || b < 0)
        return {};
    if (a == b)
        return {0, false, false};
    // Each side's walk is cut by its own budget; what one misses the other may have.
    const auto either = [](int x, int y) { return x < 0 ? y : (y < 0 ? x : qMin(x, y)); };
    int up = hopsTo(around(a).down, b);
    int down = hopsTo(around(a).up, b);
    up = either(up, hopsTo(around(b).up, a));
    down = either(down, hopsTo(around(b).down, a));
    if (up < 0 && down < 0)
        return {};
    return {either(up, down), up >= 0, down >= 0};
}

const std::vector<ServiceGraph::Neighbour>& ServiceGraph::neighbours(int node)
{
    return around(node).all;
}

std::vector<ServiceGraph::Neighbour> ServiceGraph::needs(int node) const
{
    return walk(m_needs, node, size(), triage::edgesWalked);
}

std::vector<ServiceGraph::Neighbour> ServiceGraph::neededBy(int node) const
{
    return walk(m_neededBy, node, size(), triage::edgesWalked);
}

} // namespace quarterdeck
