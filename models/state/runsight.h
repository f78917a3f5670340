// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// The last time that a runbook was really run, in any incident; rehearsals and what was refused are no use of it.
/// Null: never. O(runs).
const Run* lastUseOf(const Workspace& workspace, const QString& runbook);

/// The last run of an incident that has really started. Null: none has.
const Run* lastActionOf(const Workspace& workspace, const Incident& incident);

/// An incident's alerts as an action sees them.
struct RunSight {
    Instant since = 0; ///< when it was started
    std::vector<AlertId> toClear; ///< fired then, on the service that it is for or one that needs it; its own first
    quint32 cleared = 0; ///< of these
    std::vector<AlertId> fresh; ///< fired for the first time since, oldest first
    std::vector<AlertId> back; ///< had fired before, and began again since
    bool operator==(const RunSight&) const = default;
};

/// O(alerts of the incident). Of a run that has not started everything is empty.
RunSight runSight(const Workspace& workspace, const Incident& incident, const Run& run);

/// Whether an alert fired for the first time since the incident's last action was started.
bool isNewSinceAction(const Workspace& workspace, const AlertRow& row);

} // namespace quarterdeck
