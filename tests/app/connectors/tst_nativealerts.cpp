// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/labels.h"
#include "app/connectors/nativealerts.h"

#include <QCryptographicHash>
#include <QTest>

using namespace quarterdeck;

namespace {

constexpr Instant k_now = 1'795'442'822'250; // 2026-11-23T14:07:02.250Z

QString refusal(const QByteArray& body)
{
    const Result<std::vector<Signal>> result = parseNativeAlerts(body, k_now);
    return result ? QStringLiteral("taken") : result.error().sentence;
}

QByteArray withLabel(const QByteArray& name, const QByteArray& value)
{
    return "[{\"labels\":{\"alertname\":\"A\"}},{\"labels\":{\"alertname\":\"B\",\"" + name + "\":" + value
        + "}}]";
}

} // namespace

class TestNativeAlerts : public QObject {
    Q_OBJECT

private slots:

    void one_alert_in_full()
    {
        const QByteArray body =
            "[{\"labels\":{\"severity\":\"page\",\"alertname\":\"HighLatency\",\"job\":\"api\",\"instance\":"
            "\"10.0.0.1:80\","
            "\"env\":\"prod\",\"empty\":\"\"},"
            "\"annotations\":{\"summary\":\"p99 > 2 s\",\"description\":\"for 5 "
            "m\",\"runbook_url\":\"https://wiki/x\",\"dashboard\":\"javascript:alert(1)\"},"
            "\"startsAt\":\"2026-11-23T14:00:00.123456789Z\",\"endsAt\":\"2026-11-23T14:10:00+00:00\","
            "\"generatorURL\":\"http://prom:9090/graph?g0.expr=a%3Eb\",\"newer\":{\"x\":[1,2]}}]";
        const Result<std::vector<Signal>> result = parseNativeAlerts(body, k_now);
        QVERIFY2(result.ok(), result ? "" : qPrintable(result.error().sentence));
        QCOMPARE(result->size(), std::size_t(1));
        const Signal& s = result->front();
        QCOMPARE(s.kind, SignalKind::Alert);
        QCOMPARE(s.status, SignalStatus::Firing);
        QCOMPARE(s.severity, Severity::Critical);
        QCOMPARE(s.name, QStringLiteral("HighLatency"));
        QCOMPARE(s.title, QStringLiteral("p99 > 2 s"));
        QCOMPARE(s.description, QStringLiteral("for 5 m"));
        QCOMPARE(s.service, QStringLiteral("api"));
        QCOMPARE(s.resource, QStringLiteral("10.0.0.1:80"));
        QCOMPARE(s.environment, QStringLiteral("prod"));
        QCOMPARE(toIso(s.startedAt), QStringLiteral("2026-11-23T14:00:00.123Z"));
        QCOMPARE(toIso(s.endedAt), QStringLiteral("2026-11-23T14:10:00.000Z"));
        QCOMPARE(s.links,
            (std::vector {
                QStringLiteral("http://prom:9090/graph?g0.expr=a%3Eb"), QStringLiteral("https://wiki/x")}));
        QCOMPARE(s.labels.size(), std::size_t(5));
        QCOMPARE(s.labels.front().first, QStringLiteral("alertname"));
    }

