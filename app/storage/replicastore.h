// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/signedhead.h"
#include "models/journal/journal.h"

#include <memory>
#include <optional>
#include <vector>

namespace quarterdeck {

/// A console's local copy of the journal: FOLDER/replica.db. Synchronous, one thread. It may always be
/// rebuilt from the relay, but what it remembers of signed heads is the only witness of a relay that was
/// rolled back, so a damaged or abandoned copy is moved aside and never deleted.
class ReplicaStore {
public:
    /// Opens, checks the last entries, and starts afresh when the file is damaged (see problem()).
    /// Errors: "replica.newer", "replica.unwritable".
    static Result<std::unique_ptr<ReplicaStore>> open(const QString& folder);
    ~ReplicaStore();
    ReplicaStore(const ReplicaStore&) = delete;
    ReplicaStore& operator=(const ReplicaStore&) = delete;

    /// Why the copy at open was moved aside; empty when it was not.
    const QString& problem() const;

    /// Entries as received, in order, checked against the chain and against every signed head that was
    /// seen; all or nothing. A PartRedacted fact in them deletes the part it names. Errors:
    /// "journal.broken-chain", "replica.rollback", "replica.unwritable".
    Outcome append(const std::vector<StoredEntry>& entries);
    Outcome redact(Seq seq);
    /// Texts that came without their entry: kept if the entry's hash is theirs. Errors as of append().
    Outcome give(Seq seq, const QByteArray& salt, const QByteArray& part);
    Result<std::vector<StoredEntry>> read(Seq from, int limit) const;
    Head head() const;

    /// Compares a head of the relay with everything seen so far, then remembers it. "replica.rollback": the
    /// relay lacks or has changed what it once signed or sent. `publicKey` empty: not checked yet.
    /// "replica.bad-signature" otherwise.
    Outcome sawHead(const SignedHead& head, const QByteArray& publicKey);
    std::optional<SignedHead> lastSeenHead() const;

    /// Moves this copy aside and starts afresh: after a rollback that a person accepted, or another journal.
    Outcome startOver();

    QByteArray meta(const QByteArray& key) const; ///< e.g. "journalId"
    Outcome setMeta(const QByteArray& key, const QByteArray& value);

private:
    ReplicaStore();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck
