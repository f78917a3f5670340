// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// What is not finished, a short clause each, in an order that does not change: firing and suppressed alerts,
/// unverified actions, open proposals, tasks, a missing status update, items of the closing checklists. Resolving
/// tells it and writes it down; it hinders nobody.
QStringList openMatters(const Workspace& workspace, const Incident& incident);

/// The items of a checklist that nobody has ticked or left out.
std::vector<std::pair<QString, QString>> untickedItems(const ChecklistInfo& list, const Incident& incident);

} // namespace quarterdeck
