// SPDX-License-Identifier: GPL-3.0-or-later
// A relay of actions only, made to be killed: prepares and approves one run after the other against a log
// that it syncs itself, and recovers from that log when it starts.
//
//   actions_driver FOLDER RUNS [--drill] [--die-at N] [--naive] [--last]
//
// --die-at: kills itself at the Nth moment around a write. --naive: runs again what was under way, as a
// pipeline without recorded intents would; the test has to see that. --last: recovers and prepares nothing.
#include "app/actions/actions.h"
#include "app/clock/wallclock.h"
#include "app/connectors/jqworkermain.h"
#include "models/journal/entry.h"
#include "models/state/decide.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace quarterdeck;

namespace {

class Driver : public QObject {
public:
    explicit Driver(const QStringList& arguments)
        : m_folder(arguments.value(1))
        , m_wanted(arguments.value(2).toUInt())
        , m_drill(arguments.contains(QStringLiteral("--drill")))
        , m_naive(arguments.contains(QStringLiteral("--naive")))
        , m_last(arguments.contains(QStringLiteral("--last")))
        , m_log(m_folder + QStringLiteral("/log"))
    {
        m_alert.alert = {1};
        m_alert.source = {1};
        m_alert.key = 1;
        if (const auto at = arguments.indexOf(QStringLiteral("--die-at")); at > 0)
            m_dieAt = arguments.value(at + 1).toInt();
    }

    void start()
    {
        readLog();
        if (m_workspace.head().seq == 0)
            open();
        Actions::Config config {
            {m_folder + QStringLiteral("/runbooks")}, {}, QStringLiteral("driver:%1").arg(::getpid())};
        config.textOf = [this](AlertId) { return m_alert; };
        m_actions = std::make_unique<Actions>(
            config, m_worker, m_clock, [this](std::vector<Fact> facts, std::function<void(Outcome)> durable) {
                record(std::move(facts), std::move(durable));
            });
        const auto runbooks = m_actions->load(m_workspace);
        if (!runbooks.empty())
            record(runbooks, {});
        if (m_naive)
            runAgain();
        m_actions->recover(m_workspace);
        m_timer.start(5);
        connect(&m_timer, &QTimer::timeout, this, &Driver::look);
        std::puts("ready");
        std::fflush(stdout);
    }

private:
    void moment()
    {
        if (++m_moments == m_dieAt)
            ::kill(::getpid(), SIGKILL);
    }

    void open()
    {
        JournalOpened opened;
        opened.drill = m_drill;
        IncidentOpened incident;
        incident.incident = {1};
        AlertAttached attached;
        attached.alert = {1};
        attached.incident = {1};
        record({opened, SourceAdded {{1}, QStringLiteral("s"), {}, 0}, m_alert, incident, attached}, {});
    }

    void record(std::vector<Fact> facts, std::function<void(Outcome)> durable,
        const QString& actor = QStringLiteral("server"))
    {
        Applying applying(m_workspace, m_clock.now(), actor);
        for (Fact& fact : facts)
            applying.add(std::move(fact));
        const Draft draft = applying.draft();
        const Delta delta = applying.finish();
        const StoredEntry stored =
            encodeEntry(draft, m_workspace.head().seq, m_previous, QByteArray(16, 's'));
        m_previous = stored.hash;
        moment();
        ByteWriter writer;
        writer.write(stored);
        const auto size = static_cast<quint32>(writer.bytes().size());
        m_log.write(QByteArray(reinterpret_cast<const char*>(&size), 4) + writer.bytes());
        m_log.flush();
        moment();
        ::fdatasync(m_log.handle());
        moment();
        if (m_actions)
            m_actions->applied(m_workspace, delta);
        QMetaObject::invokeMethod(
            this,
            [this, durable = std::move(durable)] {
                if (durable)
                    durable(Done {});
                moment();
            },
            Qt::QueuedConnection);
    }

