// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/timeformats.h"
#include "models/domain/time.h"

#include <QDateTime>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace quarterdeck;

class TestTime : public QObject {
    Q_OBJECT

private slots:

    void iso_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("same"); // as toIso() writes it; empty: refused
        const auto row = [](const char* text, const char* same) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(same);
        };
        row("2026-11-23T14:07:02Z", "2026-11-23T14:07:02.000Z");
        row("2026-11-23T14:07:02.25Z", "2026-11-23T14:07:02.250Z");
        row("2026-11-23T14:07:02.123456789Z", "2026-11-23T14:07:02.123Z");
        row("2026-11-23T14:07:02.9999999999999999Z", "2026-11-23T14:07:02.999Z");
        row("2026-11-23t14:07:02z", "2026-11-23T14:07:02.000Z");
        row("2026-11-23 14:07:02+00:00", "2026-11-23T14:07:02.000Z");
        row("2016-08-01T13:27:08.008+03:00", "2016-08-01T10:27:08.008Z");
        row("2017-08-03T22:17:37.804-04:30", "2017-08-04T02:47:37.804Z");
        row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z");
        row("1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59.500Z");
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z");
        row("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
        row("0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"); // Go's "no time" is our 0
        row("0001-01-01T00:00:00-05:00", "1970-01-01T00:00:00.000Z");
        for (const char* bad :
            {"", "2026", "2026-11-23", "2026-11-23T14:07:02", "2026-11-23T14:07Z", "2026-11-23T14:07:02.Z",
                "2026-11-23T14:07:02+0000", "2026-11-23T14:07:02+24:00", "2026-13-23T14:07:02Z",
                "2026-00-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-11-31T00:00:00Z",
                "2026-11-23T24:00:00Z", "2026-11-23T14:60:02Z", "2026-11-23T14:07:61Z",
                "2026-11-23T14:07:02Zx", " 2026-11-23T14:07:02Z", "26-11-23T14:07:02Z",
                "0000-01-01T00:00:00Z", "2026-11-23T14:07:02 Z", "-026-11-23T14:07:02Z"})
            row(bad, "");
    }

    void iso()
    {
        QFETCH(QString, text);
        QFETCH(QString, same);
        const std::optional<Instant> at = fromIso(text);
        QCOMPARE(at.has_value(), !same.isEmpty());
        if (at)
            QCOMPARE(toIso(*at), same);
    }

    void agrees_with_qt()
    {
        QRandomGenerator random(20261123);
        for (int i = 0; i < 20'000; ++i) {
            const qint64 at = random.bounded(qint64(5'000'000'000'000)) - 1'000'000'000'000;
            const QString text = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
            QCOMPARE(toIso(at), text);
            QCOMPARE(fromIso(text).value_or(-1), at);
        }
    }

    void in_words()
    {
        QCOMPARE(inWords(0), QStringLiteral("0 s"));
        QCOMPARE(inWords(999), QStringLiteral("0 s"));
        QCOMPARE(inWords(45'000), QStringLiteral("45 s"));
        QCOMPARE(inWords(230'000), QStringLiteral("3 m 50 s"));
        QCOMPARE(inWords(180'000), QStringLiteral("3 m"));
        QCOMPARE(inWords(7'800'000), QStringLiteral("2 h 10 m"));
        QCOMPARE(inWords(7'245'000), QStringLiteral("2 h"));
        QCOMPARE(inWords(86'400'000LL * 3 + 3'600'000 * 4), QStringLiteral("3 d 4 h"));
        QCOMPARE(inWords(-45'000), QStringLiteral("-45 s"));
    }

    void formats_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("same");
        const auto row = [](const char* text, const char* format, const char* zone, const char* same) {
            QTest::addRow("%s as %s %s", text, format, zone)
                << QString::fromLatin1(text) << QString::fromLatin1(format) << QString::fromLatin1(zone)
                << QString::fromLatin1(same);
        };
        row("2019-02-15T23:53:45.093+0000", "", "", "2019-02-15T23:53:45.093Z");
        row("2021-04-28 21:50:00 +0200", "", "", "2021-04-28T19:50:00.000Z");
        row("2021-04-28 21:50:00 UTC", "", "", "2021-04-28T21:50:00.000Z");
        row("2021-04-28 21:50:00", "", "", "");
        row("2021-04-28 21:50:00", "yyyy-MM-dd HH:mm:ss", "", "");
        row("2021-04-28 21:50:00", "yyyy-MM-dd HH:mm:ss", "UTC", "2021-04-28T21:50:00.000Z");
        row("2021-04-28 21:50:00", "yyyy-MM-dd HH:mm:ss", "Europe/Berlin", "2021-04-28T19:50:00.000Z");
        row("2026.03.02 10:14:55", "yyyy.MM.dd HH:mm:ss", "+01:00", "2026-03-02T09:14:55.000Z");
        row("2026.03.02 10:14:55", "yyyy.MM.dd HH:mm:ss", "Mars/Olympus", "");
        row("2026-03-02 10:14:55", "yyyy.MM.dd HH:mm:ss", "UTC", "");
        row("02/03/2026 10:14:55.5 +0100", "dd/MM/yyyy HH:mm:ss.S z", "", "2026-03-02T09:14:55.500Z");
        row("2026.02.30 10:14:55", "yyyy.MM.dd HH:mm:ss", "UTC", "");
        row("1795442822", "epoch_s", "", "2026-11-23T14:07:02.000Z");
        row("1795442822.25", "epoch_s", "", "2026-11-23T14:07:02.250Z");
        row("1795442822250", "epoch_ms", "", "2026-11-23T14:07:02.250Z");
        row("1795442822250123456", "epoch_ns", "", "2026-11-23T14:07:02.250Z");
        row("5", "epoch_ms", "", "1970-01-01T00:00:00.005Z");
        row("-5", "epoch_ms", "", "1969-12-31T23:59:59.995Z");
        row("12x", "epoch_ms", "", "");
        row("99999999999999999999999999", "epoch_s", "", "");
        row("x", "nonsense", "", "");
    }

    void formats()
    {
        QFETCH(QString, text);
        QFETCH(QString, format);
        QFETCH(QString, zone);
        QFETCH(QString, same);
        const Result<Instant> at = readTime(text, TimeFormat {format, zone});
        QVERIFY2(at.ok() == !same.isEmpty(), at ? qPrintable(toIso(*at)) : qPrintable(at.error().sentence));
        if (at)
            QCOMPARE(toIso(*at), same);
    }

    void json_values()
    {
        QCOMPARE(*readTime(QJsonValue()), 0);
        QCOMPARE(*readTime(QJsonValue(QString())), 0);
        QVERIFY(!readTime(QJsonValue(1795442822)).ok());
        QVERIFY(!readTime(QJsonValue(true)).ok());
        QCOMPARE(*readTime(QJsonValue(1795442822), {QStringLiteral("epoch_s"), {}}), 1'795'442'822'000);
        QCOMPARE(*readTime(QJsonValue(1795442822.25), {QStringLiteral("epoch_s"), {}}), 1'795'442'822'250);
        const QJsonObject own {{QStringLiteral("text"), 1795442822250.0},
            {QStringLiteral("format"), QStringLiteral("epoch_ms")}};
        QCOMPARE(*readTime(own), 1'795'442'822'250);
        QVERIFY(!readTime(QJsonObject {{QStringLiteral("time"), 1}}).ok());
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
