// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/evidence.h"
#include "app/storage/signedhead.h"
#include "app/storage/snapshot.h"
#include "models/journal/journal.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace quarterdeck {

/// Runs a closure on the caller's thread of choice, later and in order: a queued call in the relay.
using Executor = std::function<void(std::function<void()>)>;

enum class JournalMode {
    Open,
    Full, ///< the disk is full: everything is refused with "journal.full" until there is room; resumes by itself
    Failed, ///< an error of the disk: everything is refused until the journal is opened again
    ReadOnly ///< lost its tail, or its chain is broken: reading only
};

struct JournalState {
    JournalMode mode = JournalMode::Open;
    Error reason; ///< empty while Open

    bool operator==(const JournalState&) const = default;
};

/// A tail that an operator gave up (acceptLoss): the caller appends EpochOpened, which also clears it.
struct AcceptedLoss {
    Seq lostFrom = 0; ///< 0: no entry, only stored requests were lost
    Seq lostTo = 0;
    quint64 lostEvidence = 0; ///< requests known to have been accepted and now missing
    QString reason;
    Instant at = 0;

    bool operator==(const AcceptedLoss&) const = default;
    QD_FIELDS(lostFrom, lostTo, lostEvidence, reason, at)
};

struct JournalOptions {
    QString folder; ///< made when missing, mode 0700
    Executor executor; ///< for every callback; without one they run on the writer's thread
    std::function<Instant()> now; ///< wall clock for signed heads and redactions; the system's without one
    std::function<void(JournalState)> stateChanged; ///< through the executor
    std::function<void(SignedHead)> headSigned; ///< through the executor, once the head is durable
    EvidenceBudget budget;
    qint64 ballastBytes = 16 << 20; ///< given back when the disk is full; tests make it small
    QByteArray vfs; ///< SQLite VFS by name; tests put faults under it
};

/// The journal of record and the evidence inbox, in one SQLite database with one writing thread.
///
/// Durable means: committed with synchronous=FULL and witnessed (headwitness.h). Everything is committed
/// in groups: up to 64 calls, or what 5 ms allow, or what is there. Callbacks come in the order of the
/// calls, whatever they were. Any thread may call; redact() must not be called from a callback that runs
/// on the writer's thread.
///
/// After a failed append every append that was made before the caller was told fails with the same error,
/// even if the disk has recovered by then: they were decided upon entries that do not exist. So on a
/// failed append the caller folds again from head(), and then goes on.
class SqliteJournal final : public Journal {
public:
    /// Errors: "journal.locked" (says who), "journal.newer", "journal.no-key", "journal.wrong-key",
    /// "journal.remote-disk", "journal.damaged" (no database any more), "journal.unreadable". A lost tail or a broken chain is no error here but a
    /// state: the journal is then open for reading.
    static Result<std::unique_ptr<SqliteJournal>> open(JournalOptions options);

    /// Commits what is queued, signs the head, closes.
    ~SqliteJournal() override;

    // Journal
    void append(Draft draft, Appended done) override;
    /// Also deletes the snapshots. A PartRedacted fact in an appended draft does the same, in one
    /// transaction with its entry, and is the better way. Waits for the writer.
    Outcome redact(Seq seq) override;
    Result<std::vector<StoredEntry>> read(Seq from, int limit) const override;
    Head head() const override;

    /// The entry and what becomes of the requests it was made from, in one transaction.
    void append(Draft draft, std::vector<EvidenceMark> marks, Appended done);

    JournalState state() const;
    size_t pending() const; ///< calls not yet committed or refused
    QByteArray publicKey() const;
    std::optional<SignedHead> latestHead() const;
    std::optional<AcceptedLoss> acceptedLoss() const;

    // Evidence
    using EvidencePut = std::function<void(Result<quint64>)>;
    /// The id, once the request is as durable as an entry. A lost request makes the next open loud, too.
    void putEvidence(EvidenceRecord record, EvidencePut done);
    void markEvidence(EvidenceMark mark, std::function<void(Outcome)> done = {});
    /// Deletes requests for good, kept or not: for redactions.
    void dropEvidence(std::vector<quint64> ids, std::function<void(Outcome)> done = {});
    /// The oldest waiting ones with an id above `after`.
    Result<std::vector<StoredEvidence>> waitingEvidence(int limit, quint64 after = 0) const;
    /// The oldest that nobody could map.
    Result<std::vector<StoredEvidence>> quarantinedEvidence(int limit, quint64 after = 0) const;
    Result<std::map<QString, qint64>> quarantinedBySource() const;
    Result<StoredEvidence> evidence(quint64 id) const;
    /// Stored bytes, as the budget counts them.
    qint64 evidenceBytes() const;
    /// Starts to delete what is over the budget's age or bytes at `now`, in small pieces while idle.
    void expireEvidence(Instant now);

    // Snapshots: discardable files beside the database; the last two are kept.
    /// `bytes` is called on the thread that writes them: a state of a million alerts takes a second to write down.
    void saveSnapshot(Head head, std::function<QByteArray()> bytes, std::function<void(Outcome)> done = {});
    /// The newest that is whole and stands in this chain; nothing when there is none.
    std::optional<Snapshot> loadSnapshot() const;

    // Meta: small values by name.
    void setMeta(const QByteArray& key, const QByteArray& value, std::function<void(Outcome)> done = {});
    Result<QByteArray> meta(const QByteArray& key) const; ///< empty when never set

private:
    SqliteJournal();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Gives up the tail that the witness knows and the database lacks: for `quarterdeckctl accept-loss`. The
/// relay must not be running. Errors: "journal.locked", "journal.nothing-lost", "journal.unreadable".
Result<AcceptedLoss> acceptLoss(const QString& folder, const QString& reason, Instant now);

} // namespace quarterdeck
