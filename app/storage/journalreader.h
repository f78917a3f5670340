// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/evidence.h"
#include "app/storage/signedhead.h"
#include "app/storage/snapshot.h"
#include "models/journal/journal.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace quarterdeck {

/// Reads a journal's folder without ever writing or checkpointing it: beside a running relay, or a copy
/// on a disk that cannot be written. A console's folder is read by its local copy, which has the entries
/// and the signed heads and no evidence. One thread at a time.
class JournalReader {
public:
    static Result<std::unique_ptr<JournalReader>> open(const QString& folder, const QByteArray& vfs = {});
    ~JournalReader();
    JournalReader(const JournalReader&) = delete;
    JournalReader& operator=(const JournalReader&) = delete;

    Result<std::vector<StoredEntry>> read(Seq from, int limit) const;
    Result<Head> head() const;
    /// Signed heads with a seq of at least `from`, in order.
    Result<std::vector<SignedHead>> heads(Seq from, int limit) const;
    Result<std::optional<SignedHead>> latestHead() const;
    /// The entry as stored, or nothing.
    Result<std::optional<StoredEntry>> entry(Seq seq) const;
    Result<QByteArray> meta(const QByteArray& key) const;
    Result<std::vector<StoredEvidence>> waitingEvidence(int limit, quint64 after = 0) const;
    Result<std::vector<StoredEvidence>> quarantinedEvidence(int limit, quint64 after = 0) const;
    /// How many requests of each source are in quarantine.
    Result<std::map<QString, qint64>> quarantinedBySource() const;
    /// Any state, with an id above `after`.
    Result<std::vector<StoredEvidence>> evidenceAfter(quint64 after, int limit) const;
    Result<StoredEvidence> evidence(quint64 id) const;
    Result<qint64> evidenceBytes() const;
    std::optional<Snapshot> snapshot() const;

private:
    JournalReader();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck
