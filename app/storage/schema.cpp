// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema.h"

#include <sqlite3.h>

#include <string>

namespace quarterdeck::schema {

namespace {

constexpr char k_chain[] = R"(
CREATE TABLE entries(seq INTEGER PRIMARY KEY, previous BLOB NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_stand BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_once BEFORE INSERT ON entries WHEN EXISTS(SELECT 1 FROM entries WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'this entry is there already'); END;
CREATE TABLE parts(seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE redactions(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE TABLE heads(seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, signature BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE meta(key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT;
)";

constexpr char k_evidence[] = R"(
CREATE TABLE evidence(id INTEGER PRIMARY KEY, state INTEGER NOT NULL, keep INTEGER NOT NULL, size INTEGER NOT NULL,
    received_at INTEGER NOT NULL, packed INTEGER NOT NULL, digest BLOB NOT NULL, reason TEXT NOT NULL,
    source TEXT NOT NULL, content_type TEXT NOT NULL, path TEXT NOT NULL, headers BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX evidence_waiting ON evidence(id) WHERE state = 0;
CREATE INDEX evidence_loose ON evidence(id) WHERE keep = 0 AND state <> 0;
)";

constexpr char k_outbox[] = R"(
CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, command BLOB NOT NULL, author TEXT NOT NULL,
    made_at INTEGER NOT NULL, refused TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
)";

Outcome create(Database& db, const std::string& tables)
{
    if (auto known = check(db); !known)
        return known;
    if (db.number("PRAGMA user_version") == version)
        return Done {};
    const std::string all = "BEGIN IMMEDIATE;" + tables + "PRAGMA application_id=" + std::to_string(applicationId)
        + ";PRAGMA user_version=" + std::to_string(version) + ";COMMIT;";
    if (db.run(all.c_str()) == SQLITE_OK)
        return Done {};
    auto failed = db.lastError("journal.unreadable", QStringLiteral("The tables cannot be made"));
    db.run("ROLLBACK");
    return failed;
}

} // namespace

Outcome check(Database& db)
{
    const qint64 found = db.number("PRAGMA user_version", -1);
    if (found < 0)
        return db.lastError("journal.unreadable", QStringLiteral("This file cannot be read"));
    const qint64 owner = db.number("PRAGMA application_id");
    if ((found != 0 || owner != 0) && owner != applicationId)
        return error("journal.unreadable",
            QStringLiteral("%1 is a database of another program.").arg(db.file()), {db.file()});
    if (found > version)
        return error("journal.newer",
            QStringLiteral("%1 has format %2, written by a newer Quarterdeck; this one knows format %3. Nothing was "
                           "changed. Use the newer program.")
                .arg(db.file())
                .arg(found)
                .arg(version),
            {db.file()});
    return Done {};
}

Outcome createJournal(Database& db)
{
    std::string tables(k_chain); // not operator+: GCC 12 warns of bounds that it does not exceed
    tables += k_evidence;
    if (auto made = create(db, tables); !made)
        return made;
    // Later than the tables, and no other format: programs that do not know it lose nothing. Where it cannot be
    // made (a full disk), its question is only slower.
    db.run("CREATE INDEX IF NOT EXISTS evidence_quarantined ON evidence(id) WHERE state = 2");
    return Done {};
}

Outcome createReplica(Database& db)
{
    return create(db, k_chain);
}

Outcome createOutbox(Database& db)
{
    return create(db, k_outbox);
}

} // namespace quarterdeck::schema
