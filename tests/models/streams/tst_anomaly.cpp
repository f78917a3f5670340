// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/anomaly.h"
#include "models/streams/parameters.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

using namespace quarterdeck;

namespace {

constexpr Instant k_start = 1'700'000'000'000;
constexpr Instant k_step = 300'000; // five minutes
constexpr int k_day = 288;

/// `days` of values around 100, with what `shape` adds; the noise is the same in every run.
template <typename Shape>
std::vector<double> series(int points, Shape shape, double noise = 2, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::vector<double> out;
    for (int i = 0; i < points; ++i) {
        // The sum of uniform numbers, since the library's normal distribution is not the same everywhere.
        double sum = -6;
        for (int k = 0; k < 12; ++k)
            sum += static_cast<double>(random()) / 4294967295.0;
        out.push_back(100 + noise * sum + shape(i));
    }
    return out;
}

double daily(int i)
{
    return 40 * std::sin(2 * std::numbers::pi * i / k_day);
}

std::vector<AnomalyVerdict> verdicts(const std::vector<double>& values)
{
    AnomalyWatch watch;
    std::vector<AnomalyVerdict> out;
    for (size_t i = 0; i < values.size(); ++i)
        out.push_back(watch.add(k_start + static_cast<qint64>(i) * k_step, values[i]));
    return out;
}

int alarms(const std::vector<AnomalyVerdict>& verdicts, int from, int to)
{
    int count = 0;
    for (int i = from; i < to; ++i)
        count += verdicts[static_cast<size_t>(i)].anomalous ? 1 : 0;
    return count;
}

/// The control: where nothing is wrong, alarms are rare, whatever else a test shows.
constexpr int k_quietMost = 8;

} // namespace

class tst_Anomaly : public QObject {
    Q_OBJECT

private slots:

