// SPDX-License-Identifier: GPL-3.0-or-later
// Who reads an incident, teams, parts of incidents, what is kept, and what goes out.
#include "models/state/access.h"
#include "models/state/alarmload.h"
#include "models/state/attachedbytes.h"
#include "models/state/roster.h"
#include "tests/models/state/scene.h"

#include <QTest>

using namespace quarterdeck;

namespace {

const IncidentRef one {{1}, {}};
const IncidentRef two {{2}, {}};

QString q(const char* s)
{
    return QString::fromUtf8(s);
}

/// The same state, as somebody sees it from whom texts are held back.
Workspace seenBy(const Scene& s, const QString& person)
{
    Workspace w;
    QByteArray previous = zeroHash();
    for (const auto& entry : s.entries) {
        auto stored = encodeEntry({entry.recordedAt, entry.actor, entry.command, entry.facts}, entry.seq, previous, QByteArray(16, 's'));
        previous = stored.hash;
        if (heldBack(s.workspace, stored, person)) {
            stored.part.clear();
            stored.salt.clear();
            stored.redacted = true;
        }
        w.apply(*decodeEntry(stored));
    }
    return w;
}

} // namespace

class TestTeams : public QObject {
    Q_OBJECT

private slots:
    void onlyMembersRead()
    {
        Scene s;
        (void)s.ask("ada", LogLine {one, LineKind::Note, 0, {}, {}, q("a key was in the public log")});
        QCOMPARE(s.code("ada", SetAccess {one, true, {q("bob"), q(" bob "), q("")}, {}}), q("text.missing"));
        QCOMPARE(s.code("ada", SetAccess {one, true, {q("bob"), q(" bob ")}, q("a key leaked")}), q("done"));
        QCOMPARE(s.incident().members, (std::vector<QString> {q("ada"), q("bob")})); // whoever asks is one of them
        (void)s.ask("bob", LogLine {one, LineKind::Note, 0, {}, {}, q("the key is revoked")});
        // Others can do nothing to it, and see that it is there and nothing that was written.
        QCOMPARE(s.code("eve", LogLine {one, LineKind::Note, 0, {}, {}, q("what is it?")}), q("incident.members-only"));
        QCOMPARE(s.code("eve", TakeCommand {one}), q("incident.members-only"));
        QCOMPARE(s.code("eve", SetAccess {one, true, {q("eve")}, q("let me in")}), q("incident.members-only"));
        const auto eves = seenBy(s, q("eve"));
        const auto& seen = *eves.incident(IncidentId {1});
        QCOMPARE(seen.title, q("[members only]"));
        QCOMPARE(seen.severity, s.incident().severity);
        QVERIFY(seen.restricted && !seen.readBy(q("eve")));
        for (const auto& line : seen.log)
            QVERIFY2(!line.text.contains(q("key")), qPrintable(line.text));
        const auto bobs = seenBy(s, q("bob"));
        QCOMPARE(bobs.incident(IncidentId {1})->title, q("checkout fails"));
        QCOMPARE(bobs.incident(IncidentId {1})->log, s.incident().log);
        // Opened again, everybody reads everything.
        QCOMPARE(s.code("bob", SetAccess {one, false, {}, q("it was a test key")}), q("done"));
        QCOMPARE(seenBy(s, q("eve")).incident(IncidentId {1})->log, s.incident().log);
        QCOMPARE(s.code("bob", SetAccess {one, false, {}, q("again")}), q("access.open"));
        QVERIFY(s.refolded().toBytes().size() == s.workspace.toBytes().size());
    }

