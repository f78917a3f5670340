// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/kindbook.h"
#include "models/triage/servicegraph.h"

namespace quarterdeck {

/// How much an open incident wants to be looked at first, as a sum of terms: severity, what customers see,
/// how many services need what is hit, growth, history, and whether somebody commands.
struct Urgency {
    double score = 0;
    std::vector<Term> terms; ///< what counts most first
};

/// Reads at most triage::alertsRead alerts and triage::edgesWalked edges of the map. `book` tells what is
/// frequent; without one, or where it does not know enough, history is only whether the incident came back.
Urgency urgencyOf(const Workspace& workspace, const ServiceGraph& graph, const KindBook* book,
    const Incident& incident, Instant now);

/// Whether the first is to stand before the second: by score, then the older one, then by number.
bool isMoreUrgent(const Incident& a, const Urgency& ofA, const Incident& b, const Urgency& ofB);

} // namespace quarterdeck
