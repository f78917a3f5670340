// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

enum class DueKind : quint8 { Age, Callout, Update, Task, Poll, Decision, PostCheck };

/// One thing on the command clock.
struct DueItem {
    QString id; ///< "age", "callout", "update:internal", "update:public", "task:7", "poll:3", "decision:3", "check:2"
    DueKind kind = DueKind::Age;
    QString what; ///< "drain pod-7 (swift)"; English, partly foreign data
    Instant due = 0; ///< of Age: when the clock began
    qint64 leftMs = 0; ///< until due, negative once it is overdue; of Age: how old it is, never negative
    bool overdue = false;
    bool snoozed = false; ///< `due` was put off

    bool operator==(const DueItem&) const = default;
};

/// After so long without a status update the time is called out.
inline constexpr qint64 calloutMs = 600'000;

/// What the clock strip shows of an accepted, open incident: its age first, then the rest by when it is due.
/// A pure function of entries and `now`: whatever happened to the program, the machine or its clock in
/// between, the same entries and the same moment give the same list. All instants are UTC.
std::vector<DueItem> dueItems(const Workspace& workspace, const Incident& incident, Instant now);

} // namespace quarterdeck
