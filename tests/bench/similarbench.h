// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace quarterdeck {

/// Replays each log (see AlertLog) through the noise engine on its own and asks, for every incident shown,
/// which incidents of the *other* logs are most similar. `out` gets a heading and lines
///
///     file,incident,rank,other_file,other_incident,score
///
/// with the fifty best, files by their base name, incidents by the numbers that `ait --assign` writes.
/// Answers counts, microseconds a question; an object with "error" when something could not be read or
/// written.
QJsonObject runSimilar(const QStringList& files, const QString& out);

} // namespace quarterdeck
