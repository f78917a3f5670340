// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/outputkeeper.h"
#include "app/actions/stepexecution.h"

#include <QSocketNotifier>
#include <QTimer>

#include <memory>
#include <optional>

namespace quarterdeck {

/// A program with an argument vector: no shell, an environment of its own (PATH, LANG and the mark by
/// which its descendants are known), "/" as folder, /dev/null as input, a session of its own, none of the
/// server's files. What it leaves running when it ends well is left alone, it may be the service that was
/// started; when it is stopped, everything that it started is ended: TERM, and KILL after `graceMs`.
///
/// posix_spawn and not QProcess: the relay is large and has threads, a fork would copy its page tables
/// and a QProcess buffers whatever comes.
class ExecStep final : public StepExecution {
    Q_OBJECT

public:
    /// `mark`: says which run and step this is, letters and digits and :./_- only. It is made unique here:
    /// two servers on one machine may count their runs alike, and neither may end the other's programs.
    ExecStep(const ResolvedStep& step, const QByteArray& mark, int graceMs = 5000, QObject* parent = nullptr);
    ~ExecStep() override;

    void start() override;
    void stop(const QString& why) override;

    qint64 processId() const { return m_pid; } ///< 0: nothing was started, or it has been reaped

private:
    bool spawn();
    void watch();
    void readOutput();
    void programEnded();
    void outOfTime();
    void endGroup(int signal);
    void endMarked();
    void settle();
    bool reap(int* status);
    void fail(const QString& why);

    ResolvedStep m_step;
    QByteArray m_mark;
    int m_graceMs;
    pid_t m_pid = 0;
    int m_pidFd = -1;
    int m_output = -1;
    std::unique_ptr<QSocketNotifier> m_outputReady;
    std::unique_ptr<QSocketNotifier> m_ended;
    QTimer m_deadline;
    QTimer m_grace;
    QTimer m_poll; ///< only where the kernel has no pidfd
    OutputKeeper m_keeper;
    bool m_programEnded = false;
    bool m_done = false;
    std::optional<RunEnd> m_stopped; ///< why it is being ended
    QString m_why;
};

} // namespace quarterdeck
