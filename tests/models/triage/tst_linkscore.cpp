// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/linkscore.h"
#include "models/triage/nametokens.h"
#include "models/triage/parameters.h"
#include "models/triage/servicegraph.h"

#include <QTest>

using namespace quarterdeck;

namespace {

Topology topology(const std::vector<std::pair<const char*, std::vector<const char*>>>& services)
{
    TopologyLoaded loaded;
    for (const auto& [name, needs] : services) {
        ServiceNode node;
        node.name = QString::fromLatin1(name);
        for (const auto* needed : needs)
            node.dependsOn.push_back(QString::fromLatin1(needed));
        loaded.services.push_back(node);
    }
    return Topology(loaded);
}

QString said(const LinkFacts& facts,
    const LinkNames& names = {QStringLiteral("redis"), QStringLiteral("checkout"),
        QStringLiteral("ProbeFailed"), QStringLiteral("db1:6379"), QStringLiteral("db1"),
        {QStringLiteral("carts")}, QStringLiteral("redis v2")})
{
    QStringList out;
    for (const auto& term : inWords(facts, linkScore(facts), names))
        out << term.name + QStringLiteral(": ") + term.words.s;
    return out.join(QStringLiteral("; "));
}

} // namespace

class tst_LinkScore : public QObject {
    Q_OBJECT

private slots:
    void timeAloneNeverLinks()
    {
        LinkFacts facts;
        QVERIFY(!linkScore(facts).links(triage::linkThreshold));
        QVERIFY(!linkScore(facts).links(0.1)); // whatever the threshold
    }

    void timeDecaysFasterInAStorm()
    {
        LinkFacts quiet;
        quiet.apartMs = 30'000;
        LinkFacts storm = quiet;
        storm.alertsOfLastMinute = 60;
        QVERIFY(linkScore(quiet).time > linkScore(storm).time + 0.1);
        LinkFacts earlier = quiet;
        earlier.apartMs = -30'000;
        QCOMPARE(linkScore(earlier).time, linkScore(quiet).time);
    }

    void hopsWeighLessAndLess()
    {
        LinkFacts facts;
        facts.bothOnMap = true;
        double last = 1;
        for (const int hops : {1, 2, 3}) {
            facts.hops = hops;
            facts.upstream = true;
            QVERIFY(linkScore(facts).topology < last);
            last = linkScore(facts).topology;
        }
        QVERIFY(last > 0);
        facts.hops = -1;
        QVERIFY(linkScore(facts).topology < 0);
    }

    void aNeededServiceThatFiresLateIsDoubted()
    {
        LinkFacts facts;
        facts.bothOnMap = true;
        facts.hops = 1;
        facts.upstream = true;
        facts.apartMs = 60'000;
        LinkFacts downstream = facts;
        downstream.upstream = false;
        downstream.downstream = true;
        QVERIFY(linkScore(facts).topology < linkScore(downstream).topology);
        QVERIFY(said(facts).contains(QStringLiteral("though what is needed fired later")));
        QVERIFY(!said(downstream).contains(QStringLiteral("though")));
    }

    void rarityOfALabel()
    {
        QCOMPARE(rarity(3, 3), 1.0); // nothing is known from three alerts
        QCOMPARE(rarity(10, 1000), 1.0);
        QVERIFY(rarity(500, 1000) < 0.6);
        QVERIFY(rarity(1000, 1000) < 0.05);
        LinkFacts facts;
        facts.sameHost = true;
        facts.hostRarity = rarity(100'000, 100'000);
        QVERIFY(linkScore(facts).labels < 0.001);
    }

    void wordsAreRightInDirection()
    {
        LinkFacts facts;
        facts.bothOnMap = true;
        facts.hops = 1;
        facts.upstream = true;
        facts.apartMs = 4000;
        QCOMPARE(said(facts), QStringLiteral("time: 4 s after; topology: 1 hop upstream of checkout"));
        facts.upstream = false;
        facts.downstream = true;
        facts.hops = 2;
        facts.apartMs = -4000;
        QCOMPARE(said(facts), QStringLiteral("time: 4 s before; topology: 2 hops downstream of checkout"));
        facts.upstream = true;
        QCOMPARE(said(facts), QStringLiteral("time: 4 s before; topology: 2 hops from checkout, in a cycle"));
    }

