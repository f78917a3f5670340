// SPDX-License-Identifier: GPL-3.0-or-later
// What the command post answers without a click, as pure functions over the state.
#include "models/domain/bytes.h"
#include "models/state/closing.h"
#include "models/state/experts.h"
#include "models/state/onset.h"
#include "models/state/relapse.h"
#include "models/state/runsight.h"
#include "models/state/silences.h"
#include "models/state/sincepost.h"
#include "tests/models/state/outage.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString q(const char* s) { return QString::fromUtf8(s); }

constexpr qint64 minute = Outage::minute;
constexpr qint64 second = Outage::second;
constexpr Instant noon = Outage::noon;

const Incident& one(const Outage& o) { return *o.workspace.incident(o.incident); }

QStringList servicesOf(const std::vector<ExpertNeed>& needs)
{
    QStringList out;
    for (const auto& need : needs)
        out << need.service;
    return out;
}

const ExpertNeed* needOf(const std::vector<ExpertNeed>& needs, const char* service)
{
    const auto it = std::find_if(needs.begin(), needs.end(), [&](const ExpertNeed& n) { return n.service == q(service); });
    return it == needs.end() ? nullptr : &*it;
}

SilenceSet silence(quint32 id, const char* service, Instant until)
{
    SilenceSet f;
    f.silence = { id };
    f.matchers = { { q("service"), q(service) } };
    f.owner = q("wren");
    f.reason = q("known for days");
    f.until = until;
    return f;
}

} // namespace

class TestAnswers : public QObject {
    Q_OBJECT

private slots:
    void whatFiredFirstSecondThird()
    {
        Outage o;
        o.untilPostCheck();
        const auto order = onsetOrder(o.workspace, one(o), 3);
        QCOMPARE(order.size(), size_t(3));
        QCOMPARE(order[0], (Onset { q("RedisDown"), q("cache-1"), noon + 164 * second, 1 }));
        QCOMPARE(order[1], (Onset { q("CartErrors"), q("cart-0"), noon + 180 * second, 2 }));
        QCOMPARE(order[2], (Onset { q("CheckoutErrorRate"), q("pod-0"), noon + 195 * second, 6 }));
        QVERIFY(onsetOrder(o.workspace, one(o), 100).size() == 5);
    }

    void upOrDownAMinute()
    {
        Outage o;
        o.untilPostCheck();
        QCOMPARE(firingChange(one(o), noon + 200 * second, minute), 4); // RedisDown, two carts, the first checkout
        QCOMPARE(firingChange(one(o), noon + 20 * minute, minute), 0);
        o.clear(1, 20 * minute + second);
        QCOMPARE(firingChange(one(o), noon + 20 * minute + 2 * second, minute), -1);
    }

    void whoIsNeededAndWhoIsCalled()
    {
        Outage o;
        o.untilPostCheck();
        auto needs = expertNeeds(o.workspace, one(o), noon + 21 * minute);
        QCOMPARE(servicesOf(needs), (QStringList { q("redis"), q("cart"), q("checkout"), q("search"), q("web") }));
        QCOMPARE(needs[0].team, q("team-data"));
        QCOMPARE(needs[0].presence, Presence::Unknown);
        // A page by the team's name, by the service's name with another case, an expert's role, and one who is gone.
        o.say(21 * minute, q("kestrel"), { PersonPaged { o.incident, Text(q("data")), Text(q("phone")) } });
        o.say(21 * minute, q("kestrel"), { PersonPaged { o.incident, Text(q("Search")), {} } });
        o.say(21 * minute, q("kestrel"), { RoleAssigned { o.incident, q("expert:cart"), Text(q("swift")) } });
        o.say(21 * minute, q("kestrel"), { PersonAnswered { o.incident, Text(q("team-web")), Presence::Gone, {} } });
        needs = expertNeeds(o.workspace, one(o), noon + 22 * minute);
        QCOMPARE(servicesOf(needs), (QStringList { q("redis"), q("checkout"), q("search"), q("web") }));
        QCOMPARE(needOf(needs, "redis")->presence, Presence::Paged);
        QCOMPARE(needOf(needs, "redis")->since, noon + 21 * minute);
        QCOMPARE(needOf(needs, "search")->presence, Presence::Paged);
        QCOMPARE(needOf(needs, "web")->presence, Presence::Unknown);
        QCOMPARE(needOf(expertNeeds(o.workspace, one(o), noon + 30 * minute), "redis")->presence, Presence::Missing);
        o.say(23 * minute, q("kestrel"), { PersonAnswered { o.incident, Text(q("data")), Presence::Present, {} } });
        QVERIFY(!needOf(expertNeeds(o.workspace, one(o), noon + 24 * minute), "redis"));
    }

