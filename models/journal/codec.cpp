// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/bytes.h"
#include "models/domain/typename.h"
#include "models/journal/entry.h"
#include "models/journal/jsonwriter.h"
#include "models/journal/upcast.h"

#include <QCryptographicHash>

// The entry format, version 1
//
// Wanted: an entry that is read unchanged in ten years; whose texts can be deleted without breaking the
// chain; that a second implementation can check with a hash function and a page of code
// (tests/tools/verify.py is that implementation); small enough that a storm of 5,000 alerts a second is
// a few MB/s; and of which a program of today keeps what a program of tomorrow wrote.
//
//   body  = version (1 byte, 1) · recordedAt · actor · command · part hash (32 bytes) · count · fact*
//   fact  = kind (varint) · length (varint) · fields (models/domain/bytes.h)
//   part  = count · string*                             all texts of the entry, in order of appearance
//   part hash = SHA-256(salt · part), or 32 zero bytes where there is no part
//   hash  = SHA-256("quarterdeck entry 1\n" · seq (8 bytes, big endian) · previous (32) · body)
//
// The salt keeps a redacted text from being guessed by hashing candidates. The hash covers the part's
// hash and not the part, so a deleted part leaves everything checkable.
//
// Rejected: JSON lines (numbers and key order have no one spelling, and a chain over text invites
// re-encoding); one row per fact (a merge is one decision); a Merkle tree (nobody asks for partial
// proofs yet; the same hashes can be its leaves later); texts inline and encrypted with a key that is
// thrown away (a key store to lose, for the same effect).

