// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benchconsole.h"

#include "app/client/session.h"
#include "app/clock/resourcefolder.h"
#include "ui/alerts/alertspage.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QTableView>
#include <QTimer>

namespace quarterdeck {

namespace {
    constexpr int k_lookMs = 20;

    std::shared_ptr<StateKeeper> keeperOf(const QString& folder)
    {
        QDir().mkpath(folder);
        return std::make_shared<StateKeeper>(folder);
    }
}

QString BenchServer::start(const QString& folder)
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/quarterdeck-relay"));
    m_process.setArguments({ QStringLiteral("--data"), folder, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
        QStringLiteral("--token-file"), QStringLiteral("-"), QStringLiteral("--with-parent") });
    m_process.start();
    m_process.write("bench send " + sender + "\nbench observe,respond,command " + person + "\n\n");
    while (m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(startMs)) {
        while (m_process.canReadLine()) {
            const auto line = m_process.readLine().trimmed();
            if (line.startsWith("listening on ")) {
                m_port = line.mid(line.lastIndexOf(':') + 1).toUShort();
                return {};
            }
        }
    }
    return QStringLiteral("quarterdeck-relay does not serve: %1 %2")
        .arg(m_process.errorString(), QString::fromUtf8(m_process.readAllStandardError()));
}

QString BenchServer::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(startMs))
        return QStringLiteral("the server does not end");
    return m_process.exitCode() == 0 ? QString()
                                     : QStringLiteral("the server ended with %1").arg(m_process.exitCode());
}

BenchConsole::BenchConsole(const QString& folder, quint16 port, bool copy)
    : m_keeper(keeperOf(folder + QStringLiteral("/console")))
    , m_desk({ copy ? folder + QStringLiteral("/console") : folder, QStringLiteral("bench"),
                 { resourceFolder(QStringLiteral("templates")) }, m_keeper },
          m_clock)
    , m_window(m_desk)
{
    SessionConfig config;
    config.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/v1/wire").arg(port));
    config.token = BenchServer::person;
    config.folder = folder + QStringLiteral("/console");
    config.besideFolder = copy ? QString() : folder;
    config.keeper = m_keeper;
    auto* session = new Session(config);
    session->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, session, &QObject::deleteLater);
    QObject::connect(&m_thread, &QThread::started, session, &Session::start);
    m_desk.use(*session);
    m_window.show();
    m_window.showPage(MainWindow::AlertListPage);
    m_window.alerts().filterBy({});
    m_thread.start();
}

BenchConsole::~BenchConsole()
{
    m_thread.quit();
    m_thread.wait();
}

QWidget& BenchConsole::view()
{
    return *m_window.alerts().table()->viewport();
}

bool turnUntil(const std::function<bool()>& done, double ms)
{
    const auto start = SteadyClock::now();
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done() || msSince(start) > ms)
            loop.quit();
    });
    look.start(k_lookMs);
    loop.exec();
    return done();
}

} // namespace quarterdeck
