// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// A hit service whose owning team has nobody here.
struct ExpertNeed {
    QString service;
    QString team; ///< its owner on the service map; empty: the map names none
    Presence presence = Presence::Unknown; ///< Paged and Missing: called, and not here; else nobody was called
    Instant since = 0; ///< of the page
    bool operator==(const ExpertNeed&) const = default;
};

/// Hit services in the order of onset for which nobody is here. Somebody is, where the commander, a holder of a role,
/// somebody noted as present or a member of a team answers for it: `expert:SERVICE` or `expert:TEAM`, or a person or
/// team of that name (with or without "team-" before it; case does not count).
std::vector<ExpertNeed> expertNeeds(const Workspace& workspace, const Incident& incident, Instant now);

/// Who has an incident or group in hand, as far as the journal says.
struct OnIt {
    QString person; ///< empty: nobody
    QString act; ///< their last line in the log, as it stands there
    Instant at = 0;
    QString team; ///< that owns what fired first; empty: the map names none
    bool operator==(const OnIt&) const = default;
};

inline constexpr size_t ownerAlerts = 256; ///< of which the first with an owner tells the team

/// The commander, else whoever acted on it last: accepted, acknowledged, wrote.
OnIt whoIsOnIt(const Workspace& workspace, const Incident& incident);

} // namespace quarterdeck
