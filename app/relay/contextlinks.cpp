// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/contextlinks.h"

#include "app/connectors/mapper.h"
#include "models/domain/weblink.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr qint64 beforeMs = 15 * 60'000;
constexpr size_t servicesMost = 20;

struct Links {
    QJsonArray found;
    int running = 0;
    std::function<void(Result<QJsonObject>)> done;
};

QString iso(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace

QJsonObject contextOf(const Workspace& w, const Incident& incident, Instant now)
{
    std::map<QString, int> counts;
    for (const auto id : incident.alerts) {
        if (const QString& service = w.name(w.alert(id).service); !service.isEmpty())
            ++counts[service];
    }
    std::vector<std::pair<QString, int>> most(counts.begin(), counts.end());
    std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    QJsonArray services;
    for (size_t i = 0; i < qMin(most.size(), servicesMost); ++i)
        services.append(most[i].first);
    const Instant from = (incident.observedAt ? incident.observedAt : incident.openedAt) - beforeMs;
    const Instant to = incident.resolvedAt ? incident.resolvedAt : now;
    return {{QStringLiteral("service"), services.isEmpty() ? QJsonValue() : services.first()},
        {QStringLiteral("services"), services}, {QStringLiteral("title"), incident.title},
        {QStringLiteral("from_ms"), from}, {QStringLiteral("to_ms"), to}, {QStringLiteral("from"), iso(from)},
        {QStringLiteral("to"), iso(to)}};
}

void contextLinks(JqWorker& worker, const std::vector<SourceConfig>& sources, const Connectors& connectors,
    const QJsonObject& incident, std::function<void(Result<QJsonObject>)> done)
{
    auto links = std::make_shared<Links>();
    links->done = std::move(done);
    const auto ended = [links] {
        if (--links->running == 0)
            links->done(QJsonObject {{QStringLiteral("links"), links->found}});
    };
    links->running = 1; // until all are asked
    const QByteArray input = QJsonDocument(incident).toJson(QJsonDocument::Compact);
    for (const auto& source : sources) {
        const auto* connector = connectors.find(source.connector);
        for (size_t i = 0; connector && i < connector->context.size(); ++i) {
            ++links->running;
            worker.run(mappingRequest(connector->context[i].url, input, "{}", source.settings),
                [links, ended, name = source.name, title = connector->context[i].title](const Result<QJsonArray>& answer) {
                    const QString url = answer && answer->size() == 1 ? answer->at(0).toString() : QString();
                    if (mayBeOpened(url))
                        links->found.append(QJsonObject {{QStringLiteral("source"), name}, {QStringLiteral("title"), title},
                            {QStringLiteral("url"), url}});
                    ended();
                });
        }
    }
    ended();
}

} // namespace quarterdeck
