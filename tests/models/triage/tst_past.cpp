// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/past.h"
#include "rules.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

constexpr Instant start = Rules::start;
constexpr qint64 minute = Rules::minute;
constexpr qint64 hour = Rules::hour;

/// An incident of these alerts on a service, worked on and resolved half an hour later.
IncidentId outage(Rules& r, Instant at, const QString& service, std::initializer_list<const char*> names,
    const QString& fix = {})
{
    std::vector<AlertId> ids;
    for (const auto* name : names)
        ids.push_back(r.fire(at,
            Rules::alert(
                s(name), service, service + s("-1"), Severity::Warning, s(name) + QString::number(at))));
    const IncidentRef incident { r.row(ids.front()).incident, {} };
    r.ask(at + minute, TakeCommand { incident });
    if (!fix.isEmpty()) {
        r.ask(at + 2 * minute, AssignTask { incident, s("bo"), 0, 0, s("fix it") });
        r.ask(at + 3 * minute, CloseTask { incident, { r.workspace.lastTask() }, true, fix });
    }
    for (const auto id : ids)
        r.entry(at + 29 * minute, [&](Applying& a) {
            a.add(AlertCleared { id, at + 29 * minute, ClearedHow::Resolved, 0 });
        });
    r.ask(at + 30 * minute, SetPhase { incident, Phase::Resolved, {} });
    return incident.id;
}

} // namespace

class tst_Past : public QObject {
    Q_OBJECT

private slots:

    void theLikeIsFoundWithWhatFixedIt()
    {
        Rules r;
        r.entry(start, [](Applying& a) {
            TopologyLoaded map;
            map.services = { { s("redis"), s("team-cache"), false, {} } };
            a.add(map);
        });
        for (int i = 0; i < 5; ++i)
            outage(r, start + i * 10 * hour, s("web"), { "HighLatency", "ProbeFailed" });
        const auto like =
            outage(r, start + 60 * hour, s("redis"), { "RedisDown", "HighLatency" }, s("restarted it"));
        const auto now = r.fire(start + 100 * hour, Rules::alert(s("RedisDown"), s("redis"), s("redis-2")));
        const auto& incident = *r.workspace.incident(r.row(now).incident);
        const auto past = pastIncidents(r.workspace, incident, 3);
        QVERIFY(!past.empty());
        QCOMPARE(past[0].incident, like);
        QCOMPARE(past[0].tookMs, 30 * minute);
        QCOMPARE(past[0].fixedBy, std::vector<QString> { s("fix it: restarted it") });
        QCOMPARE(past[0].people, std::vector<QString> { s("anna") });
        QCOMPARE(past[0].inCommon.front(), s("RedisDown"));
        QCOMPARE(past[0].words,
            s("incident %1, 1 d 16 h before, took 30 m; in common: RedisDown, redis").arg(like.value));
        QVERIFY(past.size() == 1 || past[1].score < past[0].score);
        const auto who = likelyResponders(r.workspace, incident, past, 5);
        QCOMPARE(who.size(), size_t(2));
        QCOMPARE(who[0].person, s("team-cache"));
        QCOMPARE(who[0].words, s("owns redis"));
        QCOMPARE(who[1].person, s("anna"));
        QCOMPARE(who[1].words, s("worked on an incident like this"));
    }

    void whatIsOpenOrWasDismissedIsNoPast()
    {
        Rules r;
        const auto signal = Rules::alert(s("RedisDown"), s("redis"), s("redis-1"));
        const auto dismissed = r.fire(start, signal);
        QCOMPARE(
            r.ask(start + minute, Dismiss { { r.row(dismissed).incident, {} }, s("a test") }), s("done"));
        const auto open = r.fire(start + 5 * hour, Rules::alert(s("RedisDown"), s("redis"), s("redis-3")));
        QVERIFY(pastIncidents(r.workspace, *r.workspace.incident(r.row(open).incident), 3).empty());
        QVERIFY(likelyResponders(r.workspace, *r.workspace.incident(r.row(open).incident), {}, 3).empty());
    }

    void memoryKeptUpAnswersLikeOneReadAtOnce()
    {
        Rules r;
        PastMemory memory;
        std::vector<IncidentId> ended;
        const auto keepUp = [&] {
            Delta all; // what a window is told: every incident that changed
            for (const auto& [id, incident] : r.workspace.incidents())
                all.incidents.insert(id);
            memory.applied(r.workspace, all);
            while (!memory.read(r.workspace, 1)) { }
        };
        for (int i = 0; i < 6; ++i) {
            ended.push_back(outage(r, start + i * 10 * hour, s(i % 2 ? "redis" : "web"), { "RedisDown" }));
            keepUp();
        }
        QCOMPARE(memory.count(), 6U);
        const auto now = r.fire(start + 100 * hour, Rules::alert(s("RedisDown"), s("redis"), s("redis-9")));
        keepUp();
        const auto& incident = *r.workspace.incident(r.row(now).incident);
        const auto numbers = [](const std::vector<PastIncident>& past) {
            std::vector<quint32> out;
            for (const auto& p : past)
                out.push_back(p.incident.value);
            return out;
        };
        QCOMPARE(numbers(memory.nearest(r.workspace, incident, 9)),
            numbers(pastIncidents(r.workspace, incident, 9)));
        QCOMPARE(memory.nearest(r.workspace, incident, 1).front().incident, ended[5]);
        // What is opened again is no past, until it ends again.
        QCOMPARE(r.ask(start + 101 * hour, Reopen { { ended[5], {} }, s("it came back") }), s("done"));
        keepUp();
        QCOMPARE(memory.count(), 5U);
        QCOMPARE(memory.nearest(r.workspace, incident, 1).front().incident, ended[3]);
        r.ask(start + 102 * hour, SetPhase { { ended[5], {} }, Phase::Resolved, {} });
        keepUp();
        QCOMPARE(memory.count(), 6U);
        QCOMPARE(numbers(memory.nearest(r.workspace, incident, 9)),
            numbers(pastIncidents(r.workspace, incident, 9)));
    }

    void whatIsOpenAndHasToDoWithItIsNamed()
    {
        Rules r;
        r.entry(start, [](Applying& a) {
            TopologyLoaded map;
            map.services = { { s("checkout"), {}, true, { s("redis") } }, { s("redis"), {}, false, {} },
                { s("search"), {}, false, {} } };
            a.add(map);
        });
        // Far enough apart in time to be groups of their own.
        const auto one = r.fire(start, Rules::alert(s("RedisDown"), s("redis"), s("redis-1")));
        const auto far = r.fire(start + 3 * hour, Rules::alert(s("SlowQuery"), s("search"), s("search-1")));
        const auto two = r.fire(start + 6 * hour, Rules::alert(s("CartErrors"), s("checkout"), s("web-1")));
        const auto id = [&](AlertId alert) { return r.row(alert).incident; };
        QVERIFY(id(one) != id(two) && id(one) != id(far) && id(far) != id(two));
        const auto related = relatedIncidents(r.workspace, *r.workspace.incident(id(one)), 5);
        QCOMPARE(related.size(), size_t(1));
        QCOMPARE(related[0].incident, id(two));
        QCOMPARE(related[0].words, s("its checkout needs redis, which is hit here"));
        const auto back = relatedIncidents(r.workspace, *r.workspace.incident(id(two)), 5);
        QCOMPARE(back[0].words, s("its redis is needed by checkout, which is hit here"));
        QVERIFY(relatedIncidents(r.workspace, *r.workspace.incident(id(far)), 5).empty());
    }
};

QTEST_GUILESS_MAIN(tst_Past)
#include "tst_past.moc"
