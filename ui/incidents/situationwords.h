// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <QCoreApplication>

namespace quarterdeck {

/// Rows of the situation in words, each empty where there is nothing to say.
class SituationWords {
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::SituationWords)

public:
    /// "then CartErrors cart-0 +16 s, SlowSearch search-0 +1 m 6 s": what fired second and third.
    static QString onset(const Workspace& workspace, const Incident& incident);

    /// "growing, +12 in the last minute, +17 in 5 min" or "flat for 6 m".
    static QString trend(const Incident& incident, Instant now, qint64 quietMs);

    /// "3 by @wren until 15:00 (deploy), 1 by its source": who hides what, until when and why.
    static QString hidden(const Workspace& workspace, const Incident& incident);

    /// "needs an expert, nobody here: payments (team-pay); paged: redis (team-data, 2 m)".
    static QString experts(const Workspace& workspace, const Incident& incident, Instant now);

    /// "Restart a service, 14:13: 3 of 7 that should clear have cleared; 2 new since: Web5xx web-1".
    static QString action(const Workspace& workspace, const Incident& incident);

    /// "2 groups fire, 1 fewer than 5 min ago; 1 only flaps".
    static QString groups(const Workspace& workspace, Instant now);

    /// "silences that would hide a relapse: service=cart by @wren until 15:00".
    static QString relapse(const Workspace& workspace, const Incident& incident);
};

} // namespace quarterdeck
