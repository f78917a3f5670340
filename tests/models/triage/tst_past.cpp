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
        const auto who = likelyResponders(r.workspace, incident, 5);
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
        QVERIFY(likelyResponders(r.workspace, *r.workspace.incident(r.row(open).incident), 3).empty());
    }
};

QTEST_GUILESS_MAIN(tst_Past)
#include "tst_past.moc"
