// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

struct NearbyChange {
    ChangeId id;
    QString what; ///< "cart v2.31 service.deployed"
    Instant at = 0;
    qint64 beforeOnsetMs = 0; ///< negative: after it
};

/// What a commander asks in the first five minutes, out of the state: no widget, no clock of its own.
struct Situation {
    QString firstFired;
    Instant firstAt = 0;
    quint32 firing = 0;
    quint32 unknown = 0;
    int change5m = 0; ///< firing now minus firing five minutes ago
    qint64 quietMs = 0; ///< since the count last changed
    int servicesHit = 0;
    int servicesKnown = 0;
    bool customerFacing = false;
    std::vector<NearbyChange>
        changes; ///< of the last hour before onset and since, on hit or upstream services
    std::vector<QString> notAlarmed; ///< neighbours of what is hit, without an alert of their own
    int suppressed = 0;
    int flapping = 0;
};

Situation situationOf(const Workspace& workspace, const Incident& incident, Instant now);

/// How many fired at `points` moments between `from` and `to`.
std::vector<int> firingCurve(const Incident& incident, Instant from, Instant to, int points);

/// "growing", "flat", "falling" of the last five minutes.
QString trendWord(int change);

/// The briefing sheet of a hand-over (ICS-201): made from the state, read and mended by the one who offers.
QString briefingOf(const Workspace& workspace, const Incident& incident, Instant now);

} // namespace quarterdeck
