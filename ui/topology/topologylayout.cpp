// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topologylayout.h"

#include <QHash>

#include <algorithm>
#include <climits>
#include <cmath>
#include <numeric>
#include <set>

namespace quarterdeck {

namespace {

constexpr int sweeps = 6;
constexpr double bendApart = 0.6; // a line needs less room than a box

/// A place in a column: a service, or a bend of an edge that passes by.
struct Place {
    int column = 0;
    double row = 0;
    bool bend = false;
    std::vector<size_t> left; ///< neighbours in the column before
    std::vector<size_t> right;
};

struct Graph {
    size_t count = 0;
    std::vector<std::pair<size_t, size_t>> edges; ///< without cycles
    std::vector<bool> back; ///< of edges: turned round
};

/// Depth first, in the order of the input; an edge into what is still open would close a cycle and is turned.
Graph withoutCycles(const std::vector<LayoutNode>& nodes, const QHash<QString, size_t>& index)
{
    Graph g;
    g.count = nodes.size();
    std::vector<std::vector<size_t>> needs(nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
        std::set<size_t> once;
        for (const auto& name : nodes[i].needs) {
            const auto it = index.find(name);
            if (it != index.end() && *it != i && once.insert(*it).second)
                needs[i].push_back(*it);
        }
    }
    enum State : char { Fresh, Open, Closed };
    std::vector<State> state(nodes.size(), Fresh);
    std::vector<std::pair<size_t, size_t>> stack; // node, next of its needs
    for (size_t start = 0; start < nodes.size(); ++start) {
        if (state[start] != Fresh)
            continue;
        stack.emplace_back(start, 0);
        state[start] = Open;
        while (!stack.empty()) {
            const size_t node = stack.back().first;
            if (stack.back().second == needs[node].size()) {
                state[node] = Closed;
                stack.pop_back();
                continue;
            }
            const size_t to = needs[node][stack.back().second++];
            const bool turns = state[to] == Open;
            g.edges.emplace_back(turns ? to : node, turns ? node : to);
            g.back.push_back(turns);
            if (state[to] == Fresh) {
                state[to] = Open;
                stack.emplace_back(to, 0);
            }
        }
    }
    return g;
}

/// The longest way from the left; then each service moves right as far as those that it needs allow, so
/// that edges are short.
std::vector<int> columnsOf(const Graph& g)
{
    std::vector<int> column(g.count, 0);
    for (size_t round = 0; round < g.count; ++round) {
        bool moved = false;
        for (const auto& [from, to] : g.edges) {
            if (column[to] < column[from] + 1) {
                column[to] = column[from] + 1;
                moved = true;
            }
        }
        if (!moved)
            break;
    }
    std::vector<std::vector<size_t>> needed(g.count);
    for (const auto& [from, to] : g.edges)
        needed[from].push_back(to);
    for (size_t round = 0; round < g.count; ++round) {
        bool moved = false;
        for (size_t i = 0; i < g.count; ++i) {
            int nearest = INT_MAX;
            for (const size_t to : needed[i])
                nearest = qMin(nearest, column[to] - 1);
            if (nearest != INT_MAX && nearest > column[i]) {
                column[i] = nearest;
                moved = true;
            }
        }
        if (!moved)
            break;
    }
    return column;
}

double middleOf(const std::vector<size_t>& neighbours, const std::vector<Place>& places, double otherwise)
{
    if (neighbours.empty())
        return otherwise;
    double sum = 0;
    for (const auto n : neighbours)
        sum += places[n].row;
    return sum / static_cast<double>(neighbours.size());
}

void order(std::vector<std::vector<size_t>>& columns, std::vector<Place>& places)
{
    const auto number = [&](const std::vector<size_t>& column) {
        for (size_t i = 0; i < column.size(); ++i)
            places[column[i]].row = static_cast<double>(i) - (static_cast<double>(column.size()) - 1) / 2;
    };
    for (const auto& column : columns)
        number(column);
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        const bool forward = sweep % 2 == 0;
        for (size_t i = 0; i < columns.size(); ++i) {
            auto& column = columns[forward ? i : columns.size() - 1 - i];
            std::vector<std::pair<double, size_t>> keyed;
            for (const auto s : column)
                keyed.emplace_back(middleOf(forward ? places[s].left : places[s].right, places, places[s].row), s);
            std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            for (size_t k = 0; k < keyed.size(); ++k)
                column[k] = keyed[k].second;
            number(column);
        }
    }
}

/// Boxes apart by at least a row, as near to their neighbours' middle as the order of the column lets them.
void straighten(const std::vector<std::vector<size_t>>& columns, std::vector<Place>& places)
{
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        for (size_t c = 0; c < columns.size(); ++c) {
            const auto& column = columns[sweep % 2 == 0 ? c : columns.size() - 1 - c];
            if (column.empty())
                continue;
            std::vector<double> wanted;
            for (const auto s : column) {
                std::vector<size_t> both = places[s].left;
                both.insert(both.end(), places[s].right.begin(), places[s].right.end());
                wanted.push_back(middleOf(both, places, places[s].row));
            }
            const auto apart = [&](size_t i) {
                return places[column[i]].bend || places[column[i + 1]].bend ? bendApart : 1.0;
            };
            std::vector<double> down = wanted;
            std::vector<double> up = wanted;
            for (size_t i = 1; i < down.size(); ++i)
                down[i] = qMax(down[i], down[i - 1] + apart(i - 1));
            for (size_t i = up.size() - 1; i-- > 0;)
                up[i] = qMin(up[i], up[i + 1] - apart(i));
            for (size_t i = 0; i < column.size(); ++i)
                places[column[i]].row = (down[i] + up[i]) / 2;
        }
    }
}

} // namespace

