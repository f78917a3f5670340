// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/ballast.h"
#include "app/storage/headwitness.h"
#include "app/storage/rows.h"
#include "app/storage/sqlitejournal.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace quarterdeck {

/// What the writer starts from: everything opened and checked.
struct WriterStart {
    std::unique_ptr<Database> db;
    std::optional<HeadWitness> witness; ///< none: read-only
    std::optional<HeadKey> key;
    Head head;
    rows::EvidenceTip evidence;
    std::optional<SignedHead> signedHead;
    std::optional<AcceptedLoss> acceptedLoss;
    JournalState state;
};

/// The one thread that writes and checkpoints, its queue, and what others may ask of it.
class JournalWriter {
public:
    JournalWriter(const JournalOptions& options, WriterStart start);
    ~JournalWriter(); ///< commits what is queued

    struct AppendJob {
        Draft draft;
        std::vector<EvidenceMark> marks;
        Journal::Appended done;
        quint64 call = 0; ///< set by submit()
    };
    struct EvidenceJob {
        EvidenceRecord record;
        SqliteJournal::EvidencePut done;
    };
    struct MarkJob {
        EvidenceMark mark;
        std::function<void(Outcome)> done;
    };
    struct DropJob {
        std::vector<quint64> ids;
        std::function<void(Outcome)> done;
    };
    struct RedactJob {
        Seq seq = 0;
        std::function<void(Outcome)> done; ///< called on the writer's thread
    };
    struct MetaJob {
        QByteArray key;
        QByteArray value;
        std::function<void(Outcome)> done;
    };
    using Job = std::variant<AppendJob, EvidenceJob, MarkJob, DropJob, RedactJob, MetaJob>;

    void submit(Job job);
    void expireEvidence(Instant now);
    /// Runs on the caller's thread of choice, in order with the callbacks.
    void post(std::function<void()> closure);

    JournalState state() const;
    size_t pending() const;
    Head head() const;
    qint64 evidenceBytes() const;
    std::optional<SignedHead> latestHead() const;
    std::optional<AcceptedLoss> acceptedLoss() const;
    /// Grows with each redaction: a snapshot begun before must not be kept.
    quint64 redactions() const { return m_redactions.load(); }

private:
    using Steady = std::chrono::steady_clock;
    /// Null: durable. Else what went wrong with the whole batch.
    using Reply = std::function<void(const Error*)>;

    struct Tip {
        Head head;
        rows::EvidenceTip evidence;
        Seq signedSeq = 0;
    };

    void run();
    bool waitForWork();
    void commitBatch();
    bool nextJob(Job& job);
    void refuse(Job& job);
    void refuseQueued();
    bool stale(const AppendJob& job) const;
    bool commit();
    void publish();
    void failBatch();
    void fail(int code, int systemError, const QString& what);
    void begin();
    void setState(JournalState state);
    void answer(std::optional<Error> error);

    void perform(AppendJob& job);
    void perform(EvidenceJob& job);
    void perform(MarkJob& job);
    void perform(DropJob& job);
    void perform(RedactJob& job);
    void perform(MetaJob& job);
    bool good(int code);
    bool redactPart(Seq seq, Seq floor);
    bool signHead();
    bool writeTips();

    void idle();
    void probe();
    void expireSome();
    void checkpoint(bool truncate);
    static int walGrew(void* self, sqlite3* db, const char* name, int pages);

    const JournalOptions m_options;
    std::unique_ptr<Database> m_db;
    std::optional<HeadWitness> m_witness;
    std::optional<HeadKey> m_key;
    Ballast m_ballast;

    // The writer's own.
    Tip m_tip; ///< with what the batch has done so far
    Tip m_durable;
    std::vector<Reply> m_replies;
    std::vector<std::function<void(Outcome)>> m_waiting; ///< redact()ions of this batch
    std::optional<Error> m_broken; ///< the batch cannot be committed
    bool m_brokenByFull = false;
    std::optional<SignedHead> m_signing;
    bool m_epochOpened = false;
    quint64 m_redactedInBatch = 0;
    bool m_wipeWal = false; ///< redacted text is still in the WAL
    qint64 m_batchBytes = 0;
    int m_walPages = 0;
    bool m_appendInBatch = false;
    Error m_lastFailure;
    std::optional<Instant> m_expireAt;
    Steady::time_point m_signedAt;
    Steady::time_point m_probedAt;
    Steady::time_point m_ballastAt;
    Steady::time_point m_checkpointAt;

    /// Which appends were decided upon entries that were then refused. An append is stale when it was made
    /// before its maker was told of an earlier refusal. shared_ptr: posted closures may outlive the journal.
    struct Telling {
        std::atomic<quint64> calls {0};
        std::atomic<quint64> staleUpTo {0}; ///< the calls made when a refusal was told
        std::atomic<bool> untold {false}; ///< a refusal is on its way
    };
    std::shared_ptr<Telling> m_telling = std::make_shared<Telling>();
    std::atomic<quint64> m_redactions {0};

    mutable std::mutex m_mutex; ///< for everything below
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    size_t m_inBatch = 0;
    bool m_stop = false;
    std::optional<Instant> m_expireAsked;
    JournalState m_state;
    Head m_head;
    qint64 m_evidenceBytes = 0;
    std::optional<SignedHead> m_latestHead;
    std::optional<AcceptedLoss> m_acceptedLoss;

    std::thread m_thread; ///< last: everything above is there when it starts
};

} // namespace quarterdeck
