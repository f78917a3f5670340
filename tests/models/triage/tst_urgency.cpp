// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/changefigures.h"
#include "models/triage/urgency.h"
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

QString wordsOf(const Urgency& u)
{
    QStringList out;
    for (const auto& term : u.terms)
        out << term.words.s;
    return out.join(s("; "));
}

} // namespace

class tst_Urgency : public QObject {
    Q_OBJECT

private slots:

    void impactAndHistoryOrderIncidents()
    {
        Rules r;
        r.entry(start, [](Applying& a) {
            TopologyLoaded map;
            map.services = { { s("checkout"), {}, true, { s("redis") } }, { s("cart"), {}, false, { s("redis") } },
                { s("redis"), {}, false, {} }, { s("report"), {}, false, {} } };
            a.add(map);
        });
        const auto usual = Rules::alert(s("BatchLate"), s("report"), s("report-1"));
        for (int i = 0; i < 12; ++i) {
            r.fire(start + i * 2 * hour, usual);
            r.clear(start + i * 2 * hour + minute, usual);
        }
        const Instant now = start + 30 * hour;
        const auto late = r.fire(now, usual);
        const auto down = r.fire(now + hour, Rules::alert(s("RedisDown"), s("redis"), s("redis-1")));
        const auto& report = *r.workspace.incident(r.row(late).incident);
        const auto& redis = *r.workspace.incident(r.row(down).incident);
        QCOMPARE(report.severity, redis.severity);

        const ServiceGraph graph(r.workspace.topology());
        KindBook book;
        QVERIFY(book.read(r.workspace, 1'000));
        const auto ofReport = urgencyOf(r.workspace, graph, &book, report, now + hour);
        const auto ofRedis = urgencyOf(r.workspace, graph, &book, redis, now + hour);
        QVERIFY(isMoreUrgent(redis, ofRedis, report, ofReport));
        QVERIFY(!isMoreUrgent(report, ofReport, redis, ofRedis));
        QVERIFY2(wordsOf(ofRedis).contains(
                     s("2 more services need what is hit, 1 of them seen by customers")),
            qPrintable(wordsOf(ofRedis)));
        QVERIFY2(wordsOf(ofRedis).contains(s("its first alert, RedisDown, is never seen before")),
            qPrintable(wordsOf(ofRedis)));
        QVERIFY2(wordsOf(ofReport).contains(s("its first alert, BatchLate, is frequent: 12 times before")),
            qPrintable(wordsOf(ofReport)));
        // The score is the sum of what is said, and the same input says the same.
        double sum = 0;
        for (const auto& term : ofRedis.terms)
            sum += term.value;
        QVERIFY(std::abs(sum - ofRedis.score) < 0.03);
        QCOMPARE(wordsOf(urgencyOf(r.workspace, graph, &book, redis, now + hour)), wordsOf(ofRedis));
        // Without a book nothing is claimed about history.
        QVERIFY(!wordsOf(urgencyOf(r.workspace, graph, nullptr, redis, now + hour)).contains(s("never")));
    }

    void severityOutweighsAnySingleOtherTerm()
    {
        Rules r;
        const auto alert = r.fire(start, Rules::alert(s("SlowQuery"), s("search"), s("search-1")));
        const IncidentRef incident { r.row(alert).incident, {} };
        const ServiceGraph graph(r.workspace.topology());
        const auto score = [&](Instant at) {
            return urgencyOf(r.workspace, graph, nullptr, *r.workspace.incident(incident.id), at).score;
        };
        const double before = score(start + hour);
        QCOMPARE(r.ask(start + hour, SetSeverity { incident, 2, {} }), s("done"));
        QVERIFY(score(start + hour) > before + 0.2);
        // Growth fades once it is over, and what no longer fires goes down.
        QVERIFY(score(start + minute) > score(start + hour));
        r.clear(start + 2 * hour, Rules::alert(s("SlowQuery"), s("search"), s("search-1")));
        QVERIFY(score(start + 3 * hour) < before + 0.25);
    }

    void equalOnesGoByAge()
    {
        Incident a, b;
        a.id = { 2 };
        a.openedAt = start;
        b.id = { 1 };
        b.openedAt = start + 1;
        QVERIFY(isMoreUrgent(a, {}, b, {}));
        b.openedAt = start;
        QVERIFY(isMoreUrgent(b, {}, a, {}));
    }

    void aChangeIsMeasuredBeforeAndAfter()
    {
        Rules r;
        const Instant deployed = start + 2 * hour;
        const auto fire = [&](Instant at, const char* service) {
            static int n = 0;
            const auto signal = Rules::alert(s("E%1").arg(++n), s(service), s("node"));
            r.fire(at, signal);
        };
        fire(deployed - 40 * minute, "cart"); // too early to count
        fire(deployed - 10 * minute, "cart");
        fire(deployed - 5 * minute, "search");
        r.entry(deployed, [&](Applying& a) {
            ChangeRecorded change;
            change.change = { 1 };
            change.source = { 1 };
            change.at = deployed;
            change.service = s("cart");
            a.add(change);
        });
        const auto& change = r.workspace.changes().front();
        for (int i = 1; i <= 4; ++i)
            fire(deployed + i * minute, "cart");
        const auto soon = changeFigures(r.workspace, change, deployed + 12 * minute);
        QCOMPARE(soon.words, s("alerts on cart: 1 in the 12 m before, 4 in the 12 m since"));
        fire(deployed + 35 * minute, "cart"); // too late to count
        const auto later = changeFigures(r.workspace, change, deployed + 3 * hour);
        QCOMPARE(later.words, s("alerts on cart: 1 in the 30 m before, 4 in the 30 m after"));
        QVERIFY(later.all);
        ChangeInfo nameless = change;
        nameless.service.clear();
        QVERIFY(changeFigures(r.workspace, nameless, deployed + hour).words.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Urgency)
#include "tst_urgency.moc"
