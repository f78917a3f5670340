// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/parameters.h"
#include "models/triage/surprise.h"

#include <QTest>

using namespace quarterdeck;
using triage::Noise;
using Why = NoiseEngine::Why;
using Sort = NoiseEngine::Sort;

namespace {

constexpr Instant monday = 1'800'000'000'000;
constexpr Instant hour = 3'600'000;
constexpr Instant second = 1'000;

enum Host : quint32 { Mail, Web, Files, Gate };

enum Kind : quint32 { Login, Scan, Download, Stopped, Dropped, Sudo, Shell, First = 100 };

/// Three days of an ordinary network: a mail login a minute, a web scan every five, nothing on the file
/// server.
void threeDays(NoiseEngine& engine)
{
    for (int minute = 0; minute < 3 * 24 * 60; ++minute) {
        engine.add(monday + minute * 60 * second, Mail, Login);
        if (minute % 5 == 0)
            engine.add(monday + minute * 60 * second + 7 * second, Web, Scan);
    }
}

constexpr Instant thursday = monday + 72 * hour;

/// Eight kinds never seen, on one host within four seconds.
quint32 breakIn(NoiseEngine& engine, Instant at, quint32 first = First)
{
    quint32 number = 0;
    for (quint32 i = 0; i < 8; ++i)
        number = engine.add(at + i * second / 2, Web, first + i);
    return engine.incidentOf(number);
}

} // namespace

class tst_Surprise : public QObject {
    Q_OBJECT

private slots:

    void steadyBackgroundIsFoldedWithItsCountAndReason()
    {
        NoiseEngine engine;
        threeDays(engine);
        QCOMPARE(engine.incidents(), 0U);
        const auto lines = engine.foldedLines();
        QCOMPARE(lines.size(), size_t(2));
        QCOMPARE(lines[0].resource, quint32(Mail));
        QCOMPARE(lines[0].count, quint64(3 * 24 * 60));
        QCOMPARE(lines[0].first, monday);
        QCOMPARE(lines[0].last, thursday - 60 * second);
        QVERIFY(lines[0].why == Why::Steady);
        QVERIFY(lines[0].bits < 0.1F);
        QCOMPARE(inWords(Why::Steady, 5.0), QStringLiteral("usual here: about one 10 m span in 32 has it"));
        QCOMPARE(engine.foldedAlerts(), quint64(engine.alerts()));
    }

