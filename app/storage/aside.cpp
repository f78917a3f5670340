// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/aside.h"

#include "app/storage/filelock.h"

#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

QString moveAside(const QString& file)
{
    QString to;
    for (int n = 1; to.isEmpty() || QFile::exists(to); ++n)
        to = QStringLiteral("%1.aside-%2").arg(file).arg(n);
    // The WAL first: left beside a new database it would be taken for its own.
    QFile::rename(file + QStringLiteral("-wal"), to + QStringLiteral("-wal"));
    QFile::remove(file + QStringLiteral("-shm"));
    QFile::rename(file, to);
    syncFolder(QFileInfo(file).absolutePath());
    return to;
}

} // namespace quarterdeck
