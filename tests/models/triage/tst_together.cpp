// SPDX-License-Identifier: GPL-3.0-or-later
// What incidents and people teach about which alerts belong together.
#include "story.h"

#include <QTest>

using namespace quarterdeck;

namespace {

QString q(const char* text)
{
    return QString::fromUtf8(text);
}

PairSide side(quint32 name)
{
    return {name, name};
}

PairSeen incidents(int together, int others)
{
    PairBook book;
    for (int i = 0; i < together; ++i)
        book.ended({side(1), side(2)}, 1);
    for (int i = 0; i < others; ++i)
        book.ended({side(3)}, 1);
    return book.seen(side(1), side(2));
}

/// Two alerts that have nothing in common, worked on as one incident and resolved.
void workOn(Story& s, int at, bool person = true)
{
    s.tell(qPrintable(q("%1 QueueFull billing warning 10.0.0.1\n%2 TapeStuck archive warning 10.9.9.9").arg(at).arg(at + 2)));
    const auto first = s.incidentOf(q("QueueFull billing 10.0.0.1"));
    const auto second = s.incidentOf(q("TapeStuck archive 10.9.9.9"));
    if (first != second) {
        IncidentMerged merged {second, first, {s.alert(q("TapeStuck archive 10.9.9.9"))}, {}, {}};
        person ? s.command(at + 5, {merged}) : s.facts(at + 5, {merged});
    }
    if (person)
        s.command(at + 6, {IncidentAccepted {first, 3, {}}});
    s.tell(qPrintable(q("%1 clear QueueFull billing 10.0.0.1\n%1 clear TapeStuck archive 10.9.9.9").arg(at + 60)));
    const std::vector<Fact> end {PhaseSet {first, Phase::Investigating, Phase::Resolved, {}}};
    person ? s.command(at + 70, end) : s.facts(at + 70, end);
}

} // namespace

class tst_Together : public QObject {
    Q_OBJECT

private slots:
    void learnsFromIncidents()
    {
        QCOMPARE(learnedLift({}), 0.0);
        QVERIFY(learnedLift(incidents(1, 50)) > 0);
        QVERIFY(learnedLift(incidents(1, 50)) < 0.3);
        QVERIFY(learnedLift(incidents(14, 50)) > learnedLift(incidents(5, 50)));
        LinkFacts facts;
        facts.seen = incidents(14, 50);
        QVERIFY(linkScore(facts).links(triage::linkThreshold)); // with nothing else than a burst's time
        facts.seen = incidents(2, 50);
        QVERIFY(!linkScore(facts).links(triage::linkThreshold));
    }

    /// Together in every incident that there was: so is a Watchdog.
    void whatIsInEveryIncidentTeachesNothing()
    {
        PairBook book;
        for (int i = 0; i < 200; ++i)
            book.ended({side(1), side(2 + i % 40)}, 1);
        QVERIFY(learnedLift(book.seen(side(1), side(2))) < 0.1);
    }

    void sometimesTogetherIsLess()
    {
        PairBook book;
        for (int i = 0; i < 30; ++i)
            book.ended(i % 3 ? std::vector {side(1)} : std::vector {side(1), side(2)}, 1);
        for (int i = 0; i < 20; ++i)
            book.ended({side(2)}, 1);
        QVERIFY(learnedLift(book.seen(side(1), side(2))) < learnedLift(incidents(10, 40)) / 2);
    }

    void saysItInWords()
    {
        PairBook book;
        for (int i = 0; i < 14; ++i)
            book.ended({side(1), side(2)}, 1);
        book.ended({side(1)}, 1);
        book.ended({side(2)}, 1);
        LinkFacts facts;
        facts.seen = book.seen(side(1), side(2));
        const auto terms = inWords(facts, linkScore(facts), {});
        const auto term = std::find_if(terms.begin(), terms.end(), [](const Term& t) { return t.name == q("together"); });
        QVERIFY(term != terms.end());
        QCOMPARE(term->words.s, q("seen together in 14 of 15"));
        QVERIFY(term->value > 0.2);
    }

    void peopleOutweighIncidents()
    {
        PairBook book;
        for (int i = 0; i < 3; ++i)
            book.ended({side(1), side(2)}, 1);
        book.placed(side(1), side(2), false, 1);
        QVERIFY(learnedLift(book.seen(side(1), side(2))) <= 0); // one act is worth three incidents
        book.placed(side(2), side(1), false, 1);
        LinkFacts facts;
        facts.sameService = facts.serviceOnMap = true;
        QVERIFY(linkScore(facts).links(triage::linkThreshold));
        facts.seen = book.seen(side(1), side(2));
        QVERIFY(!linkScore(facts).links(triage::linkThreshold));
        const auto terms = inWords(facts, linkScore(facts), {});
        QCOMPARE(terms.back().words.s, q("seen together in 3 of 3, put apart by people (2 ×)"));
        book.placed(side(1), side(2), true, 1); // and back again
        book.placed(side(1), side(2), true, 1);
        QCOMPARE(book.seen(side(1), side(2)).people, 0.0);
    }

