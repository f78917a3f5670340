// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinegeometry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace quarterdeck;

namespace {
constexpr Instant noon = 1'795'442'400'000;
constexpr qint64 minute = 60'000;

TimelineGeometry half()
{
    TimelineGeometry g;
    g.setArea(QRectF(64, 20, 720, 240));
    g.setRange(noon, noon + 30 * minute);
    return g;
}
}

class TestTimelineGeometry : public QObject {
    Q_OBJECT

private slots:
    void timeAndPixels_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<double>("x");
        QTest::newRow("begin") << noon << 64.0;
        QTest::newRow("end") << noon + 30 * minute << 784.0;
        QTest::newRow("middle") << noon + 15 * minute << 424.0;
        QTest::newRow("before") << noon - 5 * minute << -56.0;
    }

    void timeAndPixels()
    {
        QFETCH(qint64, at);
        QFETCH(double, x);
        const auto g = half();
        QCOMPARE(g.x(at), x);
        QCOMPARE(g.at(x), at);
    }

    void zoomKeepsWhatIsUnderThePointer_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("x");
        for (const double factor : {0.5, 0.77, 1.3, 4.0}) {
            for (const double x : {64.0, 300.0, 784.0})
                QTest::addRow("%g at %g", factor, x) << factor << x;
        }
    }

    void zoomKeepsWhatIsUnderThePointer()
    {
        QFETCH(double, factor);
        QFETCH(double, x);
        auto g = half();
        const Instant under = g.at(x);
        g.zoom(factor, x);
        QVERIFY(qAbs(g.at(x) - under) <= 2);
        QVERIFY(qAbs(static_cast<double>(g.span()) - 30.0 * minute * factor) < 3);
    }

    void zoomHasEnds()
    {
        auto g = half();
        for (int i = 0; i < 100; ++i)
            g.zoom(0.5, 300);
        QCOMPARE(g.span(), TimelineGeometry::shortest);
        for (int i = 0; i < 200; ++i)
            g.zoom(2, 300);
        QCOMPARE(g.span(), TimelineGeometry::longest);
        g.setRange(noon, noon);
        QCOMPARE(g.span(), TimelineGeometry::shortest);
    }

    void panAndReveal()
    {
        auto g = half();
        g.pan(24);
        QCOMPARE(g.from(), noon + minute);
        g.reveal(noon - 10 * minute);
        QVERIFY(g.from() < noon - 10 * minute);
        QCOMPARE(g.span(), 30 * minute);
        const Instant from = g.from();
        g.reveal(g.from() + 10 * minute); // seen already: nothing moves
        QCOMPARE(g.from(), from);
    }

    void lanesFillTheArea()
    {
        const auto g = half();
        double y = g.area().top();
        for (int i = 0; i < laneCount; ++i) {
            const QRectF lane = g.lane(static_cast<Lane>(i));
            QVERIFY(qAbs(lane.top() - y) < 1e-6);
            QVERIFY(lane.height() >= 30);
            y = lane.bottom();
        }
        QVERIFY(qAbs(y - g.area().bottom()) < 1e-6);
    }

    void ticksAreRound_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<qint64>("step");
        QTest::newRow("10 s") << qint64 {10'000} << qint64 {5000};
        QTest::newRow("5 min") << 5 * minute << minute;
        QTest::newRow("30 min") << 30 * minute << 5 * minute;
        QTest::newRow("1 day") << 1440 * minute << 180 * minute;
        QTest::newRow("90 days") << TimelineGeometry::longest << 14 * 1440 * minute;
    }

    void ticksAreRound()
    {
        QFETCH(qint64, span);
        QFETCH(qint64, step);
        auto g = half();
        g.setRange(noon + 1234, noon + 1234 + span);
        QCOMPARE(g.tickStep(90), step);
        const auto ticks = g.ticks(90);
        QVERIFY(!ticks.empty() && ticks.size() <= 9);
        for (const auto at : ticks) {
            QCOMPARE(at % step, 0);
            QVERIFY(at >= g.from() && at <= g.to());
        }
    }

    void labelsNeverLieOnEachOther()
    {
        const auto g = half();
        QRandomGenerator random(42);
        for (int round = 0; round < 300; ++round) {
            std::vector<LabelWish> wishes;
            double x = 64;
            for (int i = random.bounded(40); i > 0 && x < 770; --i) {
                x += 9 + random.bounded(80);
                wishes.push_back({x, x + 8, 20.0 + random.bounded(180), random.bounded(4)});
            }
            const auto places = g.placeLabels(wishes, 5, true);
            QCOMPARE(places.size(), wishes.size());
            for (size_t i = 0; i < places.size(); ++i) {
                if (places[i].where == LabelPlace::Hidden)
                    continue;
                const double from = places[i].x;
                const double to = from + wishes[i].width;
                QVERIFY(from >= g.area().left() && to <= g.area().right() + 1e-6);
                const bool below = places[i].where == LabelPlace::Below;
                for (size_t k = 0; k < places.size(); ++k) {
                    if (k == i)
                        continue;
                    if (!below)
                        QVERIFY(to <= wishes[k].left || from >= wishes[k].right); // not over another mark
                    if (places[k].where != LabelPlace::Hidden && (places[k].where == LabelPlace::Below) == below)
                        QVERIFY(to <= places[k].x || from >= places[k].x + wishes[k].width);
                }
            }
        }
    }

    void heavierLabelsComeFirst()
    {
        const auto g = half();
        const auto places = g.placeLabels({{100, 108, 200, 1}, {112, 120, 200, 3}}, 5, false);
        QCOMPARE(places[1].where, LabelPlace::Right);
        QCOMPARE(places[0].where, LabelPlace::Hidden);
    }

    void manyItemsBecomeFewMarks()
    {
        std::vector<TimelineItem> items;
        for (int i = 0; i < 10'000; ++i) {
            TimelineItem item;
            item.lane = static_cast<Lane>(1 + i % 2);
            item.at = noon + i * 180;
            item.weight = i == 5001 ? 3 : 1;
            items.push_back(item);
        }
        const auto g = half();
        const auto clusters = g.clusters(items, Lane::People, 9);
        QVERIFY(clusters.size() <= 81);
        size_t total = 0;
        bool heavy = false;
        for (const auto& c : clusters) {
            total += c.count;
            heavy = heavy || c.first == 5001;
        }
        QCOMPARE(total, 5000U);
        QVERIFY(heavy); // what matters most stands for its neighbours
    }
};

QTEST_APPLESS_MAIN(TestTimelineGeometry)
#include "tst_timelinegeometry.moc"