    void theCommanderSaysWhoReads()
    {
        Scene s;
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.code("bob", SetAccess {one, true, {q("bob")}, q("mine")}), q("command.not-holder"));
        QCOMPARE(s.code("ada", SetAccess {one, true, {q("bob")}, q("a key leaked")}), q("done"));
        QVERIFY(s.incident().readBy(q("ada")));
    }

    void alertsStayEverybodys()
    {
        // An entry in which an alert was raised is not held back, even if it opened the incident.
        Scene s;
        (void)s.ask("ada", SetAccess {one, true, {}, q("a key leaked")});
        AlertRaised raised;
        raised.alert = {1};
        raised.name = q("HighLatency");
        AlertAttached attached;
        attached.alert = {1};
        attached.incident = {1};
        s.happens({SourceAdded {{1}, q("prom"), q("prometheus"), 0}, raised, attached});
        const auto eves = seenBy(s, q("eve"));
        QCOMPARE(eves.name(eves.alert({1}).name), q("HighLatency"));
    }

    void teamsReportToTheirLeads()
    {
        Scene s;
        (void)s.ask("ada", TakeCommand {one});
        QCOMPARE(s.code("ada", SetTeam {one, q("database"), q(""), {q("bob")}, {}}), q("team.lead"));
        QCOMPARE(s.code("ada", SetTeam {one, q("database"), q("eve"), {q("bob"), q("eve"), q("bob")}, q("find the lag")}), q("done"));
        (void)s.ask("ada", AssignTask {one, q("bob"), 0, 0, q("look at the replica")});
        (void)s.ask("ada", AssignTask {one, q("fox"), 0, 0, q("call the provider")});
        const auto led = spans(s.incident());
        QCOMPARE(led.size(), size_t(2));
        QCOMPARE(led[0].lead, q("ada"));
        QCOMPARE(led[0].reports, (std::vector<QString> {q("eve"), q("fox")})); // bob reports to eve
        QCOMPARE(led[1].lead, q("eve"));
        QCOMPARE(led[1].role, q("database"));
        QCOMPARE(led[1].reports, std::vector<QString> {q("bob")});
        QCOMPARE(s.code("ada", SetTeam {one, q("database"), {}, {}, {}}), q("done"));
        QVERIFY(s.incident().teams.empty());
    }

    void aPartOfALargerOne()
    {
        Scene s;
        (void)s.ask("ada", Declare {q("payments are slow"), 2, {}, 0, {}});
        QCOMPARE(s.code("ada", SetParent {one, one}), q("parent.circle"));
        QCOMPARE(s.code("ada", SetParent {two, one}), q("done"));
        QCOMPARE(s.incident(2).parent, IncidentId {1});
        QVERIFY(s.lastLine().contains(q("payments are slow"))); // both logs say it
        QCOMPARE(s.code("ada", SetParent {one, two}), q("parent.circle"));
        QCOMPARE(s.code("ada", SetParent {two, one}), q("parent.same"));
        QCOMPARE(s.code("ada", SetParent {two, {}}), q("done"));
        QCOMPARE(s.code("ada", SetParent {two, {}}), q("parent.none"));
    }

    void whatIsKeptKeepsItsBytes()
    {
        Scene s;
        QByteArray bytes("\x89PNG\r\n\0\1\2", 9);
        QCOMPARE(s.code("ada", Attach {one, AttachmentKind::Picture, {}, q("graph.png"), q("image/png"), q("the dip"), bytes}), q("done"));
        QCOMPARE(s.incident().attachments.size(), size_t(1));
        const auto& info = s.incident().attachments.front();
        QCOMPARE(info.size, quint64(9));
        QVERIFY(s.lastLine().contains(info.sha256.left(12)));
        auto entry = s.entries.back();
        QCOMPARE(attachedBytes(entry).value(), bytes);
        // Neither a changed byte nor a redacted entry passes for what was kept.
        auto changed = entry;
        get_if<Attached>(&changed.facts.front())->bytes = QString::fromLatin1(QByteArray("other").toBase64());
        QCOMPARE(attachedBytes(changed).error().code, q("attachment.damaged"));
        changed.redacted = true;
        QCOMPARE(attachedBytes(changed).error().code, q("attachment.redacted"));
        QCOMPARE(s.code("ada", Attach {one, AttachmentKind::File, {}, q("x"), {}, {}, {}}), q("attachment.empty"));
        QCOMPARE(s.code("ada", Attach {one, AttachmentKind::File, {}, q("x"), {}, {}, QByteArray(mostAttached + 1, 'x')}),
            q("attachment.too-large"));
        QCOMPARE(s.code("ada", Attach {one, AttachmentKind::Request, {7}, q("x"), {}, {}, bytes}), q("alert.unknown"));
    }

    void whatGoesOutWaitsUntilItIsSent()
    {
        Scene s;
        (void)s.ask("ada", PagePerson {one, q("payments"), q("phone")});
        QVERIFY(s.incident().messages.empty()); // she called them herself
        s.happens({ChannelLoaded {"h", q("pager"), true, false, false, q("On-call")}, ChannelLoaded {"h", q("chat"), false, true, false, q("#outage")}});
        (void)s.ask("ada", PagePerson {one, q("payments"), q("pager")});
        QCOMPARE(s.incident().messages.size(), size_t(1));
        const auto page = s.incident().messages.front();
        QVERIFY(page.waits() && page.text.contains(q("SEV-1")) && page.text.contains(q("checkout fails")));
        (void)s.ask("ada", PostStatus {one, Audience::Internal, 0, q("chat"), q("we are on it")});
        QCOMPARE(s.incident().messages.back().text, q("we are on it"));
        s.happens({MessageAnswered {{1}, page.seq, false, false, 1, 503, q("busy")}});
        QVERIFY(s.incident().messages.front().waits());
        QVERIFY(s.lastLine().contains(q("goes on trying")));
        s.happens({MessageAnswered {{1}, page.seq, true, false, 2, 202, q("ok")}});
        QVERIFY(s.incident().messages.front().sent);
        s.happens({ChannelLoaded {{}, q("pager"), false, false, true, {}}});
        QVERIFY(!s.workspace.channels().contains(q("pager")));
    }

    void loadIsPerTeam()
    {
        Scene s;
        TopologyLoaded map;
        map.services = {{q("checkout"), q("shop"), true, {}}, {q("redis"), q("platform"), false, {}}};
        s.happens({SourceAdded {{1}, q("prom"), q("prometheus"), 0}, map});
        quint32 id = 0;
        const auto raise = [&](const char* service) {
            AlertRaised raised;
            raised.alert = {++id};
            raised.key = id;
            raised.name = q("Slow");
            raised.service = q(service);
            raised.startedAt = s.now;
            s.happens({raised});
        };
        for (int n = 0; n < 15; ++n)
            raise("checkout");
        raise("redis");
        raise("unheard-of");
        auto loads = alarmLoad(s.workspace, s.now);
        QCOMPARE(loads.size(), size_t(3));
        QCOMPARE(loads[0].team, q("shop"));
        QCOMPARE(loads[0].last10, 15);
        QVERIFY(loads[0].level >= LoadLevel::Demanding); // more than ten in ten minutes
        const auto platform = std::find_if(loads.begin(), loads.end(), [](const TeamLoad& l) { return l.team == q("platform"); });
        QCOMPARE(platform->level, LoadLevel::Acceptable);
        s.later(3'600'000LL * 4);
        loads = alarmLoad(s.workspace, s.now);
        QCOMPARE(loads[0].last10, 0);
        QCOMPARE(loads[0].level, LoadLevel::Acceptable); // fifteen in four hours
    }
};

QTEST_GUILESS_MAIN(TestTeams)
#include "tst_teams.moc"
