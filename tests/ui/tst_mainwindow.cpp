// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertlistmodel.h"
#include "tests/ui/window.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/scribe/logpanel.h"
#include "ui/shell/centre.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notifier.h"
#include "ui/sources/truststrip.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace quarterdeck;

namespace {

QWidget* named(QWidget& window, const char* name)
{
    return window.findChild<QWidget*>(QString::fromLatin1(name));
}

template <class T> int askedFor(const MemoryDesk& desk)
{
    return static_cast<int>(std::count_if(desk.asked().begin(), desk.asked().end(),
        [](const CommandBody& b) { return holds_alternative<T>(b); }));
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void minuteZeroIsInside_data();
    void minuteZeroIsInside();
    void everyFocusableControlHasAName();
    void keyboardReachesEverything();
    void paletteHoldsEveryAction();
    void actionSaysWhyNot();
    void oneKeyTakesCommand();
    void objectionsOneKeyEach();
    void updateIsWrittenReadAndPosted();
    void itemIsTickedByEnter();
    void whatMustNotBeMissedIsToldOnce();
    void whatIsDueIsPutOffWithAReason();
    void scribeLineIsOneKeyAway();
    void refusalGivesTheTextBack();
    void staleIsNeverCalm();
    void lostLinkShows();
    void rowsStandStillWhileOneIsSelected();
    void declareNeedsNoMouse();
    void replacedIsTheOnlyReset();

private:
    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    applyTheme(*qApp, Scheme::Dark);
}

void TestMainWindow::init()
{
    m_desk = std::make_unique<MemoryDesk>();
    fillDesk(*m_desk);
    m_window = std::make_unique<MainWindow>(*m_desk);
    m_window->resize(1366, 768);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->chooseIncident({1});
    QTest::qWait(20);
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_desk.reset();
}

void TestMainWindow::minuteZeroIsInside_data()
{
    QTest::addColumn<quint32>("incident");
    QTest::newRow("commanded") << 1U;
    QTest::newRow("no commander") << 6U;
    QTest::newRow("in triage") << 4U;
}

void TestMainWindow::minuteZeroIsInside()
{
    QFETCH(quint32, incident);
    m_window->chooseIncident({incident});
    QTest::qWait(30);
    QCOMPARE(m_window->size(), QSize(1366, 768));
    const QString outside = cellOutside(*m_window);
    QVERIFY2(outside.isEmpty(), qPrintable(outside));
    // Nothing of the situation is scrolled away.
    const QString cut = cutLabel(*named(*m_window, "situation"));
    QVERIFY2(cut.isEmpty(), qPrintable(cut));
    const auto* commander = m_window->findChild<PlainLabel*>(QStringLiteral("commander"));
    if (incident == 6) {
        QCOMPARE(commander->text(), QStringLiteral("NO COMMANDER"));
        QVERIFY(named(*m_window, "takeCommand")->isVisible());
    }
}

void TestMainWindow::everyFocusableControlHasAName()
{
    int seen = 0;
    for (QWidget* widget : QApplication::allWidgets()) {
        if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<QScrollBar*>(widget)
            || widget->window() != m_window.get())
            continue;
        if (widget->parentWidget() && qobject_cast<QAbstractScrollArea*>(widget->parentWidget()))
            continue; // viewports and headers belong to their view
        if (widget->focusProxy() || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        ++seen;
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool spare =
            button && button->text().isEmpty() && !widget->isVisible(); // one of a pool, not in use yet
        QVERIFY2(spare || !widget->accessibleName().isEmpty(),
            qPrintable(QStringLiteral("%1 %2").arg(
                QString::fromLatin1(widget->metaObject()->className()), widget->objectName())));
    }
    QVERIFY(seen > 30);
}

void TestMainWindow::keyboardReachesEverything()
{
    named(*m_window, "palette")->setFocus();
    std::set<QWidget*> reached;
    for (int i = 0; i < 120; ++i) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char* name : {"palette", "perspective0", "zone", "incidents", "declare", "severity", "phase1",
             "roles", "tab1", "tab6", "scribeLine", "log", "sources"}) {
        auto* widget = named(*m_window, name);
        QVERIFY2(reached.contains(widget), name);
    }
    for (int page = 0; page < 9; ++page) {
        named(*m_window, "incidents")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(Qt::Key_1 + page));
        QCOMPARE(m_window->centre().shown(), page);
    }
}

