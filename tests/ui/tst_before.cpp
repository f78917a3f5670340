// SPDX-License-Identifier: GPL-3.0-or-later
// What is folded, what was before, what is urgent, what warns early: on the screen and by keyboard.

#include "tests/ui/before.h"
#include "models/items/alertlistmodel.h"
#include "models/items/incidentlistmodel.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/shell/centre.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

using namespace quarterdeck;

namespace {

/// Answers a back-test when the test says so, and nobody after it was cancelled.
class TestingDesk : public MemoryDesk {
public:
    void backtest(const QString& changed, std::function<void(quint64, quint64)> progress,
        std::function<void(Result<BacktestPair::Answer>)> done) override
    {
        rules = changed;
        m_progress = std::move(progress);
        m_done = std::move(done);
    }

    void cancelBacktest() override
    {
        ++cancelled;
        m_progress = {};
        m_done = {};
    }

    bool waits() const { return bool(m_done); }

    void tell(quint64 read, quint64 of) { m_progress(read, of); }

    void answer(const Result<BacktestPair::Answer>& a) { std::exchange(m_done, {})(a); }

    QString rules;
    int cancelled = 0;

private:
    std::function<void(quint64, quint64)> m_progress;
    std::function<void(Result<BacktestPair::Answer>)> m_done;
};

} // namespace

class TestBefore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Dark); }

    void init()
    {
        m_desk = std::make_unique<MemoryDesk>();
        m_story = std::make_unique<Before>(*m_desk);
        m_window = std::make_unique<MainWindow>(*m_desk);
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->chooseIncident(Before::present);
        QTRY_VERIFY(m_window->history().complete());
    }

    void cleanup()
    {
        m_window.reset();
        m_story.reset();
        m_desk.reset();
    }

    void whatIsFoldedIsCountedAndComesBackByOneKey();
    void nothingFoldedSaysSo();
    void whatIsNewIsLabelled();
    void aGroupSaysWhetherItWasSeenAndWhoseItIs();
    void theLikeIsNamedAndOpened();
    void withoutAPastItSaysSo();
    void urgencyOrdersWhenAsked();
    void warningsStandApartUntilAccepted();
    void aChangeHasItsFigures();
    void otherRulesAreTestedBesideTheseOnes();

private:
    template <class T> T* find(const char* name) { return m_window->findChild<T*>(QString::fromLatin1(name)); }

    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(), key); }

    QString rowsOf(const char* view)
    {
        QStringList out;
        const auto* model = find<QAbstractItemView>(view)->model();
        for (int i = 0; i < model->rowCount(); ++i)
            out << model->index(i, 0).data().toString();
        return out.join(QLatin1Char('\n'));
    }

    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<Before> m_story;
    std::unique_ptr<MainWindow> m_window;
};

void TestBefore::whatIsFoldedIsCountedAndComesBackByOneKey()
{
    m_window->showPage(MainWindow::AlertListPage);
    m_window->tick();
    auto* summary = find<Button>("folded");
    QVERIFY(summary->isVisible()); // closed, too
    QCOMPARE(summary->word(), QStringLiteral("Folded as background: 2 kinds, 2 alerts now · 58× in all"));
    QVERIFY(!find<QListView>("foldedLines")->isVisible());
    m_window->actions().trigger(QStringLiteral("alerts.showKind"));
    QVERIFY(m_desk->asked().empty()); // nothing is chosen
    press(Qt::Key_F);
    auto* lines = find<QListView>("foldedLines");
    QVERIFY(lines->isVisible() && lines->hasFocus());
    const QString rows = rowsOf("foldedLines");
    QVERIFY2(rows.contains(QStringLiteral("BatchLate, report-1, 1 now · 29×"))
            && rows.contains(QStringLiteral("usual here: about one 10 m span in 6 has it")),
        qPrintable(rows));
    press(Qt::Key_J);
    QCOMPARE(m_desk->asked().size(), size_t(1));
    const auto* pin = get_if<PinKind>(&m_desk->asked().front());
    QVERIFY(pin && pin->pin == KindPin::Show);
    QCOMPARE(pin->name, QStringLiteral("BatchLate"));
    QVERIFY(rows.section(QLatin1Char('\n'), 0, 0).contains(pin->resource));
    // What the server answers shows at once, and the same key takes it back.
    m_desk->put(QStringLiteral("wren"), { KindPinned { pin->name, pin->resource, KindPin::Show, {} } });
    m_window->tick();
    QVERIFY2(rowsOf("foldedLines").contains(QStringLiteral("shown from now on: @wren said so")),
        qPrintable(rowsOf("foldedLines")));
    press(Qt::Key_J);
    QVERIFY(get_if<PinKind>(&m_desk->asked().back())->pin == KindPin::ByRate);
    press(Qt::Key_Return); // its alerts
    QTRY_COMPARE(m_window->alerts().model()->rowCount(), 1);
    press(Qt::Key_F);
    QVERIFY(!lines->isVisible());
}

