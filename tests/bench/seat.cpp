// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/seat.h"

#include "app/storage/journalreader.h"
#include "app/storage/sqlitejournal.h"
#include "models/items/alertlistmodel.h"
#include "models/state/situationdocument.h"
#include "tests/bench/benchconsole.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/theme.h"
#include "ui/scribe/logpanel.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>

#include <cstdio>
#include <future>

namespace quarterdeck {

namespace {

    constexpr quint32 k_entry = 250; // alerts in one entry
    constexpr quint32 k_services = 500;
    constexpr quint32 k_hosts = 20'000;
    constexpr quint32 k_attached = 200; // of the incident that is worked on
    constexpr double k_patienceMs = 300'000;
    constexpr int k_last = 10; // lines at the end of the log among which a new one is looked for
    constexpr int k_briefs = 20;
    constexpr int k_syncRounds = 200;
    constexpr int k_readChunk = 2000;

    QJsonObject failed(const QString& sentence)
    {
        return { { QStringLiteral("error"), sentence } };
    }

    AlertRaised alertOf(quint32 n, Instant now)
    {
        AlertRaised f;
        f.alert = { n };
        f.source = { 1 };
        f.key = n;
        f.severity = static_cast<Severity>(n % 5 + 1);
        f.startedAt = now - 86'400'000 + n % 86'000'000;
        f.name = QStringLiteral("Alert%1").arg(n % 97);
        f.service = QStringLiteral("service-%1").arg(n % k_services);
        f.resource = QStringLiteral("host-%1").arg(n % k_hosts);
        f.title = QStringLiteral("Something is wrong on host %1, and it has been for a while").arg(n);
        f.dedupKey = QStringLiteral("bench/%1").arg(n);
        f.labels = { { Text(QStringLiteral("alertname")), f.name }, { Text(QStringLiteral("host")), f.resource },
            { Text(QStringLiteral("team")), Text(QStringLiteral("payments")) } };
        f.annotations = { { Text(QStringLiteral("summary")), f.title } };
        return f;
    }

    /// Past alerts, most of them over, and one incident under command; the journal must not be in use.
    Outcome fill(const QString& folder, quint32 alerts)
    {
        JournalOptions o;
        o.folder = folder;
        auto opened = SqliteJournal::open(std::move(o));
        if (!opened)
            return opened.error();
        auto& journal = **opened;
        const Instant now = QDateTime::currentMSecsSinceEpoch() - 60'000;
        std::promise<Outcome> last;
        const auto append = [&](const QString& actor, std::vector<Fact> facts, bool isLast) {
            journal.append({ now, actor, actor == QLatin1String("rules") ? CommandId() : CommandId(16, 'b'), std::move(facts) },
                [&last, isLast](const Result<StoredEntry>& r) {
                    if (isLast)
                        last.set_value(r ? Outcome(Done {}) : Outcome(r.error()));
                });
        };
        append(QStringLiteral("server"), { SourceAdded { { 1 }, QStringLiteral("bench"), QStringLiteral("prometheus"), 0 } }, false);
        IncidentOpened incident;
        incident.incident = { 1 };
        incident.severity = 2;
        incident.title = Text(QStringLiteral("Checkout is down"));
        incident.observedAt = now;
        for (quint32 n = 1; n <= alerts;) {
            std::vector<Fact> facts;
            const bool first = n == 1;
            for (quint32 end = qMin(alerts, n + k_entry - 1); n <= end; ++n) {
                facts.emplace_back(alertOf(n, now));
                if (n == 1)
                    facts.emplace_back(incident);
                if (n <= k_attached) {
                    AlertAttached a;
                    a.alert = { n };
                    a.incident = { 1 };
                    facts.emplace_back(a);
                } else if (n % 20) {
                    facts.emplace_back(AlertCleared { { n }, now, ClearedHow::Resolved, 0 });
                }
            }
            append(QStringLiteral("rules"), std::move(facts), false);
            if (first)
                append(QStringLiteral("bench"), { IncidentAccepted { { 1 }, 2 }, CommandTaken { { 1 }, QStringLiteral("bench") } }, false);
            while (journal.pending() > 200) // the memory of this process is measured as well
                QThread::msleep(1);
        }
        LineLogged line;
        line.incident = { 1 };
        line.line = { 1 };
        line.observedAt = line.madeAt = now;
        line.text = Text(QStringLiteral("the journal is full of alerts"));
        append(QStringLiteral("rules"), { line }, true);
        return last.get_future().get();
    }

