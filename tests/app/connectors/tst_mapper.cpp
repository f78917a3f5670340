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
using Mapped = Result<Signals>;

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
    return toSignals(QJsonDocument::fromJson(json).array(), {times});
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
        QCOMPARE(lines(structured), lines(Signals({deployed})));

        const QByteArray data =
            QJsonDocument(one.toObject().value(QStringLiteral("data")).toObject()).toJson();
        const std::vector<std::pair<QByteArray, QByteArray>> attributes {{"ce-specversion", "1.0"},
            {"ce-id", "d-1"}, {"CE-Source", "%2Fci%2Fshop"},
            {"ce-type", "dev.cdevents.service.deployed.0.9.0"}, {"ce-time", "2026-11-23T13:57:00Z"},
            {"Content-Type", "application/json"}};
        const Mapped binary = map("cloudevents", data, attributes);
        QCOMPARE(lines(binary), lines(Signals({deployed})));
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
        row("alert is a text", "alertmanager", "{\"alerts\":[\"x\"]}", "Cannot index string");
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

    void one_bad_item_costs_itself()
    {
        const Connector each = rule("signals: 'each(.[]; {dedup_key: .k, title: (if .bad then error(\"no good\") else .t end)})'\n");
        const Mapped some = ask(each, "[{\"k\":\"a\",\"t\":\"A\"},{\"k\":\"b\",\"bad\":1},{\"k\":\"c\",\"t\":7},{\"k\":\"d\",\"t\":\"D\"}]");
        QVERIFY2(some.ok(), lines(some));
        QCOMPARE(some->size(), std::size_t(2));
        QCOMPARE(some->at(1).dedupKey, QStringLiteral("d"));
        QCOMPARE(some->refused.size(), 2);
        QVERIFY2(some->refused[0].contains(QStringLiteral("Signal 1")) && some->refused[0].contains(QStringLiteral("no good")),
            qPrintable(some->refused[0]));
        QVERIFY2(some->refused[1].contains(QStringLiteral("title")), qPrintable(some->refused[1]));
        // Where nothing is left, the request is refused as a whole.
        QCOMPARE(ask(each, "[{\"k\":\"b\",\"bad\":1}]").error().code, QStringLiteral("signal.refused"));
        // The control: without it, one costs all.
        QVERIFY(!ask(rule("signals: '.[] | {dedup_key: .k, title: .t}'\n"), "[{\"k\":\"a\",\"t\":\"A\"},{\"k\":\"c\",\"t\":7}]").ok());
    }

    void an_alert_may_expire()
    {
        const Connector expiring = rule("signals: '{dedup_key: \"k\", status: .s, expires_s: .e}'\n");
        QCOMPARE(ask(expiring, "{\"s\":\"firing\",\"e\":600}")->front().endedAt, k_now + 600'000);
        QCOMPARE(ask(expiring, "{\"s\":\"resolved\",\"e\":600}")->front().endedAt, 0);
        QCOMPARE(ask(expiring, "{\"s\":\"firing\"}")->front().endedAt, 0);
        for (const char* wrong : {"0", "-1", "1.5", "\"600\"", "99999999"})
            QVERIFY2(lines(ask(expiring, QByteArray("{\"s\":\"firing\",\"e\":") + wrong + '}')).contains("expires_s"), wrong);
    }

    void long_texts_are_cut_where_that_is_wished()
    {
        const QByteArray yaml = "signals: '{dedup_key: \"k\", title: .t, labels: {l: .t}}'\n";
        const QByteArray body = "{\"t\":\"" + QByteArray("\xf0\x9f\x94\xa5").repeated(100'000) + "\"}";
        QVERIFY(!ask(rule(yaml), body).ok()); // the control
        const Mapped cut = ask(rule("cut_strings: true\n    " + yaml), body);
        QVERIFY2(cut.ok(), lines(cut).left(300));
        const QString title = cut->front().title;
        QVERIFY(title.size() <= 64 * 1024);
        QVERIFY2(title.endsWith(QStringLiteral("more characters were cut off)")), qPrintable(title.right(80)));
        QVERIFY(!title.contains(QChar(QChar::ReplacementCharacter)));
        QVERIFY(title.toUtf8() == QString::fromUtf8(title.toUtf8()).toUtf8());
        QVERIFY(cut->front().labels.front().second.size() <= 4096);
    }

    void lines_of_json_are_a_list()
    {
        const Connector many = rule("decode: json_lines\n    signals: '.[] | {dedup_key: (.n | tostring)}'\n");
        const Mapped two = ask(many, "{\"n\":1}\r\n\n{\"n\":9007199254740993}");
        QVERIFY2(two.ok(), lines(two));
        QCOMPARE(two->at(1).dedupKey, QStringLiteral("9007199254740993"));
        const Mapped bad = ask(many, "{\"n\":1}\n{\"n\":}\n");
        QVERIFY2(bad.error().sentence.startsWith(QStringLiteral("Line 2:")), lines(bad));
        QVERIFY(!ask(many, "\n\n").ok());
    }

    void json_inside_of_texts_is_decoded_exactly()
    {
        const Connector inside = rule("decode_in: [.Message, '.records[].info']\n    signals: |\n      {dedup_key: \"k\", "
                                      "title: (.Message | type), description: ([.records[].info | if type == \"object\" "
                                      "then .id | tostring else . end] | join(\" \"))}\n");
        const Mapped found = ask(inside, "{\"Message\":\"{\\\"a\\\":1}\",\"records\":[{\"info\":\"{\\\"id\\\":9007199254740993}\"},{\"info\":\"plain\"},{\"info\":\"{broken\"},{\"info\":\"{\\\"a\\\":1,\\\"a\\\":2}\"}]}");
        QVERIFY2(found.ok(), lines(found));
        QCOMPARE(found->front().title, QStringLiteral("object"));
        QCOMPARE(found->front().description, QStringLiteral("9007199254740993 plain {broken {\"a\":1,\"a\":2}"));
        QCOMPARE(ask(inside, "{\"Message\":\"text\",\"records\":[]}")->front().title, QStringLiteral("string"));
    }

    void the_helpers_opt_and_fit()
    {
        const Connector helped = rule("signals: '{dedup_key: \"k\", title: (opt(.t | fromjson | .x) // \"none\" | fit(4))} "
                                      "| if .title == \"boom\" then error(\"seen\") else . end'\n");
        QCOMPARE(ask(helped, "{\"t\":\"{\"}")->front().title, QStringLiteral("none"));
        QCOMPARE(ask(helped, "{\"t\":\"{\\\"x\\\":\\\"äöüßx\\\"}\"}")->front().title, QStringLiteral("äöü…"));
        // What follows may still refuse: that is what a bare ? would have swallowed.
        QVERIFY(lines(ask(helped, "{\"t\":\"{\\\"x\\\":\\\"boom\\\"}\"}")).contains("seen"));
    }

    void a_sender_may_wait_for_its_own_answer()
    {
        const Connector handshake = rule("when: .type == \"hello\"\n    ignore: true\n    reply: '{challenge: .challenge}'\n"
                                         "  - ignore: true\n");
        const auto reply = [&](const QByteArray& body) {
            std::optional<std::optional<QJsonValue>> answer;
            m_mapper.reply(handshake, {{}, body}, [&answer](const std::optional<QJsonValue>& value) { answer = value; });
            m_worker.pump([&answer] { return answer.has_value(); });
            return *answer;
        };
        QCOMPARE(reply("{\"type\":\"hello\",\"challenge\":\"abc\"}")->toObject().value(QStringLiteral("challenge")).toString(),
            QStringLiteral("abc"));
        QVERIFY(!reply("{\"type\":\"other\"}"));
        QVERIFY(!reply("no JSON"));
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

    /// A connector of one rule.
    static Connector rule(const QByteArray& yaml)
    {
        const Result<Connector> connector = readConnector(
            "connector: x\nversion: 1\ntitle: X\nreceives:\n  - " + yaml, QStringLiteral("x.yaml"));
        if (!connector)
            qFatal("%s", qPrintable(connector.error().sentence));
        return *connector;
    }

    Mapped ask(const Connector& connector, const QByteArray& body)
    {
        return m_mapper.mapBlocking(connector, {{}, body}, k_now);
    }

    Mapped poll(const QByteArray& body)
    {
        std::optional<Mapped> answer;
        m_mapper.mapPoll(*m_connectors.find(QStringLiteral("alertmanager")), 0, body, k_now,
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
