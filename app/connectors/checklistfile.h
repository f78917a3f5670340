// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/result.h"

#include <QStringList>

namespace quarterdeck {

/// A checklist file as the fact that says it was loaded (the format is explained in
/// resources/checklists/closing.yaml). Errors: checklist.refused and yaml.refused, naming `file` and the line.
Result<ChecklistLoaded> readChecklist(const QByteArray& text, const QString& file);

/// Every *.yaml of the folders, in order of their ids; of two with one id the one in the later folder counts. A
/// broken file is left out and told in `problems`.
std::vector<ChecklistLoaded> loadChecklists(const QStringList& folders, std::vector<Error>& problems);

} // namespace quarterdeck
