// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/execstep.h"
#include "app/actions/httpstep.h"
#include "tests/app/actions/harness.h"
#include "tests/app/connectors/workermain.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>

using namespace quarterdeck;

namespace {

ResolvedStep execStep(std::vector<QString> words, qint64 timeoutMs = 10'000)
{
    ResolvedStep step;
    step.executor = QStringLiteral("exec");
    step.argv.emplace_back(targetProgram());
    for (const QString& word : words)
        step.argv.emplace_back(word);
    step.timeoutMs = timeoutMs;
    return step;
}

StepOutcome finish(StepExecution& step, int milliseconds = 20'000)
{
    std::optional<StepOutcome> outcome;
    QObject::connect(&step, &StepExecution::finished, &step, [&](const StepOutcome& o) { outcome = o; });
    step.start();
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, milliseconds))
        qFatal("the step never finished");
    return *outcome;
}

StepOutcome run(std::vector<QString> words, qint64 timeoutMs = 10'000)
{
    ExecStep step(execStep(std::move(words), timeoutMs), "test/1/0", 300);
    return finish(step);
}

/// Running, and not just a number that nobody has collected yet.
bool alive(const QString& pidFile)
{
    QFile file(pidFile);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QFile stat(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(file.readAll())));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

/// Answers every request with the same bytes, and keeps what was asked.
class Answering : public QTcpServer {
public:
    explicit Answering(QByteArray answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                asked += socket->readAll();
                if (!asked.contains("\r\n\r\n") || m_answer.isEmpty())
                    return;
                socket->write(m_answer);
                if (!m_answer.endsWith("..."))
                    socket->disconnectFromHost();
            });
        });
    }

    QString address() const { return QStringLiteral("http://127.0.0.1:%1/do?a=b").arg(serverPort()); }

    QByteArray asked;

private:
    QByteArray m_answer;
};

ResolvedStep httpStep(const QString& address, qint64 timeoutMs = 5000)
{
    ResolvedStep step;
    step.executor = QStringLiteral("http");
    step.argv = {Text(QStringLiteral("POST")), Text(address), Text(QStringLiteral("{\"a\":1}")),
        Text(QStringLiteral("expect 200 202")), Text(QStringLiteral("X-Run: 7"))};
    step.timeoutMs = timeoutMs;
    return step;
}

} // namespace

class TestSteps : public QObject {
    Q_OBJECT

private slots:

    void environment_is_its_own()
    {
        qputenv("QD_SECRET", "leak");
        qputenv("LD_PRELOAD", "");
        const StepOutcome outcome = run({QStringLiteral("env")});
        QCOMPARE(outcome.end, RunEnd::Succeeded);
        const QRegularExpression expected(QRegularExpression::anchoredPattern(QStringLiteral(
            R"(\["PATH=/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8","QUARTERDECK_STEP=test/1/0:[0-9a-f]+"\])")));
        QVERIFY2(expected.match(outcome.output).hasMatch(), qPrintable(outcome.output));
    }

    void place_is_its_own()
    {
        const int leaky = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC, as libraries do
        const StepOutcome outcome = run({QStringLiteral("where")});
        ::close(leaky);
        QCOMPARE(outcome.output, QStringLiteral("/ 1 1 1"));
    }

    void exit_codes_are_told()
    {
        StepOutcome outcome = run({QStringLiteral("exit"), QStringLiteral("3")});
        QCOMPARE(outcome.end, RunEnd::Failed);
        QCOMPARE(outcome.exitCode, 3);
        QCOMPARE(outcome.reason, QStringLiteral("exit code 3"));
        outcome = run({QStringLiteral("crash")});
        QCOMPARE(outcome.end, RunEnd::Failed);
        QCOMPARE(outcome.exitCode, 128 + SIGUSR1);
    }

