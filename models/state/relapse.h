// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// What hides alerts of an incident. Exactly one of silence, source and person says so; person is empty where the
/// log does not say who it was.
struct HiddenBy {
    SilenceId silence;
    bool source = false; ///< its source suppresses it
    QString person; ///< who suppressed by hand
    quint32 alerts = 0;
    bool operator==(const HiddenBy&) const = default;
};

/// Silences by their numbers, then the source, then by hand. O(alerts of the incident).
std::vector<HiddenBy> hiddenBy(const Workspace& workspace, const Incident& incident);

inline constexpr size_t relapseAlerts = 256;

/// Active silences that match an alert of the incident, whatever its status: they would hide it if it came back.
/// Looks at the incident's first relapseAlerts alerts and at whatever is silenced now.
std::vector<SilenceId> relapseSilences(const Workspace& workspace, const Incident& incident);

/// Open incidents and groups in which something fires, now and before.
struct FiringGroups {
    int now = 0;
    int before = 0; ///< of those that are open now
    int flapping = 0; ///< in which nothing but flapping alerts fires; counted in neither
    bool operator==(const FiringGroups&) const = default;
};

/// Compares with `ms` before `now`. Looks at the `most` latest open ones; O(their alerts' turns).
FiringGroups firingGroups(const Workspace& workspace, Instant now, qint64 ms, size_t most = 200);

} // namespace quarterdeck