    /// Every stored entry read, nothing decoded: what no start that reads them can be faster than.
    double bareReadMs(const QString& folder)
    {
        const auto start = SteadyClock::now();
        const auto reader = JournalReader::open(folder);
        for (Seq from = 1; reader;) {
            const auto chunk = (*reader)->read(from, k_readChunk);
            if (!chunk || chunk->empty())
                break;
            from = chunk->back().seq + 1;
        }
        return msSince(start);
    }

    /// From the start of a console's process until it says that it can be used; < 0: it did not.
    double openMs(const QString& folder, quint16 port, quint32 alerts, double& residentNow)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::SeparateChannels);
        const auto start = SteadyClock::now();
        process.start(QCoreApplication::applicationFilePath(),
            { QStringLiteral("seat-open"), folder, QString::number(port), QString::number(alerts) });
        while (process.state() != QProcess::NotRunning && process.waitForReadyRead(static_cast<int>(k_patienceMs))) {
            if (process.readAllStandardOutput().contains("usable")) {
                const double took = msSince(start);
                residentNow = residentMb(process.processId());
                // A console that is closed or goes on keeps its state; killed at once it would fold all of it again.
                const QString console = folder + QStringLiteral("/console");
                turnUntil([&] { return alerts == 0 || !snapshotFiles(console).empty(); }, k_patienceMs);
                process.kill();
                process.waitForFinished();
                return took;
            }
        }
        std::fprintf(stderr, "%s", process.readAllStandardError().constData());
        return -1;
    }

    /// Types into the scribe line and watches the log: what is on the glass, what is in the journal.
    class Typist : public QObject {
    public:
        explicit Typist(BenchConsole& console)
            : m_console(console)
            , m_log(*console.window().findChild<QListView*>(QStringLiteral("log")))
        {
            m_log.viewport()->installEventFilter(this);
        }

        Times toPaint, toDurable, repaint;

        bool type(int number)
        {
            m_words = QStringLiteral("bench line %1").arg(number);
            auto* line = m_console.window().log().line();
            line->setText(QStringLiteral("n ") + m_words);
            QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
            m_painted = m_over = false;
            m_pressed = SteadyClock::now();
            QApplication::sendEvent(line, &press);
            bool durable = false;
            const auto connection = connect(&m_console.desk(), &Desk::applied, this, [&] {
                const auto* i = m_console.desk().workspace().incident(IncidentId { 1 });
                const auto first = i->log.end() - qMin<qsizetype>(k_last, static_cast<qsizetype>(i->log.size()));
                if (!durable && std::any_of(first, i->log.end(), [&](const LogLineInfo& l) { return l.text == m_words; })) {
                    durable = true;
                    toDurable.add(msSince(m_pressed));
                }
            });
            const bool both = turnUntil([&] { return durable && m_over; }, 20'000);
            disconnect(connection);
            return both;
        }

        /// The same list painted again without anything new.
        void paintAgain()
        {
            m_words.clear();
            m_painted = m_over = false;
            m_pressed = SteadyClock::now();
            m_log.viewport()->update();
            turnUntil([&] { return m_over; }, 1000);
        }

    protected:
        bool eventFilter(QObject* watched, QEvent* event) override
        {
            if (event->type() == QEvent::Paint && !m_painted && isThere()) {
                m_painted = true;
                QMetaObject::invokeMethod( // once the painting itself is over
                    this,
                    [this] {
                        (m_words.isEmpty() ? repaint : toPaint).add(msSince(m_pressed));
                        m_over = true;
                    },
                    Qt::QueuedConnection);
            }
            return QObject::eventFilter(watched, event);
        }

    private:
        /// Its row is within what is painted.
        bool isThere() const
        {
            if (m_words.isEmpty())
                return true;
            const auto* model = m_log.model();
            for (int row = model->rowCount() - 1; row >= qMax(0, model->rowCount() - k_last); --row) {
                const auto index = model->index(row, 0);
                if (index.data().toString().contains(m_words))
                    return m_log.viewport()->rect().intersects(m_log.visualRect(index));
            }
            return false;
        }

        BenchConsole& m_console;
        QListView& m_log;
        QString m_words;
        SteadyClock::time_point m_pressed;
        bool m_painted = true; ///< a painting that shows it has begun
        bool m_over = true; ///< and is over
    };

    /// A status update written `k_briefs` times; the first one starts the worker and stands apart.
    QString briefs(ConsoleDesk& desk, double& first, Times& next, Times& document)
    {
        for (int i = 0; i <= k_briefs; ++i) {
            const auto start = SteadyClock::now();
            bool done = false;
            QString problem;
            desk.brief({ 1 }, QStringLiteral("internal"), QStringLiteral("en"), [&](const Result<QString>& text) {
                done = true;
                if (!text)
                    problem = text.error().sentence;
                else if (i == 0)
                    first = msSince(start);
                else
                    next.add(msSince(start));
            });
            if (!turnUntil([&] { return done; }, 20'000) || !problem.isEmpty())
                return QStringLiteral("no status update: %1").arg(problem);
            const auto bare = SteadyClock::now();
            const auto* incident = desk.workspace().incident(IncidentId { 1 });
            situationJson(desk.workspace(), *incident, desk.now(), desk.workspace().head());
            document.add(msSince(bare));
        }
        return {};
    }

    double ratio(double of, double to)
    {
        return to > 0 ? of / to : 0;
    }

} // namespace

QJsonObject runSeat(QApplication& app, const SeatOptions& options)
{
    QTemporaryDir folder((options.data.isEmpty() ? QStringLiteral(".") : options.data) + QStringLiteral("/bench-XXXXXX"));
    if (!folder.isValid())
        return failed(folder.errorString());
    applyTheme(app, Scheme::Light);
    const QString data = QDir(folder.path()).absoluteFilePath(QStringLiteral("journal"));
    Times sync = bareSync(QFile::encodeName(folder.path()), k_syncRounds);
    double mb = 0, emptyMs = 0;
    {
        BenchServer empty; // the baseline, and the first entry of the journal
        if (const auto problem = empty.start(data); !problem.isEmpty())
            return failed(problem);
        Times opens;
        for (int i = 0; i < options.opens; ++i)
            opens.add(openMs(data, empty.port(), 0, mb));
        emptyMs = opens.at(0.5);
        if (const auto problem = empty.stop(); !problem.isEmpty())
            return failed(problem);
    }
    if (const auto filled = fill(data, options.alerts); !filled)
        return failed(filled.error().sentence);
    const double readMs = bareReadMs(data);

    BenchServer server;
    auto start = SteadyClock::now();
    if (const auto problem = server.start(data); !problem.isEmpty())
        return failed(problem);
    const double scratchMs = msSince(start);
    if (const auto problem = server.stop(); !problem.isEmpty())
        return failed(problem);
    start = SteadyClock::now();
    BenchServer again;
    if (const auto problem = again.start(data); !problem.isEmpty())
        return failed(problem);
    const double snapshotMs = msSince(start);
    const double serverMb = residentMb(again.pid());
    Times opens;
    double consoleMb = 0;
    const double firstMs = openMs(data, again.port(), options.alerts, consoleMb);
    if (firstMs < 0)
        return failed(QStringLiteral("a console could not be used"));
    for (int i = 0; i < options.opens; ++i) {
        const double took = openMs(data, again.port(), options.alerts, consoleMb);
        if (took < 0)
            return failed(QStringLiteral("a console could not be used"));
        opens.add(took);
    }

    BenchConsole console(data, again.port(), false);
    const auto all = [&] {
        return console.desk().link().connected && console.desk().workspace().alertCount() == options.alerts
            && console.desk().workspace().incident(IncidentId { 1 });
    };
    if (!turnUntil(all, k_patienceMs))
        return failed(QStringLiteral("the console does not get everything"));
    console.window().chooseIncident({ 1 });
    Typist typist(console);
    for (int i = 0; i < options.lines; ++i) {
        if (!typist.type(i))
            return failed(QStringLiteral("line %1 is not there").arg(i));
        typist.paintAgain();
    }
    turnUntil([] { return false; }, 50);
    double firstBrief = 0;
    Times nextBrief, document;
    if (const auto problem = briefs(console.desk(), firstBrief, nextBrief, document); !problem.isEmpty())
        return failed(problem);
    sync.add(bareSync(QFile::encodeName(folder.path()), k_syncRounds));
    if (const auto problem = again.stop(); !problem.isEmpty())
        return failed(problem);
    const double openedMs = opens.at(0.5);
    return { { QStringLiteral("alerts"), static_cast<qint64>(options.alerts) }, { QStringLiteral("lines"), options.lines },
        { QStringLiteral("bare_read_ms"), readMs }, { QStringLiteral("server_scratch_ms"), scratchMs },
        { QStringLiteral("server_scratch_ratio_to_read"), ratio(scratchMs, readMs) },
        { QStringLiteral("server_snapshot_ms"), snapshotMs },
        { QStringLiteral("server_snapshot_ratio_to_read"), ratio(snapshotMs, readMs) },
        { QStringLiteral("open_empty_ms"), emptyMs }, { QStringLiteral("open_first_ms"), firstMs }, { QStringLiteral("open_ms"), openedMs },
        { QStringLiteral("open_max_ms"), opens.at(1) }, { QStringLiteral("open_ratio_to_empty"), ratio(openedMs, emptyMs) },
        { QStringLiteral("open_ratio_to_read"), ratio(openedMs, readMs) },
        { QStringLiteral("line_painted_p50_ms"), typist.toPaint.at(0.5) },
        { QStringLiteral("line_painted_p99_ms"), typist.toPaint.at(0.99) },
        { QStringLiteral("repaint_p99_ms"), typist.repaint.at(0.99) },
        { QStringLiteral("line_painted_p99_ratio"), ratio(typist.toPaint.at(0.99), typist.repaint.at(0.99)) },
        { QStringLiteral("line_durable_p50_ms"), typist.toDurable.at(0.5) },
        { QStringLiteral("line_durable_p99_ms"), typist.toDurable.at(0.99) },
        { QStringLiteral("sync_p99_ms"), sync.at(0.99) },
        { QStringLiteral("line_durable_p99_ratio"), ratio(typist.toDurable.at(0.99), sync.at(0.99)) },
        { QStringLiteral("update_first_ms"), firstBrief }, { QStringLiteral("update_p50_ms"), nextBrief.at(0.5) },
        { QStringLiteral("update_max_ms"), nextBrief.at(1) }, { QStringLiteral("document_p50_ms"), document.at(0.5) },
        { QStringLiteral("update_p50_ratio"), ratio(nextBrief.at(0.5), document.at(0.5)) },
        { QStringLiteral("server_rss_mb"), serverMb }, { QStringLiteral("console_rss_mb"), consoleMb } };
}

int openSeat(QApplication& app, const QString& folder, quint16 port, quint32 alerts)
{
    applyTheme(app, Scheme::Light);
    BenchConsole console(folder, port, false);
    bool painted = false;
    const auto ready = [&] {
        const auto& w = console.desk().workspace();
        const auto* model = console.window().alerts().model();
        if (!console.desk().link().connected || w.head().seq == 0 || w.alertCount() < alerts || model->busy()
            || model->rowCount() + model->waiting() == 0)
            return alerts == 0 && console.desk().link().connected && w.head().seq > 0;
        if (!painted) {
            console.view().repaint();
            painted = true;
        }
        return true;
    };
    if (!turnUntil(ready, k_patienceMs))
        return 1;
    std::puts("usable");
    std::fflush(stdout);
    turnUntil([] { return false; }, 10'000); // until it is ended
    return 0;
}

} // namespace quarterdeck
