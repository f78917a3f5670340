// SPDX-License-Identifier: GPL-3.0-or-later
// What hurts in the tools that people use today, a test each. Where one stands already, it is named here:
//
//   the screen freezes in a storm           aChangeTouchesItsRow; itemmodels.largeOrdersComeFromAWorker; tests/bench (seat)
//   models reset on each refresh            aChangeTouchesItsRow; mainwindow.replacedIsTheOnlyReset; itemmodels.*FromScratch
//   calm and wrong, polling stops silently  mainwindow.staleIsNeverCalm, lostLinkShows; faults (feed, polling)
//   counts jump                             countsStandStill
//   skew drops or ends alerts               triagestorm.clocksOffByDays; faults (skew)
//   a resolved incident swallows new ones   triage.aResolvedIncidentSwallowsNothing, aRecurrenceOpensANewOneAndSaysSo
//   a deleted one is reused                 aDismissedOneIsNotReused; triage.theWordDuplicateIsRemembered
//   services without edges are ignored      triage.withoutATopologyServiceNameAndResourceDo
//   one recovery turns a whole group green  oneRecoveryIsOne; postmortem.anUnknownAlertHoldsRecoveryBack
//   ghosts of a pair                        flapwatch; countsStandStill
//   a wrong group cannot be repaired        aWrongGroupIsRepaired; triage.aSplitIsNotUndone
//   history vanishes, notes are evicted     everyNoteStays; journalfaults; kill_console
//   deletions leave no trace                postmortem.redactedTextsSaySo; workspace.redactionAsksToFoldAgainOnce
//   ghost silences, who and why hidden      aSilenceSaysWhoWhyAndWhenItEnds; silences.*
//   acknowledged, then forgotten            acknowledgedIsNotForGood; answers.acknowledgingIsALineOfTheLog
//   the list moves while one selects        mainwindow.rowsStandStillWhileOneIsSelected; frozenhands.*
//   UTC and local mixed up                  oneSwitchForEveryTime; scribeline.localTime
//   two commanders after a hand-over        command.neverTwo, handOverInEveryWayItCanEnd, mergingLeavesOneCommander
//   no confirmation, approval or dry run    actionguards; views2.prepareShowsAndOnlyThenRuns, aRehearsalSaysSo
//   metrics without definitions             postmortem.figuresAreHonest

#include "models/items/alertlistmodel.h"
#include "models/state/decide.h"
#include "models/state/decider.h"
#include "tests/models/state/scene.h"
#include "tests/models/triage/story.h"
#include "tests/ui/window.h"
#include "ui/alerts/alertspage.h"
#include "ui/common/actionbook.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QListView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <ctime>

using namespace quarterdeck;

namespace {

QString q(const char* s) { return QString::fromUtf8(s); }

constexpr Instant noon = Outage::noon;
constexpr qint64 minute = Outage::minute;

AlertRaised raised(quint32 id, const QString& name)
{
    AlertRaised f;
    f.alert = { id };
    f.source = { 1 };
    f.key = id;
    f.severity = Severity::High;
    f.startedAt = noon;
    f.name = name;
    f.service = q("cart");
    f.resource = QStringLiteral("cart-%1").arg(id);
    return f;
}

AlertAttached to(quint32 alert, quint32 incident)
{
    AlertAttached f;
    f.alert = { alert };
    f.incident = { incident };
    return f;
}

} // namespace

class TestPains : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Asia/Kolkata"); // half an hour off: neither minutes nor hours can be mistaken
        tzset();
        applyTheme(*qApp, Scheme::Dark);
    }

    void init()
    {
        m_desk = std::make_unique<MemoryDesk>();
        fillDesk(*m_desk);
        m_window = std::make_unique<MainWindow>(*m_desk);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->chooseIncident({ 1 });
    }

    void cleanup()
    {
        setShowsLocalTime(false);
        m_window.reset();
        m_desk.reset();
    }

    void aChangeTouchesItsRow();
    void countsStandStill();
    void aDismissedOneIsNotReused();
    void oneRecoveryIsOne();
    void aWrongGroupIsRepaired();
    void everyNoteStays();
    void aSilenceSaysWhoWhyAndWhenItEnds();
    void acknowledgedIsNotForGood();
    void oneSwitchForEveryTime();

private:
    QString shown() const
    {
        QStringList all;
        for (const auto* label : m_window->findChildren<QLabel*>()) {
            if (label->isVisible())
                all << label->text();
        }
        return all.join(QLatin1Char('\n'));
    }

    const Incident& incident(quint32 id = 1) const { return *m_desk->workspace().incident(IncidentId { id }); }

    std::unique_ptr<MemoryDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
};