void TestBefore::nothingFoldedSaysSo()
{
    MemoryDesk empty;
    MainWindow window(empty);
    window.show();
    window.showPage(MainWindow::AlertListPage);
    QCOMPARE(window.findChild<Button*>(QStringLiteral("folded"))->word(),
        QStringLiteral("Folded as background: nothing so far"));
}

void TestBefore::whatIsNewIsLabelled()
{
    m_window->showPage(MainWindow::AlertListPage);
    auto* table = m_window->alerts().table();
    QTRY_VERIFY(table->model()->rowCount() > 1);
    QStringList titles;
    for (int i = 0; i < table->model()->rowCount(); ++i)
        titles << table->model()->index(i, AlertListModel::TitleColumn).data().toString();
    QVERIFY2(titles.contains(QStringLiteral("never seen · CartCorrupt")), qPrintable(titles.join(QLatin1Char('|'))));
    QVERIFY2(titles.contains(QStringLiteral("rare · RedisDown")), qPrintable(titles.join(QLatin1Char('|'))));
    // In a log of a few hours everything is new, and nothing is called so.
    MemoryDesk young;
    AlertRaised first;
    first.alert = { 1 };
    first.name = QStringLiteral("First");
    young.putAt(Before::now, QStringLiteral("rules"), { first });
    History history(young);
    QTRY_VERIFY(history.complete());
    QVERIFY(history.label({ 1 }).isEmpty() && history.seenWords({ 1 }).isEmpty());
}

void TestBefore::aGroupSaysWhetherItWasSeenAndWhoseItIs()
{
    // The group beside it: its kind was never seen in two days, and nobody has touched it.
    m_window->chooseIncident(Before::related);
    m_window->tick();
    QVERIFY2(rowsOf("incidents").contains(QStringLiteral("never seen · nobody yet (team-shop)")), qPrintable(rowsOf("incidents")));
    QCOMPARE(find<PlainLabel>("commander")->text(), QStringLiteral("nobody is on it"));
    QVERIFY(find<PlainLabel>("commander")->isVisible());
    QStringList header;
    for (const auto* label : find<QWidget>("header")->findChildren<PlainLabel*>())
        header << label->text();
    QVERIFY2(header.contains(QStringLiteral("· never seen")), qPrintable(header.join(QLatin1Char('|'))));
    QVERIFY2(header.contains(QStringLiteral("· team-shop owns it")), qPrintable(header.join(QLatin1Char('|'))));
    // Who has acknowledged it has it in hand.
    const auto alert = *m_desk->workspace().incident(Before::related)->alerts.begin();
    m_desk->put(QStringLiteral("wren"), { AlertAcknowledged { alert, true } }, QByteArray(16, 'w'));
    m_window->tick();
    QCOMPARE(find<PlainLabel>("commander")->text(), QStringLiteral("@wren is on it"));
    QVERIFY(rowsOf("incidents").contains(QStringLiteral("never seen · @wren (team-shop)")));
}

