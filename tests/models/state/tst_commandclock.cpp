// SPDX-License-Identifier: GPL-3.0-or-later
// The command clock and the people, with a clock that is handed in.
#include "models/state/commandclock.h"
#include "models/state/roster.h"
#include "tests/models/state/scene.h"

#include <QTest>

using namespace quarterdeck;

namespace {

const IncidentRef one {{1}, {}};

QString q(const char* s)
{
    return QString::fromUtf8(s);
}

/// "callout 9 m 59 s", "task:1 overdue 3 s": what is due when, at `now`.
QStringList strip(const Workspace& w, Instant now)
{
    QStringList out;
    for (const auto& item : dueItems(w, *w.incident(IncidentId {1}), now))
        out << item.id + (item.overdue ? q(" overdue ") : q(" ")) + inWords(qAbs(item.leftMs)) + (item.snoozed ? q(" snoozed") : QString());
    return out;
}

QStringList strip(const Scene& s)
{
    return strip(s.workspace, s.now);
}

QStringList names(const std::vector<RosterLine>& lines)
{
    QStringList out;
    for (const auto& l : lines)
        out << l.person;
    return out;
}

} // namespace

class TestCommandClock : public QObject {
    Q_OBJECT

private slots:
    void ageAndCallouts()
    {
        Scene s;
        QCOMPARE(strip(s), (QStringList {q("age 0 s"), q("callout 10 m")}));
        s.later(10 * Scene::minute);
        QCOMPARE(strip(s), (QStringList {q("age 10 m"), q("callout overdue 0 s")}));
        // Said in a status line, it is called out; the next one is at twenty minutes and not ten after that.
        (void)s.ask("wren", LogLine {one, LineKind::Status, 0, {}, {}, q("ten minutes: restarting redis")});
        QCOMPARE(strip(s), (QStringList {q("age 10 m 1 s"), q("callout 9 m 59 s")}));
    }