size_t TopologyLayout::find(const QString& name) const
{
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].name == name)
            return i;
    }
    return SIZE_MAX;
}

TopologyLayout layOut(const std::vector<LayoutNode>& nodes)
{
    QHash<QString, size_t> index;
    for (size_t i = 0; i < nodes.size(); ++i)
        index.insert(nodes[i].name, i);
    const Graph g = withoutCycles(nodes, index);
    const std::vector<int> columnOf = columnsOf(g);

    std::vector<bool> linked(nodes.size(), false);
    for (const auto& [from, to] : g.edges)
        linked[from] = linked[to] = true;

    TopologyLayout out;
    std::vector<Place> places(nodes.size());
    std::vector<std::vector<size_t>> columns;
    for (size_t i = 0; i < nodes.size(); ++i) {
        places[i].column = columnOf[i];
        out.columns = linked[i] ? qMax(out.columns, columnOf[i] + 1) : out.columns;
    }
    columns.resize(static_cast<size_t>(out.columns));
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (linked[i])
            columns[static_cast<size_t>(columnOf[i])].push_back(i);
    }
    std::vector<std::vector<size_t>> bends(g.edges.size());
    for (size_t e = 0; e < g.edges.size(); ++e) {
        size_t previous = g.edges[e].first;
        const size_t to = g.edges[e].second;
        for (int c = columnOf[previous] + 1; c < columnOf[to]; ++c) {
            places.push_back({c, 0, true, {previous}, {}});
            places[previous].right.push_back(places.size() - 1);
            previous = places.size() - 1;
            columns[static_cast<size_t>(c)].push_back(previous);
            bends[e].push_back(previous);
        }
        places[previous].right.push_back(to);
        places[to].left.push_back(previous);
    }
    order(columns, places);
    straighten(columns, places);

    double least = 0;
    double most = -1;
    for (const auto& column : columns) {
        for (const auto s : column) {
            least = qMin(least, places[s].row);
            most = qMax(most, places[s].row - (places[s].bend ? 0.4 : 0.0));
        }
    }
    // Those that stand alone go below, side by side: no edge is no reason to be left out.
    int next = 0;
    const int wide = qMax(out.columns, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(nodes.size())))));
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (linked[i])
            continue;
        places[i].column = next % wide;
        places[i].row = most + 1 + (columns.empty() ? 0 : 0.35) + next / wide;
        ++next;
    }
    out.alone = next;
    if (next) {
        out.columns = qMax(out.columns, qMin(next, wide));
        most += (columns.empty() ? 0 : 0.35) + (next + wide - 1) / wide;
    }
    out.rows = most - least + 1;
    for (size_t i = 0; i < nodes.size(); ++i)
        out.nodes.push_back({nodes[i].name, places[i].column, places[i].row - least});
    for (size_t e = 0; e < g.edges.size(); ++e) {
        const auto [from, to] = g.edges[e];
        PlacedEdge edge {g.back[e] ? to : from, g.back[e] ? from : to, {}, static_cast<bool>(g.back[e])};
        for (const auto bend : bends[e])
            edge.rows.push_back(places[bend].row - least);
        if (edge.back)
            std::reverse(edge.rows.begin(), edge.rows.end());
        out.edges.push_back(std::move(edge));
    }
    return out;
}

std::vector<LayoutNode> visibleServices(
    const Topology& topology, const std::vector<QString>& important, size_t limit, size_t* hidden)
{
    std::vector<QString> queue;
    std::set<QString> chosen;
    const auto add = [&](const QString& name) {
        if (chosen.size() < limit && topology.find(name) && chosen.insert(name).second)
            queue.push_back(name);
    };
    for (const auto& name : important)
        add(name);
    for (size_t i = 0; i < queue.size(); ++i) {
        const QString name = queue[i];
        for (const auto& needed : topology.needs(name))
            add(needed);
        for (const auto& needs : topology.neededBy(name))
            add(needs);
    }
    std::vector<QString> rest;
    for (const auto& service : topology.services())
        rest.push_back(service.name);
    std::sort(rest.begin(), rest.end());
    for (const auto& name : rest)
        add(name);
    std::vector<LayoutNode> out;
    for (const auto& service : topology.services()) {
        if (chosen.contains(service.name))
            out.push_back({service.name, service.dependsOn});
    }
    if (hidden)
        *hidden = topology.services().size() - out.size();
    return out;
}

} // namespace quarterdeck
