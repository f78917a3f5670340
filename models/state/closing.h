// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// What is not finished, a short clause each, in an order that does not change: firing and suppressed alerts,
/// unverified actions, open proposals, tasks, a missing status update, items of the closing checklists. Resolving
/// tells it and writes it down; it hinders nobody.
QStringList openMatters(const Workspace& workspace, const Incident& incident);

/// The same in figures, for whoever goes through a closing checklist.
struct ClosingFacts {
    Instant lastPostAt = 0; ///< 0: none was posted
    quint32 suppressed = 0; ///< alerts
    quint32 silences = 0; ///< active ones that match alerts of this incident
    std::vector<QString> unverified; ///< titles of actions that ran and are not verified
    quint32 openTasks = 0;
    quint32 unowned = 0; ///< of these
    quint32 present = 0; ///< people who are here
    quint32 awaited = 0; ///< people who were paged and are not
    QString reviewOwner; ///< of the open task that names the review or the postmortem; empty: nobody
    bool reviewTask = false; ///< there is such a task
    Instant reviewDue = 0; ///< 0: it has no time box
    bool operator==(const ClosingFacts&) const = default;
};

ClosingFacts closingFacts(const Workspace& workspace, const Incident& incident, Instant now);

/// The items of a checklist that nobody has ticked or left out.
std::vector<std::pair<QString, QString>> untickedItems(const ChecklistInfo& list, const Incident& incident);

} // namespace quarterdeck
