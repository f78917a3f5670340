// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/servicegraph.h"

#include <vector>

namespace quarterdeck {

/// One service that an incident's present trouble has reached.
struct Hit {
    QString service; ///< empty: alerts that name none
    int node = -1; ///< on the map
    Instant onset = 0; ///< its first alert
    AlertId lead; ///< its most severe alert, the earliest of those
    Severity worst = Severity::Unknown;
    int alerts = 0;
    int targetsDown = 0; ///< of these, alerts that only say that a scrape target does not answer
    std::vector<bool> needs; ///< per hit: whether this one needs that one, directly or not (itself: true)
    std::vector<ServiceGraph::Neighbour> needsAll; ///< on the map, with hops, sorted by node
};

/// What an incident's alerts have reached. A wave begins when something fires after a pause of
/// triage::waveGapMs. What has cleared still counts, so that nothing flaps with it.
struct Hits {
    Instant onset = 0;
    int services = 0; ///< all that are hit and named, also beyond those listed
    bool customerFacing = false;
    std::vector<Hit> list; ///< by onset, then name; at most triage::servicesRanked

    /// How many of the listed services need the one at `i`, itself included.
    int explained(size_t i) const;
};

enum class HitsFrom : quint8 { Wave, Beginning };

/// Reads at most triage::alertsRead turns of the incident, of its present wave or of all of its time.
Hits hitsOf(const Workspace& workspace, const ServiceGraph& graph, const Incident& incident, HitsFrom from);

} // namespace quarterdeck
