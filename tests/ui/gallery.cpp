// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window over a plausible outage: gallery DIR [WIDTH HEIGHT]. Not a test; for eyes.

#include "tests/ui/before.h"
#include "tests/ui/window.h"
#include "ui/common/actionbook.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shots.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace quarterdeck;

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString dir = arguments.value(1, QStringLiteral("shots"));
    applyTheme(app, Scheme::Dark);
    MemoryDesk desk;
    fillDesk(desk);
    MainWindow window(desk);
    if (arguments.size() > 3)
        window.resize(arguments[2].toInt(), arguments[3].toInt());
    window.show();
    saveShots(window, dir);
    window.setScheme(Scheme::Dark);
    const auto save = [&](const QString& name) {
        QTest::qWait(150);
        window.grab().save(QStringLiteral("%1/%2.png").arg(dir, name));
    };
    window.actions().trigger(QStringLiteral("incident.declare"));
    save(QStringLiteral("declare"));
    window.actions().trigger(QStringLiteral("command.offer"));
    save(QStringLiteral("handover"));
    window.chooseIncident({6});
    save(QStringLiteral("nocommander"));
    window.chooseIncident({4});
    save(QStringLiteral("triage"));
    window.actions().trigger(QStringLiteral("view.keys"));
    save(QStringLiteral("keys"));
    window.actions().trigger(QStringLiteral("view.keys"));
    LinkStatus cut = desk.link();
    cut.connected = false;
    cut.since = desk.now() - 40'000;
    desk.tellLink(cut);
    FeedPulse pulse = desk.pulse();
    pulse.insecure = true;
    desk.tellPulse(pulse, 40'000);
    window.chooseIncident({1});
    window.actions().trigger(QStringLiteral("command.assume"));
    window.tick();
    save(QStringLiteral("cut"));
    MemoryDesk empty;
    MainWindow first(empty);
    first.show();
    QTest::qWait(150);
    first.grab().save(QStringLiteral("%1/empty.png").arg(dir));
    MemoryDesk before;
    Before story(before);
    auto disk = Before::line(EarlyWarning::Sort::Threshold, 60, 82);
    disk.threshold = 90;
    disk.reachesAt = Before::now + 12 * Before::minute;
    story.warn("Disk used nears its threshold", "search", "Disk used: 82, reaches 90 in about 15 m", Severity::High, disk);
    auto errors = Before::line(EarlyWarning::Sort::Unusual, 0.2, 4.2);
    errors.usual = { 0.1, 0.3 };
    story.warn("Checkout errors is unusual", "checkout", "Checkout errors: 4.2, usually 0.1 to 0.3", Severity::Warning, errors);
    story.warn("Redis memory is unusual", "redis", "Redis memory: 9, usually 1 to 2", Severity::Warning,
        Before::line(EarlyWarning::Sort::Unusual, 1, 9));
    MainWindow fourth(before);
    fourth.show();
    fourth.chooseIncident(Before::present);
    for (const auto scheme : {Scheme::Dark, Scheme::Light}) {
        fourth.setScheme(scheme);
        const auto shoot = [&](const char* name) {
            QTest::qWait(200);
            fourth.tick();
            fourth.grab().save(QStringLiteral("%1/%2-%3.png").arg(
                dir, QString::fromLatin1(name), scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
        };
        fourth.showPage(MainWindow::AlertListPage);
        shoot("before");
        fourth.actions().trigger(QStringLiteral("view.folded"));
        shoot("folded");
        fourth.actions().trigger(QStringLiteral("view.folded"));
        fourth.actions().trigger(QStringLiteral("view.before"));
        fourth.actions().trigger(QStringLiteral("view.warnings"));
        fourth.actions().trigger(QStringLiteral("view.urgency"));
        shoot("warnings");
    }
    MemoryDesk drill;
    fillDesk(drill, true);
    MainWindow third(drill);
    third.show();
    QTest::qWait(150);
    third.grab().save(QStringLiteral("%1/drill.png").arg(dir));
    return 0;
}
