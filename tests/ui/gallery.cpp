// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window over a plausible outage: gallery DIR [WIDTH HEIGHT]. Not a test; for eyes.

#include "tests/ui/sourceteller.h"
#include "tests/ui/window.h"
#include "ui/common/actionbook.h"
#include "ui/common/theme.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/shots.h"
#include "ui/sources/sourceswindow.h"

#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
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
    MemoryDesk asking;
    fillDesk(asking);
    asking.setTeller(teller(true));
    asking.setTrial([](const MappingTrial&) {
        return TrialResult {QStringLiteral("{\n    \"dedup_key\": \"a\",\n    \"title\": \"full\"\n}\n"), 1,
            {{TrialProblem::Where::Connector, 2, 3, QString::fromUtf8(hostileReason)}}};
    });
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        MainWindow owner(asking);
        owner.setScheme(scheme);
        for (const auto page : {SourcesWindow::Connect, SourcesWindow::Quality, SourcesWindow::TryOut}) {
            owner.sourcesWindow().open(page);
            for (auto* edit : owner.sourcesWindow().findChildren<QPlainTextEdit*>()) {
                if (page == SourcesWindow::TryOut && !edit->isReadOnly())
                    edit->setPlainText(QStringLiteral("connector: datadog\nversion: 1\nreceives:\n  - signals: .\n"));
            }
            QTest::qWait(600);
            owner.sourcesWindow().grab().save(QStringLiteral("%1/sources%2%3.png")
                                                  .arg(dir)
                                                  .arg(page)
                                                  .arg(scheme == Scheme::Light ? QStringLiteral("-light") : QString()));
        }
    }
    MemoryDesk empty;
    MainWindow first(empty);
    first.show();
    QTest::qWait(150);
    first.grab().save(QStringLiteral("%1/empty.png").arg(dir));
    MemoryDesk drill;
    fillDesk(drill, true);
    MainWindow third(drill);
    third.show();
    QTest::qWait(150);
    third.grab().save(QStringLiteral("%1/drill.png").arg(dir));
    return 0;
}
