// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/jqworker.h"
#include "models/domain/result.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace quarterdeck {

/// Evaluates programs over one JSON context, each to exactly one text: the elements of an argument
/// vector, the segments of a path. A number, true or false, null, nothing, several results and a text
/// with a NUL are errors ("expression.refused", naming file and line), never the word "null" in a command.
/// Integers beyond 2^53 reach the programs as texts (jsonscanner.h). The result has the order of the
/// programs. `done` is called once; at once if there are no programs.
void evaluateStrings(JqWorker& worker, std::vector<JqProgram> programs, const QByteArray& contextJson,
    std::function<void(Result<QStringList>)> done);

/// The same, waiting; for programs without an event loop.
Result<QStringList> evaluateStrings(
    JqWorker& worker, const std::vector<JqProgram>& programs, const QByteArray& contextJson);

} // namespace quarterdeck
