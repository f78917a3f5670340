// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/execstep.h"

#include "app/actions/programs.h"
#include "models/domain/random.h"
#include "models/domain/text.h"

#include <QDir>
#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr qint64 k_longestMs = 24 * 3'600'000;
constexpr int k_readAtOnce = 64 * 1024;
constexpr int k_readsAtOnce = 8; ///< then the event loop has its turn
constexpr int k_pauseMs = 10;
constexpr int k_lingerMs = 200; ///< for the last output of a program that has ended
const QByteArray markName = QByteArrayLiteral("QUARTERDECK_STEP=");

QString errorWords(int number)
{
    return QString::fromLocal8Bit(
        std::strerror(number)); // NOLINT(concurrency-mt-unsafe): one thread runs steps
}

std::vector<char*> pointers(std::vector<QByteArray>& texts)
{
    std::vector<char*> out;
    for (QByteArray& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

/// Gone from the parent's sight, but not from /proc: whoever carries the mark descends from the step.
std::vector<pid_t> carriers(const QByteArray& entry)
{
    std::vector<pid_t> found;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isNumber = false;
        const int pid = name.toInt(&isNumber);
        if (!isNumber || pid == ::getpid())
            continue;
        QFile environment(QStringLiteral("/proc/%1/environ").arg(pid));
        if (environment.open(QIODevice::ReadOnly) && environment.readAll().split('\0').contains(entry))
            found.push_back(pid);
    }
    return found;
}

} // namespace

ExecStep::ExecStep(const ResolvedStep& step, const QByteArray& mark, int graceMs, QObject* parent)
    : StepExecution(parent)
    , m_step(step)
    // Random, because two servers on one machine number their runs alike and know nothing of each other.
    , m_mark(mark + ':' + randomBytes(8).toHex())
    , m_graceMs(graceMs)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_grace.setSingleShot(true);
    m_grace.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &ExecStep::outOfTime);
    connect(&m_grace, &QTimer::timeout, this, &ExecStep::settle);
    connect(&m_poll, &QTimer::timeout, this, &ExecStep::programEnded);
}

ExecStep::~ExecStep()
{
    if (m_pid != 0) {
        // The server stops; nobody could say later how this ended, so it does not go on unseen.
        endGroup(SIGTERM);
        pollfd gone {m_pidFd, POLLIN, 0};
        if (m_pidFd >= 0)
            ::poll(&gone, 1, 500);
        endGroup(SIGKILL);
        endMarked();
        int status = 0;
        reap(&status);
    }
    m_outputReady.reset();
    m_ended.reset();
    if (m_output >= 0)
        ::close(m_output);
    if (m_pidFd >= 0)
        ::close(m_pidFd);
}

void ExecStep::start()
{
    QString program = m_step.argv.empty() ? QString() : m_step.argv[0].s;
    // Again, and now: whether arguments may be filled was decided when the runbook was read.
    if (const Outcome allowed = checkProgram(program, false); !allowed) {
        fail(allowed.error().sentence);
        return;
    }
    if (spawn())
        watch();
}

