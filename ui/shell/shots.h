// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

class MainWindow;

/// Walks all perspectives and views in both themes and saves a picture of each; returns how many. The window
/// is left as it was found.
int saveShots(MainWindow& window, const QString& dir);

} // namespace quarterdeck