void TestBefore::theLikeIsNamedAndOpened()
{
    auto* like = find<Button>("past1");
    QTRY_VERIFY(!like->isHidden());
    QCOMPARE(like->word(), QStringLiteral("1 Redis out of memory"));
    QVERIFY2(like->accessibleName().contains(QStringLiteral("What ended it: mend redis: restarted redis with more memory")),
        qPrintable(like->accessibleName()));
    QVERIFY2(like->accessibleName().contains(QStringLiteral("took 25 m")), qPrintable(like->accessibleName()));
    QCOMPARE(find<PlainLabel>("responders")->text(),
        QStringLiteral("team-cache (owns redis) · @wren (worked on an incident like this)"));
    QVERIFY(find<PlainLabel>("seenBefore")->text().contains(QStringLiteral("RedisDown redis-1: rare: once before")));
    auto* related = find<Button>("related1");
    QCOMPARE(related->word(), QStringLiteral("4 Checkout errors"));
    QVERIFY(related->accessibleName().contains(QStringLiteral("its checkout needs redis, which is hit here")));
    press(Qt::Key_L);
    QVERIFY(like->hasFocus());
    QVERIFY(!like->visibleRegion().isEmpty()); // scrolled to
    QStringList situation;
    for (const auto* label : find<QWidget>("situation")->findChildren<PlainLabel*>())
        situation << label->text();
    QVERIFY2(situation.contains(QStringLiteral("like 1 Redis out of memory; rare: once before, the last time 1 d 23 h earlier")),
        qPrintable(situation.join(QLatin1Char('|'))));
    press(Qt::Key_Space);
    QCOMPARE(m_window->incident(), Before::past);
}

void TestBefore::withoutAPastItSaysSo()
{
    MemoryDesk young;
    IncidentOpened opened;
    opened.incident = { 1 };
    opened.title = QStringLiteral("First");
    young.putAt(Before::now, QStringLiteral("rules"), { opened });
    MainWindow window(young);
    window.show();
    window.chooseIncident({ 1 });
    QTRY_VERIFY(window.history().complete());
    QStringList texts;
    for (const auto* label : window.findChildren<PlainLabel*>())
        texts << label->text();
    QVERIFY(texts.contains(QStringLiteral("No incident has been resolved yet: there is nothing to compare with.")));
    QVERIFY(texts.contains(
        QStringLiteral("No other open incident hits a service of this one, or one next to it on the map.")));
}

void TestBefore::urgencyOrdersWhenAsked()
{
    // A graver incident without anything that fires, and two groups in Triage: by severity, then by urgency.
    IncidentOpened calm;
    calm.incident = { 5 };
    calm.severity = 1;
    calm.title = QStringLiteral("All over");
    calm.observedAt = Before::now - Before::minute;
    m_desk->putAt(Before::now - Before::minute, QStringLiteral("rules"), { calm, IncidentAccepted { { 5 }, 1 } });
    const auto* model = qobject_cast<IncidentListModel*>(find<QListView>("incidents")->model());
    QVERIFY(model->rowOfIncident({ 5 }) < model->rowOfIncident(Before::present));
    press(Qt::Key_Q);
    QVERIFY(model->rowOfIncident({ 5 }) > model->rowOfIncident(Before::present));
    QVERIFY(find<PlainLabel>("incidentOrder")->isVisible());
    QCOMPARE(m_window->incident(), Before::present); // the choice stays
    // It stays as it is until somebody asks again, whatever happens.
    m_desk->put(QStringLiteral("wren"), { SeveritySet { Before::present, 2, 5, {} } });
    QVERIFY(model->rowOfIncident({ 5 }) > model->rowOfIncident(Before::present));
    press(Qt::Key_Q);
    QVERIFY(model->rowOfIncident({ 5 }) < model->rowOfIncident(Before::present));
    QVERIFY(!find<PlainLabel>("incidentOrder")->isVisible());
}

