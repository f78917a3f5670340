// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/state.h"

#include <QHash>

namespace quarterdeck {

/// The service map, as loaded: who depends on whom. An edge points from the one that needs to the one
/// that is needed; "upstream" of a service is what it needs, directly or not (a broken redis is upstream
/// of a failing checkout).
class Topology {
public:
    Topology() = default;
    explicit Topology(const TopologyLoaded& loaded);

    const QByteArray& hash() const { return m_hash; }
    const std::vector<ServiceNode>& services() const { return m_services; }
    const ServiceNode* find(const QString& service) const;
    std::vector<QString> needs(const QString& service) const; ///< directly
    std::vector<QString> neededBy(const QString& service) const; ///< directly

    /// Calls from `from` down to `to` along dependencies: 0 the same, -1 not reachable. Cycles are fine.
    int hopsUpstream(const QString& from, const QString& to, int limit = 8) const;

    /// The shorter of both directions; -1 where neither reaches the other.
    int hopsBetween(const QString& a, const QString& b, int limit = 4) const;

    /// Everything that needs `service`, directly or not: its blast radius. Sorted.
    std::vector<QString> blastRadius(const QString& service) const;

private:
    QByteArray m_hash;
    std::vector<ServiceNode> m_services;
    QHash<QString, int> m_index;
    QHash<QString, std::vector<QString>> m_neededBy;
};

} // namespace quarterdeck
