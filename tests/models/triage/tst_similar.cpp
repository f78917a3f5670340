// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/similar.h"

#include <QTest>

using namespace quarterdeck;

namespace {

Signature of(std::initializer_list<const char*> words)
{
    Signature s;
    for (const auto* word : words)
        s.add(tokenOf(word), 1.F);
    s.sort();
    return s;
}

} // namespace

class tst_Similar : public QObject {
    Q_OBJECT

private slots:

    void theRareWordDecides()
    {
        SimilarIncidents memory;
        for (int i = 0; i < 50; ++i)
            memory.add(of({ "DiskFull", "HighLatency", "Timeout" }));
        const quint32 rare = memory.add(of({ "CertificateExpired", "HighLatency" }));
        const auto hits = memory.nearest(of({ "CertificateExpired", "Timeout", "DiskFull" }), 3);
        QCOMPARE(hits.size(), size_t(3));
        QCOMPARE(hits[0].incident, rare);
        QVERIFY(hits[0].score > hits[1].score);
    }

    void itselfIsMostSimilarAndNothingCommonIsNoHit()
    {
        SimilarIncidents memory;
        const quint32 a = memory.add(of({ "A", "B" }));
        memory.add(of({ "C" }));
        const auto hits = memory.nearest(of({ "A", "B" }), 10);
        QCOMPARE(hits.size(), size_t(1));
        QCOMPARE(hits[0].incident, a);
        QCOMPARE(hits[0].score, 1.0);
        QVERIFY(memory.nearest(of({ "D" }), 10).empty());
        QVERIFY(memory.nearest({}, 10).empty());
    }

    void onlyAmongTheAccepted()
    {
        SimilarIncidents memory;
        const quint32 a = memory.add(of({ "A", "B" }));
        const quint32 b = memory.add(of({ "A", "C" }));
        const auto hits = memory.nearest(of({ "A", "B" }), 10, [&](quint32 i) { return i != a; });
        QCOMPARE(hits.size(), size_t(1));
        QCOMPARE(hits[0].incident, b);
    }

    void equallySimilarOnesOfTheSameSizeComeFirstThenTheNewer()
    {
        SimilarIncidents memory;
        for (int i = 0; i < 20; ++i) {
            auto past = of({ "A", "B" });
            past.alerts = i % 2 ? 2 : 40;
            past.endedAt = 1'000 + i;
            memory.add(std::move(past));
        }
        auto asked = of({ "B", "A" });
        asked.alerts = 3;
        const auto hits = memory.nearest(asked, 15);
        for (quint32 i = 0; i < 10; ++i)
            QCOMPARE(hits[i].incident, 19 - 2 * i);
        QCOMPARE(hits[10].incident, 18U);
    }

    void saysWhatIsCommon()
    {
        SimilarIncidents memory;
        for (int i = 0; i < 9; ++i)
            memory.add(of({ "Everywhere" }));
        const quint32 n = memory.add(of({ "Everywhere", "Here" }));
        const auto common = memory.common(of({ "Here", "Everywhere", "Else" }), memory.signature(n));
        QCOMPARE(common.size(), size_t(2));
        QCOMPARE(common[0].token, tokenOf("Here"));
        QVERIFY(common[0].weight > common[1].weight);
    }

    void backgroundAndWhatWentBeforeCountLess()
    {
        constexpr Instant monday = 1'800'000'000'000;
        constexpr Instant minute = 60'000;
        NoiseEngine engine;
        for (int i = 0; i < 3 * 24 * 60; ++i)
            engine.add(monday + i * minute, 0, 0);
        const Instant thursday = monday + 3 * 24 * 60 * minute;
        engine.add(thursday, 1, 1); // rare on a quiet host
        engine.add(thursday + 1'000, 0, 0); // background beside it
        const quint32 context = engine.incidentOf(engine.add(thursday + 5 * minute, 0, 0));
        const quint32 second = engine.incidentOf(engine.add(thursday + 10 * minute, 2, 2));
        const std::vector<quint64> kinds { tokenOf("login"), tokenOf("stopped"), tokenOf("copied") };
        const auto signatures = signaturesOf(engine, kinds);
        const auto weight = [&](quint32 incident, quint64 token) {
            for (const auto& t : signatures[incident].tokens) {
                if (t.token == token)
                    return t.weight;
            }
            return 0.F;
        };
        QCOMPARE(weight(1, kinds[1]), 1.F);
        QCOMPARE(weight(1, kinds[0]), 0.5F);
        QCOMPARE(weight(context, kinds[0]), 1.F);
        QCOMPARE(weight(context, kinds[1]), 0.F); // it is there as what opened it
        QCOMPARE(signatures[context].tokens.size(), size_t(4)); // + its sort, its opener, what went before
        QCOMPARE(weight(second, kinds[2]), 1.F);
        QCOMPARE(signatures[second].tokens.size(), size_t(2));
    }

    void aTokenThatEveryIncidentHasIsNoMillionComparisons()
    {
        SimilarIncidents memory;
        for (int i = 0; i < 100'000; ++i) {
            Signature s = of({ "Everywhere" });
            s.add(quint64(i) + 1, 1.F);
            memory.add(std::move(s));
        }
        Signature s = of({ "Everywhere" });
        s.add(4'711, 1.F);
        s.sort();
        const auto hits = memory.nearest(s, 3);
        QCOMPARE(hits.front().incident, 4'710U);
    }
};

QTEST_GUILESS_MAIN(tst_Similar)
#include "tst_similar.moc"
