// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/contextpanels.h"

#include "app/relay/sourcerequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QPointer>
#include <QRegularExpression>

#include <QUrl>

namespace quarterdeck {

namespace {

constexpr int panelTimeoutMs = 10'000;
constexpr qint64 panelMaxAnswer = 4 << 20;
constexpr int panelKeys = 500'000; // traces have many
constexpr int pointsWanted = 120;
constexpr qint64 shortestStepS = 15;
constexpr qsizetype seriesShown = 8, pointsShown = 500, rowsShown = 50, textShown = 1000;

QString quoted(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

QLatin1StringView wordOf(PanelRule::Shows shows)
{
    switch (shows) {
    case PanelRule::Shows::Series:
        return QLatin1StringView("series");
    case PanelRule::Shows::Lines:
        return QLatin1StringView("lines");
    case PanelRule::Shows::Traces:
        return QLatin1StringView("traces");
    }
    return {};
}

/// One series as it is shown; what is no number is a gap.
QJsonObject seriesOf(const QJsonObject& one)
{
    QJsonArray points;
    for (const auto& value : one.value(QStringLiteral("points")).toArray()) {
        const auto pair = value.toArray();
        if (points.size() < pointsShown && pair.size() == 2 && pair.at(0).isDouble() && pair.at(1).isDouble())
            points.append(pair);
    }
    return {{QStringLiteral("name"), one.value(QStringLiteral("name")).toString().left(200)}, {QStringLiteral("points"), points}};
}

QJsonObject rowOf(const QJsonObject& one)
{
    QJsonObject out {{QStringLiteral("at"), static_cast<qint64>(one.value(QStringLiteral("at_ms")).toDouble())},
        {QStringLiteral("text"), one.value(QStringLiteral("text")).toString().left(textShown)},
        {QStringLiteral("failed"), one.value(QStringLiteral("failed")).toBool()}};
    if (one.value(QStringLiteral("duration_ms")).isDouble())
        out.insert(QStringLiteral("duration_ms"), one.value(QStringLiteral("duration_ms")));
    return out;
}

} // namespace

struct ContextPanels::Question {
    SourceConfig source;
    Connector connector;
    PanelRule rule;
    QJsonObject out; ///< as far as it is known
    QByteArray input;
    Told done;
    qint64 at = 0;
};

QJsonArray ContextPanels::list(const std::vector<SourceConfig>& sources, const Connectors& connectors)
{
    QJsonArray out;
    for (const auto& source : sources) {
        const auto* connector = connectors.find(source.connector);
        if (source.panelsUrl.isEmpty() || !source.missing.isEmpty() || !connector || !connector->panel)
            continue;
        const auto& rule = *connector->panel;
        for (std::size_t i = 0; i < qMax<std::size_t>(1, source.panels.size()); ++i)
            out.append(QJsonObject {{QStringLiteral("source"), source.name}, {QStringLiteral("index"), static_cast<qint64>(i)},
                {QStringLiteral("title"), source.panels.empty() ? rule.title : source.panels[i].name},
                {QStringLiteral("shows"), wordOf(rule.shows)}});
    }
    return out;
}

std::optional<QString> ContextPanels::filled(const QString& query, const QJsonObject& incident)
{
    QStringList names;
    for (const auto& service : incident.value(QStringLiteral("services")).toArray())
        names += QRegularExpression::escape(service.toString());
    static const QRegularExpression place(QStringLiteral("\\{services?\\}"));
    QString out;
    qsizetype from = 0;
    // In one pass: a service may be named as a place is.
    for (auto it = place.globalMatch(query); it.hasNext();) {
        const auto match = it.next();
        if (names.isEmpty())
            return std::nullopt;
        out += query.sliced(from, match.capturedStart() - from);
        out += quoted(match.capturedLength() == 9 ? incident.value(QStringLiteral("service")).toString() : names.join(QLatin1Char('|')));
        from = match.capturedEnd();
    }
    return out + query.sliced(from);
}

void ContextPanels::ask(const SourceConfig& source, const Connector& connector, std::size_t index, QJsonObject incident,
    Instant now, const Told& done)
{
    if (!connector.panel || source.panelsUrl.isEmpty() || index >= qMax<std::size_t>(1, source.panels.size())) {
        done(error("panel.unknown", QStringLiteral("The source “%1” has no such panel any more.").arg(source.name)));
        return;
    }
    auto question = std::make_shared<Question>(Question {source, connector, *connector.panel, {}, {}, done, now});
    const auto& rule = question->rule;
    const auto query = filled(source.panels.empty() ? rule.query : source.panels[index].query, incident);
    if (!query) {
        done(error("panel.service", QStringLiteral("No service is known of this incident, and the question needs one.")));
        return;
    }
    question->out = {{QStringLiteral("source"), source.name}, {QStringLiteral("shows"), wordOf(rule.shows)},
        {QStringLiteral("title"), source.panels.empty() ? rule.title : source.panels[index].name}, {QStringLiteral("query"), *query},
        {QStringLiteral("host"), QUrl(source.panelsUrl).authority()}};
    const qint64 range = incident.value(QStringLiteral("to_ms")).toInteger() - incident.value(QStringLiteral("from_ms")).toInteger();
    incident.insert(QStringLiteral("query"), *query);
    incident.insert(QStringLiteral("step_s"), qMax(shortestStepS, range / 1000 / pointsWanted));
    question->input = QJsonDocument(incident).toJson(QJsonDocument::Compact);
    m_mapper.mapValue(
        connector, rule.path, QStringLiteral("path"), question->input,
        [here = QPointer(this), question](const Result<QJsonValue>& path) {
            const QString text = path ? path->toString() : QString();
            if (!here)
                return;
            if (!path)
                question->done(path.error());
            else if (!text.startsWith(QLatin1Char('/')) || text.startsWith(QLatin1StringView("//")))
                question->done(error("panel.unknown", QStringLiteral("The panel of “%1” has no path to ask for this.").arg(question->source.name)));
            else if (!question->rule.body)
                here->send(question, text, {});
            else
                here->m_mapper.mapValue(question->connector, *question->rule.body, QStringLiteral("body"), question->input,
                    [here, question, text](const Result<QJsonValue>& body) {
                        if (here && body)
                            here->send(question, text, QJsonDocument(body->toObject()).toJson(QJsonDocument::Compact));
                        else if (here)
                            question->done(body.error());
                    },
                    question->source.settings);
        },
        source.settings);
}

void ContextPanels::send(const std::shared_ptr<Question>& question, const QString& path, const QByteArray& body)
{
    auto request = sourceRequest(question->source, question->source.panelsUrl, path);
    request.setTransferTimeout(panelTimeoutMs);
    request.setRawHeader("Accept", "application/json");
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    auto* reply = body.isEmpty() ? m_network.get(request) : m_network.post(request, body);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > panelMaxAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, question] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool large = reply->bytesAvailable() > panelMaxAnswer;
        const QByteArray answer = reply->read(panelMaxAnswer);
        if (!large && reply->error() == QNetworkReply::NoError && status == 200) {
            answered(question, answer);
            return;
        }
        const QString why = large ? QStringLiteral("its answer is larger than 4 MiB")
            : reply->error() == QNetworkReply::OperationCanceledError
            ? QStringLiteral("it did not answer within %1 s, or without end").arg(panelTimeoutMs / 1000)
            : status == 0 || status == 200
            ? reply->errorString()
            : QStringLiteral("it answered %1: %2").arg(status).arg(QString::fromUtf8(answer.left(300)).simplified());
        question->done(error("panel.answer",
            QStringLiteral("“%1” cannot be asked: %2").arg(question->source.name, visible(why, 400)), {question->source.name, why.left(400)}));
    });
}

void ContextPanels::answered(const std::shared_ptr<Question>& question, const QByteArray& body)
{
    m_mapper.mapValues(
        question->rule.answer, body,
        [question](const Result<QJsonArray>& values) {
            if (!values) {
                question->done(values.error());
                return;
            }
            const bool series = question->rule.shows == PanelRule::Shows::Series;
            const qsizetype most = series ? seriesShown : rowsShown;
            QJsonArray shown;
            for (const auto& value : *values) {
                if (shown.size() < most)
                    shown.append(series ? seriesOf(value.toObject()) : rowOf(value.toObject()));
            }
            question->out.insert(series ? QStringLiteral("series") : QStringLiteral("rows"), shown);
            question->out.insert(QStringLiteral("cut"), values->size() - shown.size());
            question->out.insert(QStringLiteral("at"), question->at);
            question->done(question->out);
        },
        question->source.settings, panelKeys);
}

} // namespace quarterdeck
