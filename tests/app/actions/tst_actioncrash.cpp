// SPDX-License-Identifier: GPL-3.0-or-later
// whenever the server is killed, no step runs twice and nothing says "running" for ever.
#include "models/state/state.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace quarterdeck;

namespace {

const QString k_driver = QStringLiteral(QD_BIN_DIR "/actions_driver");

/// A folder with a runbook of three steps, each of which appends its own line to a file.
struct Place {
    Place()
    {
        QDir(folder.path()).mkpath(QStringLiteral("runbooks"));
        QByteArray steps;
        for (int i = 1; i <= 3; ++i)
            steps += "  - name: S" + QByteArray::number(i) + "\n    exec: {argv: [" + targetProgram().toUtf8()
                + ", append, " + lines().toUtf8() + ", {jq: '.params.tag + \"/" + QByteArray::number(i)
                + "\\n\"'}]}\n";
        writeFile(folder.filePath(QStringLiteral("runbooks/append.yaml")),
            "id: append\nversion: 1\ntitle: T\ndescription: D\nrisk: low\nparameters:\n  - {name: tag, "
            "pattern: '[a-z0-9]+'}\nsteps:\n"
                + steps + "post_check: {alert_clears_within_s: 5}\n");
    }

    QString lines() const { return folder.filePath(QStringLiteral("lines")); }

    void begin(QProcess& process, const QStringList& more) const
    {
        process.setProcessChannelMode(QProcess::SeparateChannels);
        process.start(k_driver, QStringList {folder.path()} + more);
    }

    /// Recovers and ends; what the driver says about the runs.
    QByteArray report(const QStringList& more = {QStringLiteral("0"), QStringLiteral("--last")}) const
    {
        QProcess process;
        begin(process, more);
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            return "stuck: " + process.readAllStandardError();
        return process.readAllStandardOutput();
    }

    /// How often each line stands in the file.
    std::map<QByteArray, int> executions() const
    {
        std::map<QByteArray, int> out;
        QFile file(lines());
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& line : file.readAll().split('\n')) {
                if (!line.isEmpty())
                    ++out[line];
            }
        }
        return out;
    }

    int doubles() const
    {
        int out = 0;
        for (const auto& [line, times] : executions())
            out += times > 1;
        return out;
    }

    QTemporaryDir folder;
};

/// Kills the driver at every moment around a write, then at random times. The number of kills.
int killOften(const Place& place, int randomKills, const QStringList& more)
{
    int kills = 0;
    const auto run = [&](const QStringList& arguments, int afterMs) {
        QProcess process;
        place.begin(process, QStringList {QStringLiteral("1000")} + arguments + more);
        if (afterMs >= 0) {
            process.waitForReadyRead(20'000);
            process.waitForFinished(afterMs);
            process.kill();
        }
        process.waitForFinished(20'000);
        kills += process.exitStatus() == QProcess::CrashExit;
    };
    for (int moment = 1; moment <= 28; ++moment)
        run({QStringLiteral("--die-at"), QString::number(moment)}, -1);
    QRandomGenerator random(7);
    for (int i = 0; i < randomKills; ++i)
        run({}, random.bounded(1, 350));
    return kills;
}

} // namespace

class TestActionCrash : public QObject {
    Q_OBJECT

private slots:

    void kills_never_run_a_step_twice()
    {
        const Place place;
        const int kills = killOften(place, 40, {});
        QVERIFY2(kills >= 60, qPrintable(QString::number(kills)));
        const QByteArray report = place.report();
        QVERIFY2(report.startsWith("ready\n"), report.constData());
        int unknown = 0, ended = 0;
        for (const QByteArray& line : report.split('\n').sliced(1)) {
            const auto words = line.split(' ');
            if (words.size() != 4)
                continue;
            ++ended;
            const auto state = static_cast<RunState>(words[2].toInt());
            QVERIFY2(state == RunState::Ended || state == RunState::Refused, line.constData());
            unknown += state == RunState::Ended && static_cast<RunEnd>(words[3].toInt()) == RunEnd::Unknown;
        }
        QTest::qWait(200); // a step whose server is gone may still be at it
        qInfo("%d kills, %d runs, %d unknown, %d steps executed, %d of them twice", kills, ended, unknown,
            int(place.executions().size()), place.doubles());
        QVERIFY(ended >= 20);
        QVERIFY(unknown >= 3); // the kills did hit steps
        QCOMPARE(place.doubles(), 0);
    }

    void a_naive_pipeline_is_seen_to_run_twice()
    {
        const Place place;
        killOften(place, 0, {QStringLiteral("--naive")});
        place.report({QStringLiteral("0"), QStringLiteral("--last"), QStringLiteral("--naive")});
        QVERIFY(place.doubles() > 0);
    }

    //
    void a_rehearsal_executes_and_connects_to_nothing()
    {
        const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
        if (strace.isEmpty())
            QSKIP("strace is not installed");
        const auto trace = [&](const QStringList& more) {
            const Place place;
            QProcess process;
            const QString file = place.folder.filePath(QStringLiteral("trace"));
            process.start(strace,
                QStringList {QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("-o"), file,
                    QStringLiteral("-e"), QStringLiteral("trace=execve,connect"), k_driver,
                    place.folder.path(), QStringLiteral("2")}
                    + more);
            process.waitForFinished(60'000);
            QFile out(file);
            if (!out.open(QIODevice::ReadOnly))
                return QByteArray("no trace");
            QByteArray calls;
            for (const QByteArray& line : out.readAll().split('\n')) {
                const bool ours =
                    line.contains("actions_driver\"") || line.contains("--- ") || line.contains("+++ ");
                if ((line.contains("execve(") || line.contains("connect(")) && !ours)
                    calls += line + '\n';
            }
            return calls;
        };
        const QByteArray executing = trace({});
        if (executing.isEmpty() || executing == "no trace")
            QSKIP("strace may not trace here");
        QVERIFY(executing.contains("actions_target"));
        QCOMPARE(trace({QStringLiteral("--drill")}), QByteArray());
    }
};

QD_TEST_MAIN_WITH_WORKER(TestActionCrash)
#include "tst_actioncrash.moc"