    void forgets()
    {
        PairBook book;
        for (int i = 0; i < 8; ++i)
            book.ended({side(1), side(2)}, 1000);
        book.ended({side(3), side(4)}, 1000);
        const auto fresh = book.seen(side(1), side(2));
        book.ended({side(5)}, 1000 + PairBook::halfLifeMs);
        QCOMPARE(book.seen(side(1), side(2)).together, fresh.together / 2);
        QCOMPARE(book.seen(side(1), side(2)).rarer, fresh.rarer / 2); // its share stays
        book.ended({side(5)}, 1000 + 6 * PairBook::halfLifeMs);
        QVERIFY(book.empty());
        QCOMPARE(book.sides(), size_t(1));
    }

    void aMillionPairsAreBounded()
    {
        PairBook book;
        for (int i = 0; i < 20; ++i)
            book.ended({side(1), side(2)}, 1);
        book.placed(side(3), side(4), true, 1);
        for (quint32 i = 0; i < 1'000'000 / 276 + 1; ++i) { // 24 sides are 276 pairs
            std::vector<PairSide> each;
            for (quint32 n = 0; n < PairBook::sidesOfIncident; ++n)
                each.push_back(side(static_cast<quint32>(10 + i * PairBook::sidesOfIncident + n)));
            book.ended(each, 1);
        }
        QVERIFY(book.pairs() <= PairBook::pairsMost);
        QVERIFY(book.sides() <= PairBook::sidesMost);
        QCOMPARE(book.seen(side(1), side(2)).together, 20.0); // what was seen often stays
        QCOMPARE(book.seen(side(3), side(4)).people, 1.0); // and what people said
        ByteWriter writer;
        writer.write(book);
        QVERIFY(writer.bytes().size() < 4 << 20);
    }

    void aStormIsNotAllPairs()
    {
        PairBook book;
        std::vector<PairSide> storm;
        for (quint32 i = 1; i <= 5000; ++i)
            storm.push_back(side(i));
        book.ended(storm, 1);
        QCOMPARE(book.pairs(), PairBook::sidesOfIncident * (PairBook::sidesOfIncident - 1) / 2);
    }

    /// What nobody linked at first is put together by people, and then by the rules, which say why.
    void aJournalTeaches()
    {
        Story s;
        workOn(s, 0);
        QVERIFY(s.workspace.pairs().pairs() == 1);
        workOn(s, 10'000);
        workOn(s, 20'000);
        s.tell("30000 QueueFull billing warning 10.0.0.1\n30002 TapeStuck archive warning 10.9.9.9");
        QCOMPARE(s.incidentOf(q("QueueFull billing 10.0.0.1")), s.incidentOf(q("TapeStuck archive 10.9.9.9")));
        QVERIFY2(s.why(q("TapeStuck archive 10.9.9.9")).contains(q("seen together in 3 of 3, put together by people")),
            qPrintable(s.why(q("TapeStuck archive 10.9.9.9"))));
    }

    void rulesDoNotTeachThemselves()
    {
        Story s;
        for (int i = 0; i < 5; ++i)
            workOn(s, i * 10'000, false);
        QVERIFY(s.workspace.pairs().empty());
        s.tell("90000 QueueFull billing warning 10.0.0.1\n90002 TapeStuck archive warning 10.9.9.9");
        QVERIFY(s.incidentOf(q("QueueFull billing 10.0.0.1")) != s.incidentOf(q("TapeStuck archive 10.9.9.9")));
    }

    /// Split off twice, it is left alone the third time although its service is the same.
    void aSplitTeachesTheOpposite()
    {
        Story s;
        s.topology(q("shop*"));
        for (int round = 0; round < 3; ++round) {
            const int at = round * 20'000;
            s.tell(qPrintable(q("%1 Slow shop warning a1\n%2 BackupLate shop warning b1").arg(at).arg(at + 3)));
            const auto where = s.incidentOf(q("Slow shop a1"));
            if (round == 2) {
                QVERIFY(where != s.incidentOf(q("BackupLate shop b1")));
                break;
            }
            QCOMPARE(s.incidentOf(q("BackupLate shop b1")), where);
            IncidentOpened opened;
            opened.incident = {s.workspace.lastIncident() + 1};
            AlertAttached apart;
            apart.alert = s.alert(q("BackupLate shop b1"));
            apart.incident = opened.incident;
            apart.from = where;
            apart.byPerson = apart.pinned = true;
            s.command(at + 10, {opened, apart});
            s.tell(qPrintable(q("%1 clear Slow shop a1\n%1 clear BackupLate shop b1").arg(at + 60)));
            s.command(at + 100, {Story::phase(where.value, Phase::Triage, Phase::Dismissed),
                Story::phase(opened.incident.value, Phase::Triage, Phase::Dismissed)});
            AlertAttached loose = apart; // a person unpins it: what fires again is for the rules
            loose.from = apart.incident;
            loose.pinned = false;
            s.command(at + 101, {loose});
        }
        QCOMPARE(s.workspace.pairs().pairs(), size_t(1));
    }

    /// The same entries, another program, a restart in between: the same book.
    void followsFromTheJournal()
    {
        Story a;
        Story b;
        for (int i = 0; i < 3; ++i) {
            workOn(a, i * 10'000);
            workOn(b, i * 10'000);
            auto again = Workspace::fromBytes(b.workspace.toBytes());
            QVERIFY(bool(again));
            b.workspace = std::move(again).value();
            b.triage.rebuild(b.workspace);
        }
        QCOMPARE(a.workspace.toBytes(), b.workspace.toBytes());
        QVERIFY(!a.workspace.pairs().empty());
    }
};

QTEST_GUILESS_MAIN(tst_Together)
#include "tst_together.moc"
