// SPDX-License-Identifier: GPL-3.0-or-later
// Every item model under QAbstractItemModelTester with random entries: after every prefix the rows that
// grew delta by delta equal those made from scratch, and no live model is ever reset.

#include "models/items/alertlistmodel.h"
#include "models/items/incidentlistmodel.h"
#include "models/items/logmodel.h"
#include "models/items/tasklistmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace quarterdeck;

namespace {

/// Random but lawful entries: what decide() could have said.
class Story {
public:
    explicit Story(quint32 seed)
        : m_random(seed)
    {
    }

    Workspace workspace;

    Delta next()
    {
        Entry entry;
        entry.seq = workspace.head().seq + 1;
        entry.recordedAt = 1'000'000 + static_cast<Instant>(entry.seq) * 700;
        entry.actor = QStringLiteral("rules");
        if (m_random.bounded(3) == 0)
            entry.command = QByteArray::number(entry.seq);
        const int facts = 1 + m_random.bounded(m_burst);
        for (int i = 0; i < facts; ++i)
            entry.facts.push_back(fact(entry.recordedAt));
        return workspace.apply(entry);
    }

    void setBurst(int burst) { m_burst = burst; }

    quint32 bounded(quint32 limit) { return m_random.bounded(limit); }

private:
    AlertId anyAlert() { return {1 + m_random.bounded(qMax(1U, m_alerts))}; }

    IncidentId anyIncident() { return {1 + m_random.bounded(qMax(1U, m_incidents))}; }

    Severity anySeverity() { return static_cast<Severity>(m_random.bounded(6)); }