    void what_cannot_be_started_says_so()
    {
        ResolvedStep step = execStep({});
        step.argv[0].s = QStringLiteral("/usr/bin/no-such-thing");
        ExecStep none(step, "m");
        QVERIFY(finish(none).output.contains(QStringLiteral("there is no program")));
        QTemporaryDir folder;
        step.argv[0].s = folder.filePath(QStringLiteral("text"));
        writeFile(step.argv[0].s, "neither a program nor a script");
        QFile::setPermissions(step.argv[0].s, QFile::ReadOwner | QFile::ExeOwner);
        ExecStep text(step, "m");
        const StepOutcome outcome = finish(text);
        QCOMPARE(outcome.end, RunEnd::Failed);
        QVERIFY2(outcome.reason.contains(QStringLiteral("could not be started")), qPrintable(outcome.reason));
    }

    void time_out_is_kept()
    {
        QElapsedTimer timer;
        timer.start();
        const StepOutcome outcome = run({QStringLiteral("wait")}, 400);
        QCOMPARE(outcome.end, RunEnd::TimedOut);
        QCOMPARE(outcome.output, QStringLiteral("waiting"));
        QCOMPARE(outcome.exitCode, 128 + SIGTERM);
        QVERIFY(timer.elapsed() >= 390);
    }

    void who_ignores_TERM_is_killed()
    {
        QElapsedTimer timer;
        timer.start();
        const StepOutcome outcome = run({QStringLiteral("stubborn")}, 300);
        QCOMPARE(outcome.end, RunEnd::TimedOut);
        QCOMPARE(outcome.exitCode, 128 + SIGKILL);
        QVERIFY(timer.elapsed() >= 590);
    }

