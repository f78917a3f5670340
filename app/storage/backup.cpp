// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalopen.h"
#include "app/storage/verify.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

namespace quarterdeck {

namespace {

/// Page by page in one read transaction: a copy of one moment, however long it takes, and of a damaged
/// database too.
Outcome copyDatabase(const QString& from, const QString& to)
{
    auto source = Database::open(from, Database::Access::ReadOnly);
    if (!source)
        return source.error();
    const QString temporary = to + QStringLiteral(".part");
    {
        auto target = Database::open(temporary, Database::Access::ReadWrite);
        if (!target)
            return target.error();
        auto* backup = sqlite3_backup_init(target.value()->handle(), "main", source.value()->handle(), "main");
        const int code = backup ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
        sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE)
            return target.value()->lastError("journal.unreadable", QStringLiteral("The copy failed"));
    }
    if (rename(QFile::encodeName(temporary).constData(), QFile::encodeName(to).constData()) != 0)
        return error("journal.unwritable", QStringLiteral("%1 cannot be written.").arg(to), {to});
    return Done {};
}

} // namespace

Outcome backupJournal(const QString& folder, const QString& to)
{
    const JournalFiles from {folder};
    const JournalFiles copy {to};
    if (QDir(to).exists() && !QDir(to).isEmpty())
        return error("journal.not-empty",
            QStringLiteral("%1 is not empty. A backup goes into a new folder, so that none is ever overwritten.").arg(to),
            {to});
    if (auto prepared = prepareFolder(to); !prepared)
        return prepared;
    // The witness first, so that the database that is copied after it is not behind.
    const auto witnessed = HeadWitness::read(from.witness());
    if (auto copied = copyDatabase(from.database(), copy.database()); !copied)
        return copied;
    if (witnessed) {
        auto witness = HeadWitness::open(copy.witness(), true);
        if (!witness)
            return witness.error();
        if (witness->write(*witnessed) != 0)
            return error("journal.unwritable", QStringLiteral("%1 cannot be written.").arg(copy.witness()));
    }
    QFile key(from.key());
    if (!key.open(QIODevice::ReadOnly))
        return error("journal.no-key",
            QStringLiteral("%1 cannot be read, so the copy could not be opened for writing: %2.")
                .arg(from.key(), key.errorString()),
            {from.key()});
    if (auto written = writeFileDurably(copy.key(), key.readAll()); !written)
        return written;
    syncFolder(to);
    return Done {};
}

} // namespace quarterdeck
