// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"
#include "app/connectors/signaljson.h"
#include "tests/app/connectors/workermain.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace quarterdeck;

namespace {

constexpr Instant k_now = 1'795'442'822'250; // 2026-11-23T14:07:02.250Z
using Mapped = Result<std::vector<Signal>>;

QByteArray fixture(const char* name)
{
    QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/app/connectors/fixtures/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray lines(const Mapped& mapped)
{
    if (!mapped)
        return mapped.error().code.toUtf8() + ": " + mapped.error().sentence.toUtf8();
    QByteArray text;
    for (const Signal& signal : *mapped)
        text += toJsonLine(signal, QStringLiteral("test")) + '\n';
    return text;
}

Mapped signalsOf(const QByteArray& json, const std::map<QString, TimeFormat>& times = {})
{
    return toSignals(QJsonDocument::fromJson(json).array(), times);
}

} // namespace

class TestMapper : public QObject {
    Q_OBJECT

private slots:

    void initTestCase()
    {
        const Result<Connectors> all =
            Connectors::load({QStringLiteral(QD_SOURCE_DIR "/resources/connectors")});
        QVERIFY(all.ok());
        m_connectors = *all;
    }

    void alertmanager_fires_and_resolves_on_one_key()
    {
        const Mapped firing = map("alertmanager", fixture("alertmanager_firing.json"));
        QVERIFY2(firing.ok(), lines(firing));
        QCOMPARE(firing->size(), std::size_t(4));
        const Signal& first = firing->at(0);
        QCOMPARE(first.status, SignalStatus::Firing);
        QCOMPARE(first.severity, Severity::Critical);
        QCOMPARE(first.id, QStringLiteral("0a1b2c3d4e5f6071"));
        QCOMPARE(first.title, QStringLiteral("5 % of checkouts fail"));
        QCOMPARE(first.service, QStringLiteral("checkout"));
        QCOMPARE(first.resource, QStringLiteral("shop-1:8080"));
        QCOMPARE(first.environment, QStringLiteral("prod"));
        QCOMPARE(toIso(first.startedAt), QStringLiteral("2026-11-23T13:58:04.123Z"));
        QCOMPARE(first.endedAt, 0);
        QCOMPARE(first.links.size(), std::size_t(3));
        const Mapped resolved = map("alertmanager", fixture("alertmanager_resolved.json"));
        QVERIFY2(resolved.ok(), lines(resolved));
        QCOMPARE(resolved->size(), std::size_t(1));
        QCOMPARE(resolved->at(0).status, SignalStatus::Resolved);
        QCOMPARE(resolved->at(0).dedupKey, first.dedupKey);
        QCOMPARE(toIso(resolved->at(0).endedAt), QStringLiteral("2026-11-23T14:06:34.500Z"));
    }

    void one_alert_has_one_key_in_all_dialects()
    {
        const QString webhook = map("alertmanager", fixture("alertmanager_firing.json"))->at(0).dedupKey;
        const QString native = map("prometheus", fixture("native_firing.json"))->at(0).dedupKey;
        const Mapped polled = poll(fixture("alertmanager_poll.json"));
        QVERIFY2(polled.ok(), lines(polled));
        QCOMPARE(native, webhook);
        QCOMPARE(polled->at(0).dedupKey, webhook);
        QCOMPARE(lines(map("alertmanager", fixture("alertmanager_poll.json"))), lines(polled));
    }

    void polled_alerts_say_when_they_are_suppressed()
    {
        const Mapped polled = poll(fixture("alertmanager_poll.json"));
        QCOMPARE(polled->size(), std::size_t(2));
        QCOMPARE(polled->at(0).status, SignalStatus::Firing);
        QCOMPARE(toIso(polled->at(0).endedAt), QStringLiteral("2026-11-23T14:11:04.123Z"));
        QCOMPARE(polled->at(1).status, SignalStatus::Suppressed);
        QCOMPARE(polled->at(1).title, QStringLiteral("DiskFull"));
    }

