// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/evidence.h"
#include "app/storage/signedhead.h"
#include "app/storage/sqlite.h"
#include "models/domain/bytes.h"
#include "models/journal/journal.h"

#include <map>
#include <optional>
#include <vector>

// The tables of schema.h as values: what the writer, the readers, the replica and verify share. Functions
// that write return an extended result code (SQLITE_DONE is good); those that read return an Error.

namespace quarterdeck::rows {

inline constexpr char k_publicKey[] = "_publicKey";
inline constexpr char k_acceptedLoss[] = "_acceptedLoss";
inline constexpr char k_evidenceTip[] = "_evidence"; ///< last id, stored bytes
inline constexpr char k_snapshotFloor[] = "_snapshotFloor"; ///< older snapshots hold redacted texts

int insertEntry(Database& db, const StoredEntry& entry);
/// Deletes the part and says so.
int redact(Database& db, Seq seq, Instant at);
/// The texts of an entry that came without them.
int giveBack(Database& db, Seq seq, const QByteArray& salt, const QByteArray& part);
int insertHead(Database& db, const SignedHead& head);
int setMeta(Database& db, const QByteArray& key, const QByteArray& value);
int deleteMeta(Database& db, const QByteArray& key);

Result<std::vector<StoredEntry>> entries(Database& db, Seq from, int limit);
Result<Head> head(Database& db);
Result<std::vector<SignedHead>> heads(Database& db, Seq from, int limit);
Result<std::optional<SignedHead>> latestHead(Database& db);
Result<QByteArray> meta(Database& db, const QByteArray& key);

/// Seqs that this entry's facts redact, without decoding more than it must.
std::vector<Seq> redactedBy(const StoredEntry& entry);
/// Whether the body has a fact of one of these kinds.
bool hasFact(const QByteArray& body, std::initializer_list<FactKind> kinds);

/// What the evidence table stands at.
struct EvidenceTip {
    quint64 lastId = 0;
    qint64 bytes = 0;

    bool operator==(const EvidenceTip&) const = default;
    QD_FIELDS(lastId, bytes)
};

Result<EvidenceTip> evidenceTip(Database& db);
int setEvidenceTip(Database& db, const EvidenceTip& tip);
/// Stores it under tip.lastId + 1 and moves the tip.
int insertEvidence(Database& db, const EvidenceRecord& record, EvidenceTip& tip);
int markEvidence(Database& db, const EvidenceMark& mark);
int dropEvidence(Database& db, quint64 id, EvidenceTip& tip);
/// Deletes a small piece of what is over the budget. `more`: there may be another piece.
int expireEvidence(Database& db, const EvidenceBudget& budget, Instant now, EvidenceTip& tip, bool& more);
/// How many requests of each source are in quarantine.
Result<std::map<QString, qint64>> quarantinedBySource(Database& db);
/// "journal.no-such-evidence", "journal.damaged-evidence".
Result<StoredEvidence> evidence(Database& db, quint64 id);
Result<std::vector<StoredEvidence>> evidenceAfter(
    Database& db, quint64 after, int limit, std::optional<EvidenceState> state = {});

template <class T>
QByteArray toBytes(const T& value)
{
    ByteWriter w;
    w.write(value);
    return w.take();
}

template <class T>
std::optional<T> fromBytes(const QByteArray& bytes)
{
    T value;
    ByteReader r(bytes);
    r.read(value);
    return r.failed() ? std::nullopt : std::optional<T>(std::move(value));
}

} // namespace quarterdeck::rows
