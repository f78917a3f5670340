// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/memorydesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck {

inline constexpr const char* hostileReason = "<b>no</b> \u202e title must be a text";

inline QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

/// What a server says; `admin`: whether it trusts the one who asks.
inline MemoryDesk::Teller teller(bool admin, QStringList* asked = nullptr)
{
    return [admin, asked](const QString& topic, const QJsonObject& about) -> Result<QJsonObject> {
        if (asked)
            *asked << topic + QString::fromUtf8(QJsonDocument(about).toJson(QJsonDocument::Compact));
        if (topic == QLatin1String("connectors"))
            return object(R"({"connectors":[{"name":"alertmanager","title":"Alertmanager","polls":true},{"name":"datadog","title":"Datadog"},
                {"name":"zabbix","title":"Zabbix"}],"sources":[{"name":"Alertmanager","connector":"alertmanager","polled":true}]})");
        if (topic == QLatin1String("context"))
            return object(R"({"links":[{"source":"g","title":"Grafana Explore","url":"https://grafana.example/explore?a=1"},
                {"source":"g","title":"Script","url":"javascript:alert"},{"source":"g","title":"File","url":"file:///etc/passwd"}]})");
        if (topic == QLatin1String("panels"))
            return object(R"({"panels":[{"source":"prom","index":0,"title":"Errors","shows":"series"},
                {"source":"logs","index":0,"title":"Error logs","shows":"lines"},{"source":"traces","index":0,"title":"Recent traces","shows":"traces"}]})");
        if (topic == QLatin1String("panel") && about.value(QStringLiteral("source")) == QLatin1String("prom"))
            return object(R"json({"host":"prom.example:9090","query":"sum by (code) (rate(errors{service=\"checkout\"}[5m]))","at":1700000000000,"cut":2,
                "series":[{"name":"code=500","points":[[1699999000000,0.1],[1699999300000,0.4],[1699999600000,3.2],[1699999900000,2.9]]},
                {"name":"code=<b>502</b>","points":[[1699999000000,0],[1699999300000,0.2],[1699999600000,0.9],[1699999900000,1.4]]}]})json");
        if (topic == QLatin1String("panel") && about.value(QStringLiteral("source")) == QLatin1String("logs"))
            return QJsonObject {{QStringLiteral("host"), QStringLiteral("loki.example")}, {QStringLiteral("query"), QStringLiteral("{app=\"checkout\"} |= \"error\"")},
                {QStringLiteral("at"), qint64(1'700'000'000'000)}, {QStringLiteral("rows"), QJsonArray {QJsonObject {{QStringLiteral("at"), qint64(1'699'999'900'000)},
                {QStringLiteral("text"), QStringLiteral("<img src=x> connection refused \u202e db:5432")}}}}};
        if (topic == QLatin1String("panel"))
            return error("panel.answer", QStringLiteral("“traces” cannot be asked: it answered 502: no such host"));
        if (topic == QLatin1String("quality"))
            return object(R"({"quarantined":{"Datadog":2,"never heard":1}})");
        if (!admin)
            return error("inquiry.not-allowed", QStringLiteral("ben may not ask for this: it takes an administrator."));
        if (topic == QLatin1String("setup"))
            return QJsonObject {{QStringLiteral("text"),
                                    QStringLiteral("URL: %1/v1/in/%2\nHeader: Authorization: Bearer secret\n")
                                        .arg(about.value(QStringLiteral("url")).toString().isEmpty() ? QStringLiteral("http://127.0.0.1:9400") : about.value(QStringLiteral("url")).toString(),
                                            about.value(QStringLiteral("source")).toString())},
                {QStringLiteral("token_known"), true}, {QStringLiteral("watchdog"), QStringLiteral("alert: Watchdog\n")},
                {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:9400")}};
        if (topic == QLatin1String("source") && about.value(QStringLiteral("url")).toString().isEmpty())
            return error("sources.entry", QStringLiteral("Where is it to be asked?"));
        if (topic == QLatin1String("source"))
            return object(R"({"keychain":"source/am-2"})");
        if (topic == QLatin1String("test"))
            return object(R"({"problem":"","version":"0.25.0","count":7,"skew_ms":-2000})");
        if (topic == QLatin1String("quarantine"))
            return QJsonObject {{QStringLiteral("items"),
                QJsonArray {QJsonObject {{QStringLiteral("id"), 41}, {QStringLiteral("source"), QStringLiteral("Datadog")},
                    {QStringLiteral("reason"), QString::fromUtf8(hostileReason)}, {QStringLiteral("received_at"), 0}}}}};
        if (topic == QLatin1String("payload"))
            return object(R"({"request":"{\"n\":7}","connector":"datadog"})");
        if (topic == QLatin1String("connector"))
            return object(R"({"text":"connector: datadog\nversion: 1\n","own":false})");
        return QJsonObject {};
    };
}

} // namespace quarterdeck
