// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>

namespace quarterdeck {

/// A folder of resources/ as installed beside the program, or of the source tree that it was built in;
/// empty when there is none.
inline QString resourceFolder(const QString& name)
{
    const QString bin = QCoreApplication::applicationDirPath();
    for (const auto* base : {"/../share/quarterdeck/", "/../../../resources/", "/../../resources/"}) {
        const QString folder = QDir::cleanPath(bin + QLatin1String(base) + name);
        if (QDir(folder).exists())
            return folder;
    }
    return {};
}

} // namespace quarterdeck
