// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/topology.h"

#include <QHash>

#include <vector>

namespace quarterdeck {

/// The service map as numbers, for asking it millions of times. Built once per loaded map; every walk has
/// a budget, so that a map of thousands of services that all need each other costs no more than another.
class ServiceGraph {
public:
    /// How one service stands to another.
    struct Relation {
        int hops = -1; ///< -1: no path is known
        bool upstream = false; ///< the first is needed by the other
        bool downstream = false; ///< the first needs the other; both in a cycle
    };

    struct Neighbour {
        int node = -1;
        int hops = 0;
    };

    ServiceGraph() = default;
    explicit ServiceGraph(const Topology& topology);

    int node(const QString& service) const { return m_index.value(service, -1); }
    const QString& name(int node) const { return m_names[static_cast<size_t>(node)]; }
    bool customerFacing(int node) const { return m_facing[static_cast<size_t>(node)]; }
    int size() const { return static_cast<int>(m_names.size()); }

    /// Within triage::mostHops. Walks are remembered, so this is not const and not thread-safe.
    Relation relation(int a, int b);
    /// Services that `node` needs or that need it, nearest first, then by name; at most 2 × neighboursKept.
    const std::vector<Neighbour>& neighbours(int node);

    /// Everything that `node` needs, directly or not, with hops; itself first with 0. Within edgesWalked.
    std::vector<Neighbour> needs(int node) const;
    /// Everything that needs `node`, likewise: its blast radius.
    std::vector<Neighbour> neededBy(int node) const;

    /// Edges looked at so far: whoever has a budget measures with it.
    quint64 walked() const { return m_walked; }

private:
    struct Around {
        bool known = false;
        std::vector<Neighbour> up; ///< needed by it, sorted by node
        std::vector<Neighbour> down; ///< needing it, sorted by node
        std::vector<Neighbour> all; ///< nearest first
    };

    using Edges = std::vector<std::vector<int>>;

    std::vector<Neighbour> walk(const Edges& edges, int from, int hops, int budget) const;
    const Around& around(int node);

    QHash<QString, int> m_index;
    std::vector<QString> m_names; ///< sorted, so that nodes compare as their names do
    std::vector<bool> m_facing;
    Edges m_needs;
    Edges m_neededBy;
    std::vector<Around> m_around;

    // Of a walk: a node is seen where its mark is the walk's turn. Kept to spare clearing and hashing.
    mutable std::vector<quint32> m_marks;
    mutable quint32 m_turn = 0;
    mutable quint64 m_walked = 0;
};

} // namespace quarterdeck