    void nothingIsRareWhileLittleIsKnown()
    {
        NoiseEngine engine;
        for (quint32 i = 0; i < 1'000; ++i)
            engine.add(monday + i * 30 * second, Mail, First + i); // eight hours, each kind new
        QCOMPARE(engine.incidents(), 0U);
    }

    void aRareKeyOnAQuietHostIsLifted()
    {
        NoiseEngine engine;
        threeDays(engine);
        const quint32 stopped = engine.add(thursday, Files, Stopped);
        QVERIFY(engine.alert(stopped).why == Why::QuietResource);
        const quint32 incident = engine.incidentOf(stopped);
        QVERIFY(incident != 0);
        QVERIFY(engine.incident(incident).sort == Sort::Phase);
        // What goes on in the hour after it is shown, apart from it.
        const quint32 near = engine.add(thursday + 10 * second, Mail, Login);
        QCOMPARE(engine.incidentOf(near), incident);
        QVERIFY(engine.alert(near).why == Why::NearPhase);
        const quint32 later = engine.add(thursday + 20 * 60 * second, Mail, Login);
        QVERIFY(engine.alert(later).why == Why::Context);
        QVERIFY(engine.incidentOf(later) != incident);
        QCOMPARE(engine.incident(engine.incidentOf(later)).opener, incident);
        const quint32 after = engine.add(thursday + hour + second, Mail, Login);
        QVERIFY(engine.alert(after).why == Why::Steady);
    }

    void aTunnelDoesNotMakeItsHostBusy()
    {
        NoiseEngine engine;
        for (int i = 0; i < 3 * 24 * 360; ++i)
            engine.add(monday + i * 10 * second, Files, Scan); // every ten seconds, for three days
        const quint32 stopped = engine.add(thursday, Files, Stopped);
        QVERIFY(engine.alert(stopped).why == Why::QuietResource);
    }

    void aPauseSplitsPhasesAndLikenessJoinsFragments()
    {
        NoiseEngine engine;
        threeDays(engine);
        const quint32 a = breakIn(engine, thursday);
        const quint32 b = breakIn(engine, thursday + 30 * second); // the same kinds again
        QCOMPARE(b, a);
        const quint32 c = breakIn(engine, thursday + 60 * second, First + 50); // other kinds
        QVERIFY(c != a);
        const quint32 d = breakIn(engine, thursday + 200 * second); // the first ones, but long after
        QVERIFY(d != a && d != c);
    }

    void longBurstsStayApart()
    {
        NoiseEngine engine;
        threeDays(engine);
        const auto burst = [&](Instant at) {
            quint32 number = 0;
            for (quint32 i = 0; i < 4'000; ++i)
                number = engine.add(at + i, Web, First + i % 6);
            return engine.incidentOf(number);
        };
        QVERIFY(burst(thursday) != burst(thursday + 20 * second));
    }

    void whatLedUpIsShownAndLaterMergesRewriteNothing()
    {
        NoiseEngine engine;
        threeDays(engine);
        const quint32 before = engine.add(thursday - 20 * second, Mail, Login);
        const quint32 longBefore = engine.alerts() - 3;
        QVERIFY(engine.alert(before).incident == 0);
        const quint32 incident = breakIn(engine, thursday);
        QVERIFY(engine.incident(incident).strong);
        QVERIFY(engine.alert(before).why == Why::LeadUp);
        QVERIFY(engine.incidentOf(before) != incident);
        QCOMPARE(engine.alert(longBefore).incident, 0U);
        engine.settle(thursday + Noise::settleMs + 4 * second);
        QVERIFY(engine.settled(engine.alerts() - 1));
        QCOMPARE(engine.alert(engine.alerts() - 1).incident, incident);
    }

    void contextIsAShareOfTheBackground()
    {
        NoiseEngine engine;
        threeDays(engine);
        breakIn(engine, thursday);
        quint32 shown = 0;
        quint32 refused = 0;
        for (int i = 0; i < 40 * 60 * 10; ++i) { // ten logins a second for 40 minutes
            const quint32 n = engine.add(thursday + 20 * second + i * 100, Mail, Login);
            shown += engine.alert(n).why == Why::Context;
            refused += engine.alert(n).why == Why::ShareUsed;
        }
        QVERIFY(shown > 200);
        QVERIFY(shown < 0.05 * engine.alerts() + Noise::contextShare * Noise::backgroundPrior);
        QVERIFY(refused > shown);
    }

    void foldingIsReversible()
    {
        NoiseEngine engine;
        threeDays(engine);
        const auto behind = engine.foldedOf(Web, Scan);
        QCOMPARE(behind.size(), size_t(3 * 24 * 12));
        const quint64 folded = engine.foldedAlerts();
        const quint32 incident = engine.restore(behind[5]);
        QVERIFY(incident != 0);
        QCOMPARE(engine.incidentOf(behind[5]), incident);
        QCOMPARE(engine.foldedAlerts(), folded - 1);
        QCOMPARE(engine.foldedOf(Web, Scan).size(), behind.size() - 1);
        QCOMPARE(engine.restore(behind[5]), 0U); // once is enough
        engine.pin(Web, Scan, NoiseEngine::Pin::Keep);
        QVERIFY(engine.alert(engine.add(thursday, Web, Scan)).why == Why::PersonKept);
        engine.pin(Web, Scan, {});
        QVERIFY(NoiseEngine::folded(engine.alert(engine.add(thursday + hour, Web, Scan)).why));
        engine.pin(Files, Stopped, NoiseEngine::Pin::Fold);
        QVERIFY(engine.alert(engine.add(thursday + 2 * hour, Files, Stopped)).why == Why::PersonFolded);
    }

    void sameInputSameOutput()
    {
        NoiseEngine one;
        NoiseEngine two;
        for (auto* engine : { &one, &two }) {
            threeDays(*engine);
            breakIn(*engine, thursday);
            engine->add(thursday + hour, Files, Stopped);
            engine->settle(thursday + 2 * hour);
        }
        QCOMPARE(one.incidents(), two.incidents());
        for (quint32 i = 0; i < one.alerts(); ++i) {
            QCOMPARE(one.alert(i).incident, two.alert(i).incident);
            QCOMPARE(one.alert(i).centibits, two.alert(i).centibits);
        }
    }

    void clocksMayGoBack()
    {
        NoiseEngine engine;
        threeDays(engine);
        const quint32 n = engine.add(monday - 400 * hour, Mail, Login);
        QCOMPARE(engine.alert(n).at, thursday - 60 * second);
        engine.add(monday + 365 * 24 * hour, Mail, Login); // a year of silence costs nothing
        QVERIFY(engine.alert(n).incident == 0);
    }

    /// A label that is unique in each alert, on as many hosts: bounded memory, and no flood of incidents.
    void aMillionUniqueKeys()
    {
        NoiseEngine engine;
        threeDays(engine);
        for (quint32 i = 0; i < 1'000'000; ++i)
            engine.add(thursday + Instant(i) * 100, 1'000 + i, 1'000 + i); // 28 hours of it
        QCOMPARE(engine.rarity().bytes(), Rarity().bytes());
        QVERIFY(engine.rarity().forgotten() > 0);
        QVERIFY(engine.foldedLines().size() <= Noise::foldedLinesMost);
        QVERIFY2(engine.incidents() < 1'000, qPrintable(QString::number(engine.incidents())));
        quint64 counted = engine.foldedElsewhere();
        for (const auto& line : engine.foldedLines())
            counted += line.count;
        QCOMPARE(counted, engine.foldedAlerts());
    }

    /// The worst case for incidents: each alert new, and far enough from the one before to be a phase of its
    /// own.
    void aFloodOfTheNewIsOrdinary()
    {
        NoiseEngine engine;
        threeDays(engine);
        for (quint32 i = 0; i < 20'000; ++i)
            engine.add(thursday + Instant(i) * 20 * second, 1'000 + i, 1'000 + i); // 4.6 days
        QVERIFY2(engine.incidents() < 1'500, qPrintable(QString::number(engine.incidents())));
    }
};

QTEST_GUILESS_MAIN(tst_Surprise)
#include "tst_surprise.moc"
