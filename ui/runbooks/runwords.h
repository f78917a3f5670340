// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// A value as it will be used, in quotes that show where it begins and ends; quotes and backslashes in it are
/// escaped and control and direction characters shown, so that two different values never look the same.
QString quoted(const QString& value);

/// Exactly what will run, where, with which values, one element a line. For a fixed font.
QString exactly(const Run& run, const QString& where);

/// What will be watched afterwards.
QString checkWords(const ResolvedCheck& check);

/// "prepared", "running", "post-check 2:40 of 5:00", "verified", "unknown – a person must find out" …
QString stateWords(const Run& run, Instant now);

/// Whether the state is one that somebody has to do something about.
bool wantsPerson(const Run& run);

/// "swift prepared 14:13:00 · kestrel started 14:13:20 · ended 14:16:11"
QString whoAndWhen(const Run& run);

/// Output of all steps so far; at most what fits on a screen, from the end.
QString outputOf(const Run& run);

/// "last used 2026-11-12 14:07, ✓ verified", or "never used".
QString lastUseWords(const Workspace& workspace, const RunbookInfo& runbook, Instant now);

/// Which alerts should clear after a run and which did, and what is new since it was started; a line each.
QString sightWords(const Workspace& workspace, const Run& run);

QString riskWords(const RunbookInfo& runbook); ///< "medium risk · cannot be undone"

} // namespace quarterdeck
