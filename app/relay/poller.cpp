// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/poller.h"

#include <QNetworkReply>

namespace quarterdeck {

namespace {
constexpr int transferTimeoutMs = 10'000;
constexpr qint64 maxAnswer = 32 << 20;
constexpr int maxBackOff = 6; ///< at most 2^6 intervals, five minutes at the most
constexpr qint64 longestWaitMs = 300'000;
}

Poller::Poller(SourceConfig config, const Connector& connector, Intake& intake, SourceBook& sources,
    Recorder& recorder, JqWorker& worker, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_rule(connector.polls.front())
    , m_connector(connector.name)
    , m_intake(intake)
    , m_sources(sources)
    , m_recorder(recorder)
    , m_mapper(worker)
    , m_definition(connector)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(transferTimeoutMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Poller::round);
    m_timer.start(0);
}

QNetworkReply* Poller::get(const QString& path)
{
    QString base = m_config.pollUrl;
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    QNetworkRequest request(QUrl(base + path));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    auto* reply = m_network.get(request);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > maxAnswer)
            reply->abort();
    });
    return reply;
}

void Poller::round()
{
    if (m_busy)
        return;
    m_busy = true;
    if (m_rule.status)
        askStatus();
    else
        askAlerts();
}

void Poller::askStatus()
{
    auto* reply = get(m_rule.status->path);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        if (reply->error() != QNetworkReply::NoError) {
            failed(reply->errorString());
            return;
        }
        m_mapper.mapStatus(
            m_definition, 0, reply->readAll(),
            [this](const Result<QString>& instance) {
                if (!instance) {
                    failed(instance.error().sentence);
                    return;
                }
                const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
                if (!m_instance.isEmpty() && m_instance != *instance)
                    m_sources.instanceChanged(id, m_recorder.clock().now());
                m_instance = *instance;
                askAlerts();
            },
            m_config.settings);
    });
}

void Poller::askAlerts()
{
    auto* reply = get(m_rule.path);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->error() != QNetworkReply::NoError || status != 200) {
            failed(status && status != 200 ? QStringLiteral("it answered %1").arg(status) : reply->errorString());
            return;
        }
        m_busy = false;
        m_failures = 0;
        const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
        report(m_sources.polled(id, m_recorder.clock().now(), m_config.pollEveryMs, {}));
        m_intake.polled(m_config.name, m_connector, 0, reply->readAll(), m_rule.complete);
        m_timer.start(static_cast<int>(m_config.pollEveryMs));
    });
}

void Poller::failed(const QString& problem)
{
    m_busy = false;
    m_failures = qMin(m_failures + 1, maxBackOff);
    const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
    report(m_sources.polled(id, m_recorder.clock().now(), m_config.pollEveryMs,
        QStringLiteral("polling failed: %1").arg(visible(problem, 200))));
    m_timer.start(static_cast<int>(qMin(m_config.pollEveryMs << (m_failures - 1), longestWaitMs)));
}

void Poller::report(const std::optional<SourceBook::Change>& change)
{
    if (!change)
        return;
    m_recorder.record(QStringLiteral("server"), {}, [&](Applying& a) {
        a.add(SourceStateChanged {change->source, change->state, change->lastSignalAt, change->reason});
    });
}

} // namespace quarterdeck
