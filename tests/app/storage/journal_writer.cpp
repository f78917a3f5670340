// SPDX-License-Identifier: GPL-3.0-or-later
// A writer to be killed, and to be measured.
//
//   journal_writer journal FOLDER          appends and takes evidence without end; says what was acknowledged:
//                                          "e SEQ HASH" and "v ID", one a line
//   journal_writer outbox FOLDER           adds commands without end; says the id of each saved one
//   journal_writer read FOLDER             says the last seq that a reader finds
//   journal_writer verify FOLDER           checks it; says what it found, seconds and the most memory used
//   journal_writer rate FOLDER ROWS FLIGHT appends ROWS entries, FLIGHT at a time; says rows a second
#include "app/storage/journalreader.h"
#include "app/storage/outbox.h"
#include "app/storage/sqlitejournal.h"
#include "app/storage/verify.h"

#include <QElapsedTimer>
#include <QString>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <sys/resource.h>
#include <unistd.h>

using namespace quarterdeck;

namespace {

/// Straight to the pipe: what was said is said, however the process ends.
void say(const QByteArray& what)
{
    for (qsizetype done = 0; done < what.size();) {
        const auto n = ::write(STDOUT_FILENO, what.constData() + done, static_cast<size_t>(what.size() - done));
        if (n <= 0)
            _exit(3);
        done += n;
    }
}

Draft line(quint64 n)
{
    LineLogged fact;
    fact.incident.value = 1;
    fact.text = QStringLiteral("line %1: ").arg(n) + QString(500, QLatin1Char('x'));
    return {static_cast<Instant>(n), QStringLiteral("ada"), QByteArray(16, 'c'), {fact}};
}

struct Flight {
    std::mutex mutex;
    std::condition_variable landed;
    int inTheAir = 0;

    void takeOff(int limit)
    {
        std::unique_lock lock(mutex);
        landed.wait(lock, [&] { return inTheAir < limit; });
        ++inTheAir;
    }

    void land()
    {
        const std::lock_guard lock(mutex);
        --inTheAir;
        landed.notify_one();
    }

    void waitForAll()
    {
        std::unique_lock lock(mutex);
        landed.wait(lock, [&] { return inTheAir == 0; });
    }
};

int writeJournal(SqliteJournal& journal, quint64 rows, int limit, bool mixed)
{
    Flight flight;
    bool failed = false;
    for (quint64 n = 0; n < rows && !failed; ++n) {
        flight.takeOff(limit);
        if (mixed && n % 7 == 3) {
            EvidenceRecord record {QStringLiteral("s"), 1, {}, "h", {}, QByteArray(3000, static_cast<char>(n))};
            journal.putEvidence(std::move(record), [&](const Result<quint64>& id) {
                failed = failed || !id.ok();
                if (id)
                    say("v " + QByteArray::number(*id) + '\n');
                flight.land();
            });
            continue;
        }
        journal.append(line(n), [&](const Result<StoredEntry>& entry) {
            failed = failed || !entry.ok();
            if (mixed && entry)
                say("e " + QByteArray::number(entry->seq) + ' ' + entry->hash.toHex() + '\n');
            flight.land();
        });
    }
    flight.waitForAll();
    return failed ? 2 : 0;
}

int writeOutbox(const QString& folder)
{
    auto outbox = Outbox::open(folder);
    if (!outbox)
        return 2;
    for (Instant n = 1;; ++n) {
        const auto id = outbox.value()->add("command " + QByteArray::number(n), QStringLiteral("ada"), n);
        if (!id)
            return 2;
        say(QByteArray::number(*id) + '\n');
    }
}

int read(const QString& folder)
{
    const auto reader = JournalReader::open(folder);
    const auto head = reader ? reader.value()->head() : Result<Head>(reader.error());
    std::printf("%s\n", head ? QByteArray::number(head->seq).constData() : qPrintable(head.error().sentence));
    return head ? 0 : 2;
}

int verify(const QString& folder)
{
    QElapsedTimer timer;
    timer.start();
    const auto report = verifyJournal(folder);
    struct rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    std::printf("%s\n%.1f s, %ld MB\n", qPrintable(report ? report->sentence : report.error().sentence),
        static_cast<double>(timer.elapsed()) / 1000, used.ru_maxrss / 1024);
    return report && report->ok ? 0 : 2;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return 1;
    const QByteArray what = argv[1];
    const QString folder = QString::fromLocal8Bit(argv[2]);
    if (what == "outbox")
        return writeOutbox(folder);
    if (what == "read")
        return read(folder);
    if (what == "verify")
        return verify(folder);
    JournalOptions options;
    options.folder = folder;
    options.ballastBytes = 65536;
    auto journal = SqliteJournal::open(options);
    if (!journal) {
        std::fprintf(stderr, "%s\n", qPrintable(journal.error().sentence));
        return 2;
    }
    if (journal.value()->state().mode != JournalMode::Open) {
        std::fprintf(stderr, "%s\n", qPrintable(journal.value()->state().reason.sentence));
        return 2;
    }
    if (what == "rate" && argc > 4) {
        const auto rows = QByteArray(argv[3]).toULongLong();
        QElapsedTimer timer;
        timer.start();
        const int code = writeJournal(*journal.value(), rows, QByteArray(argv[4]).toInt(), false);
        std::printf("%.0f rows/s\n", static_cast<double>(rows) * 1e9 / static_cast<double>(timer.nsecsElapsed()));
        return code;
    }
    return writeJournal(*journal.value(), ~0ULL, 8, true);
}
