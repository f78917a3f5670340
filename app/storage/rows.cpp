// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/rows.h"

#include <sqlite3.h>

namespace quarterdeck::rows {

namespace {

Error unreadable(const Database& db)
{
    return db.lastError("journal.unreadable", QStringLiteral("The journal cannot be read"));
}

int once(std::optional<Statement> s, const Database& db)
{
    return s ? s->step() : db.lastCode();
}

} // namespace

int insertEntry(Database& db, const StoredEntry& entry)
{
    auto s = db.prepare("INSERT INTO entries(seq, previous, hash, body) VALUES(?, ?, ?, ?)");
    if (!s)
        return db.lastCode();
    s->bind(static_cast<qint64>(entry.seq)).bind(entry.previous).bind(entry.hash).bind(entry.body);
    if (const int code = s->step(); code != SQLITE_DONE)
        return code;
    if (!entry.part.isEmpty()) {
        auto part = db.prepare("INSERT INTO parts(seq, salt, bytes) VALUES(?, ?, ?)");
        if (!part)
            return db.lastCode();
        part->bind(static_cast<qint64>(entry.seq)).bind(entry.salt).bind(entry.part);
        return part->step();
    }
    return SQLITE_DONE;
}

int redact(Database& db, Seq seq, Instant at)
{
    auto s = db.prepare("DELETE FROM parts WHERE seq = ?");
    if (!s)
        return db.lastCode();
    s->bind(static_cast<qint64>(seq));
    if (const int code = s->step(); code != SQLITE_DONE)
        return code;
    auto mark = db.prepare("INSERT OR IGNORE INTO redactions(seq, at) VALUES(?, ?)");
    if (!mark)
        return db.lastCode();
    mark->bind(static_cast<qint64>(seq)).bind(at);
    return mark->step();
}

int giveBack(Database& db, Seq seq, const QByteArray& salt, const QByteArray& part)
{
    auto s = db.prepare("INSERT OR IGNORE INTO parts(seq, salt, bytes) VALUES(?, ?, ?)");
    if (!s)
        return db.lastCode();
    s->bind(static_cast<qint64>(seq)).bind(salt).bind(part);
    if (const int code = s->step(); code != SQLITE_DONE)
        return code;
    auto unmark = db.prepare("DELETE FROM redactions WHERE seq = ?");
    if (!unmark)
        return db.lastCode();
    unmark->bind(static_cast<qint64>(seq));
    return unmark->step();
}

int insertHead(Database& db, const SignedHead& head)
{
    auto s = db.prepare("INSERT OR REPLACE INTO heads(seq, hash, signature, at) VALUES(?, ?, ?, ?)");
    if (!s)
        return db.lastCode();
    s->bind(static_cast<qint64>(head.head.seq)).bind(head.head.hash).bind(head.signature).bind(head.at);
    return s->step();
}

int setMeta(Database& db, const QByteArray& key, const QByteArray& value)
{
    auto s = db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
    if (s)
        s->bind(key).bind(value);
    return once(std::move(s), db);
}

int deleteMeta(Database& db, const QByteArray& key)
{
    auto s = db.prepare("DELETE FROM meta WHERE key = ?");
    if (s)
        s->bind(key);
    return once(std::move(s), db);
}

Result<std::vector<StoredEntry>> entries(Database& db, Seq from, int limit)
{
    auto s = db.prepare("SELECT e.seq, e.previous, e.hash, e.body, p.salt, p.bytes, r.seq FROM entries e "
                        "LEFT JOIN parts p ON p.seq = e.seq LEFT JOIN redactions r ON r.seq = e.seq "
                        "WHERE e.seq >= ? ORDER BY e.seq LIMIT ?");
    if (!s)
        return unreadable(db);
    s->bind(static_cast<qint64>(qMax<Seq>(from, 1))).bind(limit);
    std::vector<StoredEntry> out;
    int code = s->step();
    for (; code == SQLITE_ROW; code = s->step())
        out.push_back({static_cast<Seq>(s->number(0)), s->bytes(1), s->bytes(2), s->bytes(3), s->bytes(4),
            s->bytes(5), !s->isNull(6)});
    if (code != SQLITE_DONE)
        return unreadable(db);
    return out;
}

Result<Head> head(Database& db)
{
    auto s = db.prepare("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1");
    if (!s)
        return unreadable(db);
    const int code = s->step();
    if (code == SQLITE_ROW)
        return Head {static_cast<Seq>(s->number(0)), s->bytes(1)};
    if (code == SQLITE_DONE)
        return Head {};
    return unreadable(db);
}

Result<std::vector<SignedHead>> heads(Database& db, Seq from, int limit)
{
    auto s = db.prepare("SELECT seq, hash, at, signature FROM heads WHERE seq >= ? ORDER BY seq LIMIT ?");
    if (!s)
        return unreadable(db);
    s->bind(static_cast<qint64>(from)).bind(limit);
    std::vector<SignedHead> out;
    int code = s->step();
    for (; code == SQLITE_ROW; code = s->step())
        out.push_back({{static_cast<Seq>(s->number(0)), s->bytes(1)}, s->number(2), s->bytes(3)});
    if (code != SQLITE_DONE)
        return unreadable(db);
    return out;
}

Result<std::optional<SignedHead>> latestHead(Database& db)
{
    auto s = db.prepare("SELECT seq, hash, at, signature FROM heads ORDER BY seq DESC LIMIT 1");
    if (!s)
        return unreadable(db);
    const int code = s->step();
    if (code == SQLITE_ROW)
        return std::optional(
            SignedHead {{static_cast<Seq>(s->number(0)), s->bytes(1)}, s->number(2), s->bytes(3)});
    if (code == SQLITE_DONE)
        return std::optional<SignedHead>();
    return unreadable(db);
}

Result<QByteArray> meta(Database& db, const QByteArray& key)
{
    auto s = db.prepare("SELECT value FROM meta WHERE key = ?");
    if (!s)
        return unreadable(db);
    s->bind(key);
    const int code = s->step();
    if (code == SQLITE_ROW)
        return s->bytes(0);
    if (code == SQLITE_DONE)
        return QByteArray();
    return unreadable(db);
}

bool hasFact(const QByteArray& body, std::initializer_list<FactKind> kinds)
{
    ByteReader r(body);
    r.raw(1);
    r.varint(); // recordedAt
    r.raw(r.varint()); // actor
    r.raw(r.varint()); // command
    r.raw(hashSize);
    for (quint64 left = r.varint(); left > 0 && !r.failed() && !r.atEnd(); --left) {
        const quint64 kind = r.varint();
        for (const FactKind k : kinds)
            if (static_cast<quint64>(k) == kind)
                return true;
        r.raw(r.varint());
    }
    return false;
}

std::vector<Seq> redactedBy(const StoredEntry& entry)
{
    std::vector<Seq> out;
    if (!hasFact(entry.body, {FactKind::PartRedacted}))
        return out;
    const auto decoded = decodeEntry(entry);
    if (!decoded)
        return out;
    for (const auto& fact : decoded->facts)
        if (const auto* redacted = get_if<PartRedacted>(&fact))
            out.push_back(redacted->seq);
    return out;
}

} // namespace quarterdeck::rows