    void whoHasItInHand()
    {
        Outage o;
        o.opening();
        o.alert(0, q("RedisDown"), q("redis"), q("cache-1"), Severity::Critical);
        QCOMPARE(whoIsOnIt(o.workspace, one(o)), (OnIt { {}, {}, 0, q("team-data") })); // rules are nobody
        o.say(minute, q("wren"), { AlertAcknowledged { { 1 }, true } });
        QCOMPARE(whoIsOnIt(o.workspace, one(o)), (OnIt { q("wren"), q("acknowledges RedisDown cache-1"), noon + minute, q("team-data") }));
        o.say(2 * minute, q("kestrel"), { IncidentAccepted { o.incident, 2 }, CommandTaken { o.incident, q("kestrel") } });
        QCOMPARE(whoIsOnIt(o.workspace, one(o)).person, q("kestrel"));
    }

    /// Acknowledged, then forgotten: the log says who it was, once for an act; what a source says is nobody's act.
    void acknowledgingIsALineOfTheLog()
    {
        Outage o;
        o.untilPostCheck();
        const size_t before = one(o).log.size();
        o.say(22 * minute, q("wren"), { AlertAcknowledged { { 1 }, true }, AlertAcknowledged { { 2 }, true }, AlertAcknowledged { { 3 }, true } });
        QCOMPARE(one(o).log.size(), before + 1);
        QCOMPARE(one(o).log.back().text, q("acknowledges RedisDown cache-1 and others"));
        QCOMPARE(one(o).log.back().actor, q("wren"));
        o.say(23 * minute, q("wren"), { AlertSuppressed { { 4 }, true, Text(q("known")) }, AlertSuppressed { { 5 }, true, Text(q("known")) } });
        QCOMPARE(one(o).log.back().text, q("suppresses CheckoutErrorRate pod-0 and others (known)"));
        o.say(24 * minute, q("rules"), { AlertAcknowledged { { 6 }, true } }, false);
        QCOMPARE(one(o).log.size(), before + 2);
        QCOMPARE(hiddenBy(o.workspace, one(o)), (std::vector<HiddenBy> { { {}, false, q("wren"), 2 } }));
    }

    void whoHidesWhat()
    {
        Outage o;
        o.untilPostCheck();
        QVERIFY(hiddenBy(o.workspace, one(o)).empty());
        QVERIFY(relapseSilences(o.workspace, one(o)).empty());
        o.say(22 * minute, q("wren"), { silence(1, "cart", noon + 60 * minute), silence(2, "elsewhere", noon + 60 * minute) });
        AlertSuppressed hides { { 2 }, true, {} };
        hides.silence = { 1 };
        o.say(22 * minute, q("rules"), { hides, AlertSuppressed { { 10 }, true, Text(q("suppressed by its source")) } }, false);
        QCOMPARE(hiddenBy(o.workspace, one(o)), (std::vector<HiddenBy> { { { 1 }, false, {}, 1 }, { {}, true, {}, 1 } }));
        QCOMPARE(relapseSilences(o.workspace, one(o)), std::vector<SilenceId> { { 1 } });
        o.say(23 * minute, q("wren"), { SilenceEnded { { 1 }, Text(q("over")) } });
        hides.suppressed = false;
        o.say(23 * minute, q("rules"), { hides }, false);
        QVERIFY(relapseSilences(o.workspace, one(o)).empty());
    }

    void theLastUseAndHowItEnded()
    {
        Outage o;
        o.opening();
        o.alert(0, q("RedisDown"), q("redis"), q("cache-1"), Severity::Critical);
        const QString runbook = q("restart-service");
        o.say(minute, q("swift"), { o.request(RunMode::Rehearse) });
        o.say(minute, q("swift"), { RunApproved { { 1 }, QByteArray(32, 'h') } });
        o.say(2 * minute, q("swift"), { o.request() }); // prepared and never started
        QVERIFY(!lastUseOf(o.workspace, runbook));
        Outage used;
        used.untilPostCheck();
        const auto* last = lastUseOf(used.workspace, runbook);
        QVERIFY(last);
        QCOMPARE(last->approvedAt, noon + 13 * minute + 20 * second);
        QCOMPARE(last->checkState, CheckState::Watching);
        used.recovery();
        QCOMPARE(lastUseOf(used.workspace, runbook)->verdict, Verdict::Verified);
        QVERIFY(!lastUseOf(used.workspace, q("roll-back-release")));
    }

