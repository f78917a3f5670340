// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/servicegraph.h"

#include <optional>

namespace quarterdeck {

/// Ranked suspects of an open incident out of topology, onset order and recent changes, with reasons for
/// and against; ties go by name. Empty suspects: none stands out. Nothing where order and reasons are as
/// they are in the incident, or where nothing of it fires (what was last suspected stays). Suspects that a
/// person confirmed stay first.
std::optional<SuspectsRanked> rankSuspects(
    const Workspace& workspace, const ServiceGraph& graph, const Incident& incident, Instant now);

/// The same, with the map read from the workspace: for callers without a Triage.
std::optional<SuspectsRanked> rankSuspects(const Workspace& workspace, const Incident& incident, Instant now);

} // namespace quarterdeck