    void updatesThatArePromised()
    {
        Scene s;
        QCOMPARE(s.code("ada", SetNextUpdate {one, Audience::Internal, 5 * Scene::minute, 15 * Scene::minute}), q("done"));
        QCOMPARE(s.lastLine(), q("promises the next internal update by 14:05:02 UTC, then every 15 m"));
        (void)s.ask("ada", SetNextUpdate {one, Audience::Public, 8 * Scene::minute, 0});
        s.later(6 * Scene::minute);
        QCOMPARE(strip(s),
            (QStringList {q("age 6 m 2 s"), q("update:internal overdue 1 m 1 s"), q("update:public 2 m"), q("callout 3 m 58 s")}));
        QCOMPARE(s.code("bob", PostStatus {one, Audience::Internal, s.head(), q("chat"), q("we restart redis")}), q("done"));
        QCOMPARE(s.lastLine(), q("posts the internal status update: we restart redis"));
        QCOMPARE(strip(s).filter(q("update:")), (QStringList {q("update:public 1 m 59 s"), q("update:internal 15 m")}));
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.code("bob", DraftStatus {one, s.head(), q("Checkout is slow.")}), q("done"));
        QCOMPARE(s.incident().publicDraft->by, q("bob"));
        QCOMPARE(s.lastLine(), q("drafts a public status update; the commander posts it"));
        // What the public reads is the commander's to post.
        QCOMPARE(s.code("bob", PostStatus {one, Audience::Public, s.head(), q("web"), q("slow")}), q("command.not-holder"));
        QCOMPARE(s.code("ada", PostStatus {one, Audience::Public, s.head(), q("web"), q("slow")}), q("done"));
        QVERIFY(!s.incident().publicDraft);
        QCOMPARE(s.code("bob", DraftStatus {one, 0, {}}), q("status.no-draft"));
        QCOMPARE(strip(s).filter(q("update:public")), QStringList());
        QCOMPARE(s.code("ada", SetNextUpdate {one, Audience::Public, 0, 0}), q("update.none"));
        QCOMPARE(s.code("ada", SetNextUpdate {one, Audience::Internal, 0, 0}), q("done"));
        QCOMPARE(strip(s).filter(q("update:")), QStringList());
    }

    void tasksAndProposalsAndChecks()
    {
        Scene s;
        (void)s.ask("ada", AssignTask {one, q("swift"), 3 * Scene::minute, 0, q("drain pod-7")});
        (void)s.ask("ada", ProposeDecision {one, {}, q("swift"), 4 * Scene::minute, 0, q("restart redis")});
        RunRequested run;
        run.run = {1};
        run.incident = {1};
        run.title = q("Restart a service");
        s.happens({run, PostCheckStarted {{1}, s.now + 5 * Scene::minute}});
        QCOMPARE(strip(s).mid(1), (QStringList {q("poll:1 1 m"), q("task:1 2 m 59 s"), q("check:1 5 m"), q("callout 9 m 58 s")}));
        const auto items = dueItems(s.workspace, s.incident(), s.now);
        QCOMPARE(items[2].what, q("drain pod-7 (swift)"));
        (void)s.ask("ada", TakeDecision {one, {1}, {}, {}, 0});
        (void)s.ask("swift", CloseTask {one, {1}, true, {}});
        QCOMPARE(strip(s).mid(1), (QStringList {q("decision:1 3 m 59 s"), q("check:1 4 m 58 s"), q("callout 9 m 56 s")}));
        (void)s.ask("ada", NoteOutcome {one, {1}, Worked::Yes, {}});
        s.happens({PostCheckEnded {{1}, Verdict::Verified, {}}});
        QCOMPARE(strip(s).mid(1), QStringList {q("callout 9 m 55 s")});
        (void)s.ask("ada", SetPhase {one, Phase::Resolved, {}});
        QCOMPARE(strip(s), QStringList());
    }

    void snoozingIsLogged()
    {
        Scene s;
        (void)s.ask("ada", AssignTask {one, q("swift"), Scene::minute, 0, q("drain pod-7")});
        s.later(2 * Scene::minute);
        QCOMPARE(s.code("ada", SnoozeCallout {one, q("task:1"), 5 * Scene::minute, q("waits for the failover")}), q("done"));
        QCOMPARE(s.lastLine(), q("snoozes until 14:07:03 UTC: drain pod-7 (swift) (waits for the failover)"));
        QCOMPARE(strip(s)[1], q("task:1 5 m snoozed"));
        QCOMPARE(s.code("ada", SnoozeCallout {one, q("task:9"), 1000, {}}), q("snooze.nothing"));
        QCOMPARE(s.code("ada", SnoozeCallout {one, q("age"), 1000, {}}), q("snooze.nothing"));
        QCOMPARE(s.code("ada", SnoozeCallout {one, q("callout"), 2 * 3'600'000, {}}), q("snooze.range"));
        s.later(6 * Scene::minute);
        QVERIFY(strip(s)[1].startsWith(q("task:1 overdue")));
    }

    void itSurvivesRestartAndClocks()
    {
        Scene s;
        (void)s.ask("ada", SetNextUpdate {one, Audience::Internal, 5 * Scene::minute, 0});
        (void)s.ask("ada", AssignTask {one, q("swift"), 3 * Scene::minute, 0, q("drain pod-7")});
        (void)s.ask("ada", SnoozeCallout {one, q("callout"), 20 * Scene::minute, {}});
        // A restart is folding again; sleep and clock steps are other values of now, forward or back.
        for (const qint64 step : {0LL, 4 * Scene::minute, 8 * 3'600'000LL, -30 * Scene::second, -2 * 3'600'000LL}) {
            QCOMPARE(strip(s.refolded(), s.now + step), strip(s.workspace, s.now + step));
            QVERIFY(dueItems(s.workspace, s.incident(), s.now + step).front().leftMs >= 0);
        }
        const auto early = dueItems(s.workspace, s.incident(), s.now - 2 * 3'600'000LL);
        QVERIFY(std::none_of(early.begin(), early.end(), [](const DueItem& i) { return i.overdue; }));
    }

    void loweringTheSeverityNeedsAReason()
    {
        Scene s;
        QCOMPARE(s.code("ada", SetSeverity {one, 3, QStringLiteral("  ")}), q("severity.reason"));
        QCOMPARE(s.code("ada", SetSeverity {one, 3, q("one region only")}), q("done"));
        QCOMPARE(s.lastLine(), q("lowers to SEV-3: one region only"));
        QCOMPARE(s.code("ada", SetSeverity {one, 2, {}}), q("done")); // raising is one key
        QCOMPARE(s.code("ada", SetSeverity {one, 2, {}}), q("severity.same"));
    }

    void nothingIsDueOnWhatNobodyWorksOn()
    {
        Workspace w;
        IncidentOpened opened;
        opened.incident = {1};
        w.apply({1, Scene::start, q("rules"), {}, false, {opened}});
        QCOMPARE(strip(w, Scene::start), QStringList());
    }

    void presentPagedMissing()
    {
        Scene s;
        (void)s.ask("kestrel", TakeCommand {one});
        (void)s.ask("kestrel", AssignRole {one, q("scribe"), q("wren")});
        QCOMPARE(s.code("wren", PagePerson {one, q("team-data"), q("phone")}), q("done"));
        QCOMPARE(s.lastLine(), q("pages team-data (phone)"));
        auto lines = roster(s.incident(), s.now + 90 * Scene::second);
        QCOMPARE(names(lines), (QStringList {q("kestrel"), q("team-data"), q("wren")}));
        QCOMPARE(lines[0].roles.front(), q("incident-commander"));
        QCOMPARE(lines[1].presence, Presence::Paged);
        QCOMPARE(s.now + 90 * Scene::second - lines[1].since, 90 * Scene::second);
        QCOMPARE(roster(s.incident(), s.now + missingAfterMs)[1].presence, Presence::Missing);
        QCOMPARE(s.code("wren", NotePresence {one, q("team-data"), Presence::Present, q("joins in 2 m")}), q("done"));
        QCOMPARE(s.lastLine(), q("notes team-data as present (joins in 2 m)"));
        QCOMPARE(roster(s.incident(), s.now + missingAfterMs)[1].presence, Presence::Present);
        QCOMPARE(s.code("wren", NotePresence {one, q("x"), Presence::Paged, {}}), q("presence.unknown"));
        QCOMPARE(s.code("wren", PagePerson {one, {}, {}}), q("text.missing"));
    }

    void theBridgeIsKeptAndItsPinStaysOutOfTheLog()
    {
        Scene s;
        QCOMPARE(s.code("wren", SetBridge {one, q("https://call.example/7"), q("+49 30 1"), q("4711"), q("#inc-7")}), q("done"));
        QCOMPARE(s.incident().bridge.pin, q("4711"));
        QCOMPARE(s.lastLine(), q("sets the bridge: https://call.example/7 · +49 30 1 · #inc-7"));
    }

    void spanOfControl()
    {
        Scene s;
        QCOMPARE(spans(s.incident()).size(), 0U);
        (void)s.ask("kestrel", TakeCommand {one});
        for (int n = 0; n < 8; ++n)
            (void)s.ask("kestrel", AssignRole {one, QStringLiteral("expert:s%1").arg(n), QStringLiteral("expert%1").arg(n)});
        (void)s.ask("kestrel", AssignRole {one, q("scribe"), q("kestrel")}); // nobody reports to oneself
        auto all = spans(s.incident());
        QCOMPARE(all.size(), 1U);
        QCOMPARE(all[0].reports.size(), 8U);
        QVERIFY(all[0].tooMany);
        (void)s.ask("kestrel", AssignRole {one, q("operations-lead"), q("swift")});
        (void)s.ask("kestrel", AssignTask {one, q("finch"), 0, 0, q("drain pod-7")});
        all = spans(s.incident());
        QCOMPARE(all.size(), 2U);
        QCOMPARE(all[0].reports, std::vector<QString> {q("swift")});
        QCOMPARE(all[1].lead, q("swift"));
        QCOMPARE(all[1].reports.size(), 9U);
    }
};

QTEST_APPLESS_MAIN(TestCommandClock)
#include "tst_commandclock.moc"
