// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

const IncidentId one {1};

} // namespace

class tst_Suspects : public QObject {
    Q_OBJECT

private slots:
    void theLabsCascade()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            20 HighErrorRate checkout critical
            20 ProbeFailed web warning http://127.0.0.1:18080/
            20 ProbeFailed redis warning 127.0.0.1:16379
            21 RedisDown redis critical 127.0.0.1:19121)");
        QCOMPARE(story.reasons(one).section(QChar(u'\n'), 0, 6),
            s("redis (0.9)\n"
              "  + onset 0.25: among the first 3 to fire, within 2 s\n"
              "  + topology 0.35: all 3 hit services need it or are it\n"
              "  + upstream 0.15: nothing that it needs is alerting\n"
              "  + alert 0.15: carries the most severe alert: RedisDown, critical\n"
              "  + alerts 0: more than one alert on it\n"
              "  - change 0: no change recorded on it in the 1 h before onset"));
    }

    void notEveryHitServiceNeedsIt()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical\n1 HighErrorRate checkout critical\n2 ProbeFailed web\n3 "
                   "InstanceDown edge-cache");
        const auto why = story.reasons(one);
        QCOMPARE(story.suspects(one).value(0), s("redis"));
        QVERIFY2(why.contains(s("3 of 4 hit services need it or are it")), qPrintable(why));
        QVERIFY2(why.contains(s("1 of 4 hit services does not need it")), qPrintable(why));
    }

    void aBadDeployStandsAboveItsService()
    {
        Story story;
        story.labTopology();
        story.tell("0 change checkout v2\n20 HighErrorRate checkout critical\n34 ProbeFailed web");
        QCOMPARE(story.suspects(one).mid(0, 2), QStringList({s("checkout v2"), s("checkout")}));
        QVERIFY2(
            story.reasons(one).contains(s("deployed 20 s before onset, on the service that fired first")),
            qPrintable(story.reasons(one)));
        QVERIFY(story.workspace.incident(one)->suspects[0].change);
    }

    void anOldDeployDoesNotBeatABrokenNeed()
    {
        Story story;
        story.labTopology();
        story.tell("0 change checkout v2\n600 RedisDown redis critical\n601 HighErrorRate checkout "
                   "critical\n602 ProbeFailed web");
        QCOMPARE(story.suspects(one).value(0), s("redis"));
        QVERIFY(story.suspects(one).contains(s("checkout v2")));
    }

    void aChangeOnASilentServiceThatIsNeeded()
    {
        Story story;
        story.topology(s("web > auth; shop > auth; mail > auth; auth > ldap; ldap"));
        story.tell("0 change auth v9\n5 Down web critical\n6 LoginErrors auth warning");
        QCOMPARE(story.suspects(one).value(0), s("auth v9"));
        Story silent;
        silent.topology(s("web > auth; shop > web; auth"));
        silent.tell("0 change auth v9\n5 Down web critical\n6 Slow shop warning");
        QVERIFY2(silent.suspects(one).contains(s("auth v9")), qPrintable(silent.reasons(one)));
        QVERIFY2(silent.reasons(one).contains(s("no alert on it")), qPrintable(silent.reasons(one)));
    }

    void aKilledExporterIsSaidToBeOne()
    {
        Story story;
        story.labTopology();
        story.tell("0 InstanceDown redis warning 127.0.0.1:19121");
        QCOMPARE(story.suspects(one), QStringList {s("target 127.0.0.1:19121 of redis")});
        QVERIFY2(story.reasons(one).contains(s("InstanceDown: it does not answer scrapes")),
            qPrintable(story.reasons(one)));
        QVERIFY(story.reasons(one).contains(s("no other alert on redis: the service itself may be well")));
    }

    void thinEvidenceNamesNobody()
    {
        Story warning;
        warning.labTopology();
        warning.tell("0 QueueGrows checkout warning");
        QCOMPARE(warning.suspects(one), QStringList());

        Story unknown; // no map: two alerts of one host
        unknown.tell("0 SlowDisk a warning db1:9100\n0 SlowDisk b warning db1:9101");
        QCOMPARE(unknown.workspace.incidents().size(), size_t(1));
        QCOMPARE(unknown.suspects(one), QStringList());
    }

    void withoutAMapTheFirstAndWorstStandsOut()
    {
        Story story;
        story.tell("0 DiskFull db critical db1:9100\n9 QueryLatency shop warning db1:9100\n12 QueueGrows "
                   "mail warning db1:9100");
        QCOMPARE(story.suspects(one).value(0), s("db"));
        QVERIFY(story.reasons(one).contains(s("+ onset 0.25: fired first")));
    }

    void unchangedRankingsSayNothing()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical\n1 HighErrorRate checkout critical");
        const auto seq = story.workspace.incident(one)->suspectsSeq;
        QVERIFY(seq > 0);
        story.tell("9 RedisSlow redis warning\n20 clear RedisSlow redis\n25 RedisSlow redis warning");
        QVERIFY(!rankSuspects(story.workspace, *story.workspace.incident(one), Story::start + 30'000));
        // Cleared throughout: what was suspected stays to be read.
        story.tell("30 clear RedisDown redis\n30 clear HighErrorRate checkout\n30 clear RedisSlow redis");
        QCOMPARE(story.suspects(one).value(0), s("redis"));
    }

    void confirmedByAPersonStaysFirst()
    {
        Story story;
        story.labTopology();
        story.tell("0 HighErrorRate checkout critical\n1 ProbeFailed web");
        QCOMPARE(story.suspects(one).value(0), s("checkout"));
        story.command(2, {SuspectConfirmed {one, s("checkout"), true}});
        story.tell("3 RedisDown redis critical");
        QCOMPARE(story.suspects(one).mid(0, 2), QStringList({s("checkout"), s("redis")}));
        QVERIFY(story.workspace.incident(one)->suspects[0].confirmed);
    }

    void tiesGoByName()
    {
        Story story;
        story.topology(s("shop > redis, postgres"));
        story.tell(
            "0 RedisDown redis critical\n0 PostgresDown postgres critical\n1 HighErrorRate shop critical");
        QCOMPARE(story.suspects(one).mid(0, 2), QStringList({s("postgres"), s("redis")}));
    }

    void aSecondWaveIsJudgedByItself()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            0 RedisDown redis critical
            1 HighErrorRate checkout critical
            30 clear RedisDown redis
            30 clear HighErrorRate checkout
            200 PostgresDown postgres critical
            200 HighErrorRate checkout critical)");
        const auto id = story.incidentOf(s("HighErrorRate checkout"));
        QCOMPARE(story.suspects(id).value(0), s("postgres"));
    }
};

QTEST_APPLESS_MAIN(tst_Suspects)
#include "tst_suspects.moc"
