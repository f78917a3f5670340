// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Who reads what. What people write in a restricted incident (its title where it was declared, its log, tasks,
// decisions, updates, attachments) is its members'. The alerts of the feed stay everybody's: a team that cannot see
// that its service fails is no safer for it; and an entry in which alerts were raised is never held back, whatever
// else it says. That an incident exists, its severity, phase and people's names are not texts and are no secret.

#include "models/journal/entry.h"
#include "models/state/workspace.h"

namespace quarterdeck {

/// Seqs of the entries that hold an incident's own texts, ascending; some of them may hold none.
std::vector<Seq> entriesOfTexts(const Incident& incident);

/// Whether the entry's texts are to be held back from `person`. Reads the facts' kinds only where it must.
bool heldBack(const Workspace& workspace, const StoredEntry& entry, const QString& person);

/// The incidents whose access was set last by this entry.
std::vector<const Incident*> accessSetBy(const Workspace& workspace, Seq seq);

} // namespace quarterdeck
