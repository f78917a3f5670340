// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/clock/wallclock.h"
#include "app/console/consoledesk.h"
#include "tests/bench/figures.h"
#include "ui/shell/mainwindow.h"

#include <QProcess>
#include <QThread>

namespace quarterdeck {

/// The server, a child process that ends with this one.
class BenchServer {
public:
    static constexpr int startMs = 120'000;
    static inline const QByteArray sender = "bench-sender-0123456789";
    static inline const QByteArray person = "bench-person-0123456789";

    /// Empty, or why it does not serve.
    QString start(const QString& folder);
    /// Empty, or why it did not end well.
    QString stop();

    quint16 port() const { return m_port; }

    qint64 pid() const { return m_process.processId(); }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

/// The console as the program makes it, on the page of the alerts; the session on its own thread.
class BenchConsole {
public:
    /// `copy`: with a copy of its own, as one on another machine has; otherwise it reads the journal in `folder`.
    BenchConsole(const QString& folder, quint16 port, bool copy);
    ~BenchConsole();

    ConsoleDesk& desk() { return m_desk; }

    MainWindow& window() { return m_window; }

    QWidget& view(); ///< the viewport of the alert list

private:
    WallClock m_clock;
    std::shared_ptr<StateKeeper> m_keeper;
    ConsoleDesk m_desk;
    MainWindow m_window;
    QThread m_thread;
};

/// Lets the event loop run until `done`, or until the time is over.
bool turnUntil(const std::function<bool()>& done, double ms);

} // namespace quarterdeck
