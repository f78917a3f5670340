// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/replicastore.h"

#include "app/storage/aside.h"
#include "app/storage/filelock.h"
#include "app/storage/journalopen.h"
#include "app/storage/schema.h"

#include <QDateTime>
#include <QFile>

#include <sqlite3.h>

namespace quarterdeck {

namespace {

constexpr Seq k_checkedAtOpen = 1000;

Error rollback(const QString& what)
{
    return error("replica.rollback",
        QStringLiteral("The server is not what it was: %1. It was restored from an older copy, or it is another one. "
                       "What this console holds is kept.")
            .arg(what));
}

} // namespace

struct ReplicaStore::Private {
    QString folder;
    std::unique_ptr<Database> db;
    QString problem;
    Head head;
    std::optional<SignedHead> seen;

    QString file() const { return JournalFiles {folder}.copy(); }
    QString seenFile() const { return folder + QStringLiteral("/last-head"); }

    Outcome openDatabase();
    Outcome transaction(const std::function<bool()>& work);
    void remember();
    Outcome compare(const StoredEntry& entry);
};

ReplicaStore::ReplicaStore()
    : d(std::make_unique<Private>())
{
}

ReplicaStore::~ReplicaStore() = default;

Outcome ReplicaStore::Private::openDatabase()
{
    db.reset();
    auto opened = Database::open(file(), Database::Access::ReadWrite);
    if (!opened)
        return opened.error();
    db = std::move(opened).value();
    if (auto made = schema::createReplica(*db); !made)
        return made;
    if (auto durable = db->makeDurable(); !durable)
        return durable;
    sqlite3_wal_autocheckpoint(db->handle(), 1000); // the only connection there is
    const auto last = rows::head(*db);
    const auto heard = rows::latestHead(*db);
    if (!last || !heard)
        return !last ? last.error() : heard.error();
    head = *last;
    seen = *heard;
    return checkChain(*db, head.seq > k_checkedAtOpen ? head.seq - k_checkedAtOpen + 1 : 1, head.seq);
}

Result<std::unique_ptr<ReplicaStore>> ReplicaStore::open(const QString& folder)
{
    if (auto prepared = prepareFolder(folder); !prepared)
        return Error {QStringLiteral("replica.unwritable"), prepared.error().sentence, {folder}};
    std::unique_ptr<ReplicaStore> out(new ReplicaStore);
    out->d->folder = folder;
    if (auto opened = out->d->openDatabase(); !opened) {
        if (opened.error().code == QStringLiteral("journal.newer"))
            return Error {QStringLiteral("replica.newer"), opened.error().sentence, {folder}};
        if (opened.error().code != QStringLiteral("journal.damaged")
            && opened.error().code != QStringLiteral("journal.broken-chain"))
            return Error {QStringLiteral("replica.unwritable"), opened.error().sentence, {folder}};
        out->d->db.reset();
        const QString aside = moveAside(out->d->file());
        out->d->problem = QStringLiteral("The local copy was damaged and is being fetched again; the old one is kept as "
                                         "%1. (%2)")
                              .arg(aside, opened.error().sentence);
        if (auto again = out->d->openDatabase(); !again)
            return Error {QStringLiteral("replica.unwritable"), again.error().sentence, {folder}};
        // A fresh copy must not forget what the relay once signed.
        QFile file(out->d->seenFile());
        if (file.open(QIODevice::ReadOnly))
            out->d->seen = rows::fromBytes<SignedHead>(file.read(4096));
    }
    return out;
}

const QString& ReplicaStore::problem() const
{
    return d->problem;
}

Outcome ReplicaStore::Private::transaction(const std::function<bool()>& work)
{
    if (db->run("BEGIN IMMEDIATE") == SQLITE_OK && work() && db->run("COMMIT") == SQLITE_OK)
        return Done {};
    auto failed = db->lastError("replica.unwritable", QStringLiteral("The local copy cannot be written"));
    const int code = db->lastCode() & 0xff;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        failed.code = QStringLiteral("replica.damaged");
    if (sqlite3_get_autocommit(db->handle()) == 0)
        db->run("ROLLBACK");
    return failed;
}

/// Against what is held already and every signed head that was seen.
Outcome ReplicaStore::Private::compare(const StoredEntry& entry)
{
    if (entry.seq <= head.seq) {
        const auto held = rows::entries(*db, entry.seq, 1);
        if (!held)
            return held.error();
        if (held->empty() || held->front().hash != entry.hash)
            return rollback(QStringLiteral("its entry %1 is another than the one held here").arg(entry.seq));
    }
    const auto heads = rows::heads(*db, entry.seq, 1);
    if (!heads)
        return heads.error();
    for (const auto& known : *heads)
        if (known.head.seq == entry.seq && known.head.hash != entry.hash)
            return rollback(QStringLiteral("its entry %1 is another than the one that it signed").arg(entry.seq));
    if (seen && seen->head.seq == entry.seq && seen->head.hash != entry.hash)
        return rollback(QStringLiteral("its entry %1 is another than the one that it signed").arg(entry.seq));
    return Done {};
}

Outcome ReplicaStore::append(const std::vector<StoredEntry>& entries)
{
    Head tip = d->head;
    for (const auto& entry : entries) {
        if (auto same = d->compare(entry); !same)
            return same;
        if (entry.seq <= d->head.seq)
            continue;
        if (entry.seq == tip.seq + 1 && entry.previous != tip.hash
            && entry.hash == entryHash(entry.seq, entry.previous, entry.body))
            return rollback(QStringLiteral("its entry %1 follows another entry %2 than the one held here")
                                .arg(entry.seq)
                                .arg(tip.seq));
        if (auto checked = checkEntry(entry, tip.seq + 1, tip.hash); !checked)
            return checked;
        tip = {entry.seq, entry.hash};
    }
    bool redacted = false;
    auto written = d->transaction([&] {
        for (const auto& entry : entries) {
            if (entry.seq <= d->head.seq)
                continue;
            if (rows::insertEntry(*d->db, entry) != SQLITE_DONE)
                return false;
            if (entry.redacted && rows::redact(*d->db, entry.seq, QDateTime::currentMSecsSinceEpoch()) != SQLITE_DONE)
                return false;
            for (const Seq seq : rows::redactedBy(entry)) {
                redacted = true;
                if (seq < entry.seq && rows::redact(*d->db, seq, QDateTime::currentMSecsSinceEpoch()) != SQLITE_DONE)
                    return false;
            }
        }
        return true;
    });
    if (!written)
        return written;
    d->head = tip;
    if (redacted)
        sqlite3_wal_checkpoint_v2(d->db->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return Done {};
}

Outcome ReplicaStore::redact(Seq seq)
{
    if (seq == 0 || seq > d->head.seq)
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1 to redact.").arg(seq),
            {QString::number(seq)});
    auto done = d->transaction(
        [&] { return rows::redact(*d->db, seq, QDateTime::currentMSecsSinceEpoch()) == SQLITE_DONE; });
    sqlite3_wal_checkpoint_v2(d->db->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return done;
}

Outcome ReplicaStore::give(Seq seq, const QByteArray& salt, const QByteArray& part)
{
    auto held = rows::entries(*d->db, seq, 1);
    if (!held)
        return held.error();
    if (held->empty())
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1 to give texts to.").arg(seq));
    auto& entry = held->front();
    entry.salt = salt;
    entry.part = part;
    entry.redacted = false;
    if (auto checked = checkEntry(entry, seq, entry.previous); !checked)
        return checked;
    return d->transaction([&] { return rows::giveBack(*d->db, seq, salt, part) == SQLITE_DONE; });
}

Result<std::vector<StoredEntry>> ReplicaStore::read(Seq from, int limit) const
{
    return rows::entries(*d->db, from, limit);
}

Head ReplicaStore::head() const
{
    return d->head;
}

Outcome ReplicaStore::sawHead(const SignedHead& head, const QByteArray& publicKey)
{
    if (!publicKey.isEmpty() && !verifyHead(publicKey, head))
        return error("replica.bad-signature",
            QStringLiteral("The server's head at entry %1 is not signed by its key. This is another server, or "
                           "somebody stands between.")
                .arg(head.head.seq),
            {QString::number(head.head.seq)});
    if (d->seen && d->seen->head.seq > head.head.seq)
        return rollback(QStringLiteral("it once signed entry %1 and now ends at entry %2")
                            .arg(d->seen->head.seq)
                            .arg(head.head.seq));
    if (d->seen && d->seen->head.seq == head.head.seq && d->seen->head.hash != head.head.hash)
        return rollback(QStringLiteral("it has signed two different entries %1").arg(head.head.seq));
    if (head.head.seq <= d->head.seq && head.head.seq > 0) {
        const auto held = rows::entries(*d->db, head.head.seq, 1);
        if (!held)
            return held.error();
        if (held->empty() || held->front().hash != head.head.hash)
            return rollback(QStringLiteral("its entry %1 is another than the one held here").arg(head.head.seq));
    }
    if (d->seen == head)
        return Done {};
    auto written = d->transaction([&] {
        return rows::insertHead(*d->db, head) == SQLITE_DONE
            && d->db->run("DELETE FROM heads WHERE seq < (SELECT min(seq) FROM "
                          "(SELECT seq FROM heads ORDER BY seq DESC LIMIT 1000))")
            == SQLITE_OK;
    });
    if (!written)
        return written;
    d->seen = head;
    d->remember();
    return Done {};
}

/// A second place, for the day when the first is damaged. Not synced: it is its signature that counts.
void ReplicaStore::Private::remember()
{
    QFile file(seenFile());
    if (file.open(QIODevice::WriteOnly))
        file.write(rows::toBytes(*seen));
}

std::optional<SignedHead> ReplicaStore::lastSeenHead() const
{
    return d->seen;
}

Outcome ReplicaStore::startOver()
{
    d->db.reset();
    moveAside(d->file());
    QFile::remove(d->seenFile());
    d->head = {};
    d->seen.reset();
    if (auto opened = d->openDatabase(); !opened)
        return Error {QStringLiteral("replica.unwritable"), opened.error().sentence, {d->folder}};
    return Done {};
}

QByteArray ReplicaStore::meta(const QByteArray& key) const
{
    const auto value = rows::meta(*d->db, key);
    return value ? *value : QByteArray();
}

Outcome ReplicaStore::setMeta(const QByteArray& key, const QByteArray& value)
{
    return d->transaction([&] { return rows::setMeta(*d->db, key, value) == SQLITE_DONE; });
}

} // namespace quarterdeck
