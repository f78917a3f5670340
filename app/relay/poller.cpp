// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/poller.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

namespace quarterdeck {

namespace {
constexpr int transferTimeoutMs = 10'000;
constexpr qint64 maxAnswer = 32 << 20;
constexpr int maxBackOff = 6; ///< at most 2^6 intervals, five minutes at the most
constexpr qint64 longestWaitMs = 300'000;
}

Poller::Poller(SourceConfig config, const Connector& connector, std::size_t rule, Intake& intake, SourceBook& sources,
    Recorder& recorder, JqWorker& worker, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_index(rule)
    , m_rule(connector.polls.at(rule))
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

QNetworkRequest sourceRequest(const SourceConfig& config, const QString& path)
{
    QString base = config.pollUrl;
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    QNetworkRequest request(QUrl(base + path));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Both are headers and never part of an address, which would be in logs.
    if (!config.secret.isEmpty())
        request.setRawHeader("Authorization",
            config.pollUser.isEmpty() ? "Bearer " + config.secret
                                      : "Basic " + (config.pollUser.toUtf8() + ':' + config.secret).toBase64());
    return request;
}

QNetworkReply* Poller::get(const QString& path, bool whole)
{
    auto request = sourceRequest(m_config, path);
    if (!whole && path == m_rule.path && !m_etag.isEmpty())
        request.setRawHeader("If-None-Match", m_etag);
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
    m_pages = 0;
    if (m_rule.status)
        askStatus();
    else
        askAlerts(m_rule.path);
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
            m_definition, m_index, reply->readAll(),
            [this](const Result<QString>& instance) {
                if (!instance) {
                    failed(instance.error().sentence);
                    return;
                }
                const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
                if (!m_instance.isEmpty() && m_instance != *instance)
                    m_sources.instanceChanged(id, m_recorder.clock().now());
                m_instance = *instance;
                askAlerts(m_rule.path);
            },
            m_config.settings);
    });
}

void Poller::askAlerts(const QString& path)
{
    auto* reply = get(path);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        answered(reply);
    });
}

void Poller::answered(QNetworkReply* reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool same = status == 304 && m_pages == 0 && !m_etag.isEmpty();
    if (reply->error() != QNetworkReply::NoError || (status != 200 && !same)) {
        const qint64 wish = reply->rawHeader("Retry-After").toLongLong() * 1000;
        failed(status && status != 200 ? QStringLiteral("it answered %1").arg(status) : reply->errorString(), wish);
        return;
    }
    QJsonObject headers;
    for (const auto& name : reply->rawHeaderList())
        headers.insert(QString::fromLatin1(name.toLower()), QString::fromUtf8(reply->rawHeader(name)));
    const QByteArray body = same ? m_body : reply->readAll();
    if (m_pages == 0 && !same) {
        m_etag = m_rule.next ? QByteArray() : reply->rawHeader("ETag"); // of pages, the first says nothing of the rest
        m_body = m_etag.isEmpty() ? QByteArray() : body;
    }
    page(body, QJsonDocument(headers).toJson(QJsonDocument::Compact));
}

void Poller::page(const QByteArray& body, const QByteArray& headers)
{
    ++m_pages;
    m_intake.polled(m_config.name, m_connector, m_index, body, m_rule.complete);
    if (!m_rule.next) {
        finished();
        return;
    }
    m_mapper.mapNext(
        m_definition, m_index, body, headers,
        [this](const Result<QString>& next) {
            if (!next)
                failed(next.error().sentence);
            else if (next->isEmpty())
                finished();
            else if (m_pages >= m_rule.maxPages)
                failed(QStringLiteral("it has more than %1 pages; the rest was not asked for").arg(m_rule.maxPages));
            else
                askAlerts(*next);
        },
        m_config.settings);
}

void Poller::finished()
{
    m_busy = false;
    m_failures = 0;
    const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
    report(m_sources.polled(id, m_recorder.clock().now(), m_index, m_config.pollEveryMs, {}));
    m_timer.start(static_cast<int>(m_config.pollEveryMs));
}

void Poller::failed(const QString& problem, qint64 notBeforeMs)
{
    m_busy = false;
    m_failures = qMin(m_failures + 1, maxBackOff);
    const SourceId id = m_intake.sourceFor(m_config.name, m_connector);
    report(m_sources.polled(id, m_recorder.clock().now(), m_index, m_config.pollEveryMs,
        QStringLiteral("polling failed: %1").arg(visible(problem, 200))));
    const qint64 wait = qMax(m_config.pollEveryMs << (m_failures - 1), notBeforeMs);
    m_timer.start(static_cast<int>(qMin(wait, longestWaitMs)));
}

void Poller::test(std::function<void(Report)> done)
{
    if (!m_rule.status || !m_rule.status->version) {
        testAlerts({}, std::move(done));
        return;
    }
    auto* reply = get(m_rule.status->path, true);
    connect(reply, &QNetworkReply::finished, this, [this, reply, done = std::move(done)] {
        reply->deleteLater();
        if (reply->error() != QNetworkReply::NoError) {
            done({visible(reply->errorString(), 200), {}, 0, 0});
            return;
        }
        m_mapper.mapVersion(
            m_definition, m_index, reply->readAll(),
            [this, done](const Result<QString>& version) {
                testAlerts({{}, version ? *version : QString(), 0, 0}, done);
            },
            m_config.settings);
    });
}

void Poller::testAlerts(Report report, std::function<void(Report)> done)
{
    auto* reply = get(m_rule.path, true);
    connect(reply, &QNetworkReply::finished, this, [this, reply, report, done = std::move(done)]() mutable {
        reply->deleteLater();
        const Instant now = m_recorder.clock().now();
        if (reply->error() != QNetworkReply::NoError) {
            report.problem = visible(reply->errorString(), 200);
            done(report);
            return;
        }
        const auto date = QDateTime::fromString(QString::fromLatin1(reply->rawHeader("Date")), Qt::RFC2822Date);
        report.skewMs = date.isValid() ? date.toMSecsSinceEpoch() - now : 0;
        m_mapper.mapPoll(
            m_definition, m_index, reply->readAll(), now,
            [report, done](const Result<Signals>& found) mutable {
                if (found)
                    report.count = static_cast<int>(found->size());
                else
                    report.problem = found.error().sentence;
                done(report);
            },
            m_config.settings);
    });
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
