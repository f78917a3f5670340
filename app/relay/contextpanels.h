// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"
#include "app/relay/sourcebook.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace quarterdeck {

/// What the configured systems say of an incident, one question at a time and only when somebody asks: metrics, logs,
/// traces. Where a question goes is in sources.yaml alone, redirects are not followed; an answer has ten seconds and
/// 4 MiB, and what is shown of it fits into a frame. Nothing of it is recorded: whoever wants to keep it pins it.
class ContextPanels : public QObject {
    Q_OBJECT

public:
    using Told = std::function<void(Result<QJsonObject>)>;

    explicit ContextPanels(JqWorker& worker, QObject* parent = nullptr)
        : QObject(parent)
        , m_mapper(worker)
    {
        m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    /// [{source, index, title, shows}] of what can be asked.
    static QJsonArray list(const std::vector<SourceConfig>& sources, const Connectors& connectors);

    /// {source, title, shows, query, host, at, rows: [{at, text, duration_ms, failed}] or series: [{name, points: [[ms,
    /// number]]}], cut}; `incident` as of contextOf(). Errors: "panel.unknown", "panel.service", "panel.answer", and those
    /// of mapping.
    void ask(const SourceConfig& source, const Connector& connector, std::size_t index, QJsonObject incident, Instant now,
        const Told& done);

    /// `{service}` becomes the quoted name, `{services}` a quoted regular expression of all; nothing where the incident
    /// has none and the text wants one. Quotes are JSON's, which PromQL, LogQL, TraceQL and Lucene read alike.
    static std::optional<QString> filled(const QString& query, const QJsonObject& incident);

private:
    struct Question;

    void send(const std::shared_ptr<Question>& question, const QString& path, const QByteArray& body);
    void answered(const std::shared_ptr<Question>& question, const QByteArray& body);

    Mapper m_mapper;
    QNetworkAccessManager m_network;
};

} // namespace quarterdeck
