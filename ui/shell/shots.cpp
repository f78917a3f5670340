// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shots.h"

#include "ui/alerts/alertspage.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/sources/truststrip.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>
#include <QTableView>

namespace quarterdeck {

namespace {

    /// Layouts, delayed orders and child processes that lay out graphs: a moment to land.
    void settle(int ms)
    {
        QElapsedTimer timer;
        timer.start();
        do {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        } while (timer.elapsed() < ms);
    }

} // namespace

int saveShots(MainWindow& window, const QString& dir)
{
    QDir().mkpath(dir);
    int saved = 0;
    const auto save = [&](const QString& name, int ms = 120) {
        settle(ms);
        saved += window.grab().save(QStringLiteral("%1/%2.png").arg(dir, name)) ? 1 : 0;
    };
    const auto before = window.perspective();
    const int page = window.centre().shown();
    const auto scheme = window.scheme();
    for (const auto& [theme, name] : { std::pair(Scheme::Dark, QStringLiteral("dark")),
             std::pair(Scheme::Light, QStringLiteral("light")) }) {
        window.setScheme(theme);
        const std::array<QString, 10> pages { QStringLiteral("timeline"), QStringLiteral("topology"),
            QStringLiteral("alerts"), QStringLiteral("tasks"), QStringLiteral("actions"),
            QStringLiteral("rate"), QStringLiteral("decisions"), QStringLiteral("checks"), QStringLiteral("people"),
            QStringLiteral("updates") };
        window.setPerspective(Perspective::Command);
        for (size_t i = 0; i < pages.size(); ++i) {
            window.showPage(static_cast<int>(i));
            if (i == MainWindow::AlertListPage && window.alerts().selected().empty())
                window.alerts().table()->selectRow(0);
            save(QStringLiteral("command-%1-%2").arg(pages[i], name),
                i == MainWindow::TopologyPage ? 700 : 200);
        }
        window.alerts().table()->clearSelection();
        window.showPage(MainWindow::TimelinePage);
        window.commandPalette().open();
        save(QStringLiteral("palette-%1").arg(name));
        window.commandPalette().close();
        window.trust().toggleDetails();
        save(QStringLiteral("sources-%1").arg(name));
        window.trust().toggleDetails();
        window.setPerspective(Perspective::Scribe);
        save(QStringLiteral("scribe-%1").arg(name));
        window.setPerspective(Perspective::Review);
        save(QStringLiteral("review-%1").arg(name), 300);
    }
    window.setScheme(scheme);
    window.setPerspective(before);
    window.centre().show(page);
    return saved;
}

} // namespace quarterdeck