    void nothingIsWrong_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::newRow("noise") << series(14 * k_day, [](int) { return 0.0; });
        QTest::newRow("a daily season") << series(14 * k_day, daily);
        QTest::newRow("another seed") << series(14 * k_day, daily, 2, 7);
    }

    void nothingIsWrong()
    {
        QFETCH(std::vector<double>, values);
        const int seen = alarms(verdicts(values), 3 * k_day, 14 * k_day);
        QVERIFY2(seen <= k_quietMost, qPrintable(QString::number(seen)));
    }

    void constantsNeverAlarm()
    {
        for (const double value : { 0.0, 1.0, -5.0, 1e300, 5e-324 }) {
            const auto seen = verdicts(std::vector<double>(5 * k_day, value));
            for (const auto& verdict : seen)
                QVERIFY(!verdict.anomalous);
        }
    }

    void aConstantThatMoves()
    {
        for (const double usual : { 0.0, 42.0 }) {
            std::vector<double> values(5 * k_day, usual);
            values[4 * k_day] = usual + 1;
            const auto seen = verdicts(values);
            QVERIFY(seen[4 * k_day].anomalous);
            QCOMPARE(alarms(seen, 0, 4 * k_day), 0);
        }
    }

    void spike()
    {
        auto values = series(10 * k_day, daily);
        values[8 * k_day] += 200;
        const auto seen = verdicts(values);
        QVERIFY(seen[8 * k_day].anomalous);
        const auto terms = inWords(seen[8 * k_day]);
        QVERIFY(!terms.empty());
        QVERIFY(terms[0].value >= terms.back().value);
        QVERIFY(terms[0].words.s.contains(QLatin1String("never before"))
            || terms[0].words.s.contains(QLatin1String("every value seen")));
    }

    void valueWithinTheRangeAtTheWrongTime()
    {
        auto values = series(12 * k_day, [](int i) { return 4 * daily(i); });
        const int night = 10 * k_day + 3 * k_day / 4; // the sine's lowest; its day's level is nothing new
        for (int i = night - 6; i < night + 6; ++i)
            values[static_cast<size_t>(i)] = 180;
        QVERIFY(alarms(verdicts(values), night - 6, night + 12) >= 1);
    }

    void step()
    {
        const auto seen = verdicts(series(10 * k_day, [](int i) { return i >= 7 * k_day ? 40.0 : 0.0; }));
        QVERIFY(seen[7 * k_day].anomalous || seen[7 * k_day + 1].anomalous);
        // A new level is one story, not a thousand.
        QVERIFY(alarms(seen, 7 * k_day + 1, 10 * k_day) <= k_quietMost);
    }

    void drift()
    {
        const auto seen = verdicts(
            series(12 * k_day, [](int i) { return i < 8 * k_day ? 0 : (i - 8 * k_day) * 60.0 / k_day; }));
        QVERIFY(alarms(seen, 8 * k_day, 9 * k_day) >= 1);
    }

    void gapsTeachNothing()
    {
        const auto values = series(6 * k_day, daily);
        AnomalyWatch plain;
        AnomalyWatch gappy;
        for (size_t i = 0; i < values.size(); ++i) {
            const Instant at = k_start + static_cast<qint64>(i) * k_step;
            for (const double bad : { std::numeric_limits<double>::quiet_NaN(),
                     std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() }) {
                const auto verdict = gappy.add(at, bad);
                QCOMPARE(verdict.score, 0.0);
                QVERIFY(!verdict.anomalous);
            }
            QCOMPARE(gappy.add(at, values[i]).score, plain.add(at, values[i]).score);
        }
    }

    void hugeAndTinyValues()
    {
        std::mt19937 random(3);
        AnomalyWatch watch;
        for (int i = 0; i < 20'000; ++i) {
            const double sign = random() % 2 ? 1 : -1;
            const int exponent = static_cast<int>(random() % 2040) - 1020;
            const double value = sign * std::ldexp(1.0, exponent);
            const auto verdict = watch.add(k_start + i * k_step, value);
            QVERIFY(std::isfinite(verdict.score) && verdict.score >= 0);
            for (const float surprise : verdict.surprises)
                QVERIFY(std::isfinite(surprise) && surprise >= 0);
        }
        QVERIFY(watch.bytes() <= 64 * 1024);
    }

    void timesBefore1970AndStandingStill()
    {
        AnomalyWatch watch;
        for (int i = 0; i < 2000; ++i)
            QVERIFY(std::isfinite(watch.add(-5, std::sin(i)).score));
    }

    void unitsDoNotMatter()
    {
        const auto values = series(8 * k_day, daily);
        auto larger = values;
        for (double& value : larger)
            value *= 1024; // a power of two, so that no digit is lost
        const auto one = verdicts(values);
        const auto other = verdicts(larger);
        for (size_t i = 0; i < one.size(); ++i)
            QCOMPARE(one[i].score, other[i].score);
    }

    void sameInputSameOutput()
    {
        const auto values = series(6 * k_day, daily);
        const auto one = verdicts(values);
        const auto two = verdicts(values);
        for (size_t i = 0; i < one.size(); ++i) {
            QCOMPARE(one[i].score, two[i].score);
            QCOMPARE(one[i].surprises, two[i].surprises);
        }
    }

    void theBandHoldsTheSeason()
    {
        const auto values = series(14 * k_day, daily);
        const auto seen = verdicts(values);
        int inside = 0;
        for (size_t i = 10 * k_day; i < values.size(); ++i) {
            QVERIFY(seen[i].banded && seen[i].low <= seen[i].expected && seen[i].expected <= seen[i].high);
            inside += values[i] >= seen[i].low && values[i] <= seen[i].high ? 1 : 0;
        }
        const double share = inside / (4.0 * k_day);
        QVERIFY2(share > 0.9 && share < 0.99, qPrintable(QString::number(share)));
    }

    void stateIsBounded()
    {
        AnomalyWatch watch;
        std::mt19937 random(5);
        for (int i = 0; i < 100'000; ++i)
            watch.add(k_start + i * 30'000LL, static_cast<double>(random()));
        QVERIFY2(watch.bytes() <= 64 * 1024, qPrintable(QString::number(watch.bytes())));
    }
};

QTEST_APPLESS_MAIN(tst_Anomaly)
#include "tst_anomaly.moc"