namespace quarterdeck {

namespace {

QByteArray encodePart(const std::vector<QString>& texts)
{
    if (texts.empty())
        return {};
    ByteWriter w;
    w.write(texts);
    return w.take();
}

QByteArray partHash(const QByteArray& salt, const QByteArray& part)
{
    if (part.isEmpty())
        return zeroHash();
    QCryptographicHash h(QCryptographicHash::Sha256);
    h.addData(salt);
    h.addData(part);
    return h.result();
}

bool decodeKnown(quint16 kind, ByteReader& reader, Fact& out)
{
    bool known = false;
    Fact::eachType([&]<class F>() {
        if constexpr (!std::is_same_v<F, UnknownFact>) {
            if (static_cast<quint16>(F::kind) != kind)
                return;
            F fact;
            F::visitFields(fact, reader);
            out = std::move(fact);
            known = true;
        }
    });
    return known;
}

Error notAnEntry(Seq seq, const char* what)
{
    return error("journal.unreadable",
        QStringLiteral("Entry %1 cannot be read: %2. Run `quarterdeckctl verify` on this journal.")
            .arg(seq)
            .arg(QLatin1String(what)),
        {QString::number(seq)});
}

/// Offset of the part hash within a body, so that it can be compared without decoding the facts.
QByteArrayView storedPartHash(const QByteArray& body)
{
    ByteReader r(body);
    r.raw(1);
    qint64 at = 0;
    QString actor;
    QByteArray command;
    r.read(at);
    r.read(actor);
    r.read(command);
    return r.raw(hashSize);
}

} // namespace

QByteArray zeroHash()
{
    return QByteArray(hashSize, '\0');
}

QByteArray entryHash(Seq seq, const QByteArray& previous, const QByteArray& body)
{
    QByteArray place(8, '\0');
    for (int i = 0; i < 8; ++i)
        place[7 - i] = static_cast<char>((seq >> (8 * i)) & 0xff);
    QCryptographicHash h(QCryptographicHash::Sha256);
    h.addData(QByteArrayView("quarterdeck entry 1\n"));
    h.addData(place);
    h.addData(previous);
    h.addData(body);
    return h.result();
}

StoredEntry encodeEntry(const Draft& draft, Seq seq, const QByteArray& previous, const QByteArray& salt)
{
    std::vector<QString> texts;
    ByteWriter facts;
    for (const auto& fact : draft.facts) {
        visit(
            [&](const auto& f) {
                using F = std::decay_t<decltype(f)>;
                if constexpr (std::is_same_v<F, UnknownFact>) {
                    facts.varint(f.number);
                    facts.write(f.payload);
                } else {
                    ByteWriter fields(&texts);
                    F::visitFields(f, fields);
                    facts.varint(static_cast<quint64>(F::kind));
                    facts.write(fields.bytes());
                }
            },
            fact);
    }
    StoredEntry out;
    out.seq = seq;
    out.previous = previous;
    out.part = encodePart(texts);
    if (!out.part.isEmpty())
        out.salt = salt;
    ByteWriter body;
    body.raw(QByteArrayView(reinterpret_cast<const char*>(&formatVersion), 1));
    body.write(draft.recordedAt);
    body.write(draft.actor);
    body.write(draft.command);
    body.raw(partHash(out.salt, out.part));
    body.varint(draft.facts.size());
    body.raw(facts.bytes());
    out.body = body.take();
    out.hash = entryHash(seq, previous, out.body);
    return out;
}

Result<Entry> decodeEntry(const StoredEntry& stored)
{
    std::vector<QString> texts;
    if (!stored.part.isEmpty()) {
        ByteReader part(stored.part);
        part.read(texts);
        if (part.failed())
            return notAnEntry(stored.seq, "its texts are damaged");
    }
    ByteReader r(stored.body);
    const auto version = r.raw(1);
    if (version.isEmpty())
        return notAnEntry(stored.seq, "it is empty");
    if (static_cast<quint8>(version.front()) != formatVersion)
        return error("journal.newer",
            QStringLiteral("Entry %1 has format %2, written by a newer Quarterdeck; this one reads format %3. "
                           "Open it with the newer program.")
                .arg(stored.seq)
                .arg(static_cast<quint8>(version.front()))
                .arg(formatVersion),
            {QString::number(stored.seq)});
    Entry entry;
    entry.seq = stored.seq;
    entry.redacted = stored.redacted;
    r.read(entry.recordedAt);
    r.read(entry.actor);
    r.read(entry.command);
    r.raw(hashSize);
    const bool redacted = stored.redacted || stored.part.isEmpty();
    for (quint64 left = r.varint(); left > 0 && !r.failed(); --left) {
        const auto kind = static_cast<quint16>(r.varint());
        const QByteArrayView payload = r.raw(r.varint());
        if (r.failed())
            break;
        ByteReader fields(payload, &texts, redacted);
        Fact fact;
        if (!decodeKnown(kind, fields, fact))
            fact = UnknownFact {kind, payload.toByteArray()};
        else if (fields.failed())
            return notAnEntry(stored.seq, "a fact in it is damaged");
        entry.facts.push_back(upcast(std::move(fact)));
    }
    if (r.failed() || !r.atEnd())
        return notAnEntry(stored.seq, "its length is wrong");
    return entry;
}

Outcome checkEntry(const StoredEntry& stored, Seq expectedSeq, const QByteArray& expectedPrevious)
{
    const auto bad = [&](const QString& what) {
        return error("journal.broken-chain", QStringLiteral("Entry %1: %2.").arg(expectedSeq).arg(what),
            {QString::number(expectedSeq)});
    };
    if (stored.seq != expectedSeq)
        return bad(QStringLiteral("it is missing; the next one there is %1").arg(stored.seq));
    if (stored.previous != expectedPrevious)
        return bad(QStringLiteral("it does not follow the entry before it"));
    if (stored.hash != entryHash(stored.seq, stored.previous, stored.body))
        return bad(QStringLiteral("its content does not match its hash"));
    const auto hash = storedPartHash(stored.body);
    if (stored.part.isEmpty() && !stored.redacted && hash != zeroHash())
        return bad(QStringLiteral("its texts are missing and no redaction says so"));
    if (!stored.part.isEmpty() && hash != partHash(stored.salt, stored.part))
        return bad(QStringLiteral("its texts do not match their hash"));
    return Done {};
}

QJsonObject toJson(const Entry& entry)
{
    QJsonArray facts;
    for (const auto& fact : entry.facts) {
        QJsonObject o;
        o.insert(QStringLiteral("fact"), factName(fact));
        visit(
            [&](const auto& f) {
                using F = std::decay_t<decltype(f)>;
                if constexpr (std::is_same_v<F, UnknownFact>) {
                    o.insert(QStringLiteral("number"), f.number);
                    o.insert(QStringLiteral("bytes"), QString::fromLatin1(f.payload.toHex()));
                } else {
                    JsonWriter w(o);
                    F::visitFields(f, w);
                }
            },
            fact);
        facts.append(o);
    }
    QJsonObject out {{QStringLiteral("seq"), static_cast<qint64>(entry.seq)},
        {QStringLiteral("recordedAt"), toIso(entry.recordedAt)}, {QStringLiteral("actor"), entry.actor},
        {QStringLiteral("facts"), facts}};
    if (!entry.command.isEmpty())
        out.insert(QStringLiteral("command"), QString::fromLatin1(entry.command.toHex()));
    if (entry.redacted)
        out.insert(QStringLiteral("redacted"), true);
    return out;
}

} // namespace quarterdeck
