// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storm.h"

#include "app/storage/journalreader.h"
#include "tests/bench/benchconsole.h"
#include "tests/bench/stormwatch.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace quarterdeck {

namespace {

    constexpr double k_stuckMs = 20'000; ///< no new alert on the console for that long: the rest is lost
    constexpr int k_syncRounds = 200;
    constexpr int k_readChunk = 2000;

    QJsonObject failed(const QString& sentence)
    {
        return { { QStringLiteral("error"), sentence } };
    }

    /// What the journal holds, folded from its first entry: alert numbers of the bench.
    Result<std::vector<bool>> journalled(const QString& folder, quint32 alerts)
    {
        auto reader = JournalReader::open(folder);
        if (!reader)
            return reader.error();
        Workspace w;
        for (Seq from = 1;;) {
            const auto chunk = (*reader)->read(from, k_readChunk);
            if (!chunk)
                return chunk.error();
            for (const auto& stored : *chunk) {
                const auto entry = decodeEntry(stored);
                if (!entry)
                    return entry.error();
                w.apply(*entry);
                from = stored.seq + 1;
            }
            if (chunk->size() < k_readChunk)
                break;
        }
        std::vector<bool> out(alerts);
        for (quint32 i = 1; i <= w.alertCount(); ++i) {
            const quint32 number = w.name(w.alert({ i }).resource).mid(5).toUInt();
            if (number < alerts)
                out[number] = true;
        }
        return out;
    }

} // namespace

QJsonObject runStorm(QApplication& app, const StormOptions& options)
{
    QTemporaryDir folder(
        (options.data.isEmpty() ? QStringLiteral(".") : options.data) + QStringLiteral("/bench-XXXXXX"));
    if (!folder.isValid())
        return failed(folder.errorString());
    const QString data = QDir(folder.path()).absoluteFilePath(QStringLiteral("journal"));
    Times sync = bareSync(QFile::encodeName(folder.path()), k_syncRounds);
    BenchServer server;
    if (const auto problem = server.start(data); !problem.isEmpty())
        return failed(problem);
    applyTheme(app, Scheme::Light);
    BenchConsole console(data, server.port(), options.copy);
    if (!turnUntil([&] { return console.desk().link().connected; }, BenchServer::startMs))
        return failed(QStringLiteral("the console got no link: %1").arg(console.desk().link().problem));

    Senders senders({ options.alerts, options.rate, options.senders, options.batch, options.seed,
        server.port(), BenchServer::sender });
    StormWatch watch(console.desk(), senders, console.view(), options.alerts);
    senders.start();
    quint32 last = 0;
    auto progress = SteadyClock::now();
    turnUntil(
        [&] {
            if (watch.arrived() != last || !senders.done()) {
                last = watch.arrived();
                progress = SteadyClock::now();
            }
            return senders.done() && (watch.arrived() >= senders.accepted() || msSince(progress) > k_stuckMs);
        },
        3'600'000);
    senders.join();
    const double settledMs = msSince(progress);
    const auto painted = SteadyClock::now();
    turnUntil([&] { return msSince(painted) > 1500; }, 2000); // the last rows' painting

    const double relayMb = residentMb(server.pid());
    const double consoleMb = residentMb(QCoreApplication::applicationPid());
    sync.add(bareSync(QFile::encodeName(folder.path()), k_syncRounds));
    const QString ended = server.stop();
    const auto inJournal = journalled(data, options.alerts);
    if (!inJournal)
        return failed(inJournal.error().sentence);
    quint64 lostOnConsole = 0, lostInJournal = 0;
    for (quint32 n = 0; n < options.alerts; ++n) {
        lostOnConsole += senders.wasAccepted(n) && !watch.hasArrived(n);
        lostInJournal += senders.wasAccepted(n) && !(*inJournal)[n];
    }
    Times acks = senders.acknowledgements();
    const auto number = [](quint64 n) { return static_cast<qint64>(n); };
    QJsonObject out { { QStringLiteral("alerts"), number(options.alerts) },
        { QStringLiteral("rate"), options.rate }, { QStringLiteral("senders"), options.senders },
        { QStringLiteral("batch"), options.batch }, { QStringLiteral("console_copy"), options.copy },
        { QStringLiteral("seconds"), senders.seconds() },
        { QStringLiteral("accepted"), number(senders.accepted()) },
        { QStringLiteral("refused"), number(senders.refused()) },
        { QStringLiteral("unanswered"), number(senders.unanswered()) },
        { QStringLiteral("lost"), number(qMax(lostOnConsole, lostInJournal)) },
        { QStringLiteral("lost_on_console"), number(lostOnConsole) },
        { QStringLiteral("lost_in_journal"), number(lostInJournal) },
        { QStringLiteral("twice"), number(watch.twice()) },
        { QStringLiteral("alerts_per_s"), static_cast<double>(senders.accepted()) / senders.seconds() },
        { QStringLiteral("ack_p50_ms"), acks.at(0.5) }, { QStringLiteral("ack_p99_ms"), acks.at(0.99) },
        { QStringLiteral("ack_p99_ratio"), sync.at(0.99) > 0 ? acks.at(0.99) / sync.at(0.99) : 0 },
        { QStringLiteral("sync_p50_ms"), sync.at(0.5) }, { QStringLiteral("sync_p99_ms"), sync.at(0.99) },
        { QStringLiteral("gui_late_p50_ms"), watch.lateness().at(0.5) },
        { QStringLiteral("gui_late_p99_ms"), watch.lateness().at(0.99) },
        { QStringLiteral("gui_late_max_ms"), watch.lateness().at(1) },
        { QStringLiteral("post_to_fold_p50_ms"), watch.postToFold().at(0.5) },
        { QStringLiteral("post_to_fold_p99_ms"), watch.postToFold().at(0.99) },
        { QStringLiteral("post_to_row_p50_ms"), watch.postToRow().at(0.5) },
        { QStringLiteral("post_to_row_p99_ms"), watch.postToRow().at(0.99) },
        { QStringLiteral("paints"), watch.paints() }, { QStringLiteral("settled_ms"), settledMs },
        { QStringLiteral("incidents"), number(console.desk().workspace().incidents().size()) },
        { QStringLiteral("relay_rss_mb"), relayMb }, { QStringLiteral("console_rss_mb"), consoleMb } };
    if (!ended.isEmpty())
        out.insert(QStringLiteral("error"), ended);
    return out;
}

} // namespace quarterdeck