    void a_restart_changes_the_instance()
    {
        const auto instance = [this](const QByteArray& body) {
            QString text;
            m_mapper.mapStatus(*m_connectors.find(QStringLiteral("alertmanager")), 0, body,
                [&text](
                    const Result<QString>& answer) { text = answer ? *answer : answer.error().sentence; });
            m_worker.pump([&text] { return !text.isEmpty(); });
            return text;
        };
        const QString before = instance(
            "{\"cluster\":{\"name\":\"01H\",\"status\":\"ready\"},\"uptime\":\"2026-11-23T13:00:00.000Z\"}");
        QCOMPARE(before, QStringLiteral("01H 2026-11-23T13:00:00.000Z"));
        QVERIFY(
            instance("{\"cluster\":{\"name\":\"01H\"},\"uptime\":\"2026-11-23T14:00:00.000Z\"}") != before);
        QCOMPARE(
            instance("{\"cluster\":{\"status\":\"disabled\"},\"uptime\":\"x\"}"), QStringLiteral("alone x"));
    }

    void hostile_values_stay_text()
    {
        const Mapped firing = map("alertmanager", fixture("alertmanager_firing.json"));
        const Signal& hostile = firing->at(1);
        QCOMPARE(hostile.title, QStringLiteral("{{ $labels.pod }} ${HOME} %s"));
        QCOMPARE(hostile.resource, QStringLiteral("<img src=x onerror=alert(1)>\u202egnp"));
        QCOMPARE(hostile.environment, QStringLiteral("$(reboot)"));
        QCOMPARE(hostile.status, SignalStatus::Resolved);
        QCOMPARE(toIso(hostile.endedAt), QStringLiteral("2026-11-23T13:05:00.000Z"));
        QCOMPARE(
            hostile.links, (std::vector {QStringLiteral("http://alertmanager.example.org:9093/#/alerts")}));
    }

    void watchdog_and_truncation_are_told()
    {
        const Mapped firing = map("alertmanager", fixture("alertmanager_firing.json"));
        QCOMPARE(firing->at(2).kind, SignalKind::Heartbeat);
        QCOMPARE(firing->at(3).kind, SignalKind::Info);
        QCOMPARE(firing->at(3).title, QStringLiteral("Alertmanager left out 3 alerts of a group"));
        QCOMPARE(map("alertmanager", fixture("alertmanager_resolved.json"))->size(), std::size_t(1));
    }

    void integers_beyond_doubles_stay_exact()
    {
        const Mapped cut = map("alertmanager",
            "{\"alerts\":[],\"truncatedAlerts\":1,\"groupKey\":5615590933959184469,\"receiver\":\"r\"}");
        QVERIFY2(cut.ok(), lines(cut));
        QCOMPARE(cut->at(0).dedupKey, QStringLiteral("truncated 5615590933959184469"));
    }

    void cloudevents_in_all_three_ways()
    {
        const Mapped batch = map("cloudevents", fixture("cloudevents_batch.json"),
            {{"Content-Type", "application/cloudevents-batch+json"}});
        QVERIFY2(batch.ok(), lines(batch));
        QCOMPARE(batch->size(), std::size_t(3));
        const Signal& deployed = batch->at(0);
        QCOMPARE(deployed.kind, SignalKind::Change);
        QCOMPARE(deployed.name, QStringLiteral("service.deployed"));
        QCOMPARE(deployed.service, QStringLiteral("checkout"));
        QCOMPARE(deployed.version, QStringLiteral("v1.42.0"));
        QCOMPARE(deployed.environment, QStringLiteral("prod"));
        QCOMPARE(deployed.title, QStringLiteral("checkout deployed in prod: v1.42.0"));
        QCOMPARE(batch->at(1).status, SignalStatus::Firing);
        QCOMPARE(batch->at(1).severity, Severity::High);
        QCOMPARE(batch->at(2).status, SignalStatus::Resolved);
        QCOMPARE(batch->at(2).title, QStringLiteral("pressure ok"));
        QCOMPARE(batch->at(2).dedupKey, batch->at(1).dedupKey);

        const QJsonValue one = QJsonDocument::fromJson(fixture("cloudevents_batch.json")).array().at(0);
        const Mapped structured = map("cloudevents", QJsonDocument(one.toObject()).toJson(),
            {{"Content-Type", "application/cloudevents+json; charset=utf-8"}});
        QCOMPARE(lines(structured), lines(std::vector {deployed}));

        const QByteArray data =
            QJsonDocument(one.toObject().value(QStringLiteral("data")).toObject()).toJson();
        const std::vector<std::pair<QByteArray, QByteArray>> attributes {{"ce-specversion", "1.0"},
            {"ce-id", "d-1"}, {"CE-Source", "%2Fci%2Fshop"},
            {"ce-type", "dev.cdevents.service.deployed.0.9.0"}, {"ce-time", "2026-11-23T13:57:00Z"},
            {"Content-Type", "application/json"}};
        const Mapped binary = map("cloudevents", data, attributes);
        QCOMPARE(lines(binary), lines(std::vector {deployed}));
    }

