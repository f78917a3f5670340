// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/prometheusrange.h"

#include <QTest>

#include <cmath>

using namespace quarterdeck;

class TestPrometheusRange : public QObject {
    Q_OBJECT

private slots:

    void seriesWithTheirLabelsAndPoints()
    {
        const auto read = readRange(R"({"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"up","service":"web","instance":"web-1"},"values":[[1800000030,"NaN"],
             [1800000000.5,"1.5"],[1800000060,"+Inf"]]},{"metric":{},"values":[]}]}})");
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence));
        QCOMPARE(read->size(), size_t(2));
        const Labels labels { { QStringLiteral("instance"), QStringLiteral("web-1") },
            { QStringLiteral("service"), QStringLiteral("web") } };
        QCOMPARE(read->front().labels, labels);
        const auto& points = read->front().points;
        QCOMPARE(points.size(), size_t(3));
        QCOMPARE(points[0], std::pair(Instant(1'800'000'000'500), 1.5));
        QVERIFY(std::isnan(points[1].second));
        QVERIFY(std::isinf(points[2].second));
    }

    void whatItComplainsAboutIsToldAndOtherThingsAreRefused()
    {
        const auto bad = readRange(R"({"status":"error","errorType":"bad_data","error":"parse error"})");
        QVERIFY(!bad);
        QCOMPARE(bad.error().sentence, QStringLiteral("It answered: parse error"));
        for (const char* text :
            { "", "[]", "<html>", R"({"status":"success","data":{"resultType":"vector"}})" })
            QCOMPARE(readRange(text).error().code, QStringLiteral("prometheus.answer"));
        QVERIFY(readRange(
            R"({"status":"success","data":{"resultType":"matrix","result":[1,{"metric":2,"values":[3]}]}})"));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusRange)
#include "tst_prometheusrange.moc"
