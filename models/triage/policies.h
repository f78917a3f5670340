// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/servicegraph.h"

namespace quarterdeck {

/// The first acceptance policy of the workspace whose every condition the group meets now; null where none
/// does. Counted are alerts that fire and are not suppressed.
const AcceptancePolicy* policyFor(
    const Workspace& workspace, const ServiceGraph& graph, const Incident& incident);

/// "3 alerts or more, worst Critical, 2 services or more, of checkout or redis, seen by customers"
QString inWords(const AcceptancePolicy& policy);

} // namespace quarterdeck
