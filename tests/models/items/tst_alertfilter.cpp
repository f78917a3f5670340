// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertorder.h"

#include <QTest>

using namespace quarterdeck;

class TestAlertFilter : public QObject {
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void errors_data();
    void errors();
    void orders();
};

namespace {

const std::vector<QString> names {QString(), QStringLiteral("RedisDown"), QStringLiteral("cart"),
    QStringLiteral("cache-1"), QStringLiteral("Slow search"), QStringLiteral("a:b")};

std::vector<AlertColumns> rows()
{
    using S = Severity;
    return {{{1}, 1, 2, 3, {7}, 1, 100, S::Critical, AlertStatus::Firing, false, false, false, false},
        {{2}, 4, 2, 0, {0}, 9, 300, S::Warning, AlertStatus::Resolved, true, false, false, false},
        {{3}, 5, 0, 0, {12}, 3, 200, S::Unknown, AlertStatus::Unknown, false, true, true, true}};
}

QString ids(const std::vector<AlertId>& list)
{
    QStringList out;
    for (const auto id : list)
        out << QString::number(id.value);
    return out.join(QLatin1Char(' '));
}

} // namespace

void TestAlertFilter::matches_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("found"); // newest onset first: 2 3 1
    const auto row = [](const char* filter, const char* found) {
        QTest::newRow(filter) << QString::fromLatin1(filter) << QString::fromLatin1(found);
    };
    row("", "2 3 1");
    row("   ", "2 3 1");
    row("redis", "1");
    row("REDIS CACHE", "1");
    row("cart", "2 1");
    row("redis search", "");
    row("service:cart", "2 1");
    row("service:cart -name:redis", "2");
    row("-cart", "3");
    row("resource:cache", "1");
    row("\"slow search\"", "2");
    row("\"a:b\"", "3");
    row("name:a:b", "3");
    row("severity:critical", "1");
    row("sev>=warning", "2 1");
    row("sev<=warning", "2");
    row("severity:unknown", "3");
    row("status:firing", "1");
    row("status:unknown", "3");
    row("-status:resolved", "3 1");
    row("incident:7", "1");
    row("incident:none", "2");
    row("is:acknowledged", "2");
    row("is:suppressed is:flapping is:pinned", "3");
}

void TestAlertFilter::matches()
{
    QFETCH(QString, filter);
    QFETCH(QString, found);
    auto parsed = AlertFilter::parse(filter);
    QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().sentence));
    QCOMPARE(ids(orderAlerts(rows(), *parsed, {}, names)), found);
}

void TestAlertFilter::errors_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("length");
    const auto row = [](const char* filter, int at, int length) {
        QTest::newRow(filter) << QString::fromLatin1(filter) << at << length;
    };
    row("redis sevice:cart", 6, 11);
    row("severity:bad", 9, 3);
    row("redis status:on", 13, 2);
    row("incident:x", 9, 1);
    row("service:", 0, 8);
    row("sev>high", 0, 8);
    row("service>=cart", 0, 13);
    row("redis \"open", 6, 5);
    row("is:open", 3, 4);
}

void TestAlertFilter::errors()
{
    QFETCH(QString, filter);
    QFETCH(int, at);
    QFETCH(int, length);
    const auto parsed = AlertFilter::parse(filter);
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().arguments.value(0).toInt(), at);
    QCOMPARE(parsed.error().arguments.value(1).toInt(), length);
    QVERIFY(parsed.error().sentence.size() > 10);
}

void TestAlertFilter::orders()
{
    const auto all = *AlertFilter::parse({});
    const auto by = [&](AlertSort sort, bool descending) {
        return ids(orderAlerts(rows(), all, {sort, descending}, names));
    };
    QCOMPARE(by(AlertSort::Started, false), QStringLiteral("1 3 2"));
    QCOMPARE(by(AlertSort::Severity, true), QStringLiteral("1 2 3"));
    QCOMPARE(by(AlertSort::Count, true), QStringLiteral("2 3 1"));
    QCOMPARE(by(AlertSort::Name, false), QStringLiteral("3 1 2"));
    QCOMPARE(by(AlertSort::Service, false), QStringLiteral("3 2 1"));
    QCOMPARE(by(AlertSort::Incident, false), QStringLiteral("2 1 3"));
}

QTEST_GUILESS_MAIN(TestAlertFilter)
#include "tst_alertfilter.moc"
