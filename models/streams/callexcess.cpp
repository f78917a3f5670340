// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/callexcess.h"

#include "models/streams/parameters.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace quarterdeck {

namespace {

    constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

    double at(const std::vector<double>& values, size_t row)
    {
        return row < values.size() && std::isfinite(values[row]) ? values[row] : k_nan;
    }

    double shareAt(const CallSeries& series, size_t row, ExcessKind kind)
    {
        return kind == ExcessKind::Waiting ? at(series.latency, row) : 1 - at(series.availability, row);
    }

    /// Linear between order statistics; `sorted` is not empty.
    double quantile(const std::vector<double>& sorted, double part)
    {
        const double place = part * static_cast<double>(sorted.size() - 1);
        const auto below = static_cast<size_t>(place);
        const size_t above = std::min(below + 1, sorted.size() - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
    }

    /// Strongly connected components by Tarjan's algorithm (SIAM J. Comput. 1, 1972), without recursion.
    class Cycles {
    public:
        explicit Cycles(const std::vector<std::vector<int>>& edges)
            : m_edges(edges)
            , m_index(edges.size(), -1)
            , m_low(edges.size(), 0)
            , m_component(edges.size(), -1)
        {
            for (size_t i = 0; i < edges.size(); ++i) {
                if (m_index[i] < 0)
                    walk(static_cast<int>(i));
            }
        }

        bool together(int a, int b) const { return of(m_component, a) == of(m_component, b); }

    private:
        static int& of(std::vector<int>& v, int i) { return v[static_cast<size_t>(i)]; }

        static int of(const std::vector<int>& v, int i) { return v[static_cast<size_t>(i)]; }

        void enter(int node)
        {
            of(m_index, node) = of(m_low, node) = m_next++;
            m_open.push_back(node);
            m_path.emplace_back(node, 0);
        }

        void walk(int root)
        {
            enter(root);
            while (!m_path.empty()) {
                const int node = m_path.back().first;
                const auto& edges = m_edges[static_cast<size_t>(node)];
                if (m_path.back().second < edges.size()) {
                    const int next = edges[m_path.back().second++];
                    if (of(m_index, next) < 0)
                        enter(next);
                    else if (of(m_component, next) < 0)
                        of(m_low, node) = std::min(of(m_low, node), of(m_index, next));
                    continue;
                }
                m_path.pop_back();
                if (!m_path.empty())
                    of(m_low, m_path.back().first) =
                        std::min(of(m_low, m_path.back().first), of(m_low, node));
                if (of(m_low, node) != of(m_index, node))
                    continue;
                for (int member = -1; member != node;) {
                    member = m_open.back();
                    m_open.pop_back();
                    of(m_component, member) = node;
                }
            }
        }

        const std::vector<std::vector<int>>& m_edges;
        std::vector<int> m_index;
        std::vector<int> m_low;
        std::vector<int> m_component;
        std::vector<int> m_open;
        std::vector<std::pair<int, size_t>> m_path;
        int m_next = 0;
    };

} // namespace

size_t rowsOf(const CallSeries& series)
{
    return std::max({ series.requests.size(), series.latency.size(), series.availability.size() });
}

double excessAt(const CallSeries& series, size_t row, ExcessKind kind, double level)
{
    const double requests = at(series.requests, row);
    const double share = shareAt(series, row, kind);
    if (requests == 0 || (std::isnan(requests) && std::isnan(share)))
        return 0;
    return requests * (share - level);
}

CallUsual usualOf(const CallSeries& quiet, ExcessKind kind)
{
    const size_t rows = rowsOf(quiet);
    std::vector<double> shares;
    std::vector<double> requests;
    double failed = 0;
    for (size_t row = 0; row < rows; ++row) {
        const double many = at(quiet.requests, row);
        const double share = shareAt(quiet, row, kind);
        if (!std::isnan(many))
            requests.push_back(many);
        if (!(many > 0) || std::isnan(share))
            continue;
        shares.push_back(share);
        failed += many * share;
    }
    CallUsual usual;
    if (shares.size() < streams::causeQuietLeast)
        return usual;
    std::sort(shares.begin(), shares.end());
    std::sort(requests.begin(), requests.end());
    usual.level = quantile(shares, 0.5);
    std::vector<double> excess;
    excess.reserve(rows);
    for (size_t row = 0; row < rows; ++row) {
        const double value = excessAt(quiet, row, kind, usual.level);
        excess.push_back(std::isnan(value) ? 0 : value);
    }
    std::sort(excess.begin(), excess.end());
    // Two robust deviations, since latency has a long upper tail: the middle half alone is too sure of
    // itself.
    usual.noise = std::max((quantile(excess, 0.75) - quantile(excess, 0.25)) / 1.349,
        (quantile(excess, 0.95) - quantile(excess, 0.50)) / 1.645);
    // Nobody is perfectly steady: failures at least count like a Poisson variable of as many as were seen.
    const double least = kind == ExcessKind::Waiting
        ? streams::causeSteadiest * quantile(requests, 0.5) * usual.level
        : std::sqrt((failed + 0.5) / static_cast<double>(rows));
    usual.noise = std::max({ usual.noise, least, 1e-9 });
    usual.known = std::isfinite(usual.noise) && std::isfinite(usual.level);
    return usual;
}

std::vector<std::vector<int>> explainedBy(const CallGraph& graph, const std::vector<bool>& off)
{
    const size_t nodes = off.size();
    std::vector<std::vector<int>> below(nodes);
    std::vector<int> seenFrom(nodes, -1);
    std::vector<int> open;
    int edges = 0;
    for (size_t from = 0; from < nodes; ++from) {
        if (!off[from])
            continue;
        const auto mark = static_cast<int>(from);
        seenFrom[from] = mark;
        open.assign(1, mark);
        while (!open.empty()) {
            const auto node = static_cast<size_t>(open.back());
            open.pop_back();
            // Out of budget, only what is called directly is looked at: coarser, never unbounded.
            if (node != from && edges > streams::causeEdges)
                continue;
            for (const int callee : graph.callees[node]) {
                ++edges;
                if (callee < 0 || static_cast<size_t>(callee) >= nodes
                    || seenFrom[static_cast<size_t>(callee)] == mark)
                    continue;
                seenFrom[static_cast<size_t>(callee)] = mark;
                if (off[static_cast<size_t>(callee)])
                    below[from].push_back(callee);
                else
                    open.push_back(callee);
            }
        }
        std::sort(below[from].begin(), below[from].end());
    }
    const Cycles cycles(below);
    for (size_t from = 0; from < nodes; ++from)
        std::erase_if(
            below[from], [&](int callee) { return cycles.together(static_cast<int>(from), callee); });
    return below;
}

} // namespace quarterdeck