    void a_daemon_does_not_hold_the_step()
    {
        QTemporaryDir folder;
        const QString pidFile = folder.filePath(QStringLiteral("pid"));
        const StepOutcome outcome = run({QStringLiteral("daemon"), pidFile});
        QCOMPARE(outcome.end, RunEnd::Succeeded);
        QCOMPARE(outcome.output, QStringLiteral("started"));
        QVERIFY(QTest::qWaitFor([&] { return alive(pidFile); })); // it may be the service that was wanted
        QFile file(pidFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        ::kill(file.readAll().toInt(), SIGKILL);
    }

    void a_stopped_step_leaves_no_orphan()
    {
        QTemporaryDir folder;
        const QString pidFile = folder.filePath(QStringLiteral("pid"));
        const StepOutcome outcome = run({QStringLiteral("daemon-and-wait"), pidFile}, 700);
        QCOMPARE(outcome.end, RunEnd::TimedOut);
        QVERIFY(QFile::exists(pidFile));
        QVERIFY(QTest::qWaitFor([&] { return !alive(pidFile); }, 1000));
    }

    // Two servers on one machine number their runs alike.
    void stopping_ends_no_program_of_another_server()
    {
        ExecStep other(execStep({QStringLiteral("wait")}), "test/1/0", 300);
        other.start();
        const auto pid = static_cast<pid_t>(other.processId());
        QVERIFY(pid > 0);
        QCOMPARE(run({QStringLiteral("wait")}, 300).end, RunEnd::TimedOut);
        QCOMPARE(::kill(pid, 0), 0);
        siginfo_t info {};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT), 0);
        QCOMPARE(info.si_pid, 0); // neither gone nor a zombie
    }

    void destruction_ends_the_step()
    {
        qint64 pid = 0;
        {
            ExecStep step(execStep({QStringLiteral("stubborn")}), "test/1/0");
            step.start();
            pid = step.processId();
            QVERIFY(pid > 0);
        }
        QVERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
    }

    void output_without_end_is_bounded()
    {
        const StepOutcome outcome = run({QStringLiteral("endless")}, 1000);
        QCOMPARE(outcome.end, RunEnd::TimedOut);
        QVERIFY(outcome.kept.size() <= OutputKeeper::most);
        QCOMPARE(outcome.output.size(), OutputKeeper::shown);
    }

    void of_much_output_the_end_is_kept()
    {
        const StepOutcome outcome = run({QStringLiteral("much")});
        QCOMPARE(outcome.end, RunEnd::Succeeded);
        QCOMPARE(outcome.kept.size(), OutputKeeper::most);
        QVERIFY(outcome.output.endsWith(QStringLiteral("aaathe end")));
        QCOMPARE(outcome.output.size(), OutputKeeper::shown);
    }

    void binary_output_is_made_visible()
    {
        const StepOutcome outcome = run({QStringLiteral("binary")});
        QCOMPARE(outcome.output, QStringLiteral("ok ⟨FF⟩⟨FE⟩⟨U+001B⟩[31mred⟨U+0000⟩ ⟨U+202E⟩ ä\n"));
    }

    void a_cut_character_is_not_shown()
    {
        for (int i = 0; i < 4; ++i) {
            OutputKeeper keeper;
            keeper.add(QByteArray(i, 'x') + QByteArray("ä🙂").repeated(2000));
            QVERIFY(!keeper.tail().contains(QChar(u'⟨')));
        }
    }

    void stop_cancels()
    {
        ExecStep step(execStep({QStringLiteral("wait")}), "test/1/0", 300);
        std::optional<StepOutcome> outcome;
        connect(&step, &StepExecution::finished, this, [&](const StepOutcome& o) { outcome = o; });
        step.start();
        step.stop(QStringLiteral("no more"));
        QVERIFY(!outcome);
        QVERIFY(QTest::qWaitFor([&] { return outcome.has_value(); }));
        QCOMPARE(outcome->end, RunEnd::Cancelled);
        QCOMPARE(outcome->reason, QStringLiteral("no more"));
    }

    void asks_exactly_what_was_resolved()
    {
        Answering server("HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\ndone");
        HttpStep step(httpStep(server.address()), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::Succeeded);
        QCOMPARE(outcome.exitCode, 202);
        QCOMPARE(outcome.output, QStringLiteral("done"));
        QVERIFY2(server.asked.startsWith("POST /do?a=b HTTP/1.1\r\n"), server.asked.constData());
        QVERIFY(server.asked.contains("\r\nX-Run: 7\r\n"));
        QVERIFY(server.asked.endsWith("\r\n\r\n{\"a\":1}"));
        QVERIFY(!server.asked.toLower().contains("gzip"));
    }

    void other_statuses_fail()
    {
        Answering server("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno");
        HttpStep step(httpStep(server.address()), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::Failed);
        QCOMPARE(outcome.exitCode, 500);
        QCOMPARE(outcome.reason, QStringLiteral("it was answered with status 500"));
    }

    void redirects_are_not_followed()
    {
        Answering other("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Answering server("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + other.address().toLatin1()
            + "\r\n\r\n");
        HttpStep step(httpStep(server.address()), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::Failed);
        QCOMPARE(outcome.exitCode, 302);
        QTest::qWait(50);
        QVERIFY(other.asked.isEmpty());
    }

    void silence_times_out()
    {
        Answering server({});
        HttpStep step(httpStep(server.address(), 300), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::TimedOut);
        QVERIFY(outcome.reason.contains(QStringLiteral("not known")));
    }

    void nobody_there_fails()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString address = QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort());
        server.close();
        HttpStep step(httpStep(address), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::Failed);
        QCOMPARE(outcome.exitCode, 0);
    }

    void long_answers_are_bounded()
    {
        Answering server("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(8 << 20, 'x') + "...");
        HttpStep step(httpStep(server.address()), m_network);
        const StepOutcome outcome = finish(step);
        QCOMPARE(outcome.end, RunEnd::Succeeded);
        QVERIFY(outcome.kept.size() <= OutputKeeper::most);
    }

    void a_stopped_request_is_unknown()
    {
        Answering server({});
        HttpStep step(httpStep(server.address()), m_network);
        std::optional<StepOutcome> outcome;
        connect(&step, &StepExecution::finished, this, [&](const StepOutcome& o) { outcome = o; });
        step.start();
        QVERIFY(QTest::qWaitFor([&] { return !server.asked.isEmpty(); }));
        step.stop(QStringLiteral("no more"));
        QVERIFY(QTest::qWaitFor([&] { return outcome.has_value(); }));
        QCOMPARE(outcome->end, RunEnd::Unknown);
    }

private:
    QNetworkAccessManager m_network;
};

QD_TEST_MAIN_WITH_WORKER(TestSteps)
#include "tst_steps.moc"
