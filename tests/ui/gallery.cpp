// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window over a plausible outage: gallery DIR [WIDTH HEIGHT]. Not a test; for eyes.

#include "tests/ui/before.h"
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
    const auto word = [](const char* s) { return Text(QString::fromUtf8(s)); };
    Attached graph {{1}, AttachmentKind::Chart, {}, 18'204, word("rate-14:21:07.png"), word("image/png"), word("9f31c0ab77e2"), word("errors stop with the restart"), {}};
    desk.put(QStringLiteral("server"), {ChannelLoaded {{}, QStringLiteral("pager"), true, false, false, word("On-call pager")}});
    const Seq page = desk.put(QStringLiteral("kestrel"),
        {graph, TeamSet {{1}, QStringLiteral("database"), word("heron"), {word("swift"), word("plover")}, word("why the replica lags")},
            PersonPaged {{1}, word("payments"), word("pager")}, MessageQueued {{1}, MessageKind::Page, QStringLiteral("pager"), word("payments"), word("SEV-1")}});
    desk.put(QStringLiteral("server"), {MessageAnswered {{1}, page, false, false, 1, 503, word("answered 503: busy")}});
    desk.put(QStringLiteral("kestrel"), {AccessSet {{1}, true, {QStringLiteral("kestrel"), QStringLiteral("heron")}, word("a key leaked")}});
    window.chooseIncident({1});
    for (const auto scheme : {Scheme::Dark, Scheme::Light}) {
        window.setScheme(scheme);
        const QString look = scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        for (const auto& [action, name] : {std::pair("view.page7", "evidence"), std::pair("view.page9", "people")}) {
            window.actions().trigger(QString::fromLatin1(action));
            window.tick();
            save(QStringLiteral("%1-%2").arg(QLatin1String(name), look));
        }
        window.actions().trigger(QStringLiteral("view.wall"));
        auto* wall = window.findChild<QWidget*>(QStringLiteral("wall"));
        wall->resize(1920, 1080);
        window.tick();
        QTest::qWait(50);
        wall->grab().save(QStringLiteral("%1/wall-%2.png").arg(dir, look));
        window.actions().trigger(QStringLiteral("view.wall"));
    }
    window.setScheme(Scheme::Dark);
    window.actions().trigger(QStringLiteral("people.team"));
    save(QStringLiteral("team"));
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
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        MainWindow owner(asking);
        owner.setScheme(scheme);
        owner.chooseIncident({1});
        owner.actions().trigger(QStringLiteral("sources.context"));
        auto* context = owner.findChild<QWidget*>(QStringLiteral("contextWindow"));
        QTest::qWait(300);
        context->grab().save(QStringLiteral("%1/context%2.png").arg(dir, scheme == Scheme::Light ? QStringLiteral("-light") : QString()));
    }
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
