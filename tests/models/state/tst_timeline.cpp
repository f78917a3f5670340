// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/timeline.h"

#include "tests/models/state/outage.h"

#include <QTest>

using namespace quarterdeck;

namespace {

const TimelineItem* find(const std::vector<TimelineItem>& items, Mark mark, const QString& part = {})
{
    for (const auto& item : items) {
        if (item.mark == mark && item.text.contains(part))
            return &item;
    }
    return nullptr;
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private slots:
    void tellsTheOutageInOrder()
    {
        Outage o;
        o.untilPostCheck();
        const auto items = buildTimeline(o.workspace, *o.workspace.incident(o.incident));
        QVERIFY(std::is_sorted(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
        const auto* first = find(items, Mark::FirstFired);
        QVERIFY(first);
        QCOMPARE(first->text, QStringLiteral("RedisDown cache-1"));
        QCOMPARE(find(items, Mark::Command)->text, QStringLiteral("takes command"));
        QCOMPARE(find(items, Mark::Decision)->lane, Lane::People);
        QCOMPARE(find(items, Mark::Status)->lane, Lane::Comms);
        for (const auto& item : items)
            QVERIFY2(item.seq > 0, qPrintable(item.text));
    }

    void aBackDatedLineStandsWhereItHappened()
    {
        Outage o;
        o.untilPostCheck();
        const auto items = buildTimeline(o.workspace, *o.workspace.incident(o.incident));
        const auto* report = find(items, Mark::Report);
        QCOMPARE(report->at, Outage::noon + 4 * Outage::minute);
        QCOMPARE(report->recordedAt, Outage::noon + 8 * Outage::minute);
        QVERIFY(report < find(items, Mark::Command)); // earlier in the same vector
    }

    void changesBesideTheMatterAreDimmed()
    {
        Outage o;
        o.opening();
        o.change(-5 * Outage::minute, QStringLiteral("redis"), QStringLiteral("7"), QStringLiteral("redis 7"));
        o.change(-5 * Outage::minute, QStringLiteral("web"), QStringLiteral("2"), QStringLiteral("web 2"));
        o.change(-90 * Outage::minute, QStringLiteral("redis"), QStringLiteral("6"), QStringLiteral("long ago"));
        o.alert(0, QStringLiteral("CartErrors"), QStringLiteral("cart"), QStringLiteral("c-0"), Severity::High);
        const auto items = buildTimeline(o.workspace, *o.workspace.incident(o.incident));
        QVERIFY(!find(items, Mark::Change, QStringLiteral("redis 7"))->dimmed); // cart needs redis
        QVERIFY(find(items, Mark::Change, QStringLiteral("web 2"))->dimmed); // web needs cart, not the other way
        QVERIFY(!find(items, Mark::Change, QStringLiteral("long ago")));
    }

    void runsAreBarsAndUnknownStaysUnknown()
    {
        Outage o;
        o.untilPostCheck();
        auto items = buildTimeline(o.workspace, *o.workspace.incident(o.incident));
        const auto* run = find(items, Mark::Run);
        QCOMPARE(run->at, Outage::noon + 13 * Outage::minute + 21 * Outage::second);
        QCOMPARE(run->until, Outage::noon + 16 * Outage::minute + 11 * Outage::second);
        const auto* check = find(items, Mark::PostCheck);
        QVERIFY(check->open);
        QCOMPARE(check->until, Outage::noon + 22 * Outage::minute);

        o.say(23 * Outage::minute, QStringLiteral("swift"), {o.request()});
        o.say(24 * Outage::minute, QStringLiteral("server"), {RunEnded {RunId {2}, RunEnd::Unknown, {}}}, false);
        items = buildTimeline(o.workspace, *o.workspace.incident(o.incident));
        QVERIFY(std::any_of(items.begin(), items.end(), [](const auto& i) { return i.run == RunId {2} && i.unknown; }));
    }

    void theCurveCountsBySeverity()
    {
        Outage o;
        o.untilPostCheck();
        auto curve = firingCurve(o.workspace, *o.workspace.incident(o.incident));
        QCOMPARE(curve.front().known(), 1U);
        QCOMPARE(curve.back().known(), 17U);
        QCOMPARE(curve.back().firing[static_cast<size_t>(Severity::Critical)], 7U);
        o.recovery();
        curve = firingCurve(o.workspace, *o.workspace.incident(o.incident));
        QCOMPARE(curve.back().known(), 0U);
    }

    void unknownIsNeverCalm()
    {
        Outage o;
        o.untilPostCheck();
        AlertLost lost;
        lost.alert = AlertId {1};
        lost.since = Outage::noon + 17 * Outage::minute;
        o.say(19 * Outage::minute, QStringLiteral("rules"), {lost}, false);
        const auto curve = firingCurve(o.workspace, *o.workspace.incident(o.incident));
        QCOMPARE(curve.back().at, lost.since);
        QCOMPARE(curve.back().known(), 16U);
        QCOMPARE(curve.back().unknown, 1U);
    }

    // Holds markOf() to the sentences that the folds write.
    void everyActIsRecognised_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<Mark>("mark");
        const Mark marks[] = {Mark::Command, Mark::Command, Mark::Command, Mark::Command, Mark::Command, Mark::Command,
            Mark::Command, Mark::Role, Mark::Role, Mark::Severity, Mark::Severity, Mark::Phase, Mark::Phase, Mark::Task,
            Mark::Task, Mark::Task, Mark::Export, Mark::Run, Mark::Run, Mark::PostCheck, Mark::Command, Mark::Hypothesis,
            Mark::Hypothesis, Mark::Status};
        for (int i = 0; i < 24; ++i)
            QTest::addRow("%d", i) << i << marks[i];
    }

    void everyActIsRecognised()
    {
        QFETCH(int, which);
        QFETCH(Mark, mark);
        Outage o;
        o.untilPostCheck();
        const IncidentId id = o.incident;
        const auto q = [](const char* s) { return QString::fromLatin1(s); };
        PostCheckEnded check;
        check.run = RunId {1};
        RunEnded ended;
        ended.run = RunId {1};
        const Fact facts[] = {CommandTaken {id, q("a")}, CommandReleased {id, q("a")},
            HandOverOffered {id, q("a"), q("b"), {}}, HandOverAccepted {id, q("a"), q("b"), {}},
            HandOverDeclined {id, q("b"), {}}, CommandAssumed {id, q("a"), q("b"), Text(q("gone"))},
            ChallengeAnswered {id, q("a")}, RoleAssigned {id, q("scribe"), Text(q("b"))}, RoleCleared {id, q("scribe")},
            SeveritySet {id, 3, 2, {}}, SeveritySet {id, 2, 3, Text(q("calmer"))},
            PhaseSet {id, Phase::Triage, Phase::Fixing, {}}, IncidentReopened {id, Phase::Fixing, Text(q("again"))},
            TaskAssigned {id, TaskId {2}, Text(q("b")), 0, 0, Text(q("look"))}, TaskAcknowledged {id, TaskId {1}},
            TaskClosed {id, TaskId {1}, true, {}}, DraftExported {id, q("html"), QByteArray(32, 'x')},
            RunApproved {RunId {1}, {}}, ended, check, CommandCarried {IncidentId {9}, id, q("a")},
            HypothesisMoved {id, LineId {3}, Belief::Testing, {}}, EvidenceAdded {id, LineId {3}, true, AlertId {1}, 0, {}},
            StatusPosted {id, Audience::Public, 1, {}, Text(q("slow"))}};
        IncidentOpened other;
        other.incident = IncidentId {9};
        o.say(20 * Outage::minute, q("rules"), {other}, false);
        o.say(20 * Outage::minute, q("b"), {facts[which]});
        QCOMPARE(markOf(o.workspace.incident(id)->log.back()), mark);
    }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
