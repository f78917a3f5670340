// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/flapwatch.h"
#include "models/triage/parameters.h"

#include "story.h"

#include <QTest>

using namespace quarterdeck;

class tst_FlapWatch : public QObject {
    Q_OBJECT

private slots:
    void fourTurnsInFiveMinutes()
    {
        FlapWatch watch;
        const AlertId alert {7};
        QVERIFY(!watch.turned(alert, 1'000));
        QVERIFY(!watch.turned(alert, 61'000));
        QVERIFY(!watch.turned(alert, 121'000));
        const auto on = watch.turned(alert, 181'000);
        QVERIFY(on && on->flapping);
        QCOMPARE(on->turns, 4U);
        QCOMPARE(on->windowMs, triage::flapWindowMs);
        QVERIFY(!watch.turned(alert, 190'000)); // said once
    }

    void slowTurnsAreNoFlapping()
    {
        FlapWatch watch;
        for (int i = 0; i < 50; ++i)
            QVERIFY(!watch.turned(AlertId {1}, i * 101'000));
    }

    void fiveQuietMinutesEndIt()
    {
        FlapWatch watch;
        for (int i = 0; i < 4; ++i)
            watch.turned(AlertId {1}, i * 1000);
        QVERIFY(watch.flapping(AlertId {1}));
        QVERIFY(watch.settle(3000 + triage::flapWindowMs - 1).empty());
        const auto off = watch.settle(3000 + triage::flapWindowMs);
        QCOMPARE(off.size(), size_t(1));
        QVERIFY(!off[0].flapping);
        QCOMPARE(watch.watched(), 0);
        QVERIFY(watch.settle(1'000'000'000).empty());
    }

    void remembersOnlyTheWindow()
    {
        FlapWatch watch;
        for (quint32 i = 1; i <= 10'000; ++i)
            watch.turned(AlertId {i}, i);
        watch.settle(10'000 + triage::flapWindowMs);
        QCOMPARE(watch.watched(), 0);
    }

    void rebuiltFromState()
    {
        Story story;
        FlapWatch watch;
        Instant now = Story::start;
        for (int i = 0; i < 4; ++i) {
            story.tell(qPrintable(
                QStringLiteral("%1 ProbeFailed web\n%2 clear ProbeFailed web").arg(i * 20).arg(i * 20 + 10)));
            for (const int at : {i * 20, i * 20 + 10}) {
                now = Story::start + at * 1000;
                if (const auto flap = watch.turned(AlertId {1}, now))
                    story.facts(at, {*flap});
            }
        }
        QVERIFY(story.workspace.alert(AlertId {1}).flapping);
        FlapWatch again;
        again.rebuild(story.workspace, now);
        QVERIFY(again.flapping(AlertId {1}));
        QVERIFY(again.settle(now + triage::flapWindowMs - 1).empty());
        QCOMPARE(again.settle(now + triage::flapWindowMs).size(), size_t(1));
    }
};

QTEST_APPLESS_MAIN(tst_FlapWatch)
#include "tst_flapwatch.moc"