void TestMainWindow::paletteHoldsEveryAction()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(m_window->commandPalette().isVisible());
    const auto all = paletteItems(m_window->actions(), *m_desk, {});
    QCOMPARE(all.size(), m_window->actions().items().size());
    QVERIFY(all.size() > 50);
    std::set<QString> ids;
    std::map<QString, QString> keys;
    for (const auto& item : m_window->actions().items()) {
        QVERIFY2(!item.action->text().isEmpty() && !item.category.isEmpty(), qPrintable(item.id));
        QVERIFY2(ids.insert(item.id).second, qPrintable(item.id));
        for (const auto& key : item.action->shortcuts()) {
            if (key.isEmpty())
                continue;
            QVERIFY2(
                !keys.contains(key.toString()), qPrintable(key.toString() + item.id + keys[key.toString()]));
            keys[key.toString()] = item.id;
        }
    }
    QTest::keyClicks(&m_window->commandPalette(), QString());
    QTest::keyClicks(m_window->commandPalette().field(), QStringLiteral("topology"));
    QTest::keyClick(m_window->commandPalette().field(), Qt::Key_Return);
    QVERIFY(!m_window->commandPalette().isVisible());
    QCOMPARE(m_window->centre().shown(), static_cast<int>(MainWindow::TopologyPage));
    const auto found = paletteItems(m_window->actions(), *m_desk, QStringLiteral("search latency"));
    QCOMPARE(found.front().incident.value, 2U);
}

void TestMainWindow::actionSaysWhyNot()
{
    m_window->actions().trigger(QStringLiteral("command.assume"));
    QCOMPARE(askedFor<AssumeCommand>(*m_desk), 0);
    bool said = false;
    for (const auto* label : m_window->findChildren<PlainLabel*>())
        said = said
            || (label->isVisible() && label->text().startsWith(QLatin1String("Challenge the holder first")));
    QVERIFY(said);
}

void TestMainWindow::oneKeyTakesCommand()
{
    m_window->chooseIncident({6});
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_T);
    QCOMPARE(askedFor<TakeCommand>(*m_desk), 1);
    // In a text field the same key is a letter.
    m_window->log().focusLine();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_T);
    QCOMPARE(askedFor<TakeCommand>(*m_desk), 1);
    QCOMPARE(m_window->log().line()->text(), QStringLiteral("t"));
}

void TestMainWindow::objectionsOneKeyEach()
{
    const IncidentId incident = m_window->incident();
    QVERIFY(!named(*m_window, "pollStrip")->isVisible());
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_O);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("fail over to the replica"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(askedFor<ProposeDecision>(*m_desk), 1);
    PollOpened opened;
    opened.incident = incident;
    opened.poll = {m_desk->workspace().lastPoll() + 1};
    opened.proposedBy = Text(QStringLiteral("kestrel"));
    opened.until = m_desk->now() + 60'000;
    opened.text = Text(QStringLiteral("fail over to the <b>replica</b>"));
    m_desk->put(QStringLiteral("kestrel"), {opened});
    m_window->tick();
    QVERIFY(named(*m_window, "pollStrip")->isVisible());
    auto* words = qobject_cast<PlainLabel*>(named(*m_window, "pollWords"));
    QVERIFY2(words->text().contains(QStringLiteral("<b>replica</b>")), qPrintable(words->text())); // data, no markup
    m_desk->put(QStringLiteral("swift"), {ObjectionRaised {incident, opened.poll, Text(QStringLiteral("swift")), Text(QStringLiteral("it lags"))}});
    m_window->tick();
    QVERIFY(qobject_cast<PlainLabel*>(named(*m_window, "pollAnswers"))->text().contains(QStringLiteral("it lags")));
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N);
    QCOMPARE(askedFor<SayNoObjection>(*m_desk), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_G);
    QCOMPARE(askedFor<TakeDecision>(*m_desk), 1);
    DecisionTaken taken;
    taken.incident = incident;
    taken.poll = opened.poll;
    taken.text = opened.text;
    m_desk->put(QStringLiteral("kestrel"), {taken});
    m_window->tick();
    QVERIFY(!named(*m_window, "pollStrip")->isVisible());
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_G); // nothing is proposed any more
    QCOMPARE(askedFor<TakeDecision>(*m_desk), 1);
}

