// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/outbox.h"

#include "app/storage/aside.h"
#include "app/storage/filelock.h"
#include "app/storage/schema.h"

#include <QCryptographicHash>

#include <sqlite3.h>

namespace quarterdeck {

namespace {

QByteArray digest(const QByteArray& command, const QString& author)
{
    QCryptographicHash h(QCryptographicHash::Sha256);
    h.addData(command);
    h.addData(author.toUtf8());
    return h.result().first(16);
}

} // namespace

struct Outbox::Private {
    std::unique_ptr<FileLock> lock;
    std::unique_ptr<Database> db;
    QString problem;

    Outcome openDatabase(const QString& file);
    Outcome done(int code);
};

Outbox::Outbox()
    : d(std::make_unique<Private>())
{
}

Outbox::~Outbox() = default;

Outcome Outbox::Private::openDatabase(const QString& file)
{
    db.reset();
    auto opened = Database::open(file, Database::Access::ReadWrite);
    if (!opened)
        return opened.error();
    db = std::move(opened).value();
    if (auto made = schema::createOutbox(*db); !made)
        return made;
    if (auto durable = db->makeDurable(); !durable)
        return durable;
    sqlite3_wal_autocheckpoint(db->handle(), 100);
    auto s = db->prepare("PRAGMA quick_check(1)");
    if (s && s->step() == SQLITE_ROW && s->text(0) == QStringLiteral("ok"))
        return Done {};
    return db->lastError("outbox.damaged", QStringLiteral("The outbox is damaged"));
}

Outcome Outbox::Private::done(int code)
{
    if (code == SQLITE_DONE)
        return Done {};
    return db->lastError("outbox.unwritable", QStringLiteral("Your input could not be saved on this computer"));
}

Result<std::unique_ptr<Outbox>> Outbox::open(const QString& folder)
{
    const auto unwritable = [&](const Error& e) { return Error {QStringLiteral("outbox.unwritable"), e.sentence, {folder}}; };
    if (auto prepared = prepareFolder(folder); !prepared)
        return unwritable(prepared.error());
    auto lock = FileLock::take(folder + QStringLiteral("/outbox.lock"), "outbox");
    if (!lock)
        return lock.error();
    std::unique_ptr<Outbox> out(new Outbox);
    out->d->lock = std::make_unique<FileLock>(std::move(lock).value());
    const QString file = folder + QStringLiteral("/outbox.db");
    if (auto opened = out->d->openDatabase(file); !opened) {
        if (opened.error().code == QStringLiteral("journal.newer"))
            return Error {QStringLiteral("outbox.newer"), opened.error().sentence, {folder}};
        if (!opened.error().code.endsWith(QStringLiteral(".damaged")))
            return unwritable(opened.error());
        out->d->db.reset();
        const QString aside = moveAside(file);
        out->d->problem = QStringLiteral("What was still to be sent could not be read; the file is kept as %1. Look at "
                                         "the last things you did. (%2)")
                              .arg(aside, opened.error().sentence);
        if (auto again = out->d->openDatabase(file); !again)
            return unwritable(again.error());
    }
    return out;
}

const QString& Outbox::problem() const
{
    return d->problem;
}

Result<quint64> Outbox::add(const QByteArray& command, const QString& author, Instant madeAt)
{
    auto s = d->db->prepare("INSERT INTO outbox(command, author, made_at, refused, digest) VALUES(?, ?, ?, '', ?)");
    if (!s)
        return d->done(SQLITE_ERROR).error();
    const QByteArray sum = digest(command, author);
    s->bind(command).bindText(author).bind(madeAt).bind(sum);
    if (auto done = d->done(s->step()); !done)
        return done.error();
    return static_cast<quint64>(sqlite3_last_insert_rowid(d->db->handle()));
}

Result<std::vector<OutboxItem>> Outbox::list() const
{
    auto s = d->db->prepare("SELECT id, command, author, made_at, refused, digest FROM outbox ORDER BY id");
    if (!s)
        return d->done(SQLITE_ERROR).error();
    std::vector<OutboxItem> out;
    int code = s->step();
    for (; code == SQLITE_ROW; code = s->step()) {
        OutboxItem item {static_cast<quint64>(s->number(0)), s->bytes(1), s->text(2), s->number(3), s->text(4)};
        // Sent as it is, it might do something else than what was meant.
        if (item.refused.isEmpty() && digest(item.command, item.author) != s->bytes(5))
            item.refused = QStringLiteral("The disk has changed this; it is not sent. Please do it again.");
        out.push_back(std::move(item));
    }
    if (code != SQLITE_DONE)
        return d->done(code).error();
    return out;
}

Outcome Outbox::remove(quint64 id)
{
    auto s = d->db->prepare("DELETE FROM outbox WHERE id = ?");
    if (!s)
        return d->done(SQLITE_ERROR);
    s->bind(static_cast<qint64>(id));
    return d->done(s->step());
}

void Outbox::wipe()
{
    sqlite3_wal_checkpoint_v2(d->db->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

Outcome Outbox::refuse(quint64 id, const QString& sentence)
{
    auto s = d->db->prepare("UPDATE outbox SET refused = ? WHERE id = ?");
    if (!s)
        return d->done(SQLITE_ERROR);
    s->bindText(sentence).bind(static_cast<qint64>(id));
    return d->done(s->step());
}

} // namespace quarterdeck
