// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>

namespace quarterdeck {

/// Writes a whole file or nothing, into the folder that the person chose and nowhere else: a link in the
/// file's place is replaced or refused and never followed, not even one that appears in between.
Outcome safeWrite(const QString& path, const QByteArray& bytes);

/// Whether a file may have this name: no separators, no control characters, none of Windows' devices.
bool isPlainFileName(const QString& name);

} // namespace quarterdeck