    Fact raised(Instant now)
    {
        AlertRaised f;
        f.alert = {++m_alerts};
        f.key = m_alerts;
        f.severity = anySeverity();
        f.startedAt = now - static_cast<Instant>(m_random.bounded(60'000));
        f.name = QStringLiteral("Alert%1").arg(m_random.bounded(20));
        f.service = QStringLiteral("service%1").arg(m_random.bounded(8));
        f.resource = QStringLiteral("pod%1").arg(m_random.bounded(30));
        return f;
    }

    Fact fact(Instant now)
    {
        switch (m_random.bounded(22)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return raised(now);
        case 4:
            return AlertCleared {anyAlert(), now, ClearedHow::Resolved, 0};
        case 5:
            return AlertRaisedAgain {anyAlert(), anySeverity(), now, 0, {}, 0};
        case 6:
            return AlertLost {anyAlert(), now, {}};
        case 7:
            return AlertChanged {anyAlert(), anySeverity(), 0, {}};
        case 8:
            return AlertsSeen {{{anyAlert(), 3, now, 0}, {anyAlert(), 1, now, 0}}};
        case 9:
            return AlertAcknowledged {anyAlert(), m_random.bounded(2) == 0};
        case 10:
            return AlertSuppressed {anyAlert(), m_random.bounded(2) == 0, {}};
        case 11: {
            IncidentOpened f;
            f.incident = {++m_incidents};
            f.severity = static_cast<quint8>(1 + m_random.bounded(5));
            f.title = QStringLiteral("Incident %1").arg(m_incidents);
            return f;
        }
        case 12: {
            AlertAttached f;
            f.alert = anyAlert();
            f.incident = anyIncident();
            return f;
        }
        case 13:
            return IncidentAccepted {anyIncident(), static_cast<quint8>(1 + m_random.bounded(5))};
        case 14:
            return PhaseSet {anyIncident(), Phase::Triage, static_cast<Phase>(1 + m_random.bounded(7)), {}};
        case 15:
            return SeveritySet {anyIncident(), 3, static_cast<quint8>(1 + m_random.bounded(5)), {}};
        case 16:
            return IncidentReopened {anyIncident(), Phase::Investigating, {}};
        case 17:
        case 18: {
            LineLogged f;
            f.incident = anyIncident();
            f.line = {++m_lines};
            f.observedAt = now - static_cast<Instant>(m_random.bounded(40'000));
            f.text = QStringLiteral("line %1").arg(m_lines);
            return f;
        }
        case 19: {
            TaskAssigned f;
            f.incident = anyIncident();
            f.task = {++m_tasks};
            f.boxMs = m_random.bounded(3) * 60'000;
            f.observedAt = now;
            return f;
        }
        case 20:
            return TaskClosed {anyIncident(), {1 + m_random.bounded(qMax(1U, m_tasks))}, true, {}};
        default:
            return CommandTaken {anyIncident(), QStringLiteral("kestrel")};
        }
    }

    QRandomGenerator m_random;
    quint32 m_alerts = 0;
    quint32 m_incidents = 0;
    quint32 m_lines = 0;
    quint32 m_tasks = 0;
    int m_burst = 4;
};

QString cell(AlertId id, int column)
{
    return QStringLiteral("%1/%2").arg(id.value).arg(column);
}

QString heading(int column)
{
    return QString::number(column);
}

std::vector<AlertId> fromScratch(const Workspace& w, const AlertFilter& filter, const AlertOrder& order)
{
    std::vector<AlertColumns> columns;
    for (quint32 i = 1; i <= w.alertCount(); ++i)
        columns.push_back(columnsOf({i}, w.alert({i})));
    return orderAlerts(columns, filter, order, w.names().names());
}

} // namespace

class TestItemModels : public QObject {
    Q_OBJECT

private slots:
    void alertsEqualFromScratch_data();
    void alertsEqualFromScratch();
    void heldRowsStandStill();
    void selectionSurvivesAnOrder();
    void largeOrdersComeFromAWorker();
    void laneHoldsTheNewestCritical();
    void incidentsEqualFromScratch();
    void heldIncidentsStandStill();
    void logEqualsFromScratch();
    void tasksEqualFromScratch();
};

void TestItemModels::alertsEqualFromScratch_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("sort");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<int>("burst");
    int n = 0;
    for (const char* filter :
        {"", "status:firing", "sev>=high -is:suppressed", "service:service3", "incident:1", "alert1"}) {
        for (int sort = 0; sort <= static_cast<int>(AlertSort::Incident); ++sort) {
            const int burst = n % 3 == 0 ? 60 : 4; // large bursts take the way of a layout change
            QTest::addRow("%s by %d", filter, sort)
                << QString::fromLatin1(filter) << sort << (n++ % 2 == 0) << burst;
        }
    }
}

void TestItemModels::alertsEqualFromScratch()
{
    QFETCH(QString, filter);
    QFETCH(int, sort);
    QFETCH(bool, descending);
    QFETCH(int, burst);
    Story story(static_cast<quint32>(sort * 7 + filter.size()));
    story.setBurst(burst);
    const AlertOrder order {static_cast<AlertSort>(sort), descending};
    const auto parsed = *AlertFilter::parse(filter);
    AlertListModel model(story.workspace, cell, heading);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setOrder(order);
    model.setFilter(parsed);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int i = 0; i < 70; ++i) {
        model.apply(story.next());
        const auto wanted = fromScratch(story.workspace, parsed, order);
        if (model.rows() != wanted)
            QFAIL(qPrintable(QStringLiteral("after entry %1: %2 rows, wanted %3")
                                 .arg(i)
                                 .arg(model.rows().size())
                                 .arg(wanted.size())));
    }
    QCOMPARE(reset.count(), 0);
    QVERIFY(story.workspace.alertCount() > 20);
}

void TestItemModels::heldRowsStandStill()
{
    Story story(5);
    AlertListModel model(story.workspace, cell, heading);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 50; ++i)
        model.apply(story.next());
    model.hold(true);
    const auto before = model.rows();
    const quint32 alerts = story.workspace.alertCount();
    for (int i = 0; i < 80; ++i)
        model.apply(story.next());
    QVERIFY(model.rows() == before);
    QCOMPARE(model.waiting(), static_cast<int>(story.workspace.alertCount() - alerts));
    model.hold(false);
    QVERIFY(model.rows() == fromScratch(story.workspace, {}, {}));
    QCOMPARE(model.waiting(), 0);
}

void TestItemModels::selectionSurvivesAnOrder()
{
    Story story(6);
    AlertListModel model(story.workspace, cell, heading);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 80; ++i)
        model.apply(story.next());
    const QPersistentModelIndex chosen = model.index(model.rowCount() / 2, 2);
    const AlertId alert = model.alertAt(chosen.row());
    model.setOrder({AlertSort::Name, false});
    QVERIFY(chosen.isValid());
    QCOMPARE(model.alertAt(chosen.row()), alert);
    model.setFilter(*AlertFilter::parse(QStringLiteral("nothing-matches")));
    QVERIFY(!chosen.isValid());
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({});
    QVERIFY(model.rows() == fromScratch(story.workspace, {}, {AlertSort::Name, false}));
}

