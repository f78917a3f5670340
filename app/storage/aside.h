// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// Renames a database with its WAL to FILE.aside-N, which it returns: damaged or abandoned, but somebody
/// may want it.
QString moveAside(const QString& file);

} // namespace quarterdeck
