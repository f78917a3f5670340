// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scribe/scribeline.h"

#include <QTest>

using namespace quarterdeck;

namespace {
constexpr Instant now = 1'795'443'660'000; // 2026-11-23T14:21:00Z
constexpr qint64 minute = 60'000;
}

class TestScribeLine : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void durations();
    void localTime();
    void becomesACommand();
};

void TestScribeLine::reads_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("task");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<qint64>("boxMs");
    QTest::addColumn<qint64>("observedAt");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* typed, bool task, LineKind kind, const char* owner, qint64 box, qint64 at,
                         const char* text) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << task << static_cast<int>(kind)
                             << QString::fromUtf8(owner) << box << at << QString::fromUtf8(text);
    };
    row("n support has 12 reports", false, LineKind::Note, "", 0, 0, "support has 12 reports");
    row("support has 12 reports", false, LineKind::Note, "", 0, 0, "support has 12 reports");
    row("d restart redis cache-1", false, LineKind::Decision, "", 0, 0, "restart redis cache-1");
    row("h cart v2.31 exhausts connections", false, LineKind::Hypothesis, "", 0, 0,
        "cart v2.31 exhausts connections");
    row("s internal 1 is sent", false, LineKind::Status, "", 0, 0, "internal 1 is sent");
    row("t alert on connection count", true, LineKind::Todo, "", 0, 0, "alert on connection count");
    row("a @swift 5m drain pod-7", true, LineKind::Todo, "swift", 5 * minute, 0, "drain pod-7");
    row("a @swift 1h30m drain", true, LineKind::Todo, "swift", 90 * minute, 0, "drain");
    row("a @swift drain pod-7", true, LineKind::Todo, "swift", 0, 0, "drain pod-7");
    row("n -3m all EU", false, LineKind::Note, "", 0, now - 3 * minute, "all EU");
    row("n −3m all EU", false, LineKind::Note, "", 0, now - 3 * minute, "all EU");
    row("-90s all EU", false, LineKind::Note, "", 0, now - 90'000, "all EU");
    row("14:07 first report", false, LineKind::Note, "", 0, now - 14 * minute, "first report");
    row("d 14:07:30 restart", false, LineKind::Decision, "", 0, now - 13 * minute - 30'000, "restart");
    row("14:07 d restart", false, LineKind::Decision, "", 0, now - 14 * minute, "restart");
    row("23:58 it began before midnight", false, LineKind::Note, "", 0, now - (14 * 60 + 23) * minute,
        "it began before midnight");
    row("d roll back if it fails at 14:23", false, LineKind::Decision, "", 0, 0,
        "roll back if it fails at 14:23");
    row("  n   two   blanks ", false, LineKind::Note, "", 0, 0, "two blanks");
    row("x is not a verb", false, LineKind::Note, "", 0, 0, "x is not a verb");
    row("25:10 is no time", false, LineKind::Note, "", 0, 0, "25:10 is no time");
    row("-3x is no time", false, LineKind::Note, "", 0, 0, "-3x is no time");
    row("down", false, LineKind::Note, "", 0, 0, "down");
}

void TestScribeLine::reads()
{
    QFETCH(QString, typed);
    const auto line = parseScribeLine(typed, now);
    QVERIFY2(line.ok(), line ? "" : qPrintable(line.error().sentence));
    QFETCH(bool, task);
    QFETCH(int, kind);
    QFETCH(QString, owner);
    QFETCH(qint64, boxMs);
    QFETCH(qint64, observedAt);
    QFETCH(QString, text);
    QCOMPARE(line->task, task);
    QCOMPARE(static_cast<int>(line->kind), kind);
    QCOMPARE(line->owner, owner);
    QCOMPARE(line->boxMs, boxMs);
    QCOMPARE(line->observedAt, observedAt);
    QCOMPARE(line->text, text);
}

void TestScribeLine::refuses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* typed, const char* code) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromLatin1(code);
    };
    row("", "scribe.empty");
    row("   ", "scribe.empty");
    row("d", "scribe.text");
    row("n -3m", "scribe.text");
    row("a 5m drain", "scribe.who");
    row("a @ drain", "scribe.who");
    row("a @swift 5m", "scribe.text");
    row("p database", "scribe.page");
    row("q", "scribe.text");
    row("q @swift 5m", "scribe.text");
}

void TestScribeLine::refuses()
{
    QFETCH(QString, typed);
    QFETCH(QString, code);
    const auto line = parseScribeLine(typed, now);
    QVERIFY(!line.ok());
    QCOMPARE(line.error().code, code);
    QVERIFY(line.error().sentence.endsWith(QLatin1Char('.')));
}

void TestScribeLine::durations()
{
    QCOMPARE(parseDuration(u"5m"), std::optional<qint64>(5 * minute));
    QCOMPARE(parseDuration(u"1h10m5s"), std::optional<qint64>(70 * minute + 5000));
    for (const auto& wrong : {u"", u"5", u"m", u"5x", u"5m3", u"-5m", u"99999999999m"})
        QVERIFY(!parseDuration(wrong));
}

void TestScribeLine::localTime()
{
    const auto line = parseScribeLine(QStringLiteral("15:07 in a zone one hour ahead"), now, 60 * minute);
    QVERIFY(line.ok());
    QCOMPARE(line->observedAt, now - 14 * minute);
}

void TestScribeLine::becomesACommand()
{
    const auto line = parseScribeLine(QStringLiteral("a @swift 5m drain"), now);
    const auto body = commandOf(*line, {IncidentId {7}, {}}, {});
    const auto* task = get_if<AssignTask>(&body);
    QVERIFY(task);
    QCOMPARE(task->owner, QStringLiteral("swift"));
    const auto noted =
        commandOf(*parseScribeLine(QStringLiteral("was 12"), now), {IncidentId {7}, {}}, LineId {3});
    QCOMPARE(get<LogLine>(noted).corrects.value, 3U);
    const auto paged = commandOf(*parseScribeLine(QStringLiteral("p @payments by phone"), now), {IncidentId {7}, {}}, {});
    QCOMPARE(get<PagePerson>(paged).person, QStringLiteral("payments"));
    QCOMPARE(get<PagePerson>(paged).how, QStringLiteral("by phone"));
    const auto proposed =
        commandOf(*parseScribeLine(QStringLiteral("q @swift 5m fail over"), now), {IncidentId {7}, {}}, {});
    QCOMPARE(get<ProposeDecision>(proposed).owner, QStringLiteral("swift"));
    QCOMPARE(get<ProposeDecision>(proposed).boxMs, 5 * minute);
    QCOMPARE(get<ProposeDecision>(proposed).text, QStringLiteral("fail over"));
}

QTEST_GUILESS_MAIN(TestScribeLine)
#include "tst_scribeline.moc"
