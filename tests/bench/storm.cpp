// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/storm.h"

#include "app/client/session.h"
#include "app/clock/wallclock.h"
#include "app/console/consoledesk.h"
#include "app/storage/journalreader.h"
#include "tests/bench/stormwatch.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTableView>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

namespace quarterdeck {

namespace {

    constexpr int k_startMs = 15'000;
    constexpr double k_stuckMs = 20'000; ///< no new alert on the console for that long: the rest is lost
    constexpr int k_lookMs = 20;
    constexpr int k_syncRounds = 200;
    constexpr int k_readChunk = 2000;
    const QByteArray k_sender = "bench-sender-0123456789";
    const QByteArray k_person = "bench-person-0123456789";

    QJsonObject failed(const QString& sentence)
    {
        return { { QStringLiteral("error"), sentence } };
    }

    /// The server, a child process that ends with this one.
    class ServerChild {
    public:
        QString start(const QString& folder)
        {
            m_process.setProcessChannelMode(QProcess::SeparateChannels);
            m_process.setProgram(
                QCoreApplication::applicationDirPath() + QStringLiteral("/quarterdeck-relay"));
            m_process.setArguments(
                { QStringLiteral("--data"), folder, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                    QStringLiteral("--token-file"), QStringLiteral("-"), QStringLiteral("--with-parent") });
            m_process.start();
            m_process.write(
                "bench send " + k_sender + "\nbench observe,respond,command " + k_person + "\n\n");
            while (m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(k_startMs)) {
                while (m_process.canReadLine()) {
                    const auto line = m_process.readLine().trimmed();
                    if (line.startsWith("listening on ")) {
                        m_port = line.mid(line.lastIndexOf(':') + 1).toUShort();
                        return {};
                    }
                }
            }
            return QStringLiteral("quarterdeck-relay does not serve: %1 %2")
                .arg(m_process.errorString(), QString::fromUtf8(m_process.readAllStandardError()));
        }

        /// Empty, or why it did not end well.
        QString stop()
        {
            m_process.terminate();
            if (!m_process.waitForFinished(k_startMs))
                return QStringLiteral("the server does not end");
            return m_process.exitCode() == 0
                ? QString()
                : QStringLiteral("the server ended with %1").arg(m_process.exitCode());
        }

        quint16 port() const { return m_port; }

        qint64 pid() const { return m_process.processId(); }

    private:
        QProcess m_process;
        quint16 m_port = 0;
    };

    /// The console as the program makes it; the session on its own thread.
    class BenchConsole {
    public:
        BenchConsole(const QString& folder, quint16 port, bool copy)
            : m_desk(
                { copy ? folder + QStringLiteral("/console") : folder, QStringLiteral("bench") }, m_clock)
            , m_window(m_desk)
        {
            SessionConfig config;
            config.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/v1/wire").arg(port));
            config.token = k_person;
            config.folder = folder + QStringLiteral("/console");
            config.besideFolder = copy ? QString() : folder;
            auto* session = new Session(config);
            session->moveToThread(&m_thread);
            QObject::connect(&m_thread, &QThread::finished, session, &QObject::deleteLater);
            QObject::connect(&m_thread, &QThread::started, session, &Session::start);
            m_desk.use(*session);
            m_window.show();
            m_window.showPage(MainWindow::AlertListPage);
            m_window.alerts().filterBy({});
            m_thread.start();
        }

        ~BenchConsole()
        {
            m_thread.quit();
            m_thread.wait();
        }

        ConsoleDesk& desk() { return m_desk; }

        QWidget& view() { return *m_window.alerts().table()->viewport(); }

    private:
        WallClock m_clock;
        ConsoleDesk m_desk;
        MainWindow m_window;
        QThread m_thread;
    };

    /// Lets the event loop run until `done`, or until the time is over.
    bool turnUntil(const std::function<bool()>& done, double ms)
    {
        const auto start = SteadyClock::now();
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (done() || msSince(start) > ms)
                loop.quit();
        });
        look.start(k_lookMs);
        loop.exec();
        return done();
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
    ServerChild server;
    if (const auto problem = server.start(data); !problem.isEmpty())
        return failed(problem);
    applyTheme(app, Scheme::Light);
    BenchConsole console(data, server.port(), options.copy);
    if (!turnUntil([&] { return console.desk().link().connected; }, k_startMs))
        return failed(QStringLiteral("the console got no link: %1").arg(console.desk().link().problem));

    Senders senders({ options.alerts, options.rate, options.senders, options.batch, options.seed,
        server.port(), k_sender });
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