void TestBefore::warningsStandApartUntilAccepted()
{
    m_window->showPage(MainWindow::RatePage);
    auto disk = Before::line(EarlyWarning::Sort::Threshold, 60, 82);
    disk.threshold = 90;
    disk.reachesAt = Before::now + 12 * Before::minute;
    const auto first = m_story->warn("Disk used nears its threshold", "search", "Disk used: 82, reaches 90 in about 15 m",
        Severity::High, disk);
    m_story->warn("Checkout errors is unusual", "checkout", "Checkout errors: 4.2, usually 0.1 to 0.3", Severity::Warning,
        Before::line(EarlyWarning::Sort::Unusual, 0.2, 4.2));
    QTRY_COMPARE(find<QListView>("warnings")->model()->rowCount(), 2);
    const QString rows = rowsOf("warnings");
    QVERIFY2(rows.section(QLatin1Char('\n'), 0, 0).contains(QStringLiteral("reaches it in about 12 m")), qPrintable(rows));
    QVERIFY2(rows.contains(QStringLiteral("usually 0.1 to 0.3")) && rows.contains(QStringLiteral("as of 13:57:00")),
        qPrintable(rows));
    press(Qt::Key_Y);
    QVERIFY(find<QListView>("warnings")->hasFocus());
    // Taken into an accepted incident, it leaves the lane; the other one stays.
    AlertAttached attached;
    attached.alert = first;
    attached.incident = Before::present;
    m_desk->put(QStringLiteral("rules"), { attached });
    QTRY_COMPARE(find<QListView>("warnings")->model()->rowCount(), 1);
    QVERIFY(rowsOf("warnings").contains(QStringLiteral("Checkout errors")));
}

void TestBefore::aChangeHasItsFigures()
{
    m_story->warn("Redis memory is unusual", "redis", "Redis memory: 9", Severity::Warning,
        Before::line(EarlyWarning::Sort::Unusual, 1, 9));
    QTRY_COMPARE(find<QListView>("warnings")->model()->rowCount(), 1);
    m_window->chooseIncident(Before::present);
    QStringList texts;
    for (const auto* label : find<QWidget>("suspects")->findChildren<PlainLabel*>())
        texts << label->text();
    const QString all = texts.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QStringLiteral("alerts on redis: 0 in the 12 m before, 3 in the 12 m since")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("Redis memory is unusual: median ")), qPrintable(all));
}

void TestBefore::otherRulesAreTestedBesideTheseOnes()
{
    TestingDesk desk;
    MainWindow window(desk);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.actions().trigger(QStringLiteral("view.backtest"));
    auto* rules = window.findChild<QPlainTextEdit*>(QStringLiteral("backtestRules"));
    auto* found = window.findChild<QPlainTextEdit*>(QStringLiteral("backtestAnswer"));
    auto* state = window.findChild<PlainLabel*>(QStringLiteral("backtestState"));
    QVERIFY(rules->isVisible() && rules->hasFocus());
    QVERIFY(rules->toPlainText().contains(QStringLiteral("link_threshold: 0.5")));
    rules->setPlainText(QStringLiteral("parameters: {link_threshold: 0.9}"));
    QTest::keyClick(rules, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.rules, QStringLiteral("parameters: {link_threshold: 0.9}"));
    desk.tell(500, 2'000);
    QCOMPARE(state->text(), QStringLiteral("500 of 2000 entries"));
    BacktestPair::Answer answer;
    answer.now.incidents = 12;
    answer.changed.incidents = 31;
    answer.now.alerts = 400;
    answer.moved = 57;
    answer.movedWords = { QStringLiteral("alert 7 RedisDown redis: incident 2, then incident 3") };
    desk.answer(answer);
    const QString shown = found->toPlainText().simplified();
    QVERIFY2(shown.contains(QStringLiteral("now changed Incidents made 12 31")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("Alerts moved – 57 of 400")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("and 56 more")), qPrintable(shown));
    // What is wrong with the rules is said in words; a run is cancelled by closing.
    QTest::keyClick(rules, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(found->toPlainText().isEmpty());
    desk.answer(error("policies.refused", QStringLiteral("“x” is no parameter.")));
    QCOMPARE(state->text(), QStringLiteral("“x” is no parameter."));
    QTest::keyClick(rules, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.waits());
    QTest::keyClick(rules, Qt::Key_Escape);
    QCOMPARE(desk.cancelled, 1);
    QVERIFY(!desk.waits() && !rules->isVisible());
}

QTEST_MAIN(TestBefore)
#include "tst_before.moc"
