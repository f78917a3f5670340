// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/runbook.h"

#include <QJsonObject>
#include <QStringList>

#include <map>

namespace quarterdeck {

/// One runbook out of a file's text. `file` is named in sentences; its base name must be the runbook's id.
/// Errors: "yaml.refused" and "runbook.refused", each beginning with file and line.
Result<Runbook> readRunbook(const QByteArray& text, const QString& file);

/// What is wrong with a runbook file, a sentence each; empty: nothing. With a worker its programs are
/// compiled as well.
QStringList lintRunbook(const QString& file, JqWorker* worker = nullptr);

/// Every *.yaml of the folders, later folders first choice. A broken file costs itself: its sentence goes
/// to `problems`.
std::map<QString, Runbook> loadRunbooks(const QStringList& folders, std::vector<Error>& problems);

/// The site's values: a YAML mapping of names to texts, numbers, yes or no, lists and mappings. An empty
/// file name is an empty mapping. Errors: "yaml.refused", "runbook.variables".
Result<QJsonObject> readVariables(const QString& file);

} // namespace quarterdeck