void TestMainWindow::updateIsWrittenReadAndPosted()
{
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_U);
    QCOMPARE(m_window->centre().shown(), static_cast<int>(MainWindow::UpdatePage));
    auto* text = m_window->findChild<QPlainTextEdit*>(QStringLiteral("updateText"));
    QCOMPARE(text->toPlainText().trimmed(), QStringLiteral("internal: as it is now"));
    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(askedFor<PostStatus>(*m_desk), 1);
    const auto* posted = get_if<PostStatus>(&m_desk->asked().back());
    QVERIFY(posted);
    QCOMPARE(posted->upTo, m_desk->workspace().head().seq);
    QCOMPARE(QApplication::clipboard()->text().trimmed(), posted->text);
    // What was written about one incident never goes out for another.
    m_window->chooseIncident({2});
    QVERIFY(text->toPlainText().isEmpty());
}

void TestMainWindow::itemIsTickedByEnter()
{
    ChecklistLoaded list;
    list.checklist = QStringLiteral("first");
    list.title = Text(QStringLiteral("First"));
    list.items = {{QStringLiteral("a"), Text(QStringLiteral("Somebody writes the log"))}};
    m_desk->put({}, {list});
    m_window->showPage(MainWindow::CheckPage);
    m_window->tick();
    auto* view = m_window->findChild<QListView*>(QStringLiteral("checklists"));
    view->setFocus();
    view->setCurrentIndex(view->model()->index(1, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(askedFor<TickItem>(*m_desk), 1);
    QVERIFY(get<TickItem>(m_desk->asked().back()).ticked);
}

void TestMainWindow::whatMustNotBeMissedIsToldOnce()
{
    Notifier notifier(*m_desk);
    QVERIFY(notifier.look().isEmpty()); // what holds at the start is on the screen already
    IncidentOpened minor;
    minor.incident = {900};
    minor.severity = 3;
    minor.title = Text(QStringLiteral("Slow search"));
    m_desk->put({}, {minor});
    QVERIFY(notifier.look().isEmpty());
    IncidentOpened major = minor;
    major.incident = {901};
    major.severity = 1;
    major.title = Text(QStringLiteral("Nobody can pay"));
    m_desk->put({}, {major});
    const QStringList told = notifier.look();
    QCOMPARE(told.size(), 1);
    QVERIFY(told.front().contains(QStringLiteral("Nobody can pay")));
    QVERIFY(notifier.look().isEmpty());
    LinkStatus link = m_desk->link();
    link.connected = false;
    link.everConnected = true;
    m_desk->tellLink(link);
    QCOMPARE(notifier.look().size(), 1);
    link.connected = true;
    m_desk->tellLink(link);
    QVERIFY(notifier.look().isEmpty());
    link.connected = false;
    m_desk->tellLink(link);
    QCOMPARE(notifier.look().size(), 1); // lost again is news again
}

void TestMainWindow::whatIsDueIsPutOffWithAReason()
{
    m_window->actions().trigger(QStringLiteral("clock.snooze"));
    QVERIFY(named(*m_window, "editor")->isVisible());
    qobject_cast<QAbstractButton*>(named(*m_window, "editorDo"))->click();
    QCOMPARE(askedFor<SnoozeCallout>(*m_desk), 1);
    const auto& asked = get<SnoozeCallout>(m_desk->asked().back());
    QVERIFY(!asked.due.isEmpty());
    QCOMPARE(asked.forMs, 600'000);
}

void TestMainWindow::scribeLineIsOneKeyAway()
{
    for (const auto perspective : {Perspective::Command, Perspective::Scribe, Perspective::Review}) {
        m_window->setPerspective(perspective);
        named(*m_window, "palette")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(m_window->log().line()));
    }
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Slash);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(m_window->log().line()));
    QTest::keyClicks(m_window->log().line(), QStringLiteral("d restart redis"));
    QTest::keyClick(m_window->log().line(), Qt::Key_Return);
    QCOMPARE(askedFor<LogLine>(*m_desk), 1);
    QVERIFY(m_window->log().line()->text().isEmpty());
}