    void wordsOfLabelsAndTheRest()
    {
        LinkFacts facts;
        facts.sameName = facts.sameResource = facts.sameHost = true;
        facts.text = 0.5;
        facts.clearedMs = 12'000;
        QCOMPARE(said(facts),
            QStringLiteral(
                "time: within the same second; labels: same alert name ProbeFailed, same resource db1:6379; "
                "text: both say carts; cleared: the other had cleared 12 s before"));
        LinkFacts changed;
        changed.ownChangeMs = 3000;
        QVERIFY(said(changed).contains(
            QStringLiteral("change: redis v2 came 3 s before it, a cause of its own")));
    }

    void foreignTextIsMadeVisible()
    {
        LinkFacts facts;
        facts.sameResource = true;
        LinkNames names;
        names.resource = QStringLiteral("db\u202e1");
        QVERIFY(said(facts, names).contains(QStringLiteral("⟨U+202E⟩")));
    }

    void tokens()
    {
        QCOMPARE(nameTokens(QStringLiteral("RedisMemoryHigh")),
            (std::vector<QString> {QStringLiteral("memory"), QStringLiteral("redis")}));
        QCOMPARE(nameTokens(QStringLiteral("http://127.0.0.1:8080/")), std::vector<QString> {});
        QCOMPARE(nameTokens(QStringLiteral("cart-db-7:5432")), std::vector<QString> {QStringLiteral("cart")});
        QCOMPARE(nameTokens(QString(10'000, QChar(u'a'))).size(), size_t(1));
    }

    void hosts()
    {
        QCOMPARE(hostOf(QStringLiteral("db1:6379")), QStringLiteral("db1"));
        QCOMPARE(
            hostOf(QStringLiteral("https://Shop.example.org:8080/x?y")), QStringLiteral("shop.example.org"));
        QCOMPARE(hostOf(QStringLiteral("[2001:db8::1]:9100")), QStringLiteral("2001:db8::1"));
        QCOMPARE(hostOf(QStringLiteral("127.0.0.1:6379")), QString());
        QCOMPARE(hostOf(QStringLiteral("localhost")), QString());
        QCOMPARE(hostOf(QString()), QString());
    }

    void targetsDown()
    {
        QVERIFY(saysTargetDown(QStringLiteral("InstanceDown")));
        QVERIFY(saysTargetDown(QStringLiteral("exporter_missing")));
        QVERIFY(!saysTargetDown(QStringLiteral("RedisDown")));
        QVERIFY(!saysTargetDown(QStringLiteral("InstanceCpuHigh")));
    }

    void graphKnowsDirectionsAndCycles()
    {
        ServiceGraph graph(
            topology({{"web", {"shop"}}, {"shop", {"db"}}, {"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}}));
        const auto node = [&](const char* name) { return graph.node(QString::fromLatin1(name)); };
        const auto up = graph.relation(node("db"), node("web"));
        QCOMPARE(up.hops, 2);
        QVERIFY(up.upstream && !up.downstream);
        const auto down = graph.relation(node("web"), node("shop"));
        QCOMPARE(down.hops, 1);
        QVERIFY(down.downstream && !down.upstream);
        const auto cycle = graph.relation(node("a"), node("b"));
        QCOMPARE(cycle.hops, 1);
        QVERIFY(cycle.upstream && cycle.downstream);
        QCOMPARE(graph.relation(node("web"), node("a")).hops, -1);
        QCOMPARE(graph.needs(node("web")).size(), size_t(3));
        QCOMPARE(graph.needs(node("a")).size(), size_t(3));
        QCOMPARE(graph.relation(-1, 0).hops, -1);
    }
};

QTEST_APPLESS_MAIN(tst_LinkScore)
#include "tst_linkscore.moc"
