// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalwriter.h"

#include <pthread.h>
#include <sqlite3.h>

namespace quarterdeck {

namespace {

constexpr size_t k_batchJobs = 64;
constexpr auto k_batchTime = std::chrono::milliseconds(5);
constexpr qint64 k_batchBytes = 4 << 20;
constexpr auto k_tick = std::chrono::milliseconds(100);
constexpr auto k_signEvery = std::chrono::seconds(1);
constexpr quint64 k_signEntries = 64;

} // namespace

JournalWriter::JournalWriter(const JournalOptions& options, WriterStart start)
    : m_options(options)
    , m_db(std::move(start.db))
    , m_witness(std::move(start.witness))
    , m_key(std::move(start.key))
    , m_ballast(options.folder + QStringLiteral("/ballast"), options.ballastBytes)
    , m_tip {start.head, start.evidence, start.signedHead ? start.signedHead->head.seq : 0}
    , m_durable(m_tip)
    , m_state(start.state)
    , m_head(start.head)
    , m_evidenceBytes(start.evidence.bytes)
    , m_latestHead(start.signedHead)
    , m_acceptedLoss(start.acceptedLoss)
{
    if (m_state.mode == JournalMode::Open) {
        sqlite3_wal_hook(m_db->handle(), &JournalWriter::walGrew, this);
        m_ballast.take();
    } else {
        // The WAL of a journal that lost its tail may still hold it: nothing of ours may overwrite it.
        m_db->keepWalOnClose();
    }
    m_thread = std::thread([this] { run(); });
    pthread_setname_np(m_thread.native_handle(), "qd-journal");
}

JournalWriter::~JournalWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void JournalWriter::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (auto* append = std::get_if<AppendJob>(&job))
            append->call = ++m_telling->calls;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void JournalWriter::expireEvidence(Instant now)
{
    {
        const std::lock_guard lock(m_mutex);
        m_expireAsked = now;
    }
    m_wake.notify_one();
}

void JournalWriter::post(std::function<void()> closure)
{
    if (m_options.executor)
        m_options.executor(std::move(closure));
    else
        closure();
}

void JournalWriter::run()
{
    while (true) {
        const bool work = waitForWork();
        if (state().mode != JournalMode::Open) {
            refuseQueued();
            if (state().mode == JournalMode::Full)
                probe();
        } else if (work) {
            commitBatch();
        } else {
            idle();
        }
        const std::lock_guard lock(m_mutex);
        if (m_stop && m_queue.empty())
            break;
    }
    if (state().mode == JournalMode::Open && m_durable.head.seq > m_durable.signedSeq) {
        begin();
        signHead();
        if (!commit())
            failBatch();
    }
    if (state().mode == JournalMode::Open)
        m_ballast.release(); // it is a running relay's; a copy of the folder need not carry it
}

/// True: there is a job. False: time for what is done when nothing is asked.
bool JournalWriter::waitForWork()
{
    std::unique_lock lock(m_mutex);
    if (m_expireAsked)
        m_expireAt = std::exchange(m_expireAsked, std::nullopt);
    const auto awake = [this] { return m_stop || !m_queue.empty() || m_expireAsked; };
    const bool open = m_state.mode == JournalMode::Open;
    const bool outstanding = m_state.mode == JournalMode::Full
        || (open && (m_durable.head.seq > m_durable.signedSeq || m_walPages > 0 || m_wipeWal || !m_ballast.held()));
    if (m_expireAt && open)
        return !m_queue.empty();
    if (outstanding)
        m_wake.wait_for(lock, k_tick, awake);
    else
        m_wake.wait(lock, awake);
    return !m_queue.empty();
}

bool JournalWriter::nextJob(Job& job)
{
    const std::lock_guard lock(m_mutex);
    if (m_queue.empty())
        return false;
    job = std::move(m_queue.front());
    m_queue.pop_front();
    ++m_inBatch;
    return true;
}

void JournalWriter::begin()
{
    m_replies.clear();
    m_waiting.clear();
    m_broken.reset();
    m_signing.reset();
    m_epochOpened = false;
    m_appendInBatch = false;
    m_redactedInBatch = 0;
    m_batchBytes = 0;
    auto s = m_db->prepare("BEGIN IMMEDIATE");
    good(s ? s->step() : m_db->lastCode());
}

void JournalWriter::commitBatch()
{
    const auto until = Steady::now() + k_batchTime;
    begin();
    Job job;
    while (m_replies.size() < k_batchJobs && m_batchBytes < k_batchBytes && nextJob(job)) {
        std::visit([this](auto& j) { perform(j); }, job);
        if (m_broken || Steady::now() >= until)
            break;
    }
    const auto unsignedEntries = m_tip.head.seq - m_tip.signedSeq;
    if (unsignedEntries >= k_signEntries || (unsignedEntries > 0 && Steady::now() - m_signedAt >= k_signEvery))
        signHead();
    if (!commit()) {
        failBatch();
        return;
    }
    answer(std::nullopt);
    constexpr int k_checkpointPages = (16 << 20) / 4096;
    if (m_walPages > k_checkpointPages)
        checkpoint(false);
}

/// COMMIT, then the witness; only then is it durable in our sense.
bool JournalWriter::commit()
{
    if (m_broken || !writeTips())
        return false;
    auto s = m_db->prepare("COMMIT");
    if (!good(s ? s->step() : m_db->lastCode()))
        return false;
    s.reset();
    if (m_tip.head != m_durable.head || m_tip.evidence.lastId != m_durable.evidence.lastId) {
        if (const int code = m_witness->write({m_tip.head, m_tip.evidence.lastId}); code != 0) {
            fail(SQLITE_IOERR, code, QStringLiteral("The witness of the journal's end cannot be written"));
            return false;
        }
    }
    publish();
    return true;
}

void JournalWriter::publish()
{
    m_durable = m_tip;
    if (m_signing)
        m_signedAt = Steady::now();
    if (m_redactedInBatch > 0) {
        // Counted first: a snapshot that is being written sees the count when it is done, or is there to be removed.
        m_redactions += m_redactedInBatch;
        removeSnapshotFiles(m_options.folder);
        m_wipeWal = true;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_head = m_durable.head;
        m_evidenceBytes = m_durable.evidence.bytes;
        m_inBatch = 0;
        if (m_signing)
            m_latestHead = m_signing;
        if (m_epochOpened)
            m_acceptedLoss.reset();
    }
    if (m_signing && m_options.headSigned)
        post([tell = m_options.headSigned, head = *m_signing] { tell(head); });
}

void JournalWriter::failBatch()
{
    if (!m_broken)
        fail(SQLITE_ERROR, 0, QStringLiteral("Saving failed"));
    if (sqlite3_get_autocommit(m_db->handle()) == 0)
        m_db->run("ROLLBACK");
    m_tip = m_durable;
    const JournalMode mode = m_brokenByFull ? JournalMode::Full : JournalMode::Failed;
    if (m_brokenByFull)
        m_ballast.release();
    else
        m_db->keepWalOnClose(); // after a failed sync nothing may be written through this handle again
    m_probedAt = Steady::now();
    const Error why = *m_broken;
    m_lastFailure = why;
    setState({mode, why});
    if (m_appendInBatch)
        m_telling->untold = true;
    answer(why);
}

/// Posts the batch's replies as one closure, in order.
void JournalWriter::answer(std::optional<Error> error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inBatch = 0;
    }
    for (const auto& waiting : std::exchange(m_waiting, {}))
        waiting(error ? Outcome(*error) : Outcome(Done {}));
    if (m_replies.empty())
        return;
    const bool telling = error && m_appendInBatch;
    post([replies = std::exchange(m_replies, {}), error = std::move(error), telling, shared = m_telling] {
        if (telling) {
            shared->staleUpTo = shared->calls.load();
            shared->untold = false;
        }
        for (const auto& reply : replies)
            reply(error ? &*error : nullptr);
    });
}