    void key_is_the_hash_that_the_format_says()
    {
        const Result<std::vector<Signal>> result =
            parseNativeAlerts("[{\"labels\":{\"job\":\"api\",\"alertname\":\"A\"}}]", k_now);
        QVERIFY(result.ok());
        const QByteArray bytes("\x09\0\0\0alertname\x01\0\0\0A\x03\0\0\0job\x03\0\0\0api", 32);
        QCOMPARE(result->front().dedupKey.toLatin1(),
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).first(16).toHex());
    }

    void key_is_stable_over_order_annotations_and_resolution()
    {
        const auto key = [](const char* body) {
            const Result<std::vector<Signal>> result = parseNativeAlerts(body, k_now);
            return result ? result->front().dedupKey : result.error().sentence;
        };
        const QString firing = key("[{\"labels\":{\"a\":\"1\",\"b\":\"2\"},\"annotations\":{\"value\":\"3\"},"
                                   "\"startsAt\":\"2026-11-23T14:00:00Z\"}]");
        QCOMPARE(key("[{\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"endsAt\":\"2026-11-23T14:01:00Z\"}]"), firing);
        QCOMPARE(key("[{\"labels\":{\"b\":\"2\",\"a\":\"1\",\"c\":\"\"}}]"), firing);
        QVERIFY(key("[{\"labels\":{\"a\":\"12\",\"b\":\"\"}}]") != firing);
        QVERIFY(key("[{\"labels\":{\"a\":\"1b2\"}}]") != firing);
    }

    void status_follows_ends_at_data()
    {
        QTest::addColumn<QByteArray>("endsAt");
        QTest::addColumn<int>("status");
        const int firing = static_cast<int>(SignalStatus::Firing);
        const int resolved = static_cast<int>(SignalStatus::Resolved);
        QTest::newRow("absent") << QByteArray() << firing;
        QTest::newRow("year 1") << QByteArray("0001-01-01T00:00:00Z") << firing;
        QTest::newRow("future: a promise to renew") << QByteArray("2026-11-23T14:11:02Z") << firing;
        QTest::newRow("1 ms ahead") << QByteArray("2026-11-23T14:07:02.251Z") << firing;
        QTest::newRow("now") << QByteArray("2026-11-23T14:07:02.250Z") << resolved;
        QTest::newRow("past") << QByteArray("2026-11-23T14:07:02Z") << resolved;
        QTest::newRow("past in another zone") << QByteArray("2026-11-23T16:07:02+02:00") << resolved;
    }

    void status_follows_ends_at()
    {
        QFETCH(QByteArray, endsAt);
        QFETCH(int, status);
        const QByteArray body = "[{\"labels\":{\"alertname\":\"A\"}"
            + (endsAt.isEmpty() ? "" : ",\"endsAt\":\"" + endsAt + '"') + "}]";
        const Result<std::vector<Signal>> result = parseNativeAlerts(body, k_now);
        QVERIFY(result.ok());
        QCOMPARE(static_cast<int>(result->front().status), status);
    }

    void a_measured_skew_is_allowed_for()
    {
        const QByteArray body = "[{\"labels\":{\"alertname\":\"A\"},\"endsAt\":\"2026-11-23T14:06:00Z\"}]";
        QCOMPARE(parseNativeAlerts(body, k_now)->front().status, SignalStatus::Resolved);
        QCOMPARE(parseNativeAlerts(body, k_now, {QString(), -120'000})->front().status, SignalStatus::Firing);
    }

    void resent_is_the_same_signal()
    {
        const QByteArray body = "[{\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-11-23T14:00:00Z\","
                                "\"endsAt\":\"2026-11-23T14:20:00Z\"}]";
        const Result<std::vector<Signal>> first = parseNativeAlerts(body, k_now);
        const Result<std::vector<Signal>> again = parseNativeAlerts(body, k_now + 60'000);
        QCOMPARE(first->front().dedupKey, again->front().dedupKey);
        QCOMPARE(first->front().startedAt, again->front().startedAt);
        QCOMPARE(again->front().status, SignalStatus::Firing);
    }

    void watchdog_is_a_heartbeat()
    {
        const QByteArray body =
            "[{\"labels\":{\"alertname\":\"Watchdog\"}},{\"labels\":{\"alertname\":\"DeadMansSwitch\"}}]";
        QCOMPARE(parseNativeAlerts(body, k_now)->at(0).kind, SignalKind::Heartbeat);
        QCOMPARE(parseNativeAlerts(body, k_now)->at(1).kind, SignalKind::Alert);
        QCOMPARE(parseNativeAlerts(body, k_now, {QStringLiteral("DeadMansSwitch"), 0})->at(1).kind,
            SignalKind::Heartbeat);
    }

    void severities()
    {
        const auto of = [](const char* word) {
            return parseNativeAlerts(withLabel("severity", '"' + QByteArray(word) + '"'), k_now)
                ->at(1)
                .severity;
        };
        QCOMPARE(of("Critical"), Severity::Critical);
        QCOMPARE(of("disaster"), Severity::Critical);
        QCOMPARE(of("major"), Severity::High);
        QCOMPARE(of("WARN"), Severity::Warning);
        QCOMPARE(of("minor"), Severity::Low);
        QCOMPARE(of("none"), Severity::Info);
        QCOMPARE(of("SEV1"), Severity::Critical);
        QCOMPARE(of("medium"), Severity::Warning);
        QCOMPARE(of("purple"), Severity::Unknown);
        QCOMPARE(of(""), Severity::Unknown);
    }

    void hostile_labels_come_through_unchanged()
    {
        const QByteArray values[] = {"<img src=x onerror=alert(1)>", "\\u001b[31mred\\u0007",
            "\\u202egnp.exe", "${HOME} $(id) `id` {{x}} %s", "a\\nb\\r\\n", "\xf0\x9f\x98\x80",
            QByteArray(60'000, 'x')};
        for (const QByteArray& value : values) {
            const Result<std::vector<Signal>> result =
                parseNativeAlerts(withLabel("x", '"' + value + '"'), k_now);
            QVERIFY2(result.ok(), value.first(qMin<qsizetype>(20, value.size())));
            QByteArray expected = value;
            expected.replace("\\u001b", "\x1b").replace("\\u0007", "\x07").replace("\\u202e", "\xe2\x80\xae");
            expected.replace("\\n", "\n").replace("\\r", "\r");
            QCOMPARE(result->at(1).labels.back().second.toUtf8(), expected);
        }
    }

    void refusals_name_the_alert_and_the_label_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QByteArray& body, const char* sentence) {
            QTest::newRow(name) << body << QString::fromUtf8(sentence);
        };
        row("number", withLabel("x", "1"),
            "Alert 1 of the request was refused, and the request with it: its label x is no string.");
        row("null", withLabel("x", "null"), "its label x is no string");
        row("object", withLabel("x", "{}"), "its label x is no string");
        row("1 MiB", withLabel("x", '"' + QByteArray(1 << 20, 'a') + '"'),
            "Alert 1 of the request was refused, and the request with it: its label x is longer than 64 "
            "KiB.");
        row("long name", withLabel(QByteArray(2000, 'n'), "\"\""),
            "the name of a label is longer than 1024 bytes");
        row("empty name", withLabel("", "\"\""), "the name of a label is empty");
        row("NUL", withLabel("x", "\"a\\u0000\""), "its label x has a NUL in it");
        row("lone surrogate", withLabel("x", "\"\\udc00\""), "surrogate");
        row("twice", withLabel("x", "\"1\",\"x\":\"2\""), "its label x occurs twice");
        row("hostile name", withLabel("\\u202e<b>", "1"),
            "its label \xe2\x9f\xa8U+202E\xe2\x9f\xa9<b> is no string");
        QByteArray many = "\"1\"";
        for (int i = 0; i < 10'000; ++i)
            many += ",\"l" + QByteArray::number(i) + "\":\"v\"";
        row("10,000 labels", withLabel("x", many),
            "Alert 1 of the request was refused, and the request with it: it has more than 64 labels.");
        QByteArray heavy = "\"1\"";
        for (int i = 0; i < 5; ++i)
            heavy += ",\"l" + QByteArray::number(i) + "\":\"" + QByteArray(60'000, 'a') + '"';
        row("5 × 60 KB", withLabel("x", heavy), "all of its texts together have 294 KiB; at most 256 are taken");
        row("no labels", "[{}]",
            "Alert 0 of the request was refused, and the request with it: it has no labels.");
        row("only empty labels", "[{\"labels\":{\"a\":\"\"}}]", "it has no labels");
        row("labels are a list", "[{\"labels\":[]}]", "its labels are no object");
        row("annotations are text", "[{\"labels\":{\"a\":\"b\"},\"annotations\":\"x\"}]",
            "its annotations are no object");
        row("labels twice", "[{\"labels\":{\"a\":\"b\"},\"labels\":{\"a\":\"c\"}}]", "it has labels twice");
        row("bad time", "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"yesterday\"}]",
            "its startsAt “yesterday” is no time of RFC 3339");
        row("time is a number", "[{\"labels\":{\"a\":\"b\"},\"endsAt\":5}]", "its endsAt is no string");
        row("link is a number", "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":5}]",
            "its generatorURL is no string");
        row("alert is a text", "[\"x\"]",
            "Alert 0 of the request was refused, and the request with it: it is no object.");
        row("object", "{\"alerts\":[]}", "is an array of alerts, and this is none");
        row("no JSON", "[{\"labels\":{\"a\":\"b\"}",
            "The alerts cannot be read. The JSON was refused: it ends inside an object (byte 20, at .[0]).");
        row("bad number", "[1e999]", "The alerts cannot be read.");
        row("deep", QByteArray(100'000, '['),
            "The alerts cannot be read. The JSON was refused: it nests deeper than 32 levels");
        row("empty", "", "The alerts cannot be read. The JSON was refused: it is empty");
        row("latin1", "[{\"labels\":{\"a\":\"\xe4\"}}]", "it is not UTF-8 (byte 17, at .[0].labels.a)");
        row("10,001 alerts", '[' + QByteArray("{},").repeated(10'000) + "{}]",
            "it has more than 10000 alerts");
    }

    void refusals_name_the_alert_and_the_label()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, sentence);
        const QString said = refusal(body);
        QVERIFY2(said.contains(sentence), qPrintable(said));
    }

    void an_empty_list_is_no_alerts()
    {
        const Result<std::vector<Signal>> result = parseNativeAlerts("[]", k_now);
        QVERIFY(result.ok() && result->empty());
    }

    void nameless_alerts_are_titled_by_their_labels()
    {
        const Result<std::vector<Signal>> result =
            parseNativeAlerts("[{\"labels\":{\"job\":\"api\",\"a\":\"1\"}}]", k_now);
        QCOMPARE(result->front().title, QStringLiteral("{a=\"1\", job=\"api\"}"));
    }

    void speed()
    {
        QByteArray body = "[";
        for (int i = 0; i < 500; ++i) {
            body += (i ? "," : "")
                + QByteArray(
                    "{\"labels\":{\"alertname\":\"HighLatency\",\"severity\":\"critical\",\"service\":\"svc")
                + QByteArray::number(i)
                + "\",\"instance\":\"10.0.0.1:9090\",\"job\":\"api\",\"env\":\"prod\",\"region\":\"eu-west-"
                  "1\"},"
                + "\"annotations\":{\"summary\":\"p99 latency above two seconds\",\"description\":\"The 99th "
                  "percentile has been above 2 s for 5 "
                  "minutes.\",\"runbook_url\":\"https://wiki.example.org/runbooks/latency\"},"
                + "\"startsAt\":\"2026-11-23T14:00:00.000Z\",\"endsAt\":\"2026-11-23T14:12:00.000Z\","
                  "\"generatorURL\":\"http://prometheus.example.org:9090/graph?g0.expr=latency\"}";
        }
        body += ']';
        QBENCHMARK
        {
            QCOMPARE(parseNativeAlerts(body, k_now)->size(), std::size_t(500));
        }
    }
};

QTEST_APPLESS_MAIN(TestNativeAlerts)
#include "tst_nativealerts.moc"
