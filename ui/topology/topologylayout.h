// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/topology.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace quarterdeck {

// Services in columns: those that nobody needs on the left, what they need to the right of them, so that a
// fault on the right shows where it will be felt, on the left. Our own small layering and not Graphviz:
// ui/ runs no processes, a linked Graphviz may not stand beside Qt Charts (licence) and crashes in threads,
// and at 200 visible services, which is as many as a person reads, longest-path layers with a few sweeps of
// barycentres take a millisecond. Larger maps show the part that matters and count the rest.

struct LayoutNode {
    QString name;
    std::vector<QString> needs;
    bool operator==(const LayoutNode&) const = default;
};

struct PlacedNode {
    QString name;
    int column = 0;
    double row = 0; ///< in rows, not in pixels; halves happen
    bool operator==(const PlacedNode&) const = default;
};

struct PlacedEdge {
    size_t from = 0; ///< index of the node that needs
    size_t to = 0; ///< index of the node that is needed
    std::vector<double> rows; ///< where it passes through the columns between
    bool back = false; ///< part of a cycle: it runs against the layers
    bool operator==(const PlacedEdge&) const = default;
};

struct TopologyLayout {
    std::vector<PlacedNode> nodes; ///< in the order of the input
    std::vector<PlacedEdge> edges;
    int columns = 0;
    double rows = 0;
    int alone = 0; ///< how many stand apart below because nothing is known to need them or to be needed

    size_t find(const QString& name) const;
};

/// The same input gives the same picture, always.
TopologyLayout layOut(const std::vector<LayoutNode>& nodes);

/// At most `limit` services, those of `important` first, then what they need and what needs them, then by
/// name. `hidden` gets how many are left out.
std::vector<LayoutNode> visibleServices(
    const Topology& topology, const std::vector<QString>& important, size_t limit, size_t* hidden);

} // namespace quarterdeck