    void request_dumps_are_read()
    {
        const QByteArray dump = "POST /x HTTP/1.1\r\nce-specversion: 1.0\r\nce-type: "
                                "a.problem.closed\r\nce-source: s\r\nce-id: 1\r\n"
                                "Content-Type: text/plain\r\n\r\nall well";
        const Mapped mapped =
            m_mapper.mapFile(*m_connectors.find(QStringLiteral("cloudevents")), dump, {}, k_now);
        QVERIFY2(mapped.ok(), lines(mapped));
        QCOMPARE(mapped->at(0).status, SignalStatus::Resolved);
    }

    void refused_payloads_data()
    {
        QTest::addColumn<QString>("connector");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char* name, const char* connector, const QByteArray& body,
                             const char* sentence) {
            QTest::newRow(name) << QString::fromLatin1(connector) << body << QByteArray(sentence);
        };
        row("no JSON", "alertmanager", "{\"alerts\":[",
            "json.refused: The JSON was refused: it ends where a value is missing (byte 11");
        row("another JSON", "alertmanager", "{\"hello\":1}",
            "mapping.none: No rule of the connector alertmanager takes this request.");
        row("label is a number", "alertmanager", "{\"alerts\":[{\"labels\":{\"a\":1}}]}",
            "signal.refused: Connector alertmanager: Signal 0 that the mapping gave was refused: its "
            "“labels.a” is no text.");
        row("alert is a text", "alertmanager", "{\"alerts\":[\"x\"]}", "jq.error: ");
        row("no labels", "alertmanager", "{\"alerts\":[{\"labels\":{}}]}",
            "neither a “dedup_key” nor “labels”");
        row("bad time", "alertmanager", "{\"alerts\":[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"soon\"}]}",
            "in its “started_at” the time “soon” is none of RFC 3339");
        row("duplicate key", "alertmanager", "{\"alerts\":[],\"alerts\":[]}", "a key occurs twice");
        row("no CloudEvent", "cloudevents", "{\"a\":1}",
            "cloudevents.refused: The CloudEvents request was refused: an event has no “specversion”.");
        row("CloudEvents 0.3", "cloudevents",
            "{\"specversion\":\"0.3\",\"type\":\"a\",\"id\":\"1\",\"source\":\"s\"}",
            "its specversion is not 1.x");
        row("native", "prometheus", "{}", "native.refused: ");
    }