void TestItemModels::largeOrdersComeFromAWorker()
{
    Story story(7);
    Entry storm;
    storm.seq = 1;
    storm.recordedAt = 1'000'000;
    for (quint32 i = 1; i <= 60'000; ++i) {
        AlertRaised f;
        f.alert = {i};
        f.key = i;
        f.startedAt = 1'000'000 - i % 977;
        f.severity = static_cast<Severity>(i % 6);
        f.name = QStringLiteral("Alert%1").arg(i % 50);
        storm.facts.emplace_back(f);
    }
    story.workspace.apply(storm);
    AlertListModel model(story.workspace, cell, heading);
    QVERIFY(model.busy());
    QTRY_VERIFY(!model.busy());
    QCOMPARE(model.rowCount(), 60'000);
    const AlertOrder order {AlertSort::Severity, true};
    model.setOrder({AlertSort::Name, true}); // latest wins: this one is never shown
    model.setOrder(order);
    QSignalSpy settled(&model, &AlertListModel::settled);
    Entry more;
    more.seq = 2;
    more.recordedAt = 1'100'000;
    for (quint32 i = 0; i < 40; ++i)
        more.facts.emplace_back(AlertAcknowledged {{i * 31 + 1}, true});
    for (quint32 i = 1; i <= 30; ++i) {
        AlertRaised f;
        f.alert = {60'000 + i};
        f.key = 60'000 + i;
        f.severity = Severity::Critical;
        f.startedAt = 1'100'000;
        more.facts.emplace_back(f);
        more.facts.emplace_back(AlertChanged {{i * 100}, Severity::Low, 0, {}});
    }
    model.apply(story.workspace.apply(more)); // arrives while the worker counts
    QTRY_COMPARE(settled.count(), 1);
    QVERIFY(model.rows() == fromScratch(story.workspace, {}, order));
}

void TestItemModels::laneHoldsTheNewestCritical()
{
    Story story(8);
    AlertListModel model(story.workspace, cell, heading);
    for (int i = 0; i < 400; ++i) {
        model.apply(story.next());
        std::vector<std::pair<Instant, AlertId>> wanted;
        for (quint32 n = 1; n <= story.workspace.alertCount(); ++n) {
            const auto& row = story.workspace.alert({n});
            if (row.severity == Severity::Critical && row.status == AlertStatus::Firing && !row.acknowledged
                && !row.suppressed)
                wanted.emplace_back(row.startedAt, AlertId {n});
        }
        QCOMPARE(model.laneTotal(), static_cast<int>(wanted.size()));
        std::sort(wanted.rbegin(), wanted.rend());
        const auto lane = model.lane();
        QCOMPARE(lane.size(), qMin<size_t>(3, wanted.size()));
        for (size_t n = 0; n < lane.size(); ++n)
            QCOMPARE(lane[n], wanted[n].second);
    }
}

void TestItemModels::incidentsEqualFromScratch()
{
    Story story(9);
    IncidentListModel model(
        story.workspace, [](const IncidentListRow& row) { return QString::number(row.incident.value); });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int i = 0; i < 500; ++i) {
        model.apply(story.next());
        const auto wanted = incidentRows(story.workspace);
        QVERIFY2(model.rows() == wanted, qPrintable(QString::number(i)));
        for (size_t n = 0; n < wanted.size(); ++n)
            QCOMPARE(model.rows()[n].section, wanted[n].section);
    }
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.rowCount() > 10);
}

void TestItemModels::heldIncidentsStandStill()
{
    Story story(12);
    IncidentListModel model(
        story.workspace, [](const IncidentListRow& row) { return QString::number(row.incident.value); });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 100; ++i)
        model.apply(story.next());
    model.hold(true);
    const auto held = model.rows();
    for (int i = 0; i < 300; ++i) {
        model.apply(story.next());
        QVERIFY(model.rows() == held);
        int missing = 0;
        for (const auto& row : incidentRows(story.workspace))
            missing += row.incident && row.section != IncidentSection::Closed && model.rowOf(row) < 0;
        QCOMPARE(model.waiting(), missing);
    }
    QVERIFY(model.waiting() > 0 && model.waitingMajor() <= model.waiting());
    model.hold(false);
    QVERIFY(model.rows() == incidentRows(story.workspace));
    QCOMPARE(model.waiting(), 0);
}

void TestItemModels::logEqualsFromScratch()
{
    Story story(10);
    LogModel model(
        story.workspace, [](const LogLineInfo& l) { return l.text; },
        [](const WaitingLine& l) { return l.text; });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 100; ++i)
        story.next();
    model.setIncident({1});
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    std::vector<WaitingLine> waiting;
    for (int i = 0; i < 400; ++i) {
        model.apply(story.next());
        if (story.bounded(4) == 0) {
            waiting.clear();
            for (quint32 n = story.bounded(4); n > 0; --n)
                waiting.push_back({QByteArray::number(i * 10 + static_cast<int>(n)), 5,
                    QStringLiteral("wren"), QStringLiteral("waits")});
            model.setWaiting(waiting);
        }
        QVERIFY2(model.rows() == logRows(story.workspace.incident(IncidentId {1}), waiting),
            qPrintable(QString::number(i)));
    }
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.rowCount() > 10);
}

void TestItemModels::tasksEqualFromScratch()
{
    Story story(11);
    TaskListModel model(story.workspace, [](const TaskInfo& t) { return t.text; });
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setIncident({1});
    for (int i = 0; i < 600; ++i) {
        model.apply(story.next());
        QVERIFY2(model.rows() == taskRows(story.workspace.incident(IncidentId {1})),
            qPrintable(QString::number(i)));
    }
    QVERIFY(model.rowCount() > 0);
}

QTEST_GUILESS_MAIN(TestItemModels)
#include "tst_itemmodels.moc"