bool JournalWriter::stale(const AppendJob& job) const
{
    return m_telling->untold || job.call <= m_telling->staleUpTo;
}

void JournalWriter::refuseQueued()
{
    m_replies.clear();
    m_appendInBatch = false;
    Job job;
    while (m_replies.size() < k_batchJobs && nextJob(job))
        refuse(job);
    if (m_appendInBatch)
        m_telling->untold = true;
    m_lastFailure = state().reason;
    answer(m_lastFailure);
}

void JournalWriter::refuse(Job& job)
{
    std::visit(
        [this](auto& j) {
            using J = std::decay_t<decltype(j)>;
            if constexpr (std::is_same_v<J, AppendJob>)
                m_appendInBatch = m_appendInBatch || !stale(j);
            if constexpr (std::is_same_v<J, RedactJob>)
                j.done(state().reason); // somebody waits for it
            else
                m_replies.push_back([done = std::move(j.done)](const Error* e) {
                    if (done)
                        done(*e);
                });
        },
        job);
}

JournalState JournalWriter::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void JournalWriter::setState(JournalState state)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state = state;
    }
    if (m_options.stateChanged)
        post([tell = m_options.stateChanged, state = std::move(state)] { tell(state); });
}

size_t JournalWriter::pending() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size() + m_inBatch;
}

Head JournalWriter::head() const
{
    const std::lock_guard lock(m_mutex);
    return m_head;
}

qint64 JournalWriter::evidenceBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_evidenceBytes;
}

std::optional<SignedHead> JournalWriter::latestHead() const
{
    const std::lock_guard lock(m_mutex);
    return m_latestHead;
}

std::optional<AcceptedLoss> JournalWriter::acceptedLoss() const
{
    const std::lock_guard lock(m_mutex);
    return m_acceptedLoss;
}

} // namespace quarterdeck