    void refused_payloads()
    {
        QFETCH(QString, connector);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, sentence);
        const QByteArray said = lines(m_mapper.mapBlocking(*m_connectors.find(connector), {{}, body}, k_now));
        QVERIFY2(said.contains(sentence), said);
    }

    void results_of_jq_are_checked_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const QByteArray& json, const char* sentence) {
            QTest::newRow(json) << '[' + json + ']' << QByteArray(sentence);
        };
        row("{\"dedup_key\":\"k\",\"severty\":\"low\"}",
            "it has a member “severty”, which a signal does not have");
        row("{\"dedup_key\":\"k\",\"severity\":\"sev1\"}",
            "its “severity” is none of unknown, info, low, warning, high, critical");
        row("{\"dedup_key\":\"k\",\"severity\":3}", "its “severity” is none of");
        row("{\"dedup_key\":\"k\",\"kind\":\"alarm\"}",
            "its “kind” is none of alert, change, heartbeat, info");
        row("{\"dedup_key\":\"k\",\"status\":\"closed\"}", "its “status” is none of");
        row("{\"dedup_key\":5}", "its “dedup_key” is no text");
        row("{\"dedup_key\":\"k\",\"labels\":[]}", "its “labels” are no object");
        row("{\"dedup_key\":\"k\",\"labels\":{\"a\":true}}", "its “labels.a” is no text");
        row("{\"dedup_key\":\"k\",\"links\":\"http://x\"}", "its “links” are no list");
        row("{\"dedup_key\":\"k\",\"started_at\":1700000000}", "is a number and needs the format");
        row("{\"dedup_key\":\"k\",\"title\":\"a\\u0000b\"}", "its “title” has a NUL in it");
        row("{\"kind\":\"change\"}", "neither a “dedup_key” nor an “id”");
        row("\"text\"", "Signal 0 that the mapping gave was refused: it is no object.");
        row("{\"dedup_key\":\"a\"},{}", "Signal 1 that the mapping gave was refused: it has neither");
    }

    void results_of_jq_are_checked()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, sentence);
        const QByteArray said = lines(signalsOf(json));
        QVERIFY2(said.contains(sentence), said);
    }

    void a_signal_goes_through_json_and_back()
    {
        const QByteArray line = "{\"kind\":\"change\",\"source\":\"s\",\"id\":\"i\",\"dedup_key\":\"k\","
                                "\"status\":\"info\",\"severity\":\"low\",\"name\":\"n\","
                                "\"title\":\"t "
                                "\\\"\\u0007\",\"description\":\"d\",\"service\":\"sv\",\"resource\":\"r\","
                                "\"environment\":\"e\",\"version\":\"v\","
                                "\"labels\":{\"a\":\"1\",\"b\":\"2\"},\"annotations\":{\"c\":\"3\"},"
                                "\"started_at\":\"2026-11-23T14:00:00.000Z\",\"ended_at\":null,"
                                "\"links\":[\"https://x\"]}";
        QJsonObject object = QJsonDocument::fromJson(line).object();
        object.remove(QStringLiteral("source"));
        const Mapped back = toSignals({object});
        QVERIFY2(back.ok(), lines(back));
        QCOMPARE(toJsonLine(back->front(), QStringLiteral("s")), line);
        QCOMPARE(toJson(back->front()), object);
    }

    void times_take_the_connectors_format()
    {
        const Mapped mapped = signalsOf("[{\"dedup_key\":\"k\",\"started_at\":1795442822250,\"ended_at\":{"
                                        "\"text\":\"2026.11.23 15:00:00\",\"zone\":\"+01:00\"}}]",
            {{QStringLiteral("started_at"), {QStringLiteral("epoch_ms"), {}}},
                {QStringLiteral("ended_at"),
                    {QStringLiteral("yyyy.MM.dd HH:mm:ss"), QStringLiteral("UTC")}}});
        QVERIFY2(mapped.ok(), lines(mapped));
        QCOMPARE(toIso(mapped->front().startedAt), QStringLiteral("2026-11-23T14:07:02.250Z"));
        QCOMPARE(toIso(mapped->front().endedAt), QStringLiteral("2026-11-23T14:00:00.000Z"));
    }

    void rules_headers_settings_forms_and_helpers()
    {
        const QByteArray yaml =
            "connector: x\nversion: 1\ntitle: X\nreceives:\n  - when: $headers[\"x-event\"] == \"ping\"\n    "
            "ignore: true\n"
            "  - decode: form\n    when: has(\"payload\")\n    signals: |\n      {dedup_key: .payload, "
            "title: $settings.title, service: ($headers.authorization // \"none\"),\n"
            "       description: (.list | text), severity: (\"Disaster\" | severity_of),\n"
            "       labels: (\"env:prod,team:ä:b,monitor,\" | tag_map(\",\"; \":\")),\n"
            "       annotations: ([{tag: \"x\", value: 1}] | pair_map(.tag; .value)),\n"
            "       name: first_of(null, \"\", \"null\", \"{EVENT.TAGSJSON}\", \"{$ZABBIX.URL}\", "
            "\"$HOSTNAME\", \"{{host.name}}\", \"found\", \"late\")}\n"
            "  - signals: '{kind: \"info\", id: \"fallback\"}'\n";
        const Result<Connector> connector = readConnector(yaml, QStringLiteral("x.yaml"));
        QVERIFY2(connector.ok(), connector ? "" : qPrintable(connector.error().sentence));
        const auto ask = [&](const RawRequest& request) {
            return m_mapper.mapBlocking(*connector, request, k_now, "{\"title\":\"from settings\"}");
        };
        QCOMPARE(lines(ask({{{"X-Event", "ping"}}, "{}"})), "");
        const Mapped form =
            ask({{{"Authorization", "Bearer secret"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                "payload=a%26b+c&list=1&list=2"});
        QVERIFY2(form.ok(), lines(form));
        QCOMPARE(form->front().dedupKey, QStringLiteral("a&b c"));
        QCOMPARE(form->front().title, QStringLiteral("from settings"));
        QCOMPARE(form->front().service, QStringLiteral("none")); // what authenticates is not for mappings
        QCOMPARE(form->front().description, QStringLiteral("[\"1\",\"2\"]"));
        QCOMPARE(form->front().severity, Severity::Critical);
        QCOMPARE(form->front().labels,
            (Labels {{QStringLiteral("env"), QStringLiteral("prod")},
                {QStringLiteral("monitor"), QStringLiteral("true")},
                {QStringLiteral("team"), QStringLiteral("ä:b")}}));
        QCOMPARE(form->front().annotations, (Labels {{QStringLiteral("x"), QStringLiteral("1")}}));
        QCOMPARE(form->front().name, QStringLiteral("found"));
        QCOMPARE(ask({{}, "{\"other\":1}"})->front().id, QStringLiteral("fallback"));
    }

    void the_same_payload_gives_the_same_signals()
    {
        const QByteArray body = fixture("alertmanager_firing.json");
        const QByteArray once = lines(map("alertmanager", body));
        JqWorker other;
        Mapper again(other);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(lines(again.mapBlocking(
                         *m_connectors.find(QStringLiteral("alertmanager")), {{}, body}, k_now + i)),
                once);
    }

    void speed()
    {
        const QJsonObject group = QJsonDocument::fromJson(fixture("alertmanager_firing.json")).object();
        QJsonArray alerts;
        for (int i = 0; i < 500; ++i) {
            QJsonObject alert = group.value(QStringLiteral("alerts")).toArray().at(0).toObject();
            QJsonObject labels = alert.value(QStringLiteral("labels")).toObject();
            labels.insert(QStringLiteral("instance"), QString::number(i));
            alert.insert(QStringLiteral("labels"), labels);
            alerts.append(alert);
        }
        QJsonObject large = group;
        large.insert(QStringLiteral("alerts"), alerts);
        large.insert(QStringLiteral("truncatedAlerts"), 0);
        const QByteArray body = QJsonDocument(large).toJson();
        QCOMPARE(map("alertmanager", body)->size(), std::size_t(500));
        QBENCHMARK
        {
            QCOMPARE(map("alertmanager", body)->size(), std::size_t(500));
        }
    }

private:
    Mapped map(const char* connector, const QByteArray& body,
        const std::vector<std::pair<QByteArray, QByteArray>>& headers = {})
    {
        return m_mapper.mapBlocking(
            *m_connectors.find(QString::fromLatin1(connector)), {headers, body}, k_now);
    }

    Mapped poll(const QByteArray& body)
    {
        std::optional<Mapped> answer;
        m_mapper.mapPoll(*m_connectors.find(QStringLiteral("alertmanager")), 0, body,
            [&answer](Mapped all) { answer = std::move(all); });
        m_worker.pump([&answer] { return answer.has_value(); });
        return *answer;
    }

    JqWorker m_worker;
    Mapper m_mapper {m_worker};
    Connectors m_connectors;
};

QD_TEST_MAIN_WITH_WORKER(TestMapper)
#include "tst_mapper.moc"
