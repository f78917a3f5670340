// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Status updates and briefings as text: a jq program (resources/templates/NAME.LANGUAGE.jq, or one of the user's
// own folder in its place) makes one string out of the situation document of models/state/situationdocument.h.
// What common.LANGUAGE.jq of the same folders defines stands in front of it.

#include "app/connectors/jqworker.h"

namespace quarterdeck {

/// Names and languages of the templates that are there, "internal.en" …, in order.
QStringList briefTemplates(const QStringList& folders);

/// Gives `done` the text, ending in one line break: once, from the event loop, or at once if there is no such
/// template. Of two files of one name the one in the later folder counts. Errors: brief.unknown (with what there
/// is), brief.unreadable, brief.no-text (not exactly one string), jq.*.
void renderBrief(JqWorker& worker, const QStringList& folders, const QString& name, const QString& language,
    const QByteArray& situationJson, std::function<void(Result<QString>)> done);

/// The same, waiting; for programs without an event loop.
Result<QString> renderBrief(JqWorker& worker, const QStringList& folders, const QString& name, const QString& language,
    const QByteArray& situationJson);

} // namespace quarterdeck
