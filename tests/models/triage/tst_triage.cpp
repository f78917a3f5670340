// SPDX-License-Identifier: GPL-3.0-or-later
#include "story.h"

#include "models/triage/titles.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString lines(const QStringList& list)
{
    return list.join(QChar(u'\n'));
}

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class tst_Triage : public QObject {
    Q_OBJECT

private slots:
    void theLabsCascadeIsOneIncident()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            20 HighErrorRate checkout critical
            20 ProbeFailed web warning http://127.0.0.1:18080/
            20 ProbeFailed redis warning 127.0.0.1:16379
            21 RedisDown redis critical 127.0.0.1:19121)");
        QCOMPARE(lines(story.groups()),
            s("1 Triage SEV-1 RedisDown on redis · 3 services hit: HighErrorRate/checkout, "
              "ProbeFailed/redis, "
              "ProbeFailed/web, RedisDown/redis"));
        QCOMPARE(story.suspects(IncidentId {1}).value(0), s("redis"));
    }

    void termsAreKeptInWords()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            0 RedisDown redis critical 10.0.0.5:9121
            4 HighErrorRate checkout critical)");
        QCOMPARE(story.why(s("HighErrorRate checkout")),
            s("1 because of 1\ntime 0.29: 4 s after\ntopology 0.4: 1 hop downstream of redis"));
        QCOMPARE(story.why(s("RedisDown redis 10.0.0.5:9121")),
            s("1 because of 2\ntime 0.29: 4 s before\ntopology 0.4: 1 hop upstream of checkout"));
        story.tell("6 ProbeFailed redis warning 10.0.0.5:6379");
        QCOMPARE(story.why(s("ProbeFailed redis 10.0.0.5:6379")),
            s("1 because of 1\ntime 0.28: 6 s after\ntopology 0.45: same service redis\nlabels 0.2: same "
              "host 10.0.0.5"));
    }

    void unrelatedFaultsStayApart()
    {
        Story story;
        story.topology(s("web > checkout; checkout > redis; billing > ledger; ledger"));
        story.tell(R"(
            0 RedisDown redis critical
            0 LedgerDown ledger critical
            1 HighErrorRate checkout critical
            1 HighErrorRate billing critical
            2 ProbeFailed web)");
        QCOMPARE(lines(story.groups()),
            s("1 Triage SEV-2 RedisDown on redis · 3 services hit: HighErrorRate/checkout, ProbeFailed/web, "
              "RedisDown/redis\n"
              "2 Triage SEV-3 LedgerDown on ledger · 2 services hit: HighErrorRate/billing, "
              "LedgerDown/ledger"));
    }

    void aNameAndTheSecondAreNotEnough()
    {
        Story story;
        story.tell("0 HighLatency a\n0 HighLatency b\n0 HighLatency c");
        QCOMPARE(story.groups().size(), 3);
    }

    void withoutATopologyServiceNameAndResourceDo()
    {
        Story story;
        story.tell(R"(
            0 DiskFull db critical db1:9100
            5 QueryLatency db warning db1:5432
            8 ReplicaLag - warning db1:5432
            9 CertExpiry blog warning blog.example.org)");
        QCOMPARE(lines(story.groups()),
            s("1 Triage SEV-3 DiskFull on db: DiskFull/db, QueryLatency/db, ReplicaLag/\n"
              "2 Triage SEV-4 CertExpiry on blog: CertExpiry/blog"));
    }

    void laterTroubleIsAnother()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            20 RedisDown redis critical
            20 HighErrorRate checkout critical
            60 clear RedisDown redis
            68 clear HighErrorRate checkout
            98 PostgresDown postgres critical)");
        QCOMPARE(story.workspace.incidents().size(), size_t(2));
    }

    void aChangeOfItsOwnStartsItsOwn()
    {
        Story with;
        with.labTopology();
        with.tell(
            "0 PostgresDown postgres critical\n26 change checkout v2\n30 HighErrorRate checkout critical");
        QCOMPARE(with.workspace.incidents().size(), size_t(2));
        Story without;
        without.labTopology();
        without.tell("0 PostgresDown postgres critical\n30 HighErrorRate checkout critical");
        QCOMPARE(without.workspace.incidents().size(), size_t(1));
    }

    void aBridgeMergesWhatNobodyHasTouched()
    {
        Story story;
        story.topology(s("web > gate; gate > shop; shop > cart; cart > redis; redis"));
        story.tell("0 ProbeFailed gate\n0 RedisDown redis critical");
        QCOMPARE(story.workspace.incidents().size(), size_t(2));
        story.tell("3 HighErrorRate shop critical\n5 HighErrorRate cart critical");
        QCOMPARE(lines(story.groups()),
            s("1 Triage SEV-2 RedisDown on redis · 4 services hit: HighErrorRate/cart, HighErrorRate/shop, "
              "ProbeFailed/gate, RedisDown/redis\n"
              "2 Merged SEV-3 RedisDown on redis: "));
    }

    void aBridgeBetweenCommandedOnesOnlyProposes()
    {
        Story story;
        story.topology(s("web > gate; gate > shop; shop > cart; cart > redis; redis"));
        story.tell("0 ProbeFailed gate\n0 RedisDown redis critical");
        for (const quint32 i : {1U, 2U})
            story.command(
                1, {IncidentAccepted {IncidentId {i}, 2}, CommandTaken {IncidentId {i}, s("anna")}});
        story.tell("3 HighErrorRate shop critical\n5 HighErrorRate cart critical");
        QCOMPARE(story.workspace.incident(IncidentId {2})->phase, Phase::Investigating);
        QCOMPARE(story.workspace.proposals().size(), size_t(1));
        QCOMPARE(story.workspace.proposals().begin()->second.into, IncidentId {1});
        // Declined is declined.
        story.command(6, {ProposalDecided {ProposalId {1}, false}});
        story.tell("7 Latency cart\n8 Latency shop");
        QCOMPARE(story.workspace.proposals().size(), size_t(1));
        QCOMPARE(
            story.workspace.incident(IncidentId {1})->title, s("ProbeFailed on gate")); // never renamed now
    }

    void oneTouchedSideIsEnoughToOnlyPropose()
    {
        Story story;
        story.topology(s("web > gate; gate > shop; shop > cart; cart > redis; redis"));
        story.tell("0 ProbeFailed gate\n0 RedisDown redis critical");
        story.command(1, {IncidentAccepted {IncidentId {2}, 2}});
        story.tell("3 HighErrorRate shop critical\n5 HighErrorRate cart critical");
        QCOMPARE(story.workspace.proposals().size(), size_t(1));
        QCOMPARE(story.workspace.proposals().begin()->second.into, IncidentId {2}); // into the accepted one
    }

    void aSplitIsNotUndone()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical\n1 HighErrorRate checkout critical\n2 ProbeFailed web");
        QCOMPARE(story.workspace.incidents().size(), size_t(1));
        IncidentOpened opened;
        opened.incident = IncidentId {2};
        opened.title = s("Checkout apart");
        AlertAttached attached;
        attached.alert = story.alert(s("HighErrorRate checkout"));
        attached.incident = IncidentId {2};
        attached.from = IncidentId {1};
        attached.byPerson = attached.pinned = true;
        story.command(10, {opened, attached});
        story.tell(R"(
            12 ProbeFailed redis warning
            13 ProbeFailed checkout warning
            20 clear HighErrorRate checkout
            21 clear RedisDown redis
            80 RedisDown redis critical
            81 HighErrorRate checkout critical)");
        QCOMPARE(story.incidentOf(s("HighErrorRate checkout")), IncidentId {2});
        QVERIFY(story.workspace.incident(IncidentId {2})->open());
        QVERIFY(story.workspace.incident(IncidentId {1})->open());

        // Taken out of every incident and pinned: it stays out.
        story.command(90,
            {AlertDetached {
                story.alert(s("ProbeFailed web")), story.incidentOf(s("ProbeFailed web")), true}});
        story.tell("95 clear ProbeFailed web\n99 ProbeFailed web");
        QCOMPARE(story.incidentOf(s("ProbeFailed web")), IncidentId {});
    }

    void aResolvedIncidentSwallowsNothing()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical\n1 HighErrorRate checkout critical");
        story.command(2,
            {IncidentAccepted {IncidentId {1}, 2}, Story::phase(1, Phase::Investigating, Phase::Resolved)});
        story.tell("3 ProbeFailed web\n3 ProbeFailed redis");
        QCOMPARE(story.workspace.incident(IncidentId {1})->alerts.size(), size_t(2));
        QCOMPARE(story.workspace.incidents().size(), size_t(2));
    }

    void aRecurrenceOpensANewOneAndSaysSo()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical\n10 clear RedisDown redis");
        story.command(20,
            {IncidentAccepted {IncidentId {1}, 2}, Story::phase(1, Phase::Investigating, Phase::Resolved)});
        Applying applying(story.workspace, Story::start + 740'000, s("rules"));
        story.fire(applying, s("RedisDown redis"), {}, {}, {}, Severity::Critical, applying.now());
        const auto* attached = get_if<AlertAttached>(&applying.facts().back());
        QVERIFY(attached);
        QCOMPARE(attached->incident, IncidentId {2});
        QCOMPARE(attached->from, IncidentId {1});
        QCOMPARE(attached->terms.at(0).words.s, s("recurrence of incident 1, resolved 12 m before"));
        story.triage.applied(story.workspace, applying.finish());
    }

    void theWordDuplicateIsRemembered()
    {
        Story story;
        story.tell("0 RedisDown redis critical\n0 BatchLate batch\n5 clear BatchLate batch");
        story.command(6, {IncidentMarkedDuplicate {IncidentId {2}, IncidentId {1}}});
        story.tell("600 BatchLate batch");
        QCOMPARE(story.incidentOf(s("BatchLate batch")), IncidentId {1});
    }

    void aQuietGroupLetsGo()
    {
        Story story;
        story.labTopology();
        story.tell(R"(
            22 HighErrorRate checkout critical v1
            22 ProbeFailed web
            22 RedisDown redis critical
            60 clear ProbeFailed web
            61 clear RedisDown redis
            68 clear HighErrorRate checkout v1
            124 change checkout v2
            128 HighErrorRate checkout critical v2
            142 ProbeFailed web)");
        QCOMPARE(story.incidentOf(s("HighErrorRate checkout v2")), IncidentId {2});
        QCOMPARE(story.incidentOf(s("ProbeFailed web")), IncidentId {2});
    }

    void suppressedAlertsOpenNothing()
    {
        Story story;
        Applying applying(story.workspace, Story::start, s("rules"));
        AlertRaised raised;
        raised.alert = AlertId {1};
        raised.name = s("DiskFull");
        applying.add(raised);
        applying.add(AlertSuppressed {AlertId {1}, true, s("silence")});
        decideTriage(applying, story.triage, AlertId {1});
        QVERIFY(story.workspace.incidents().empty());
        story.triage.applied(story.workspace, applying.finish());
    }

    void acceptedIncidentsTakeAlertsWithoutBeingTouchedOtherwise()
    {
        Story story;
        story.labTopology();
        story.tell("0 RedisDown redis critical");
        story.command(1, {IncidentAccepted {IncidentId {1}, 3}});
        story.tell("2 HighErrorRate checkout critical\n3 ProbeFailed web");
        const auto* incident = story.workspace.incident(IncidentId {1});
        QCOMPARE(incident->alerts.size(), size_t(3));
        QCOMPARE(incident->title, s("RedisDown on redis"));
        QCOMPARE(incident->severity, quint8(3));
    }

    void severities_data()
    {
        QTest::addColumn<Severity>("worst");
        QTest::addColumn<QList<int>>("expected"); // alone, customers, three services, both
        QTest::newRow("critical") << Severity::Critical << QList<int> {3, 2, 2, 1};
        QTest::newRow("high") << Severity::High << QList<int> {3, 3, 3, 2};
        QTest::newRow("warning") << Severity::Warning << QList<int> {4, 4, 4, 3};
        QTest::newRow("unknown") << Severity::Unknown << QList<int> {4, 4, 4, 3};
        QTest::newRow("low") << Severity::Low << QList<int> {5, 5, 5, 4};
        QTest::newRow("info") << Severity::Info << QList<int> {5, 5, 5, 5};
    }

    void severities();
    void foreignTextInTitles();
};

Q_DECLARE_METATYPE(quarterdeck::Severity)

void tst_Triage::severities()
{
    QFETCH(Severity, worst);
    QFETCH(QList<int>, expected);
    QCOMPARE((QList<int> {severityFor(worst, false, 1), severityFor(worst, true, 2),
                 severityFor(worst, false, 3), severityFor(worst, true, 9)}),
        expected);
}

void tst_Triage::foreignTextInTitles()
{
    Story story;
    story.tell("0 Evil\u202eName web\u200b critical");
    const auto title = story.workspace.incident(IncidentId {1})->title;
    QVERIFY2(title.contains(s("⟨U+202E⟩")) && title.contains(s("⟨U+200B⟩")), qPrintable(title));
}

QTEST_APPLESS_MAIN(tst_Triage)
#include "tst_triage.moc"
