// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <QHash>

#include <optional>
#include <set>
#include <vector>

namespace quarterdeck {

/// Tells flapping alerts: triage::flapTurns turns (raised or cleared) within triage::flapWindowMs make one,
/// a window without a turn ends it. Holds the turns of the last window only; no clock of its own.
class FlapWatch {
public:
    /// From state alone, after a restart: who flaps is known exactly, the turns of others as far as the
    /// incidents' steps tell them.
    void rebuild(const Workspace& workspace, Instant now);

    /// The alert was raised or cleared at `at` (the relay's clock; not before the last call's).
    std::optional<AlertFlapping> turned(AlertId alert, Instant at);

    /// Those that have been quiet for a window; costs nothing while there are none.
    std::vector<AlertFlapping> settle(Instant now);

    bool flapping(AlertId alert) const { return m_alerts.value(alert).flapping; }
    qsizetype watched() const { return m_alerts.size(); }

private:
    struct Watched {
        std::vector<Instant> turns; ///< of the last window, oldest first
        bool flapping = false;
    };

    void note(AlertId alert, Watched& watched, Instant at);

    QHash<AlertId, Watched> m_alerts;
    std::set<std::pair<Instant, AlertId>> m_byLastTurn;
};

} // namespace quarterdeck
