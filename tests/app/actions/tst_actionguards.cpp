// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps a run from beginning, or ends it.
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QElapsedTimer>

using namespace quarterdeck;

class TestActionGuards : public QObject {
    Q_OBJECT

private slots:

    //
    void what_was_not_approved_does_not_run_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"runbook changed", "runbook gone", "steps changed", "expired"})
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
        h.fold(*decidePrepared(*prepared, h.workspace, {QStringLiteral("ada"), {Permission::Respond}}));
        if (how == QLatin1String("runbook changed")) {
            h.simpleRunbook(QStringLiteral("r"), "touch, " + canary.toUtf8(), "      timeout_s: 9\n");
            h.fold(h.actions->load(h.workspace));
        } else if (how == QLatin1String("runbook gone")) {
            QFile::remove(h.runbooks() + QStringLiteral("/r.yaml"));
            h.fold(h.actions->load(h.workspace));
        } else if (how == QLatin1String("expired")) {
            h.clock.advance(601'000);
        }
        h.fold({RunApproved {{1}, prepared->resolvedHash}});
        QVERIFY(h.over({1}));
        QVERIFY(h.at({1}).state == RunState::Refused);
        QVERIFY(h.at({1}).reason.contains(QStringLiteral("prepare it again")));
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
        h.fold({RunApproved {run, h.at(run).resolvedHash}}); // replayed
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
            return holds_alternative<StepFinished>(facts.front()) && ++refused <= 3;
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
        QCOMPARE(why({{other, QStringLiteral("x")}}), QStringLiteral("fine"));
        QVERIFY(why({}).contains(QStringLiteral("needs a value for “other”")));
        QVERIFY(why({{other, QString()}}).contains(QStringLiteral("is empty")));
        QVERIFY(why({{other, QStringLiteral("*")}}).contains(QStringLiteral("form")));
        QVERIFY(why({{other, QStringLiteral("x\n")}}).contains(QStringLiteral("cannot be seen")));
        QVERIFY(why({{other, QStringLiteral("x")}, {QStringLiteral("third"), QStringLiteral("y")}})
                    .contains(QStringLiteral("no parameter")));
        QVERIFY(why({{other, QStringLiteral("x")}, {unit, QStringLiteral("-rf")}})
                    .contains(QStringLiteral("option")));
        QVERIFY(why({{other, QStringLiteral("x")}, {unit, QString(300, QChar(u'a'))}})
                    .contains(QStringLiteral("256")));
        h.alert.labels[0].second = QStringLiteral("redis; reboot");
        QVERIFY(why({{other, QStringLiteral("x")}}).contains(QStringLiteral("form")));
        h.alert.labels.clear();
        QVERIFY(why({{other, QStringLiteral("x")}}).contains(QStringLiteral("exactly one text")));
        h.alert.name = QStringLiteral("Other");
        QVERIFY(why({{other, QStringLiteral("x")}}).contains(QStringLiteral("not for this alert")));
        h.textsGone = true;
        QVERIFY(why({}).contains(QStringLiteral("are gone")));
        QVERIFY(h.prepare(QStringLiteral("none")).error().sentence.contains(QStringLiteral("no runbook")));
        AlertRaised second = h.alert;
        second.alert = {2};
        second.key = 2;
        h.fold({second, AlertDetached {{1}, {1}, false}});
        QVERIFY(why({}).contains(QStringLiteral("alert of its incident")));
    }
};

QD_TEST_MAIN_WITH_WORKER(TestActionGuards)
#include "tst_actionguards.moc"