    void whatShouldClearAndWhatIsNew()
    {
        Outage o;
        o.untilPostCheck();
        const auto* run = lastActionOf(o.workspace, one(o));
        QVERIFY(run);
        auto sight = runSight(o.workspace, one(o), *run);
        QCOMPARE(sight.toClear.size(), size_t(17)); // redis and all that needs it, directly or not
        QCOMPARE(sight.toClear.front(), run->alert);
        QCOMPARE(sight.cleared, 0U);
        QVERIFY(sight.fresh.empty() && sight.back.empty());
        o.clear(1, 14 * minute);
        o.clear(2, 14 * minute);
        AlertRaisedAgain again;
        again.alert = { 2 };
        again.startedAt = noon + 15 * minute;
        o.say(15 * minute, q("rules"), { again }, false);
        o.alert(16 * minute, q("PaymentsSlow"), q("payments"), q("pay-1"), Severity::High);
        sight = runSight(o.workspace, one(o), *run);
        QCOMPARE(sight.cleared, 1U);
        QCOMPARE(sight.fresh, std::vector<AlertId> { { 18 } });
        QCOMPARE(sight.back, std::vector<AlertId> { { 2 } });
        QVERIFY(isNewSinceAction(o.workspace, o.workspace.alert({ 18 })));
        QVERIFY(!isNewSinceAction(o.workspace, o.workspace.alert({ 1 })));
        // Before anything was started nothing is new, however late it came.
        Outage none;
        none.opening();
        none.alert(0, q("RedisDown"), q("redis"), q("cache-1"), Severity::Critical);
        QVERIFY(!isNewSinceAction(none.workspace, none.workspace.alert({ 1 })));
    }

    void whatHasChangedSinceTheLastUpdate()
    {
        Outage none;
        none.opening();
        none.alert(0, q("RedisDown"), q("redis"), q("cache-1"), Severity::Critical);
        none.line(minute, q("wren"), LineKind::Note, q("looking"));
        QCOMPARE(sincePost(one(none)).at, Instant(0));
        QCOMPARE(sincePost(one(none)).raised, 1U);
        QCOMPARE(sincePost(one(none)).lines.back().text, q("looking"));
        Outage o;
        o.untilPostCheck();
        QCOMPARE(sincePost(one(o)).at, noon + 15 * minute); // a status line of the log is one
        o.say(20 * minute, q("kestrel"), { StatusPosted { o.incident, Audience::Internal, o.workspace.head().seq, {}, Text(q("as it is")) } });
        auto since = sincePost(one(o));
        QCOMPARE(since.at, noon + 20 * minute);
        QVERIFY(since.lines.empty());
        QCOMPARE(since.raised + since.cleared, 0U);
        o.clear(1, 21 * minute);
        o.line(22 * minute, q("wren"), LineKind::Decision, q("restart cart as well"));
        since = sincePost(one(o));
        QCOMPARE(since.cleared, 1U);
        QCOMPARE(since.lines.size(), size_t(1));
        QCOMPARE(since.lines[0].text, q("restart cart as well"));
    }

    void groupsThatFireAndThoseThatOnlyFlap()
    {
        Outage o;
        o.untilPostCheck();
        QCOMPARE(firingGroups(o.workspace, noon + 20 * minute, 5 * minute), (FiringGroups { 1, 1, 0 }));
        QCOMPARE(firingGroups(o.workspace, noon + 20 * minute, 18 * minute), (FiringGroups { 1, 0, 0 }));
        std::vector<Fact> flaps;
        for (quint32 i = 1; i <= 17; ++i)
            flaps.emplace_back(AlertFlapping { { i }, true });
        o.say(21 * minute, q("rules"), flaps, false);
        QCOMPARE(firingGroups(o.workspace, noon + 21 * minute, 5 * minute), (FiringGroups { 0, 0, 1 }));
    }

    void whatIsLeftToClose()
    {
        Outage o;
        o.untilPostCheck();
        auto facts = closingFacts(o.workspace, one(o), noon + 22 * minute);
        QCOMPARE(facts.unverified, std::vector<QString> { q("Restart a service") });
        QCOMPARE(facts.openTasks, 1U);
        QCOMPARE(facts.unowned, 0U);
        QVERIFY(!facts.reviewTask);
        QCOMPARE(facts.lastPostAt, noon + 15 * minute); // a status line of the log is one
        TaskAssigned review;
        review.incident = o.incident;
        review.task = { 2 };
        review.owner = q("finch");
        review.boxMs = 48 * 60 * minute;
        review.text = q("Review with the team");
        o.say(22 * minute, q("kestrel"), { review });
        o.recovery();
        facts = closingFacts(o.workspace, one(o), noon + 33 * minute);
        QVERIFY(facts.unverified.empty());
        QCOMPARE(facts.openTasks, 2U);
        QVERIFY(facts.reviewTask);
        QCOMPARE(facts.reviewOwner, q("finch"));
        QCOMPARE(facts.reviewDue, noon + 22 * minute + 48 * 60 * minute);
    }
};

QTEST_APPLESS_MAIN(TestAnswers)
#include "tst_answers.moc"
