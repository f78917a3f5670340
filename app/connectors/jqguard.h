// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

namespace quarterdeck {

/// Refuses a jq program that names what a mapping must not have: other files (import, include), the
/// environment ($ENV, env), further input (input, inputs, input_filename, ...), messages to stderr
/// (debug, stderr), an end of the worker (halt, halt_error) and the clock or the machine's time zone
/// (now, localtime, strflocaltime), so that the same payload always gives the same signals. Fields
/// (`.env`) and keys (`{env: 1}`) may have these names; code inside "\( )" is looked at as well.
/// A `?` behind a call or a parenthesis is refused too: in jq 1.6 it swallows the errors of all that follows.
/// Error "jq.forbidden"; its second argument is the 1-based line inside `program`.
Outcome checkJqProgram(const QString& program);

} // namespace quarterdeck
