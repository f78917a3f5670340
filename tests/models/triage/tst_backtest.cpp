// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/backtest.h"
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

/// Four outages of three services an hour apart, each cleared after ten minutes, and a steady alert beside
/// them.
void fourOutages(Rules& r)
{
    r.entry(start, [](Applying& a) {
        TopologyLoaded map;
        map.services = { { s("web"), {}, true, { s("checkout") } },
            { s("checkout"), {}, false, { s("redis") } }, { s("redis"), {}, false, {} } };
        a.add(map);
    });
    const auto beat = Rules::alert(s("BackupRuns"), s("backup"), s("backup-1"));
    for (qint64 t = 0; t < 30 * 60 * minute; t += 25 * minute) {
        r.fire(start + t, beat);
        r.clear(start + t + minute, beat);
        for (qint64 k = 1; k < 25; ++k)
            r.settle(start + t + k * minute);
    }
    const Instant friday = start + 30 * 60 * minute;
    for (int i = 0; i < 4; ++i) {
        const Instant at = friday + i * 60 * minute;
        const Signal all[] = { Rules::alert(s("RedisDown"), s("redis"), s("redis-1"), Severity::Critical),
            Rules::alert(s("HighErrorRate"), s("checkout"), s("checkout-1")),
            Rules::alert(s("ProbeFailed"), s("web"), s("web-1")) };
        for (int k = 0; k < 3; ++k)
            r.fire(at + k * 4 * Rules::second, all[k]);
        for (const auto& signal : all)
            r.clear(at + 10 * minute, signal);
        for (int k = 11; k < 40; ++k)
            r.settle(at + k * minute);
    }
}

Backtest played(
    const Rules& r, const triage::Levers& levers = {}, const std::optional<PoliciesLoaded>& policies = {})
{
    Backtest b(levers, policies);
    for (const auto& entry : r.entries)
        b.apply(entry);
    return b;
}

} // namespace

class tst_Backtest : public QObject {
    Q_OBJECT

private slots:

    void unchangedRulesDoWhatTheyDid()
    {
        Rules r;
        fourOutages(r);
        const auto b = played(r);
        QVERIFY(movedAlerts(r.workspace, b.workspace()).empty());
        QCOMPARE(b.workspace().incidents().size(), r.workspace.incidents().size());
        const auto f = b.figures();
        QCOMPARE(f.alerts, 4U);
        QCOMPARE(f.folded, 1U);
        QCOMPARE(f.accepted, 0U);
        QCOMPARE(f.firstGroupMs, 4 * Rules::second);
    }

    void whatPeopleDidIsLeftOut()
    {
        Rules r;
        fourOutages(r);
        const auto before = played(r).figures();
        const auto redis =
            r.fire(start + 60 * 60 * minute, Rules::alert(s("RedisDown"), s("redis"), s("redis-1")));
        QCOMPARE(r.ask(start + 60 * 60 * minute, Accept { { r.row(redis).incident, {} }, 1 }), s("done"));
        const auto after = played(r).figures();
        QCOMPARE(after.incidents, before.incidents + 1);
        QCOMPARE(after.accepted, 0U);
    }

    void changedLeversMoveAlerts()
    {
        Rules r;
        fourOutages(r);
        const auto now = played(r);
        triage::Levers strict;
        strict.linkThreshold = strict.bridgeThreshold = 5;
        const auto changed = played(r, strict);
        QCOMPARE(changed.figures().incidents, now.figures().incidents + 8); // two more an outage
        QVERIFY(!movedAlerts(now.workspace(), changed.workspace()).empty());
        triage::Levers never;
        never.steadyBits = -1;
        QCOMPARE(played(r, never).figures().folded, 0U);
    }

    void aPairSaysWhatMoved()
    {
        Rules r;
        fourOutages(r);
        const auto levers = leversOf({ { s("link_threshold"), 5 }, { s("bridge_threshold"), 5 } });
        QVERIFY(levers.ok());
        BacktestPair pair(*levers, {});
        for (const auto& entry : r.entries)
            pair.apply(entry);
        const auto answer = pair.answer();
        QCOMPARE(answer.now, played(r).figures());
        QCOMPARE(answer.changed, played(r, *levers).figures());
        QVERIFY(answer.moved > 0);
        QCOMPARE(answer.movedWords.size(), qMin<size_t>(answer.moved, BacktestPair::movedListed));
        QVERIFY2(answer.movedWords.front().startsWith(s("alert ")), qPrintable(answer.movedWords.front()));
        // The same rules move nothing, and a name that is none is refused.
        BacktestPair same({}, {});
        for (const auto& entry : r.entries)
            same.apply(entry);
        QCOMPARE(same.answer().moved, 0U);
        QCOMPARE(leversOf({ { s("link_treshold"), 5 } }).error().sentence, s("“link_treshold” is no parameter."));
    }

    void policiesAccept()
    {
        Rules r;
        fourOutages(r);
        PoliciesLoaded loaded;
        loaded.policies = { { s("critical"), Severity::Critical, 2, 0, false, {}, 0 } };
        QCOMPARE(played(r, {}, loaded).figures().accepted, 4U);
    }
};

QTEST_GUILESS_MAIN(tst_Backtest)
#include "tst_backtest.moc"
