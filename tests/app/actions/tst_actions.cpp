// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/resolver.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QTcpServer>
#include <QTcpSocket>

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
        // The probe is real while the clock is not: its answer has to come before the next second does.
        QTest::qWait(h.clock.wall >= h.at(run).checkUntil ? 300 : 15);
        (void)QTest::qWaitFor([&h] { return h.worker.waiting() == 0; }, 5000);
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
            QStringList({QStringLiteral("RunRequested"), QStringLiteral("RunApproved"),
                QStringLiteral("StepStarted"), QStringLiteral("StepFinished"), QStringLiteral("RunEnded"),
                QStringLiteral("PostCheckStarted")}));
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
        Actions::Config config {{h.runbooks()}, {}, QStringLiteral("e")};
        config.textOf = [&](AlertId) { return h.alert; };
        h.actions = std::make_unique<Actions>(
            config, h.worker, h.clock, [&](std::vector<Fact> facts, std::function<void(Outcome)> durable) {
                if (holds_alternative<StepStarted>(facts.back()))
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
        for (const QString& id : {QStringLiteral("r"), QStringLiteral("web")}) {
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
        QCOMPARE(get<RunbookLoaded>(facts[0]).runbook, QStringLiteral("b"));
        QVERIFY(get<RunbookLoaded>(facts[0]).source.s.contains(QStringLiteral("exit, 0")));
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
        request.run = {1};
        request.incident = {1};
        request.alert = {1};
        request.mode = RunMode::Execute;
        request.steps.resize(2);
        request.steps[0].idempotent = request.steps[1].idempotent = idempotent;
        request.check.windowMs = 60'000;
        h.fold({request, RunApproved {{1}, {}}});
        if (got >= 1)
            h.fold({StepStarted {{1}, 0, {}}});
        if (got >= 2)
            h.fold({StepFinished {{1}, 0, got == 5 ? RunEnd::Failed : RunEnd::Succeeded, 0, {}, 0}});
        if (got == 3 || got == 4)
            h.fold({StepStarted {{1}, 1, {}}});
        if (got == 4)
            h.fold({StepFinished {{1}, 1, RunEnd::Succeeded, 0, {}, 0}});
        const auto started = h.names.count(QStringLiteral("StepStarted"));
        h.start();
        h.actions->recover(h.workspace);
        h.fold({LineLogged {{1}, {1}, LineKind::Note, 0, 0, {}, {}, QStringLiteral("x")}});
        QTest::qWait(20);
        QCOMPARE(int(h.at({1}).state), state);
        if (RunState(state) == RunState::Ended)
            QCOMPARE(int(h.at({1}).end), end);
        QVERIFY2(h.at({1}).reason.contains(words), qPrintable(h.at({1}).reason));
        QCOMPARE(h.names.count(QStringLiteral("StepStarted")), started);
        QCOMPARE(h.at({1}).checkState == CheckState::Watching, got == 4);
    }

    void a_post_check_goes_on_after_a_stop()
    {
        for (const bool inTime : {true, false}) {
            Harness h;
            h.raise();
            RunRequested request;
            request.run = {1};
            request.incident = {1};
            request.alert = {1};
            request.mode = RunMode::Execute;
            request.steps.resize(1);
            request.check.windowMs = 60'000;
            h.fold({request, RunApproved {{1}, {}}, StepStarted {{1}, 0, {}},
                StepFinished {{1}, 0, RunEnd::Succeeded, 0, {}, 0}, RunEnded {{1}, RunEnd::Succeeded, {}},
                PostCheckStarted {{1}, h.clock.wall + 60'000}});
            h.clock.advance(inTime ? 20'000 : 61'000);
            h.start();
            h.actions->recover(h.workspace);
            QCOMPARE(h.at({1}).checkState == CheckState::Ended, !inTime);
            QVERIFY(playUntilJudged(h, {1}, 45));
            QCOMPARE(h.at({1}).verdict, inTime ? Verdict::NotVerified : Verdict::Inconclusive);
        }
    }

    void the_whole_output_can_be_kept()
    {
        Harness h;
        h.simpleRunbook(QStringLiteral("r"), "much");
        QByteArray kept;
        Actions::Config config {{h.runbooks()}, {}, QStringLiteral("e")};
        config.textOf = [&](AlertId) { return h.alert; };
        config.keepOutput = [&](QByteArray output, const std::function<void(Result<quint64>)>& done) {
            kept = std::move(output);
            done(quint64(77));
        };
        quint64 evidence = 0;
        h.actions = std::make_unique<Actions>(config, h.worker, h.clock,
            [&](std::vector<Fact> facts, const std::function<void(Outcome)>& durable) {
                if (const auto* finished = get_if<StepFinished>(&facts.front()))
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