void TestMainWindow::refusalGivesTheTextBack()
{
    m_desk->setHandler([](const CommandBody&) -> Result<Seq> {
        return error("journal.full", QStringLiteral("The disk is full."));
    });
    m_window->log().focusLine();
    QTest::keyClicks(m_window->log().line(), QStringLiteral("n twelve reports"));
    QTest::keyClick(m_window->log().line(), Qt::Key_Return);
    QCOMPARE(m_window->log().line()->text(), QStringLiteral("n twelve reports"));
}

void TestMainWindow::staleIsNeverCalm()
{
    MemoryDesk desk;
    QVERIFY(TrustStrip::calmWords(desk).startsWith(QLatin1String("No source connected")));
    Outage outage;
    outage.opening();
    for (const auto& e : outage.entries)
        desk.putAt(e.recordedAt, e.actor, e.facts, e.command);
    desk.setNow(Outage::noon);
    FeedPulse pulse;
    pulse.at = Outage::noon;
    SourcePulse source;
    source.source = {1};
    source.lastSignalAt = Outage::noon - 12'000;
    for (const auto state : {SourceState::Unproven, SourceState::Late, SourceState::Lost}) {
        source.state = state;
        pulse.sources = {source};
        desk.tellPulse(pulse);
        QVERIFY(TrustStrip::calmWords(desk).startsWith(QLatin1String("Unknown: last signal")));
    }
    source.state = SourceState::Live;
    pulse.sources = {source};
    desk.tellPulse(pulse);
    QCOMPARE(TrustStrip::calmWords(desk),
        QStringLiteral("No firing alerts; 1 of 1 sources live, oldest signal 12 s."));
    desk.tellPulse(pulse, 3001); // the server itself is silent
    QVERIFY(TrustStrip::calmWords(desk).startsWith(QLatin1String("Unknown")));
    // On screen: every number of the strip loses its look.
    m_desk->tellPulse(m_desk->pulse(), 4000);
    for (const auto* chip : named(*m_window, "trust")->findChildren<SourceChip*>()) {
        if (chip->isVisible())
            QVERIFY2(chip->doubtful(), qPrintable(chip->text()));
    }
}

void TestMainWindow::lostLinkShows()
{
    LinkStatus link = m_desk->link();
    link.connected = false;
    link.since = m_desk->now() - 10'000;
    m_desk->tellLink(link);
    const auto* label = m_window->findChild<PlainLabel*>(QStringLiteral("link"));
    QCOMPARE(label->text(), QStringLiteral("NO LINK since 14:20, showing what was known; 1 waiting to send"));
}

void TestMainWindow::rowsStandStillWhileOneIsSelected()
{
    m_window->showPage(MainWindow::AlertListPage);
    m_window->alerts().filterBy({});
    auto* table = m_window->alerts().table();
    table->selectRow(3);
    const AlertId chosen = m_window->alerts().selected().front();
    const int rows = m_window->alerts().model()->rowCount();
    const int y = table->rowViewportPosition(3);
    AlertRaised f;
    f.severity = Severity::Critical;
    f.startedAt = m_desk->now();
    for (int i = 0; i < 20; ++i) {
        f.alert = {m_desk->workspace().alertCount() + 1};
        f.key = f.alert.value;
        f.name = QStringLiteral("New");
        m_desk->put(QStringLiteral("rules"), {f});
    }
    QCOMPARE(m_window->alerts().model()->rowCount(), rows);
    QCOMPARE(m_window->alerts().selected().front(), chosen);
    QCOMPARE(table->rowViewportPosition(3), y);
    auto* badge = qobject_cast<Button*>(named(*m_window, "waitingAlerts"));
    QCOMPARE(badge->word(), QStringLiteral("+20 · 20 critical"));
    QTest::mouseClick(badge, Qt::LeftButton);
    QCOMPARE(m_window->alerts().model()->rowCount(), rows + 20);
    QVERIFY(!badge->isVisible());
}

void TestMainWindow::declareNeedsNoMouse()
{
    named(*m_window, "incidents")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("editor_title"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(askedFor<Declare>(*m_desk), 0); // a title is wanted, and it is said in place
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Logins fail"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(askedFor<Declare>(*m_desk), 1);
    QVERIFY(!named(*m_window, "editor")->isVisible());
}

void TestMainWindow::replacedIsTheOnlyReset()
{
    const int rows = m_window->alerts().model()->rowCount();
    m_desk->replaceAll();
    QCOMPARE(m_window->incident().value, 1U);
    QCOMPARE(m_window->alerts().model()->rowCount(), rows);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
