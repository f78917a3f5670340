// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

namespace quarterdeck {

/// Whether a step may start this program: an absolute path to an executable file that belongs to root or to
/// the running user, that nobody else may write, in folders that nobody else may change. `filled`: an
/// element of its argument vector comes from an expression; then it must be none of the programs to which
/// an argument is code or a command (shells, interpreters, env, xargs, find, ssh …).
/// Error "runbook.program".
Outcome checkProgram(const QString& path, bool filled);

/// A text that an expression gave, as an element of an argument vector: refused are control characters
/// other than tab and line feed, halves of characters, byte order marks, and more than 4,096 characters.
/// Error "action.value".
Outcome checkArgument(const QString& value, const QString& what);

} // namespace quarterdeck
