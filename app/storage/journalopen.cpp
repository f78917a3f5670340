// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalopen.h"

#include "app/storage/schema.h"

#include <QFile>

#include <sqlite3.h>

namespace quarterdeck {

namespace {

constexpr int k_piece = 1000;

/// Looks at the format through a reader first: a newer file, or another program's, is not to be touched.
Outcome lookBefore(const JournalFiles& files, const QByteArray& vfs)
{
    if (!QFile::exists(files.database()) || QFile(files.database()).size() == 0)
        return Done {};
    auto db = Database::open(files.database(), Database::Access::ReadOnly, vfs);
    if (!db)
        return db.error();
    return schema::check(*db.value());
}

Result<HeadKey> openKey(Database& db, const JournalFiles& files, bool fresh)
{
    auto key = HeadKey::open(files.key(), fresh);
    if (!key)
        return key;
    const auto known = rows::meta(db, rows::k_publicKey);
    if (!known)
        return known.error();
    if (known->isEmpty()) {
        if (rows::setMeta(db, rows::k_publicKey, key->publicKey()) != SQLITE_DONE)
            return db.lastError("journal.unreadable", QStringLiteral("The journal cannot be written"));
    } else if (*known != key->publicKey()) {
        return error("journal.wrong-key",
            QStringLiteral("%1 is not the key of this journal: its signed heads would be refused by every console. "
                           "Put the right one back from a backup.")
                .arg(files.key()),
            {files.key()});
    }
    return key;
}

Outcome openWitness(WriterStart& start, const JournalFiles& files, bool fresh)
{
    if (!fresh && !HeadWitness::read(files.witness()))
        return error("journal.no-witness",
            QStringLiteral("%1, which remembers the end of the journal, is missing or damaged, so nobody can say "
                           "whether the last entries are still there. Entry %2 is the last one found. If that is "
                           "right, run: quarterdeckctl accept-loss --data %3 --reason …")
                .arg(files.witness())
                .arg(start.head.seq)
                .arg(files.folder),
            {QString::number(start.head.seq)});
    auto witness = HeadWitness::open(files.witness(), fresh);
    if (!witness)
        return witness.error();
    start.witness = std::move(witness).value();
    if (!start.witness->last())
        return Done {};
    return compareWithWitness(
        *start.db, *start.witness->last(), start.head, start.evidence.lastId, files.folder);
}

/// What is in it, checked: the first thing that is wrong makes it read-only.
Outcome checkContent(WriterStart& start, const JournalOptions& options, bool fresh)
{
    const JournalFiles files {options.folder};
    if (auto witness = openWitness(start, files, fresh); !witness)
        return witness;
    if (start.signedHead && start.signedHead->head.seq > start.head.seq)
        return error("journal.lost-tail",
            QStringLiteral("Entry %1 was signed as the journal's head, but the last one found is %2.")
                .arg(start.signedHead->head.seq)
                .arg(start.head.seq));
    const auto snapshot = usableSnapshot(*start.db, options.folder);
    return checkChain(*start.db, snapshot ? snapshot->head.seq + 1 : 1, start.head.seq);
}

} // namespace

Outcome checkChain(Database& db, Seq from, Seq to)
{
    QByteArray previous = zeroHash();
    if (from > 1) {
        const auto before = rows::entries(db, from - 1, 1);
        if (!before)
            return before.error();
        if (!before->empty())
            previous = before->front().hash;
    }
    Seq expected = from;
    while (expected <= to) {
        const auto piece = rows::entries(db, expected, k_piece);
        if (!piece)
            return piece.error();
        if (piece->empty())
            return error("journal.broken-chain", QStringLiteral("Entry %1: it is missing.").arg(expected),
                {QString::number(expected)});
        for (const auto& entry : *piece) {
            if (auto checked = checkEntry(entry, expected, previous); !checked)
                return checked;
            previous = entry.hash;
            ++expected;
        }
    }
    return Done {};
}

Outcome compareWithWitness(Database& db, const Witnessed& witnessed, const Head& head, quint64 lastEvidence,
    const QString& folder)
{
    const QString cure = QStringLiteral("Restore a newer copy; or, to give them up for good, run: quarterdeckctl "
                                        "accept-loss --data %1 --reason …")
                             .arg(folder);
    if (head.seq < witnessed.head.seq)
        return error("journal.lost-tail",
            QStringLiteral("The journal has lost its end: entry %1 was saved and acknowledged, but the last one found "
                           "is %2. It is open for reading only. %3")
                .arg(witnessed.head.seq)
                .arg(head.seq)
                .arg(cure),
            {QString::number(witnessed.head.seq), QString::number(head.seq)});
    if (lastEvidence < witnessed.evidence)
        return error("journal.lost-tail",
            QStringLiteral("The journal has lost accepted requests: number %1 was saved and acknowledged, but the last "
                           "one found is %2. It is open for reading only. %3")
                .arg(witnessed.evidence)
                .arg(lastEvidence)
                .arg(cure),
            {QString::number(witnessed.evidence), QString::number(lastEvidence)});
    if (witnessed.head.seq == 0)
        return Done {};
    const auto there = rows::entries(db, witnessed.head.seq, 1);
    if (!there)
        return there.error();
    if (there->empty() || there->front().seq != witnessed.head.seq || there->front().hash != witnessed.head.hash)
        return error("journal.broken-chain",
            QStringLiteral("Entry %1: it is not the one that was saved and acknowledged. The journal is open for "
                           "reading only; restore a backup.")
                .arg(witnessed.head.seq),
            {QString::number(witnessed.head.seq)});
    return Done {};
}

std::optional<Snapshot> usableSnapshot(Database& db, const QString& folder)
{
    const auto floor = rows::meta(db, rows::k_snapshotFloor);
    if (!floor)
        return std::nullopt;
    for (const Seq seq : snapshotFiles(folder)) {
        if (seq < floor->toULongLong())
            continue;
        auto snapshot = readSnapshotFile(folder, seq);
        const auto entry = rows::entries(db, seq, 1);
        if (snapshot && entry && !entry->empty() && entry->front().seq == seq
            && entry->front().hash == snapshot->head.hash)
            return std::move(snapshot).value();
    }
    return std::nullopt;
}

Result<WriterStart> openForWriting(const JournalOptions& options)
{
    const JournalFiles files {options.folder};
    if (auto looked = lookBefore(files, options.vfs); !looked)
        return looked.error();
    WriterStart start;
    QFile::remove(files.ballast()); // what a killed relay held back; opening may need it, the writer takes it again
    auto db = Database::open(files.database(), Database::Access::ReadWrite, options.vfs);
    if (!db)
        return db.error();
    start.db = std::move(db).value();
    start.db->keepWalOnClose(); // until all is known to be well
    if (auto durable = start.db->makeDurable(); !durable)
        return durable.error();
    if (auto made = schema::createJournal(*start.db); !made)
        return made.error();
    syncFolder(options.folder);

    const auto head = rows::head(*start.db);
    const auto evidence = rows::evidenceTip(*start.db);
    const auto signedHead = rows::latestHead(*start.db);
    const auto loss = rows::meta(*start.db, rows::k_acceptedLoss);
    if (!head || !evidence || !signedHead || !loss)
        return !head ? head.error() : !evidence ? evidence.error() : !signedHead ? signedHead.error() : loss.error();
    start.head = *head;
    start.evidence = *evidence;
    start.signedHead = *signedHead;
    if (!loss->isEmpty())
        start.acceptedLoss = rows::fromBytes<AcceptedLoss>(*loss);

    const bool fresh = start.head.seq == 0 && start.evidence.lastId == 0;
    auto key = openKey(*start.db, files, fresh);
    if (!key)
        return key.error();
    start.key = std::move(key).value();
    if (auto content = checkContent(start, options, fresh); !content)
        start.state = {JournalMode::ReadOnly, content.error()};
    else
        sqlite3_db_config(start.db->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    return start;
}

} // namespace quarterdeck
