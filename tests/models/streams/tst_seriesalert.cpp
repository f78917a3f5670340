// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/parameters.h"
#include "models/streams/seriesalert.h"

#include <QTest>

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
        if (auto signal = alert.add(at, value, at + late))
            signals_.push_back(std::move(*signal));
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
        std::optional<Signal> second;
        for (int i = 0; i < 2'000; ++i)
            (void)other.add(start + i * step, 20 + i % 2, start + i * step);
        second = other.add(start + 2'000 * step, 400, start + 2'000 * step);
        QVERIFY(second);
        QCOMPARE(second->service, s("shop"));
        QVERIFY(second->dedupKey != w.signals_[0].dedupKey);
    }
};

QTEST_GUILESS_MAIN(tst_SeriesAlert)
#include "tst_seriesalert.moc"
