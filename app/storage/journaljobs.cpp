// SPDX-License-Identifier: GPL-3.0-or-later
// What the journal's writer does: its jobs within a batch, and its work when nothing is asked.
#include "app/storage/journalwriter.h"

#include <QLocale>

#include <cerrno>
#include <cstring>
#include <sodium.h>
#include <sqlite3.h>

namespace quarterdeck {

namespace {

/// Whether the disk had no room, and nothing worse: then the next attempt may succeed. A failed sync is
/// always worse, whatever its errno: the kernel may have dropped the pages and say so only once.
bool noRoom(int code, int systemError)
{
    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        return true;
    return (code == SQLITE_IOERR_WRITE || code == SQLITE_CANTOPEN) && (systemError == ENOSPC || systemError == EDQUOT);
}

} // namespace

bool JournalWriter::good(int code)
{
    if (m_broken)
        return false;
    if (code == SQLITE_DONE || code == SQLITE_OK || code == SQLITE_ROW)
        return true;
    fail(code, m_db->systemError(), m_db->lastMessage());
    return false;
}

void JournalWriter::fail(int code, int systemError, const QString& what)
{
    m_brokenByFull = noRoom(code, systemError);
    if (m_brokenByFull)
        m_broken = error("journal.full",
            QStringLiteral("The disk that holds %1 is full: nothing can be saved. Make at least %2 of room; saving "
                           "then goes on by itself.")
                .arg(m_options.folder, QLocale::c().formattedDataSize(m_ballast.bytes())),
            {m_options.folder});
    else
        m_broken = error("journal.failed",
            QStringLiteral("Saving to %1 failed: %2 (code %3%4). Nothing more is accepted; what was being saved just "
                           "then may be there or not. Check the disk, then start the relay again.")
                .arg(m_options.folder, what)
                .arg(code)
                .arg(systemError ? QStringLiteral(", ") + QString::fromLocal8Bit(std::strerror(systemError)) : QString()),
            {m_options.folder});
}

void JournalWriter::perform(AppendJob& job)
{
    if (stale(job)) {
        m_replies.push_back([done = std::move(job.done), why = m_lastFailure](const Error*) {
            if (done)
                done(why);
        });
        return;
    }
    m_appendInBatch = true;
    QByteArray salt(saltSize, '\0');
    randombytes_buf(salt.data(), static_cast<size_t>(salt.size()));
    const StoredEntry stored = encodeEntry(job.draft, m_tip.head.seq + 1, m_tip.head.hash, salt);
    m_batchBytes += stored.body.size() + stored.part.size();
    bool all = good(rows::insertEntry(*m_db, stored));
    for (const auto& mark : job.marks)
        all = all && good(rows::markEvidence(*m_db, mark));
    for (const auto& fact : job.draft.facts) {
        if (const auto* redacted = get_if<PartRedacted>(&fact))
            all = all && (redacted->seq == 0 || redacted->seq >= stored.seq || redactPart(redacted->seq, stored.seq));
        if (holds_alternative<EpochOpened>(fact)) {
            all = all && good(rows::deleteMeta(*m_db, rows::k_acceptedLoss));
            m_epochOpened = true;
        }
    }
    if (all)
        m_tip.head = {stored.seq, stored.hash};
    m_replies.push_back([done = std::move(job.done), stored](const Error* e) {
        if (done)
            done(e ? Result<StoredEntry>(*e) : Result<StoredEntry>(stored));
    });
}

void JournalWriter::perform(EvidenceJob& job)
{
    good(rows::insertEvidence(*m_db, job.record, m_tip.evidence));
    m_batchBytes += job.record.body.size() + job.record.headers.size();
    m_replies.push_back([done = std::move(job.done), id = m_tip.evidence.lastId](const Error* e) {
        if (done)
            done(e ? Result<quint64>(*e) : Result<quint64>(id));
    });
}

void JournalWriter::perform(MarkJob& job)
{
    good(rows::markEvidence(*m_db, job.mark));
    m_replies.push_back([done = std::move(job.done)](const Error* e) {
        if (done)
            done(e ? Outcome(*e) : Outcome(Done {}));
    });
}

void JournalWriter::perform(DropJob& job)
{
    for (const quint64 id : job.ids)
        if (!good(rows::dropEvidence(*m_db, id, m_tip.evidence)))
            break;
    m_wipeWal = true;
    m_replies.push_back([done = std::move(job.done)](const Error* e) {
        if (done)
            done(e ? Outcome(*e) : Outcome(Done {}));
    });
}

void JournalWriter::perform(MetaJob& job)
{
    good(rows::setMeta(*m_db, job.key, job.value));
    m_replies.push_back([done = std::move(job.done)](const Error* e) {
        if (done)
            done(e ? Outcome(*e) : Outcome(Done {}));
    });
}

/// The one job whose caller waits: answered on this thread, past the executor that its caller may block.
void JournalWriter::perform(RedactJob& job)
{
    if (job.seq == 0 || job.seq > m_tip.head.seq) {
        job.done(error("journal.no-such-entry", QStringLiteral("There is no entry %1 to redact.").arg(job.seq),
            {QString::number(job.seq)}));
        return;
    }
    redactPart(job.seq, m_tip.head.seq + 1);
    m_waiting.push_back(std::move(job.done));
}

bool JournalWriter::redactPart(Seq seq, Seq floor)
{
    ++m_redactedInBatch;
    return good(rows::redact(*m_db, seq, m_options.now()))
        && good(rows::setMeta(*m_db, rows::k_snapshotFloor, QByteArray::number(floor)));
}

bool JournalWriter::signHead()
{
    if (m_broken)
        return false;
    m_signing = m_key->sign(m_tip.head, m_options.now());
    m_tip.signedSeq = m_tip.head.seq;
    return good(rows::insertHead(*m_db, *m_signing));
}

bool JournalWriter::writeTips()
{
    return m_tip.evidence == m_durable.evidence || good(rows::setEvidenceTip(*m_db, m_tip.evidence));
}

void JournalWriter::idle()
{
    const auto now = Steady::now();
    if (m_durable.head.seq > m_durable.signedSeq && now - m_signedAt >= std::chrono::seconds(1)) {
        begin();
        signHead();
        if (!commit())
            failBatch();
    } else if (m_expireAt) {
        expireSome();
    } else if (m_wipeWal || m_walPages > 1000 || (m_walPages > 0 && now - m_checkpointAt > std::chrono::seconds(2))) {
        checkpoint(m_wipeWal);
    } else if (!m_ballast.held() && now - m_ballastAt > std::chrono::seconds(10)) {
        m_ballastAt = now;
        m_ballast.take();
    }
}

/// Room for the whole ballast and some more is what ends a full disk: a journal that resumed on the last page
/// would only stop again.
void JournalWriter::probe()
{
    const auto now = Steady::now();
    if (now - m_probedAt < std::chrono::milliseconds(500))
        return;
    m_probedAt = now;
    if (!m_ballast.take(m_ballast.bytes() / 16))
        return;
    begin();
    good(rows::setMeta(*m_db, "_probe", QByteArray::number(m_options.now())));
    if (commit()) {
        setState({});
        return;
    }
    const bool stillFull = m_brokenByFull;
    if (!stillFull) {
        failBatch();
        return;
    }
    if (sqlite3_get_autocommit(m_db->handle()) == 0)
        m_db->run("ROLLBACK");
    m_ballast.release();
}

void JournalWriter::expireSome()
{
    bool more = false;
    begin();
    good(rows::expireEvidence(*m_db, m_options.budget, *m_expireAt, m_tip.evidence, more));
    if (!commit()) {
        failBatch();
        return;
    }
    if (!more)
        m_expireAt.reset();
}

/// Truncating also wipes what a redaction left in the WAL; a reader in its way is tried again later.
void JournalWriter::checkpoint(bool truncate)
{
    m_checkpointAt = Steady::now();
    constexpr int k_tooManyPages = (48 << 20) / 4096;
    const bool press = truncate || m_walPages > k_tooManyPages;
    if (press)
        sqlite3_busy_timeout(m_db->handle(), 50);
    int inWal = 0;
    int done = 0;
    const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE
        : press               ? SQLITE_CHECKPOINT_RESTART
                              : SQLITE_CHECKPOINT_PASSIVE;
    const int code = sqlite3_wal_checkpoint_v2(m_db->handle(), nullptr, mode, &inWal, &done);
    const int systemError = m_db->systemError();
    if (press)
        sqlite3_busy_timeout(m_db->handle(), 5000);
    if (code == SQLITE_OK) {
        if (done >= inWal)
            m_walPages = 0;
        m_wipeWal = m_wipeWal && !truncate;
    } else if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED) {
        // Nothing that was acknowledged is lost: it is in the WAL. But the disk is not to be trusted.
        m_replies.clear();
        m_appendInBatch = false;
        m_broken.reset();
        fail(code, systemError, QStringLiteral("The log cannot be written back"));
        failBatch();
    }
}

int JournalWriter::walGrew(void* self, sqlite3*, const char*, int pages)
{
    static_cast<JournalWriter*>(self)->m_walPages = pages;
    return SQLITE_OK;
}

} // namespace quarterdeck
