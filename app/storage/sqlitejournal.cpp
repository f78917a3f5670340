// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlitejournal.h"

#include "app/storage/journalopen.h"
#include "app/storage/readerpool.h"

#include <QDateTime>

#include <future>

namespace quarterdeck {

struct SqliteJournal::Private {
    Private(JournalOptions o, FileLock l, const JournalFiles& files)
        : options(std::move(o))
        , lock(std::move(l))
        , readers(files.database(), options.vfs)
    {
    }

    JournalOptions options;
    FileLock lock;
    QByteArray publicKey;
    std::mutex snapshotMutex;
    std::thread snapshotThread;
    bool snapshotBusy = false;
    std::unique_ptr<JournalWriter> writer;
    mutable ReaderPool readers; ///< gone before the writer, whose connection is to be the last
};

SqliteJournal::SqliteJournal() = default;

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(JournalOptions options)
{
    if (!options.now)
        options.now = [] { return QDateTime::currentMSecsSinceEpoch(); };
    if (auto folder = prepareFolder(options.folder); !folder)
        return folder.error();
    const JournalFiles files {options.folder};
    auto lock = FileLock::take(files.lock(), "journal");
    if (!lock)
        return lock.error();
    auto start = openForWriting(options);
    if (!start)
        return start.error();
    std::unique_ptr<SqliteJournal> out(new SqliteJournal);
    out->d = std::make_unique<Private>(std::move(options), std::move(lock).value(), files);
    out->d->publicKey = start->key->publicKey();
    out->d->writer = std::make_unique<JournalWriter>(out->d->options, std::move(start).value());
    return out;
}

SqliteJournal::~SqliteJournal()
{
    if (d->snapshotThread.joinable())
        d->snapshotThread.join();
}

void SqliteJournal::append(Draft draft, Appended done)
{
    d->writer->submit(JournalWriter::AppendJob {std::move(draft), {}, std::move(done)});
}

void SqliteJournal::append(Draft draft, std::vector<EvidenceMark> marks, Appended done)
{
    d->writer->submit(JournalWriter::AppendJob {std::move(draft), std::move(marks), std::move(done)});
}

Outcome SqliteJournal::redact(Seq seq)
{
    std::promise<Outcome> promise;
    auto answer = promise.get_future();
    d->writer->submit(
        JournalWriter::RedactJob {seq, [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); }});
    return answer.get();
}

Result<std::vector<StoredEntry>> SqliteJournal::read(Seq from, int limit) const
{
    return d->readers.ask([&](Database& db) { return rows::entries(db, from, limit); });
}

Head SqliteJournal::head() const
{
    return d->writer->head();
}

JournalState SqliteJournal::state() const
{
    return d->writer->state();
}

size_t SqliteJournal::pending() const
{
    return d->writer->pending();
}

QByteArray SqliteJournal::publicKey() const
{
    return d->publicKey;
}

std::optional<SignedHead> SqliteJournal::latestHead() const
{
    return d->writer->latestHead();
}

std::optional<AcceptedLoss> SqliteJournal::acceptedLoss() const
{
    return d->writer->acceptedLoss();
}

void SqliteJournal::putEvidence(EvidenceRecord record, EvidencePut done)
{
    d->writer->submit(JournalWriter::EvidenceJob {std::move(record), std::move(done)});
}

void SqliteJournal::markEvidence(EvidenceMark mark, std::function<void(Outcome)> done)
{
    d->writer->submit(JournalWriter::MarkJob {std::move(mark), std::move(done)});
}

void SqliteJournal::dropEvidence(std::vector<quint64> ids, std::function<void(Outcome)> done)
{
    d->writer->submit(JournalWriter::DropJob {std::move(ids), std::move(done)});
}

Result<std::vector<StoredEvidence>> SqliteJournal::waitingEvidence(int limit, quint64 after) const
{
    return d->readers.ask([&](Database& db) { return rows::evidenceAfter(db, after, limit, EvidenceState::Waiting); });
}

Result<std::vector<StoredEvidence>> SqliteJournal::quarantinedEvidence(int limit, quint64 after) const
{
    return d->readers.ask(
        [&](Database& db) { return rows::evidenceAfter(db, after, limit, EvidenceState::Quarantined); });
}

Result<std::map<QString, qint64>> SqliteJournal::quarantinedBySource() const
{
    return d->readers.ask([](Database& db) { return rows::quarantinedBySource(db); });
}

Result<StoredEvidence> SqliteJournal::evidence(quint64 id) const
{
    return d->readers.ask([&](Database& db) { return rows::evidence(db, id); });
}

qint64 SqliteJournal::evidenceBytes() const
{
    return d->writer->evidenceBytes();
}

void SqliteJournal::expireEvidence(Instant now)
{
    d->writer->expireEvidence(now);
}

void SqliteJournal::saveSnapshot(Head head, std::function<QByteArray()> bytes, std::function<void(Outcome)> done)
{
    // On a thread of its own: a state of 100 MB must not hold up a commit.
    const std::lock_guard lock(d->snapshotMutex);
    if (d->snapshotBusy) {
        if (done)
            d->writer->post([done = std::move(done)] {
                done(error("journal.snapshot-busy", QStringLiteral("The snapshot before is still being written.")));
            });
        return;
    }
    if (d->snapshotThread.joinable())
        d->snapshotThread.join();
    d->snapshotBusy = true;
    d->snapshotThread = std::thread([this, head = std::move(head), bytes = std::move(bytes), done = std::move(done),
                                        redactions = d->writer->redactions()] {
        Outcome outcome = writeSnapshotFile(d->options.folder, {head, bytes()});
        if (d->writer->redactions() != redactions)
            removeSnapshotFiles(d->options.folder);
        {
            const std::lock_guard busy(d->snapshotMutex);
            d->snapshotBusy = false;
        }
        if (done)
            d->writer->post([done, outcome] { done(outcome); });
    });
}

std::optional<Snapshot> SqliteJournal::loadSnapshot() const
{
    auto found = d->readers.ask([&](Database& db) -> Result<std::optional<Snapshot>> {
        return usableSnapshot(db, d->options.folder);
    });
    return found ? std::move(found).value() : std::nullopt;
}

void SqliteJournal::setMeta(const QByteArray& key, const QByteArray& value, std::function<void(Outcome)> done)
{
    d->writer->submit(JournalWriter::MetaJob {key, value, std::move(done)});
}

Result<QByteArray> SqliteJournal::meta(const QByteArray& key) const
{
    return d->readers.ask([&](Database& db) { return rows::meta(db, key); });
}

} // namespace quarterdeck