void TestPains::aChangeTouchesItsRow()
{
    std::vector<Fact> storm;
    const quint32 first = m_desk->workspace().alertCount() + 1;
    for (quint32 i = 0; i < 10'000; ++i)
        storm.emplace_back(raised(first + i, q("Storm")));
    m_desk->put(q("rules"), storm);
    m_window->showPage(MainWindow::AlertListPage);
    m_window->alerts().filterBy(q("Storm"));
    auto* model = m_window->alerts().model();
    QTRY_COMPARE(model->rowCount(), 10'000);
    QTRY_VERIFY(!model->busy());
    QSignalSpy reset(model, &QAbstractItemModel::modelReset);
    QSignalSpy layout(model, &QAbstractItemModel::layoutChanged);
    QSignalSpy changed(model, &QAbstractItemModel::dataChanged);
    m_desk->put(q("wren"), { AlertAcknowledged { { first + 5'000 }, true } }, QByteArray(16, 'a'));
    QCOMPARE(reset.count() + layout.count(), 0);
    QCOMPARE(changed.count(), 1);
    const auto from = changed[0][0].toModelIndex();
    QCOMPARE(from.row(), changed[0][1].toModelIndex().row());
    QCOMPARE(m_window->alerts().model()->alertAt(from.row()), (AlertId { first + 5'000 }));
}

void TestPains::countsStandStill()
{
    const auto counts = [&] {
        const auto* list = m_window->findChild<QListView*>(q("incidents"))->model();
        QStringList all;
        for (int i = 0; i < list->rowCount(); ++i)
            all << list->index(i, 0).data().toString();
        return all;
    };
    m_window->tick();
    const QStringList before = counts();
    QVERIFY2(before.contains(q("In triage · 3 groups, 31 alerts")), qPrintable(before.join(QLatin1Char('\n'))));
    // Both of a pair send each alert again, a source repeats itself, and a restart tells everything once more.
    AlertsSeen seen;
    for (quint32 i = 1; i <= m_desk->workspace().alertCount(); ++i)
        seen.alerts.push_back({ { i }, 3, m_desk->now(), 0 });
    m_desk->putAt(m_desk->now(), q("rules"), { seen });
    m_window->tick();
    QCOMPARE(counts(), before);
    m_desk->replaceAll();
    m_window->tick();
    QCOMPARE(counts(), before);
}

void TestPains::aDismissedOneIsNotReused()
{
    Story story;
    story.labTopology();
    story.tell("0 RedisDown redis critical");
    story.command(1, { IncidentDismissed { { 1 }, Text(q("noise")) } });
    story.tell("2 HighErrorRate checkout critical\n2 Slow redis");
    QCOMPARE(story.workspace.incident(IncidentId { 1 })->phase, Phase::Dismissed);
    QCOMPARE(story.workspace.incident(IncidentId { 1 })->alerts.size(), size_t(1));
    QCOMPARE(story.workspace.alert({ 2 }).incident, (IncidentId { 2 }));
}

void TestPains::oneRecoveryIsOne()
{
    const quint32 firing = incident().firing;
    QVERIFY(firing > 2);
    m_desk->put(q("rules"), { AlertCleared { { 1 }, m_desk->now(), ClearedHow::Resolved, 0 } });
    m_window->tick();
    QCOMPARE(incident().firing, firing - 1);
    QVERIFY(incident().open());
    QTRY_VERIFY2(shown().contains(QStringLiteral("%1 firing, ").arg(firing - 1)), qPrintable(shown()));
    // Nor do all recoveries close what somebody commands.
    std::vector<Fact> all;
    for (const auto id : incident().alerts) {
        if (m_desk->workspace().alert(id).status != AlertStatus::Resolved)
            all.emplace_back(AlertCleared { id, m_desk->now(), ClearedHow::Resolved, 0 });
    }
    m_desk->put(q("rules"), all);
    QCOMPARE(incident().firing, 0U);
    QVERIFY(incident().open());
}

void TestPains::aWrongGroupIsRepaired()
{
    Scene scene;
    IncidentOpened other;
    other.incident = { 2 };
    other.title = q("payments fail");
    scene.happens({ other, raised(1, q("A")), to(1, 1), raised(2, q("B")), to(2, 1), raised(3, q("C")), to(3, 1) });
    QCOMPARE(scene.code("ada", MoveAlerts { { { 2 }, {} }, { { 3 } } }), q("done"));
    QCOMPARE(scene.workspace.alert({ 3 }).incident, (IncidentId { 2 }));
    QCOMPARE(scene.code("ada", Undo { { { 2 }, {} }, 0 }), q("done"));
    QCOMPARE(scene.workspace.alert({ 3 }).incident, (IncidentId { 1 }));
    QCOMPARE(scene.code("ada", Split { { { 1 }, {} }, q("not ours"), { { 2 }, { 3 } } }), q("done"));
    QCOMPARE(scene.incident().alerts.size(), size_t(1));
    const IncidentId part = scene.workspace.alert({ 2 }).incident;
    QVERIFY(part != IncidentId { 1 } && scene.workspace.incident(part)->alerts.size() == 2);
    QCOMPARE(scene.code("ada", Merge { { part, {} }, { { 1 }, {} } }), q("done"));
    QCOMPARE(scene.incident().alerts.size(), size_t(3));
    // What cannot be taken back is refused with a reason, and nothing moves.
    QVERIFY(scene.code("ada", MoveAlerts { { { 99 }, {} }, { { 1 } } }) != q("done"));
    QCOMPARE(scene.workspace.alert({ 1 }).incident, (IncidentId { 1 }));
}

void TestPains::everyNoteStays()
{
    constexpr quint32 notes = 3'000;
    const size_t before = incident().log.size();
    quint32 line = m_desk->workspace().lastLine();
    for (quint32 i = 0; i < notes; ++i) {
        LineLogged f;
        f.incident = { 1 };
        f.line = { ++line };
        f.observedAt = m_desk->now();
        f.text = QStringLiteral("note %1").arg(i);
        m_desk->put(q("wren"), { f }, QByteArray::number(i).rightJustified(16, 'n'));
    }
    QCOMPARE(incident().log.size(), before + notes);
    QCOMPARE(incident().log[before].text, q("note 0"));
    const auto stored = Workspace::fromBytes(m_desk->workspace().toBytes()); // a snapshot forgets none
    QVERIFY(bool(stored));
    QCOMPARE(stored->incident(IncidentId { 1 })->log.size(), before + notes);
    QCOMPARE(m_window->findChild<QListView*>(q("log"))->model()->rowCount() >= static_cast<int>(before + notes), true);
}

void TestPains::aSilenceSaysWhoWhyAndWhenItEnds()
{
    SilenceSet silence;
    silence.silence = { 1 };
    silence.matchers = { { q("service"), q("redis") } };
    silence.owner = q("wren");
    silence.reason = q("being moved");
    silence.until = m_desk->now() + 5 * minute;
    AlertSuppressed hides { { 1 }, true, {} };
    hides.silence = { 1 };
    m_desk->put(q("rules"), { silence, hides });
    m_window->chooseIncident({ 1 });
    m_window->tick();
    QVERIFY2(shown().contains(q("1 by @wren until ") + minuteText(silence.until) + q(" (being moved)")), qPrintable(shown()));
    QVERIFY2(shown().contains(q("Silence 1 ends, 1 alerts return")), qPrintable(shown()));
    // Without it neither is said.
    hides.suppressed = false;
    m_desk->put(q("wren"), { SilenceEnded { { 1 }, Text(q("done")) } });
    m_desk->put(q("rules"), { hides });
    m_window->chooseIncident({ 1 });
    m_window->tick();
    QVERIFY(!shown().contains(q("@wren until")) && !shown().contains(q("alerts return")));
}

void TestPains::acknowledgedIsNotForGood()
{
    m_desk->put(q("wren"), { AlertAcknowledged { { 1 }, true } }, QByteArray(16, 'k'));
    QVERIFY(m_desk->workspace().alert({ 1 }).acknowledged);
    QVERIFY(incident().log.back().text.startsWith(q("acknowledges ")) && incident().log.back().actor == q("wren"));
    const AlertId lane { 1 };
    const auto urgent = [&] {
        const auto all = m_window->alerts().model()->lane(50);
        return std::find(all.begin(), all.end(), lane) != all.end();
    };
    QVERIFY(!urgent());
    m_desk->put(q("rules"), { AlertCleared { { 1 }, m_desk->now(), ClearedHow::Resolved, 0 } });
    AlertRaisedAgain again;
    again.alert = { 1 };
    again.severity = Severity::Critical;
    again.startedAt = m_desk->now() + 1000;
    m_desk->put(q("rules"), { again });
    QVERIFY(!m_desk->workspace().alert({ 1 }).acknowledged); // a new occurrence has been seen by nobody
    QVERIFY(urgent());
}

void TestPains::oneSwitchForEveryTime()
{
    static const QRegularExpression times(q("\\b(\\d\\d):(\\d\\d)(:\\d\\d)?( UTC)?\\b"));
    m_window->tick();
    const QString first = clockText(incident().observedAt);
    QVERIFY2(first.startsWith(q("14:02")), qPrintable(first));
    QVERIFY(shown().contains(first));
    m_window->actions().trigger(q("view.zone"));
    m_window->chooseIncident({ 1 });
    m_window->tick();
    const QString local = clockText(incident().observedAt);
    QVERIFY2(local.startsWith(q("19:32")), qPrintable(local));
    QVERIFY(shown().contains(local));
    auto it = times.globalMatch(shown().remove(incident().title)); // "Checkout errors after 14:02" is what somebody wrote
    while (it.hasNext()) { // the outage is from 13:30 to 14:25 UTC: none of its times is left in UTC
        const auto found = it.next();
        QVERIFY2(found.captured(1).toInt() < 13 || found.captured(1).toInt() > 14,
            qPrintable(q("a time in UTC beside local ones: ") + found.captured() + q(" in\n") + shown()));
    }
}

QTEST_MAIN(TestPains)
#include "tst_pains.moc"
