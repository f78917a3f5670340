// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/actions.h"
#include "models/state/decide.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace quarterdeck {

struct TestClock final : Clock {
    Instant now() const override { return wall; }

    qint64 monotonic() const override { return steady; }

    void advance(qint64 milliseconds)
    {
        wall += milliseconds;
        steady += milliseconds;
    }

    Instant wall = 1'800'000'000'000;
    qint64 steady = 1000;
};

inline void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qPrintable(path));
}

inline QString targetProgram()
{
    return QStringLiteral(QD_BIN_DIR "/actions_target");
}

/// A relay's worth of state around Actions: facts are folded at once and durable when the event loop has
/// had its turn, as with a disk.
class Harness {
public:
    explicit Harness(bool drill = false)
    {
        QDir(folder.path()).mkpath(QStringLiteral("runbooks"));
        JournalOpened opened;
        opened.drill = drill;
        SourceAdded source {{1}, QStringLiteral("prometheus"), QStringLiteral("prometheus"), 5000};
        alert.alert = {1};
        alert.source = {1};
        alert.key = 1;
        alert.severity = Severity::Critical;
        alert.name = QStringLiteral("RedisDown");
        alert.service = QStringLiteral("redis");
        alert.labels = {{Text(QStringLiteral("unit")), Text(QStringLiteral("redis"))}};
        fold({opened, source, SourceStateChanged {{1}, SourceState::Live, clock.wall, {}}});
    }

    void raise()
    {
        IncidentOpened incident;
        incident.incident = {1};
        incident.title = QStringLiteral("Redis is down");
        AlertAttached attached;
        attached.alert = {1};
        attached.incident = {1};
        fold({alert, incident, attached});
    }

    QString runbooks() const { return folder.filePath(QStringLiteral("runbooks")); }

    void runbook(const QString& id, const QByteArray& rest)
    {
        writeFile(runbooks() + QStringLiteral("/%1.yaml").arg(id),
            "id: " + id.toUtf8() + "\nversion: 1\ntitle: T\ndescription: D\nrisk: low\n" + rest);
    }

    /// With one step that starts the target; `check` of five seconds without a probe.
    void simpleRunbook(const QString& id, const QByteArray& words, const QByteArray& more = {})
    {
        runbook(id,
            "steps:\n  - name: S\n    exec:\n      argv: [" + targetProgram().toUtf8() + ", " + words + "]\n"
                + more + "post_check: {alert_clears_within_s: 5}\n");
    }

    void start()
    {
        Actions::Config config;
        config.runbookFolders = {runbooks()};
        config.variablesFile = variablesFile;
        config.executorName = QStringLiteral("test:%1").arg(QCoreApplication::applicationPid());
        config.killSwitchFile = folder.filePath(QStringLiteral("actions.off"));
        config.textOf = [this](AlertId) { return textsGone ? std::nullopt : std::optional(alert); };
        actions = std::make_unique<Actions>(
            config, worker, clock, [this](std::vector<Fact> facts, std::function<void(Outcome)> durable) {
                record(std::move(facts), std::move(durable));
            });
        fold(actions->load(workspace));
    }

    void record(std::vector<Fact> facts, std::function<void(Outcome)> durable)
    {
        const bool fails = failing && failing(facts);
        if (!fails)
            fold(std::move(facts));
        QMetaObject::invokeMethod(
            qApp,
            [durable = std::move(durable), fails] {
                if (durable)
                    durable(fails ? Outcome(error("journal.full", QStringLiteral("The disk is full.")))
                                  : Outcome(Done {}));
            },
            Qt::QueuedConnection);
    }

    void fold(std::vector<Fact> facts, const QString& actor = QStringLiteral("server"))
    {
        if (facts.empty())
            return;
        Applying applying(workspace, clock.wall, actor);
        for (Fact& fact : facts) {
            names += factName(fact);
            applying.add(std::move(fact));
        }
        const Delta delta = applying.finish();
        if (actions)
            actions->applied(workspace, delta);
    }

    Result<RunRequested> prepare(const QString& id, const std::map<QString, QString>& parameters = {})
    {
        PrepareRun command;
        command.incident.id = {1};
        command.alert = {1};
        command.runbook = id;
        command.parameters = parameters;
        std::optional<Result<RunRequested>> answer;
        actions->prepare(
            command, workspace, [&answer](Result<RunRequested> run) { answer = std::move(run); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000))
            return error("test", QStringLiteral("no answer"));
        return *std::move(answer);
    }

    /// Prepares and approves; the run's id.
    RunId approve(const Result<RunRequested>& prepared)
    {
        if (!prepared)
            qFatal("%s", qPrintable(prepared.error().sentence));
        const Asker asker {
            QStringLiteral("ada"), {Permission::Respond, Permission::Approve, Permission::Command}};
        fold(*decidePrepared(*prepared, workspace, asker), asker.person);
        Command command;
        const RunId id {static_cast<quint32>(workspace.runs().size())};
        command.body = StartRun {id, workspace.run(id)->resolvedHash};
        const auto facts = decide(command, workspace, asker, clock.wall);
        if (!facts)
            qFatal("%s", qPrintable(facts.error().sentence));
        fold(*facts, asker.person);
        return id;
    }

    RunId run(const QString& id) { return approve(prepare(id)); }

    const Run& at(RunId id) const { return *workspace.run(id); }

    bool over(RunId id, int milliseconds = 10'000) const
    {
        return QTest::qWaitFor(
            [&] { return at(id).state == RunState::Ended || at(id).state == RunState::Refused; },
            milliseconds);
    }

    void clear(ClearedHow how = ClearedHow::Resolved) { fold({AlertCleared {{1}, clock.wall, how, 0}}); }

    QTemporaryDir folder;
    QString variablesFile;
    TestClock clock;
    JqWorker worker;
    Workspace workspace;
    AlertRaised alert;
    bool textsGone = false;
    std::function<bool(const std::vector<Fact>&)> failing;
    QStringList names; ///< of the facts, in order
    std::unique_ptr<Actions> actions;
};

} // namespace quarterdeck
