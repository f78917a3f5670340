// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/parameters.h"
#include "models/streams/seriesalert.h"

#include <QTest>

#include <cmath>

using namespace quarterdeck;

namespace {

constexpr Instant start = 1'800'000'000'000;
constexpr qint64 step = 30'000;

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

struct Watched {
    SeriesAlert alert { s("Errors"), { { s("instance"), s("web-1") }, { s("service"), s("web") } } };
    Instant at = start;
    std::vector<Signal> signals_;

    void calm(int points)
    {
        for (int i = 0; i < points; ++i)
            point(20 + i % 2);
    }

    void point(double value, qint64 late = 0)
    {
        for (auto& signal : alert.add(at, value, at + late))
            signals_.push_back(std::move(signal));
        at += step;
    }
};

} // namespace

class tst_SeriesAlert : public QObject {
    Q_OBJECT

private slots:

    void anAnomalyFiresOnceAndEndsAfterACalmQuarter()
    {
        Watched w;
        w.calm(2'000);
        QVERIFY(w.signals_.empty());
        const Instant spike = w.at;
        w.point(400);
        QCOMPARE(w.signals_.size(), size_t(1));
        const Signal fired = w.signals_[0];
        QVERIFY(fired.status == SignalStatus::Firing);
        QCOMPARE(fired.service, s("web"));
        QCOMPARE(fired.resource, s("web-1"));
        QCOMPARE(fired.name, s("Errors is unusual"));
        QVERIFY2(fired.title.startsWith(s("Errors: 400")), qPrintable(fired.title));
        QVERIFY(!fired.description.isEmpty());
        QCOMPARE(fired.startedAt, spike);
        QVERIFY(fired.endedAt > spike + streams::alertHoldMs); // until then it promises to say more
        w.calm(int(streams::alertHoldMs / step) - 1);
        QCOMPARE(w.signals_.size(), size_t(1));
        w.calm(1);
        QCOMPARE(w.signals_.size(), size_t(2));
        QVERIFY(w.signals_[1].status == SignalStatus::Resolved);
        QCOMPARE(w.signals_[1].dedupKey, fired.dedupKey);
        QCOMPARE(w.signals_[1].endedAt, spike + streams::alertHoldMs);
    }

    void aBackFillTeachesAndWakesNobody()
    {
        Watched w;
        w.calm(2'000);
        w.point(400, streams::liveMs + 1);
        w.calm(200);
        QVERIFY(w.signals_.empty());
        w.point(4'000, streams::liveMs);
        QCOMPARE(w.signals_.size(), size_t(1));
    }

    void seriesAreApart()
    {
        Watched w;
        SeriesAlert other(s("Errors"), { { s("instance"), s("web-2") }, { s("job"), s("shop") } });
        w.calm(2'000);
        w.point(400);
        for (int i = 0; i < 2'000; ++i)
            (void)other.add(start + i * step, 20 + i % 2, start + i * step);
        const auto second = other.add(start + 2'000 * step, 400, start + 2'000 * step);
        QCOMPARE(second.size(), size_t(1));
        QCOMPARE(second[0].service, s("shop"));
        QVERIFY(second[0].dedupKey != w.signals_[0].dedupKey);
    }

    void aTrendTowardsAThresholdIsToldBeforeItIsReached()
    {
        SeriesGoals goals;
        goals.threshold = 90;
        SeriesAlert disk(s("Disk used, %"), { { s("instance"), s("db-1") } }, goals);
        std::vector<Signal> told;
        std::vector<Signal> beyond;
        Instant at = start;
        const auto point = [&](double value) {
            for (auto& signal : disk.add(at, value, at)) {
                if (signal.name.endsWith(s("nears its threshold")))
                    told.push_back(std::move(signal));
                else if (signal.name.endsWith(s("is beyond its threshold")))
                    beyond.push_back(std::move(signal));
            }
            at += step;
        };
        // 0.1 a point: 90 is 4 h away once it is at 42, an hour once it is at 78.
        double value = 40;
        for (; value < 41.8; value += 0.1)
            point(value);
        QVERIFY(told.empty());
        for (; told.empty() && value < 60; value += 0.1)
            point(value);
        QVERIFY2(value < 43.5, qPrintable(QString::number(value)));
        QVERIFY(told[0].severity == Severity::Warning);
        QCOMPARE(told[0].name, s("Disk used, % nears its threshold"));
        QVERIFY2(told[0].title.contains(s("reaches 90 in about ")), qPrintable(told[0].title));
        const auto warning = warningOf(told[0].annotations);
        QVERIFY(warning && warning->sort == EarlyWarning::Sort::Threshold);
        QCOMPARE(warning->threshold, std::optional(90.0));
        QVERIFY(std::abs(warning->reachesAt - told[0].startedAt - 4 * 3'600'000) < 600'000);
        QCOMPARE(warning->points.back().first, told[0].startedAt);
        for (; value < 80; value += 0.1)
            point(value);
        QVERIFY(told.back().severity == Severity::High);
        for (; value < 91; value += 0.1)
            point(value);
        QVERIFY(!beyond.empty() && beyond[0].severity == Severity::High);
        QVERIFY2(beyond[0].title.contains(s("is beyond its threshold of 90")), qPrintable(beyond[0].title));
        // One alert all the while, which ends a quarter of an hour after it is emptied.
        for (int i = 0; i < 200; ++i)
            point(20);
        QVERIFY(told.back().status == SignalStatus::Resolved);
        QVERIFY(beyond.back().status == SignalStatus::Resolved);
        for (const auto& signal : told)
            QCOMPARE(signal.dedupKey, told[0].dedupKey);
        QVERIFY(beyond[0].dedupKey != told[0].dedupKey);
    }

    void noiseLeadsNowhere()
    {
        SeriesGoals goals;
        goals.threshold = 100;
        SeriesAlert load(s("Load"), {}, goals);
        int told = 0;
        for (int i = 0; i < 1'000; ++i) { // between 20 and 80, without a direction
            const auto signals_ = load.add(start + i * step, 50 + 30 * std::sin(i * 2.4), start + i * step);
            told += static_cast<int>(std::count_if(signals_.begin(), signals_.end(),
                [](const Signal& x) { return x.name.endsWith(s("nears its threshold")); }));
        }
        QCOMPARE(told, 0);
    }

    void aBudgetBurnsByTheWorkbook()
    {
        const Objective objective { 0.999, 30LL * 24 * 3'600'000 };
        const auto burnOf = [&](double before, double share, qint64 minutes) {
            BudgetWatch budget(objective);
            Instant at = start;
            for (int i = 0; i < 3 * 24 * 60; ++i, at += 60'000)
                budget.add(at, before);
            for (qint64 i = 0; i < minutes; ++i, at += 60'000)
                budget.add(at, share);
            return budget.burn();
        };
        // 14.4 times the budget for an hour is a page, and just below it is none.
        QVERIFY(burnOf(0, 0.0145, 60).severity == Severity::Critical);
        QVERIFY(burnOf(0, 0.0140, 60).severity == Severity::Unknown);
        const auto fast = burnOf(0, 0.0288, 60);
        QVERIFY(std::abs(fast.rate - 28.8) < 0.1);
        QCOMPARE(fast.longMs, 3'600'000LL);
        QVERIFY2(inWords(fast, objective).contains(s("28.8 times as fast")), qPrintable(inWords(fast, objective)));
        // 6 times for six hours, 1 time for three days.
        QVERIFY(burnOf(0, 0.0061, 6 * 60).severity == Severity::High);
        QVERIFY(burnOf(0.0011, 0.0011, 60).severity == Severity::Warning);
        // What is over is not told: the short window is calm.
        BudgetWatch over(objective);
        Instant at = start;
        for (int i = 0; i < 60; ++i, at += 60'000)
            over.add(at, 0.05);
        QVERIFY(over.burn().severity == Severity::Critical);
        for (int i = 0; i < 6; ++i, at += 60'000)
            over.add(at, 0);
        QVERIFY(over.burn().severity == Severity::Unknown);
        // A window that is known by less than half says nothing.
        BudgetWatch young(objective);
        for (int i = 0; i < 20; ++i)
            young.add(start + i * 60'000, 0.5);
        QVERIFY(young.burn().severity == Severity::Unknown);
    }

    void annotationsAreReadBackAndForeignOnesAreNot()
    {
        EarlyWarning w;
        w.sort = EarlyWarning::Sort::Budget;
        w.stepMs = step;
        for (int i = 0; i < 30; ++i)
            w.points.emplace_back(start + i * step, i * 0.5);
        w.usual = { 1, 2.5 };
        w.reachesAt = start + 1'000'000;
        w.threshold = 20;
        const auto annotations = annotationsOf(w);
        QVERIFY(std::is_sorted(annotations.begin(), annotations.end()));
        QCOMPARE(warningOf(annotations), std::optional(w));
        QVERIFY(!warningOf({ { s("summary"), s("a disk is full") } }));
        Labels bad = annotations;
        for (auto& [name, value] : bad) {
            if (name == s("watch_recent"))
                value = s("1 2 nan <b>");
        }
        QVERIFY(warningOf(bad) && warningOf(bad)->points.empty());
        QCOMPARE(medianOf(w.points, start, start + 5 * step), std::optional(1.0));
        QVERIFY(!medianOf(w.points, start - step, start));
    }
};

QTEST_GUILESS_MAIN(tst_SeriesAlert)
#include "tst_seriesalert.moc"
