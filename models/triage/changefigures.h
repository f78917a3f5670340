// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// How often alerts began to fire on a change's service in equal spans before and after it.
struct ChangeFigures {
    qint64 spanMs = 0; ///< of either side: triage::changeSpanMs, or as long ago as the change is
    quint32 before = 0;
    quint32 after = 0;
    bool all = true; ///< false: more was heard than was read, the earliest of the span before is missing
    QString words; ///< "alerts on cart: 1 in the 30 m before, 6 in the 30 m after"; empty: it names no service
};

/// By the server's clock, from Workspace::heard(); reads at most triage::changeHeardRead of it.
ChangeFigures changeFigures(const Workspace& workspace, const ChangeInfo& change, Instant now);

} // namespace quarterdeck
