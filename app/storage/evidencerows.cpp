// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/rows.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>
#include <sqlite3.h>

namespace quarterdeck::rows {

namespace {

constexpr qsizetype k_packFrom = 1024;
constexpr qsizetype k_digestSize = 16;
constexpr quint32 k_largestBody = 256U << 20; ///< a damaged length must not ask for 4 GB
constexpr int k_pieceRows = 64;
constexpr qint64 k_pieceBytes = 4 << 20;

Error unreadable(const Database& db)
{
    return db.lastError("journal.unreadable", QStringLiteral("The stored requests cannot be read"));
}

QByteArray digest(const EvidenceRecord& record)
{
    QCryptographicHash h(QCryptographicHash::Sha256);
    for (const auto& bytes : {record.source.toUtf8(), record.contentType.toUtf8(), record.headers,
             record.path.toUtf8(), record.body}) {
        char length[8];
        qToBigEndian<qint64>(bytes.size(), length);
        h.addData(QByteArrayView(length, 8));
        h.addData(bytes);
    }
    return h.result().first(k_digestSize);
}

constexpr char k_columns[] = "SELECT id, state, keep, received_at, packed, digest, reason, source, content_type, path, "
                             "headers, body FROM evidence WHERE ";

StoredEvidence fromRow(const Statement& s)
{
    StoredEvidence out;
    out.id = static_cast<quint64>(s.number(0));
    out.state = static_cast<EvidenceState>(s.number(1));
    out.keep = s.number(2) != 0;
    out.record.receivedAt = s.number(3);
    out.reason = s.text(6);
    out.record.source = s.text(7);
    out.record.contentType = s.text(8);
    out.record.path = s.text(9);
    out.record.headers = s.bytes(10);
    out.record.body = s.bytes(11);
    if (s.number(4) != 0) {
        const QByteArray packed = std::exchange(out.record.body, {});
        if (packed.size() >= 4 && qFromBigEndian<quint32>(packed.constData()) <= k_largestBody)
            out.record.body = qUncompress(packed);
    }
    out.damaged = digest(out.record) != s.bytes(5);
    return out;
}

} // namespace

Result<EvidenceTip> evidenceTip(Database& db)
{
    const auto bytes = meta(db, k_evidenceTip);
    if (!bytes)
        return bytes.error();
    if (bytes->isEmpty())
        return EvidenceTip {};
    return fromBytes<EvidenceTip>(*bytes).value_or(EvidenceTip {});
}

int setEvidenceTip(Database& db, const EvidenceTip& tip)
{
    return setMeta(db, k_evidenceTip, toBytes(tip));
}

int insertEvidence(Database& db, const EvidenceRecord& record, EvidenceTip& tip)
{
    auto s = db.prepare("INSERT INTO evidence(id, state, keep, size, received_at, packed, digest, reason, source, "
                        "content_type, path, headers, body) VALUES(?, 0, 0, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)");
    if (!s)
        return db.lastCode();
    QByteArray body = record.body;
    bool packed = false;
    if (body.size() > k_packFrom) {
        QByteArray smaller = qCompress(body, 1);
        packed = smaller.size() < body.size();
        if (packed)
            body = std::move(smaller);
    }
    const qint64 size = body.size() + record.headers.size();
    const QByteArray sum = digest(record);
    s->bind(static_cast<qint64>(tip.lastId + 1)).bind(size).bind(record.receivedAt).bind(packed ? 1 : 0).bind(sum);
    s->bindText(record.source).bindText(record.contentType).bindText(record.path).bind(record.headers).bind(body);
    const int code = s->step();
    if (code == SQLITE_DONE) {
        ++tip.lastId;
        tip.bytes += size;
    }
    return code;
}

int markEvidence(Database& db, const EvidenceMark& mark)
{
    auto s = db.prepare(mark.state ? "UPDATE evidence SET state = ?, reason = ?, keep = max(keep, ?) WHERE id = ?"
                                   : "UPDATE evidence SET keep = max(keep, ?) WHERE id = ?");
    if (!s)
        return db.lastCode();
    for (const quint64 id : mark.ids) {
        if (mark.state)
            s->bind(static_cast<qint64>(*mark.state)).bindText(mark.reason);
        s->bind(mark.keep ? 1 : 0);
        s->bind(static_cast<qint64>(id));
        if (const int code = s->step(); code != SQLITE_DONE)
            return code;
        s->reset();
    }
    return SQLITE_DONE;
}

int dropEvidence(Database& db, quint64 id, EvidenceTip& tip)
{
    auto size = db.prepare("SELECT size FROM evidence WHERE id = ?");
    auto s = db.prepare("DELETE FROM evidence WHERE id = ?");
    if (!size || !s)
        return db.lastCode();
    size->bind(static_cast<qint64>(id));
    if (const int found = size->step(); found != SQLITE_ROW)
        return found;
    const qint64 bytes = size->number(0);
    size.reset();
    s->bind(static_cast<qint64>(id));
    const int code = s->step();
    if (code == SQLITE_DONE)
        tip.bytes = qMax<qint64>(0, tip.bytes - bytes);
    return code;
}

int expireEvidence(Database& db, const EvidenceBudget& budget, Instant now, EvidenceTip& tip, bool& more)
{
    more = false;
    std::vector<quint64> ids;
    {
        auto s = db.prepare("SELECT id, size, received_at FROM evidence INDEXED BY evidence_loose "
                            "WHERE keep = 0 AND state <> 0 ORDER BY id LIMIT ?");
        if (!s)
            return db.lastCode();
        s->bind(k_pieceRows);
        qint64 freed = 0;
        int code = s->step();
        for (; code == SQLITE_ROW && freed < k_pieceBytes; code = s->step()) {
            const bool old = s->number(2) < now - budget.milliseconds;
            if (!old && tip.bytes - freed <= budget.bytes)
                break;
            ids.push_back(static_cast<quint64>(s->number(0)));
            freed += s->number(1);
        }
        more = ids.size() == k_pieceRows || freed >= k_pieceBytes;
        if (code != SQLITE_DONE && code != SQLITE_ROW)
            return code;
    }
    for (const quint64 id : ids)
        if (const int code = dropEvidence(db, id, tip); code != SQLITE_DONE)
            return code;
    return SQLITE_DONE;
}

Result<StoredEvidence> evidence(Database& db, quint64 id)
{
    static const std::string sql = std::string(k_columns) + "id = ?";
    auto s = db.prepare(sql);
    if (!s)
        return unreadable(db);
    s->bind(static_cast<qint64>(id));
    const int code = s->step();
    if (code == SQLITE_ROW) {
        auto found = fromRow(*s);
        if (!found.damaged)
            return found;
        return error("journal.damaged-evidence",
            QStringLiteral("The stored request %1 is not what was received: the disk has changed it.").arg(id),
            {QString::number(id)});
    }
    if (code != SQLITE_DONE)
        return unreadable(db);
    return error("journal.no-such-evidence",
        QStringLiteral("The request %1 is not stored any more, or never was.").arg(id), {QString::number(id)});
}

Result<std::vector<StoredEvidence>> evidenceAfter(
    Database& db, quint64 after, int limit, std::optional<EvidenceState> state)
{
    // The state is written out, since an index of some rows serves only a question that names them; and the texts
    // stay, since statements are kept by them.
    static const auto question = [](const std::string& wanted) {
        return k_columns + wanted + "id > ? ORDER BY id LIMIT ?";
    };
    static const std::array<std::string, 5> texts {question("state = 0 AND "), question("state = 1 AND "),
        question("state = 2 AND "), question("state = 3 AND "), question("")};
    auto s = db.prepare(texts[state ? static_cast<size_t>(*state) : 4]);
    if (!s)
        return unreadable(db);
    s->bind(static_cast<qint64>(after)).bind(limit);
    std::vector<StoredEvidence> out;
    int code = s->step();
    for (; code == SQLITE_ROW; code = s->step())
        out.push_back(fromRow(*s));
    if (code != SQLITE_DONE)
        return unreadable(db);
    return out;
}

Result<std::map<QString, qint64>> quarantinedBySource(Database& db)
{
    auto s = db.prepare("SELECT source, count(*) FROM evidence WHERE state = 2 GROUP BY source");
    if (!s)
        return unreadable(db);
    std::map<QString, qint64> out;
    int code = s->step();
    for (; code == SQLITE_ROW; code = s->step())
        out[s->text(0)] = s->number(1);
    if (code != SQLITE_DONE)
        return unreadable(db);
    return out;
}

} // namespace quarterdeck::rows