    void readLog()
    {
        if (!m_log.open(QIODevice::ReadWrite))
            qFatal("no log");
        qint64 whole = 0;
        for (;;) {
            const QByteArray length = m_log.read(4);
            quint32 size = 0;
            if (length.size() == 4)
                std::memcpy(&size, length.constData(), 4);
            const QByteArray bytes = m_log.read(size);
            if (size == 0 || bytes.size() != static_cast<qsizetype>(size))
                break;
            StoredEntry stored;
            ByteReader reader(bytes);
            reader.read(stored);
            const auto entry = decodeEntry(stored);
            if (reader.failed() || !entry)
                qFatal("a broken entry in the middle");
            m_workspace.apply(*entry);
            m_previous = stored.hash;
            whole += 4 + bytes.size();
        }
        m_log.resize(whole);
        m_log.seek(whole);
    }

    void runAgain()
    {
        for (const Run& run : m_workspace.runs()) {
            for (size_t i = 0; run.state == RunState::Running && i < run.records.size(); ++i) {
                QStringList argv;
                for (const Text& text : run.steps[i].argv)
                    argv += text.s;
                if (!run.records[i].finished)
                    QProcess::execute(argv.takeFirst(), argv);
            }
        }
    }

    void look()
    {
        m_actions->second(m_workspace);
        // Prepared before a kill: its person is still there and says yes, or, at the end, is not.
        if (!m_preparing && !m_workspace.runs().empty()
            && m_workspace.runs().back().state == RunState::Prepared) {
            m_last ? refuse() : approve();
            return;
        }
        bool busy = m_preparing;
        for (const Run& run : m_workspace.runs())
            busy = busy || (run.state != RunState::Ended && run.state != RunState::Refused);
        if (busy)
            return;
        if (m_last || m_workspace.runs().size() >= m_wanted)
            report();
        else
            prepare();
    }

    void prepare()
    {
        m_preparing = true;
        PrepareRun command;
        command.incident.id = {1};
        command.alert = {1};
        command.runbook = QStringLiteral("append");
        command.parameters = {
            {QStringLiteral("tag"), QStringLiteral("run%1").arg(m_workspace.runs().size() + 1)}};
        m_actions->prepare(command, m_workspace, [this](const Result<RunRequested>& run) {
            if (!run)
                qFatal("%s", qPrintable(run.error().sentence));
            const Asker asker {QStringLiteral("ada"), {Permission::Respond}};
            record(
                *decidePrepared(*run, m_workspace, asker), [this](const Outcome&) { approve(); },
                asker.person);
        });
    }

    void approve()
    {
        m_preparing = false;
        const Run& run = m_workspace.runs().back();
        record({RunApproved {run.id, run.resolvedHash}}, {}, QStringLiteral("ada"));
    }

    void refuse() { record({RunRefused {m_workspace.runs().back().id, QStringLiteral("not wanted")}}, {}); }

    void report()
    {
        for (const Run& run : m_workspace.runs())
            std::printf(
                "run %u %d %d\n", run.id.value, static_cast<int>(run.state), static_cast<int>(run.end));
        std::fflush(stdout);
        m_actions.reset();
        QCoreApplication::exit(0);
    }

    QString m_folder;
    quint32 m_wanted = 0;
    bool m_drill = false;
    bool m_naive = false;
    bool m_last = false;
    int m_dieAt = 0;
    int m_moments = 0;
    bool m_preparing = false;
    QFile m_log;
    QByteArray m_previous = zeroHash();
    AlertRaised m_alert;
    WallClock m_clock;
    JqWorker m_worker;
    Workspace m_workspace;
    std::unique_ptr<Actions> m_actions;
    QTimer m_timer;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--jq-worker") == 0)
        return runJqWorker();
    QCoreApplication app(argc, argv);
    Driver driver(QCoreApplication::arguments());
    driver.start();
    return QCoreApplication::exec();
}