bool ExecStep::spawn()
{
    std::array<int, 2> ends {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail(QStringLiteral("no pipe for its output: %1").arg(errorWords(errno)));
        return false;
    }
    std::vector<QByteArray> argv;
    for (const Text& text : m_step.argv)
        argv.push_back(text.s.toUtf8());
    std::vector<QByteArray> environment {QByteArrayLiteral("PATH=/usr/sbin:/usr/bin:/sbin:/bin"),
        QByteArrayLiteral("LANG=C.UTF-8"), markName + m_mark};

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3); // sockets and databases of the server
    posix_spawn_file_actions_addchdir_np(&actions, "/");
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(
        &attributes, static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    const int failed = ::posix_spawn(&m_pid, argv[0].constData(), &actions, &attributes,
        pointers(argv).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    m_output = ends[0];
    ::fcntl(m_output, F_SETFL, O_NONBLOCK);
    if (failed != 0) {
        m_pid = 0;
        fail(QStringLiteral("%1 could not be started: %2")
                 .arg(visible(m_step.argv[0].s, 200), errorWords(failed)));
    }
    return failed == 0;
}

void ExecStep::watch()
{
    m_outputReady = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
    connect(m_outputReady.get(), &QSocketNotifier::activated, this, &ExecStep::readOutput);
    // glibc 2.36 declares pidfd_open without C linkage, so C++ cannot link it.
    m_pidFd = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
    if (m_pidFd >= 0) {
        m_ended = std::make_unique<QSocketNotifier>(m_pidFd, QSocketNotifier::Read);
        connect(m_ended.get(), &QSocketNotifier::activated, this, &ExecStep::programEnded);
    } else {
        m_poll.start(25);
    }
    m_deadline.start(static_cast<int>(qBound(qint64(1), m_step.timeoutMs, k_longestMs)));
}

void ExecStep::readOutput()
{
    std::array<char, k_readAtOnce> buffer {};
    for (int i = 0; i < k_readsAtOnce && m_output >= 0; ++i) {
        const ssize_t count = ::read(m_output, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0) {
            m_outputReady->setEnabled(false);
            m_outputReady.release()->deleteLater(); // it may be the one that called
            ::close(m_output);
            m_output = -1;
            if (m_programEnded)
                settle();
            return;
        }
        m_keeper.add(QByteArrayView(buffer.data(), count));
    }
    // Faster than anybody reads: it waits for us, the server does not wait for it.
    if (m_outputReady) {
        m_outputReady->setEnabled(false);
        QTimer::singleShot(k_pauseMs, m_outputReady.get(), [this] { m_outputReady->setEnabled(true); });
    }
}

void ExecStep::programEnded()
{
    siginfo_t info {};
    // Left unreaped: as long as it is there, its number names this group and no other.
    if (m_programEnded || ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0
        || info.si_pid == 0)
        return;
    m_programEnded = true;
    m_poll.stop();
    if (m_ended)
        m_ended->setEnabled(false);
    m_deadline.stop();
    if (m_output < 0)
        QMetaObject::invokeMethod(this, &ExecStep::settle, Qt::QueuedConnection);
    else if (!m_stopped)
        m_grace.start(k_lingerMs); // a daemon that it leaves may hold the pipe for ever
}

void ExecStep::outOfTime()
{
    if (m_stopped || m_done || m_programEnded)
        return;
    m_stopped = RunEnd::TimedOut;
    m_why = QStringLiteral("it ran for longer than %1").arg(inWords(m_step.timeoutMs));
    endGroup(SIGTERM);
    m_grace.start(m_graceMs);
}

void ExecStep::stop(const QString& why)
{
    if (m_stopped || m_done || m_programEnded || m_pid == 0)
        return;
    m_stopped = RunEnd::Cancelled;
    m_why = why;
    m_deadline.stop();
    endGroup(SIGTERM);
    m_grace.start(m_graceMs);
}

void ExecStep::endGroup(int signal)
{
    if (m_pid > 1)
        ::kill(-m_pid, signal);
}

void ExecStep::endMarked()
{
    // Twice at least: one of them may have forked while the others were looked for.
    for (int round = 0; round < 5; ++round) {
        const std::vector<pid_t> found = carriers(markName + m_mark);
        bool others = false;
        for (const pid_t pid : found) {
            others = others || pid != m_pid;
            ::kill(pid, SIGKILL);
        }
        if (!others)
            return;
    }
}

void ExecStep::settle()
{
    if (m_done)
        return;
    m_done = true;
    m_deadline.stop();
    m_grace.stop();
    if (m_outputReady)
        readOutput();
    if (m_stopped) {
        endGroup(SIGKILL);
        endMarked();
    }
    int status = 0;
    StepOutcome outcome;
    if (!reap(&status)) {
        outcome.end = RunEnd::Unknown;
        outcome.reason = QStringLiteral("it could not be ended: the kernel holds process %1").arg(m_pid);
        outcome.output = m_keeper.tail();
        m_pid = 0;
        emit finished(outcome);
        return;
    }
    m_pid = 0;
    outcome.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.output = m_keeper.tail();
    outcome.kept = m_keeper.kept();
    if (m_stopped) {
        outcome.end = *m_stopped;
        outcome.reason = m_why;
    } else if (outcome.exitCode == 0) {
        outcome.end = RunEnd::Succeeded;
    } else {
        outcome.reason = WIFEXITED(status) ? QStringLiteral("exit code %1").arg(outcome.exitCode)
                                           : QStringLiteral("ended by signal %1").arg(WTERMSIG(status));
    }
    emit finished(outcome);
}

bool ExecStep::reap(int* status)
{
    // Killed, it goes at once, unless a device or a network disk holds it; then the server must not wait.
    pollfd gone {m_pidFd, POLLIN, 0};
    if (m_pidFd >= 0 && ::poll(&gone, 1, 1000) <= 0)
        return false;
    return ::waitpid(m_pid, status, m_pidFd >= 0 ? WNOHANG : 0) == m_pid;
}

void ExecStep::fail(const QString& why)
{
    m_done = true;
    StepOutcome outcome;
    outcome.reason = why;
    outcome.output = why;
    QMetaObject::invokeMethod(
        this, [this, outcome] { emit finished(outcome); }, Qt::QueuedConnection);
}

} // namespace quarterdeck
