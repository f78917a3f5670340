// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/runbook.h"

#include <QJsonObject>

namespace quarterdeck {

/// Whether a value may stand for a parameter: its pattern matches the whole of it, it has 1 to 256
/// printable characters and does not begin with "-" unless that is declared. Error "run.parameter".
Outcome checkParameter(const RunbookParameter& parameter, const QString& value);

/// The object without the texts that some reader on the way to a program would change: a byte order mark
/// is dropped by many, half a character replaced. An expression that needs such a text then finds nothing
/// and is refused; it is never given something similar.
QJsonObject exactTexts(const QJsonObject& object);

} // namespace quarterdeck
