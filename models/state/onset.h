// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// One name on one service, and when the first of its alerts fired.
struct Onset {
    QString name;
    QString where; ///< the resource of that first alert, else its service; may be empty
    Instant at = 0;
    quint32 alerts = 0; ///< of this name on this service
    bool operator==(const Onset&) const = default;
};

/// What fired first, second, third: the names by service in the order of their first alert, ties to the older alert;
/// at most `most`. O(alerts of the incident).
std::vector<Onset> onsetOrder(const Workspace& workspace, const Incident& incident, size_t most);

/// How many fire more (or fewer, negative) than `ms` before `now`.
int firingChange(const Incident& incident, Instant now, qint64 ms);

} // namespace quarterdeck
