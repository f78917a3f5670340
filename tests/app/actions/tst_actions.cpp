// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/resolver.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>

using namespace quarterdeck;

namespace {

/// A Prometheus of one metric.
class Measured : public QTcpServer {
public:
    Measured()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                asked = socket->readAll();
                const QByteArray body =
                    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result
                    + "]}}";
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
    }

    void says(const char* value) { result = QByteArray("{\"metric\":{},\"value\":[1,\"") + value + "\"]}"; }

    QByteArray result;
    QByteArray asked;
    int connections = 0;
};

QByteArray probed(const Measured& measured, const QByteArray& words)
{
    return "steps:\n  - name: S\n    exec: {argv: [" + words
        + "]}\npost_check:\n  alert_clears_within_s: 60\n  probe:\n    http:\n"
          "      url: http://127.0.0.1:"
        + QByteArray::number(measured.serverPort())
        + "/api/v1/query\n"
          "      query: {query: {jq: '\"up{unit=\\\"\" + .alert.labels.unit + \"\\\"}\"'}}\n"
          "    until: '.data.result | length > 0 and all(.[]; .value[1] == \"1\")'\n";
}

/// A post-check, a second of the injected clock at a time; the relay's own timer is the test's here.
bool playUntilJudged(Harness& h, RunId run, int seconds)
{
    for (int s = 0; s < seconds && h.at(run).checkState != CheckState::Ended; ++s) {
        h.clock.advance(1000);
        h.actions->second(h.workspace);
        QTest::qWait(15); // the probe's answer is real and has to come
    }
    return h.at(run).checkState == CheckState::Ended;
}

} // namespace

class TestActions : public QObject {
    Q_OBJECT

private slots:

    void goes_the_whole_way()
    {
        Harness h;
        Measured measured;
        measured.says("0");
        h.runbook(QStringLiteral("fix"),
            probed(measured, targetProgram().toUtf8() + ", args, {jq: .alert.labels.unit}"));
        h.start();
        h.raise();
        QVERIFY2(h.actions->problems().empty(),
            h.actions->problems().empty() ? "" : qPrintable(h.actions->problems()[0].sentence));
        const auto prepared = h.prepare(QStringLiteral("fix"));
        QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().sentence));
        QCOMPARE(prepared->steps[0].argv[2].s, QStringLiteral("redis"));
        QCOMPARE(prepared->check.probeUrl.s,
            QStringLiteral("http://127.0.0.1:%1/api/v1/query?query=up%7Bunit%3D%22redis%22%7D")
                .arg(measured.serverPort()));
        QCOMPARE(prepared->resolvedHash, resolvedHash(prepared->steps, prepared->check));
        QTest::qWait(20);
        QCOMPARE(measured.connections, 0);
        QVERIFY(!h.names.contains(QStringLiteral("StepStarted"))); // preparing runs nothing
        const RunId run = h.approve(prepared);
        QVERIFY(h.over(run));
        QCOMPARE(h.at(run).end, RunEnd::Succeeded);
        QCOMPARE(h.at(run).records[0].output, QStringLiteral("[\"redis\"]"));
        QCOMPARE(
            h.at(run).records[0].executor, QStringLiteral("test:%1").arg(QCoreApplication::applicationPid()));
        QCOMPARE(h.names.mid(h.names.indexOf(QStringLiteral("RunRequested"))),
            QStringList({ QStringLiteral("RunRequested"), QStringLiteral("RunApproved"),
                QStringLiteral("StepStarted"), QStringLiteral("StepFinished"), QStringLiteral("RunEnded"),
                QStringLiteral("PostCheckStarted") }));
        h.clock.advance(1000);
        h.clear();
        QTest::qWait(30);
        h.actions->second(h.workspace);
        QVERIFY(h.at(run).checkState == CheckState::Watching);
        measured.says("1");
        QVERIFY(playUntilJudged(h, run, 15));
        QCOMPARE(h.at(run).verdict, Verdict::Verified);
        QVERIFY(measured.asked.startsWith("GET /api/v1/query?query=up%7Bunit%3D%22redis%22%7D HTTP/1.1\r\n"));
    }

    void nothing_starts_before_its_intent_is_on_disk()
    {
        Harness h;
        const QString canary = h.folder.filePath(QStringLiteral("canary"));
        h.simpleRunbook(QStringLiteral("r"), "touch, " + canary.toUtf8());
        std::function<void(Outcome)> held;
        Actions::Config config { { h.runbooks() }, {}, QStringLiteral("e") };
        config.textOf = [&](AlertId) { return h.alert; };
        h.actions = std::make_unique<Actions>(
            config, h.worker, h.clock, [&](std::vector<Fact> facts, std::function<void(Outcome)> durable) {
                if (std::holds_alternative<StepStarted>(facts.back()))
                    held = durable;
                h.fold(std::move(facts));
            });
        h.fold(h.actions->load(h.workspace));
        h.raise();
        h.run(QStringLiteral("r"));
        QVERIFY(held);
        QTest::qWait(300);
        QVERIFY(!QFile::exists(canary));
        held(Done {});
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(canary); }));
    }

    void the_control_is_not_verified()
    {
        Harness h;
        Measured measured;
        measured.says("0");
        h.runbook(QStringLiteral("control"), probed(measured, "/bin/true"));
        h.start();
        h.raise();
        const RunId run = h.run(QStringLiteral("control"));
        QVERIFY(h.over(run));
        QCOMPARE(h.at(run).end, RunEnd::Succeeded); // done is not works
        QVERIFY(playUntilJudged(h, run, 70));
        QCOMPARE(h.at(run).verdict, Verdict::NotVerified);
        QVERIFY(h.at(run).checkEndedAt >= h.at(run).checkUntil);
    }

    void probes_without_data_or_answer_are_inconclusive_data()
    {
        QTest::addColumn<bool>("reachable");
        QTest::newRow("no data") << true;
        QTest::newRow("unreachable") << false;
    }

    void probes_without_data_or_answer_are_inconclusive()
    {
        QFETCH(bool, reachable);
        Harness h;
        Measured measured; // its result is empty: the exporter was killed
        h.runbook(QStringLiteral("kill"), probed(measured, "/bin/true"));
        h.start();
        h.raise();
        const RunId run = h.run(QStringLiteral("kill"));
        QVERIFY(h.over(run));
        if (!reachable)
            measured.close();
        h.clock.advance(3000);
        h.clear();
        QVERIFY(playUntilJudged(h, run, 80));
        QCOMPARE(h.at(run).verdict, Verdict::Inconclusive);
        QVERIFY2(h.at(run).verdictReason.contains(
                     reachable ? QStringLiteral("no data") : QStringLiteral("cannot be asked")),
            qPrintable(h.at(run).verdictReason));
    }

    void the_first_failure_ends_it()
    {
        Harness h;
        const QByteArray canary = h.folder.filePath(QStringLiteral("canary")).toUtf8();
        const QByteArray target = targetProgram().toUtf8();
        h.runbook(QStringLiteral("r"),
            "steps:\n  - {name: A, exec: {argv: [" + target + ", args]}}\n  - {name: B, exec: {argv: ["
                + target + ", exit, 7]}}\n  - {name: C, exec: {argv: [" + target + ", touch, " + canary
                + "]}}\npost_check: {alert_clears_within_s: 5}\n");
        h.start();
        h.raise();
        const RunId run = h.run(QStringLiteral("r"));
        QVERIFY(h.over(run));
        QCOMPARE(h.at(run).end, RunEnd::Failed);
        QCOMPARE(h.at(run).reason, QStringLiteral("step 2 (B): exit code 7"));
        QVERIFY(h.at(run).records[1].finished && !h.at(run).records[2].started);
        QVERIFY(h.at(run).checkState == CheckState::None);
        QVERIFY(!QFile::exists(QString::fromUtf8(canary)));
    }

    void a_time_out_ends_it()
    {
        Harness h;
        h.simpleRunbook(QStringLiteral("r"), "wait", "      timeout_s: 1\n");
        h.start();
        h.raise();
        const RunId run = h.run(QStringLiteral("r"));
        QVERIFY(h.over(run, 4000));
        QCOMPARE(h.at(run).end, RunEnd::TimedOut);
        QCOMPARE(h.actions->running(), 0);
    }

    void a_rehearsal_does_nothing()
    {
        Harness h(true);
        Measured measured;
        const QString canary = h.folder.filePath(QStringLiteral("canary"));
        h.runbook(
            QStringLiteral("r"), probed(measured, targetProgram().toUtf8() + ", touch, " + canary.toUtf8()));
        h.runbook(QStringLiteral("web"),
            "steps:\n  - {name: W, http: {url: 'http://127.0.0.1:" + QByteArray::number(measured.serverPort())
                + "/'}}\npost_check: {alert_clears_within_s: 5}\n");
        h.start();
        h.raise();
        for (const QString& id : { QStringLiteral("r"), QStringLiteral("web") }) {
            const RunId run = h.run(id);
            QVERIFY(h.over(run));
            QCOMPARE(h.at(run).mode, RunMode::Rehearse);
            QCOMPARE(h.at(run).end, RunEnd::Rehearsed);
            QCOMPARE(h.at(run).reason, QStringLiteral("rehearsed: nothing was executed"));
            QVERIFY(h.at(run).checkState == CheckState::None);
        }
        h.actions->second(h.workspace);
        QTest::qWait(200);
        QVERIFY(!QFile::exists(canary));
        QCOMPARE(measured.connections, 0);
        QVERIFY(!h.names.contains(QStringLiteral("StepStarted")));
    }

    //
    void what_was_not_approved_does_not_run_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : { "runbook changed", "runbook gone", "steps changed", "expired" })
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void what_was_not_approved_does_not_run()
    {
        QFETCH(QString, how);
        Harness h;
        const QString canary = h.folder.filePath(QStringLiteral("canary"));
        h.simpleRunbook(QStringLiteral("r"), "touch, " + canary.toUtf8());
        h.start();
        h.raise();
        auto prepared = h.prepare(QStringLiteral("r"));
        if (how == QLatin1String("steps changed"))
            prepared->steps[0].argv[1] = QStringLiteral("append"); // the hash is that of what was shown
        h.fold(*decidePrepared(*prepared, h.workspace, { QStringLiteral("ada"), { Permission::Respond } }));
        if (how == QLatin1String("runbook changed")) {
            h.simpleRunbook(QStringLiteral("r"), "touch, " + canary.toUtf8(), "      timeout_s: 9\n");
            h.fold(h.actions->load(h.workspace));
        } else if (how == QLatin1String("runbook gone")) {
            QFile::remove(h.runbooks() + QStringLiteral("/r.yaml"));
            h.fold(h.actions->load(h.workspace));
        } else if (how == QLatin1String("expired")) {
            h.clock.advance(601'000);
        }
        h.fold({ RunApproved { { 1 }, prepared->resolvedHash } });
        QVERIFY(h.over({ 1 }));
        QVERIFY(h.at({ 1 }).state == RunState::Refused);
        QVERIFY(h.at({ 1 }).reason.contains(QStringLiteral("prepare it again")));
        QTest::qWait(50);
        QVERIFY(!QFile::exists(canary));
    }

    void an_approval_counts_once()
    {
        Harness h;
        const QString file = h.folder.filePath(QStringLiteral("lines"));
        h.simpleRunbook(QStringLiteral("r"), "append, " + file.toUtf8());
        h.start();
        h.raise();
        const RunId run = h.run(QStringLiteral("r"));
        QVERIFY(h.over(run));
        h.fold({ RunApproved { run, h.at(run).resolvedHash } }); // replayed
        QTest::qWait(300);
        QFile lines(file);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        QCOMPARE(lines.readAll(), "once\n");
    }

    //
    void the_kill_switch_ends_twenty_runs()
    {
        Harness h;
        for (int i = 0; i < 20; ++i)
            h.simpleRunbook(QStringLiteral("r%1").arg(i), i % 2 ? "wait" : "stubborn");
        h.start();
        h.raise();
        std::vector<RunId> runs;
        for (int i = 0; i < 20; ++i)
            runs.push_back(h.run(QStringLiteral("r%1").arg(i)));
        QVERIFY(QTest::qWaitFor([&] { return h.names.count(QStringLiteral("StepStarted")) == 20; }));
        QTest::qWait(300); // each has started and ignores what it is going to ignore
        QCOMPARE(h.actions->running(), 20);
        writeFile(h.folder.filePath(QStringLiteral("actions.off")), "");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(QTest::qWaitFor([&] { return h.actions->running() <= 10; }, 2000)); // TERM
        QVERIFY(QTest::qWaitFor([&] { return h.actions->running() == 0; }, 7000)); // KILL
        qInfo("the last of 20 ended %lld ms after the switch", timer.elapsed());
        for (const RunId run : runs) {
            QCOMPARE(h.at(run).end, RunEnd::Cancelled);
            QVERIFY(h.at(run).reason.contains(QStringLiteral("actions.off")));
            QVERIFY(h.at(run).checkState == CheckState::None);
        }
        const RunId late = h.run(QStringLiteral("r1"));
        QVERIFY(h.over(late));
        QVERIFY(h.at(late).state == RunState::Refused);
        QCOMPARE(h.names.count(QStringLiteral("StepStarted")), 20);
    }

    void an_intent_that_cannot_be_written_starts_nothing()
    {
        Harness h;
        const QString canary = h.folder.filePath(QStringLiteral("canary"));
        h.simpleRunbook(QStringLiteral("r"), "touch, " + canary.toUtf8());
        h.start();
        h.raise();
        const auto prepared = h.prepare(QStringLiteral("r"));
        h.failing = [](const std::vector<Fact>&) { return true; };
        const RunId run = h.approve(prepared);
        QTest::qWait(100);
        QVERIFY(h.at(run).state == RunState::Approved); // not even the refusal can be written
        h.actions->second(h.workspace);
        QTest::qWait(50);
        h.failing = {};
        h.actions->second(h.workspace);
        QVERIFY(h.over(run));
        QVERIFY(h.at(run).state == RunState::Refused);
        QVERIFY(h.at(run).reason.contains(QStringLiteral("The disk is full.")));
        QVERIFY(!QFile::exists(canary));
    }

    void an_outcome_waits_for_the_disk()
    {
        Harness h;
        h.simpleRunbook(QStringLiteral("r"), "args");
        h.start();
        h.raise();
        const auto prepared = h.prepare(QStringLiteral("r"));
        int refused = 0;
        h.failing = [&](const std::vector<Fact>& facts) {
            return std::holds_alternative<StepFinished>(facts.front()) && ++refused <= 3;
        };
        const RunId run = h.approve(prepared);
        QVERIFY(QTest::qWaitFor([&] { return refused == 1; }));
        QVERIFY(QTest::qWaitFor([&] {
            h.actions->second(h.workspace);
            return h.at(run).state == RunState::Ended;
        }));
        QCOMPARE(refused, 4);
        QCOMPARE(h.at(run).end, RunEnd::Succeeded);
        QCOMPARE(h.names.count(QStringLiteral("StepFinished")), 1);
    }

    // A-6 and the like
    void prepare_says_why_not()
    {
        Harness h;
        const QByteArray target = targetProgram().toUtf8();
        h.runbook(QStringLiteral("r"),
            "applies: '.alert.name == \"RedisDown\" and .vars.on == true'\nparameters:\n"
            "  - {name: unit, from: .alert.labels.unit, pattern: '[a-z]{1,9}'}\n  - {name: other, pattern: "
            "'[a-z]+'}\n"
            "steps: [{name: S, exec: {argv: ["
                + target
                + ", args, {jq: .params.unit}, {jq: .params.other}]}}]\npost_check: {alert_clears_within_s: "
                  "5}\n");
        h.variablesFile = h.folder.filePath(QStringLiteral("vars.yaml"));
        writeFile(h.variablesFile, "on: true\n");
        h.start();
        h.raise();
        const auto why = [&](const std::map<QString, QString>& parameters) {
            const auto run = h.prepare(QStringLiteral("r"), parameters);
            return run ? QStringLiteral("fine") : run.error().sentence;
        };
        const QString unit = QStringLiteral("unit"), other = QStringLiteral("other");
        QCOMPARE(why({ { other, QStringLiteral("x") } }), QStringLiteral("fine"));
        QVERIFY(why({}).contains(QStringLiteral("needs a value for “other”")));
        QVERIFY(why({ { other, QString() } }).contains(QStringLiteral("is empty")));
        QVERIFY(why({ { other, QStringLiteral("*") } }).contains(QStringLiteral("form")));
        QVERIFY(why({ { other, QStringLiteral("x\n") } }).contains(QStringLiteral("cannot be seen")));
        QVERIFY(why({ { other, QStringLiteral("x") }, { QStringLiteral("third"), QStringLiteral("y") } })
                    .contains(QStringLiteral("no parameter")));
        QVERIFY(why({ { other, QStringLiteral("x") }, { unit, QStringLiteral("-rf") } })
                    .contains(QStringLiteral("option")));
        QVERIFY(why({ { other, QStringLiteral("x") }, { unit, QString(300, QChar(u'a')) } })
                    .contains(QStringLiteral("256")));
        h.alert.labels[0].second = QStringLiteral("redis; reboot");
        QVERIFY(why({ { other, QStringLiteral("x") } }).contains(QStringLiteral("form")));
        h.alert.labels.clear();
        QVERIFY(why({ { other, QStringLiteral("x") } }).contains(QStringLiteral("exactly one text")));
        h.alert.name = QStringLiteral("Other");
        QVERIFY(why({ { other, QStringLiteral("x") } }).contains(QStringLiteral("not for this alert")));
        h.textsGone = true;
        QVERIFY(why({}).contains(QStringLiteral("are gone")));
        QVERIFY(h.prepare(QStringLiteral("none")).error().sentence.contains(QStringLiteral("no runbook")));
        AlertRaised second = h.alert;
        second.alert = { 2 };
        second.key = 2;
        h.fold({ second, AlertDetached { { 1 }, { 1 }, false } });
        QVERIFY(why({}).contains(QStringLiteral("alert of its incident")));
    }

    void loads_what_changed()
    {
        Harness h;
        h.simpleRunbook(QStringLiteral("a"), "args");
        h.simpleRunbook(QStringLiteral("b"), "args");
        h.start();
        QCOMPARE(h.workspace.runbooks().size(), size_t(2));
        QVERIFY(h.actions->load(h.workspace).empty());
        h.simpleRunbook(QStringLiteral("b"), "exit, 0");
        const auto facts = h.actions->load(h.workspace);
        QCOMPARE(facts.size(), size_t(1));
        QCOMPARE(std::get<RunbookLoaded>(facts[0]).runbook, QStringLiteral("b"));
        QVERIFY(std::get<RunbookLoaded>(facts[0]).source.s.contains(QStringLiteral("exit, 0")));
    }

    void after_a_stop_nothing_is_run_again_data()
    {
        QTest::addColumn<int>("got"); // how far it was: 0 approved, 1 started, 2 finished, 3 second started,
                                      // 4 both finished, 5 failed
        QTest::addColumn<bool>("idempotent");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, int got, bool idempotent, RunState state, RunEnd end,
                             const char* words) {
            QTest::newRow(name) << got << idempotent << int(state) << int(end) << QString::fromUtf8(words);
        };
        row("approved", 0, false, RunState::Refused, RunEnd::Unknown, "stopped before it began");
        row("started", 1, false, RunState::Ended, RunEnd::Unknown, "must not be run again before");
        row("started, idempotent", 1, true, RunState::Ended, RunEnd::Unknown, "may be run again");
        row("between steps", 2, false, RunState::Ended, RunEnd::Cancelled, "before step 2");
        row("second started", 3, false, RunState::Ended, RunEnd::Unknown, "while step 2");
        row("all finished", 4, false, RunState::Ended, RunEnd::Succeeded, "after the last step");
        row("failed", 5, false, RunState::Ended, RunEnd::Failed, "did not succeed");
    }

    void after_a_stop_nothing_is_run_again()
    {
        QFETCH(int, got);
        QFETCH(bool, idempotent);
        QFETCH(int, state);
        QFETCH(int, end);
        QFETCH(QString, words);
        Harness h;
        h.raise();
        RunRequested request;
        request.run = { 1 };
        request.incident = { 1 };
        request.alert = { 1 };
        request.mode = RunMode::Execute;
        request.steps.resize(2);
        request.steps[0].idempotent = request.steps[1].idempotent = idempotent;
        request.check.windowMs = 60'000;
        h.fold({ request, RunApproved { { 1 }, {} } });
        if (got >= 1)
            h.fold({ StepStarted { { 1 }, 0, {} } });
        if (got >= 2)
            h.fold({ StepFinished { { 1 }, 0, got == 5 ? RunEnd::Failed : RunEnd::Succeeded, 0, {}, 0 } });
        if (got == 3 || got == 4)
            h.fold({ StepStarted { { 1 }, 1, {} } });
        if (got == 4)
            h.fold({ StepFinished { { 1 }, 1, RunEnd::Succeeded, 0, {}, 0 } });
        const auto started = h.names.count(QStringLiteral("StepStarted"));
        h.start();
        h.actions->recover(h.workspace);
        h.fold({ LineLogged { { 1 }, { 1 }, LineKind::Note, 0, 0, {}, {}, QStringLiteral("x") } });
        QTest::qWait(20);
        QCOMPARE(int(h.at({ 1 }).state), state);
        if (RunState(state) == RunState::Ended)
            QCOMPARE(int(h.at({ 1 }).end), end);
        QVERIFY2(h.at({ 1 }).reason.contains(words), qPrintable(h.at({ 1 }).reason));
        QCOMPARE(h.names.count(QStringLiteral("StepStarted")), started);
        QCOMPARE(h.at({ 1 }).checkState == CheckState::Watching, got == 4);
    }

    void a_post_check_goes_on_after_a_stop()
    {
        for (const bool inTime : { true, false }) {
            Harness h;
            h.raise();
            RunRequested request;
            request.run = { 1 };
            request.incident = { 1 };
            request.alert = { 1 };
            request.mode = RunMode::Execute;
            request.steps.resize(1);
            request.check.windowMs = 60'000;
            h.fold({ request, RunApproved { { 1 }, {} }, StepStarted { { 1 }, 0, {} },
                StepFinished { { 1 }, 0, RunEnd::Succeeded, 0, {}, 0 },
                RunEnded { { 1 }, RunEnd::Succeeded, {} },
                PostCheckStarted { { 1 }, h.clock.wall + 60'000 } });
            h.clock.advance(inTime ? 20'000 : 61'000);
            h.start();
            h.actions->recover(h.workspace);
            QCOMPARE(h.at({ 1 }).checkState == CheckState::Ended, !inTime);
            QVERIFY(playUntilJudged(h, { 1 }, 45));
            QCOMPARE(h.at({ 1 }).verdict, inTime ? Verdict::NotVerified : Verdict::Inconclusive);
        }
    }

    void the_whole_output_can_be_kept()
    {
        Harness h;
        h.simpleRunbook(QStringLiteral("r"), "much");
        QByteArray kept;
        Actions::Config config { { h.runbooks() }, {}, QStringLiteral("e") };
        config.textOf = [&](AlertId) { return h.alert; };
        config.keepOutput = [&](QByteArray output, const std::function<void(Result<quint64>)>& done) {
            kept = std::move(output);
            done(quint64(77));
        };
        quint64 evidence = 0;
        h.actions = std::make_unique<Actions>(config, h.worker, h.clock,
            [&](std::vector<Fact> facts, const std::function<void(Outcome)>& durable) {
                if (const auto* finished = std::get_if<StepFinished>(&facts.front()))
                    evidence = finished->evidence;
                h.record(std::move(facts), durable);
            });
        h.fold(h.actions->load(h.workspace));
        h.raise();
        QVERIFY(h.over(h.run(QStringLiteral("r"))));
        QCOMPARE(kept.size(), 1 << 20);
        QCOMPARE(evidence, quint64(77));
    }
};

QD_TEST_MAIN_WITH_WORKER(TestActions)
#include "tst_actions.moc"
