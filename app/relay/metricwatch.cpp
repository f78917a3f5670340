// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/metricwatch.h"

#include <QNetworkReply>
#include <QUrlQuery>

namespace quarterdeck {

namespace {

    constexpr int watchTimeoutMs = 30'000;
    constexpr qint64 watchMaxAnswer = 64 << 20;
    constexpr qint64 pointsMost = 10'000; ///< Prometheus refuses ranges of more than 11,000

    QString seconds(Instant at)
    {
        return QString::number(double(at) / 1000, 'f', 3);
    }

} // namespace

MetricWatch::MetricWatch(
    SourceConfig config, Intake& intake, SourceBook& sources, Recorder& recorder, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_intake(intake)
    , m_sources(sources)
    , m_recorder(recorder)
    , m_from(m_config.queries.size())
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(watchTimeoutMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MetricWatch::round);
    m_timer.start(0);
}

void MetricWatch::round()
{
    m_query = 0;
    m_problem.clear();
    ask();
}

void MetricWatch::ask()
{
    if (m_query == m_config.queries.size()) {
        ended(m_problem);
        return;
    }
    const qint64 step = m_config.watchEveryMs;
    const Instant now = m_recorder.clock().now() / step * step;
    const Instant first = now - qMin(m_config.backFillMs, pointsMost * step);
    const Instant from = qMax(first, m_from[m_query]);
    if (from > now) {
        ++m_query;
        ask();
        return;
    }
    QString base = m_config.watchUrl;
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    QUrlQuery query;
    // Encoded by hand: QUrlQuery leaves + as it is, and Prometheus reads a space there.
    query.addQueryItem(QStringLiteral("query"),
        QString::fromLatin1(QUrl::toPercentEncoding(m_config.queries[m_query].query)));
    query.addQueryItem(QStringLiteral("start"), seconds(from));
    query.addQueryItem(QStringLiteral("end"), seconds(now));
    query.addQueryItem(QStringLiteral("step"), seconds(step));
    QUrl url(base + QStringLiteral("/api/v1/query_range"));
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    auto* reply = m_network.get(request);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > watchMaxAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, now] {
        reply->deleteLater();
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 0) {
            ended(reply->errorString());
            return;
        }
        auto series = readRange(reply->readAll()); // its own words say more than the status
        if (!series) { // a query that is wrong keeps no other one from being watched
            m_problem =
                QStringLiteral("“%1”: %2").arg(m_config.queries[m_query].name, series.error().sentence);
            ++m_query;
            ask();
            return;
        }
        m_from[m_query] = now + m_config.watchEveryMs;
        m_unread.assign(std::make_move_iterator(series->begin()), std::make_move_iterator(series->end()));
        read();
    });
}

/// One series a turn of the event loop: a day of one takes a few milliseconds.
void MetricWatch::read()
{
    if (m_unread.empty()) {
        ++m_query;
        ask();
        return;
    }
    const RangeSeries next = std::move(m_unread.front());
    m_unread.pop_front();
    auto known = m_series.find({ m_query, next.labels });
    if (known == m_series.end() && m_series.size() < seriesMost)
        known = m_series
                    .emplace(std::pair(m_query, next.labels),
                        SeriesAlert(m_config.queries[m_query].name, next.labels, m_config.queries[m_query].goals))
                    .first;
    if (known != m_series.end()) {
        std::vector<Signal> found;
        for (const auto& [at, value] : next.points) {
            if (at <= known->second.last())
                continue;
            for (auto& signal : known->second.add(at, value, m_recorder.clock().now())) {
                // Sorted by name: "query" comes before what the watch says itself.
                signal.annotations.insert(
                    signal.annotations.begin(), { QStringLiteral("query"), m_config.queries[m_query].query });
                found.push_back(std::move(signal));
            }
        }
        if (!found.empty())
            m_intake.observed(m_intake.sourceFor(m_config.name, m_config.connector), std::move(found));
    }
    QMetaObject::invokeMethod(this, &MetricWatch::read, Qt::QueuedConnection);
}

void MetricWatch::ended(const QString& problem)
{
    const SourceId id = m_intake.sourceFor(m_config.name, m_config.connector);
    const auto change = m_sources.polled(id, m_recorder.clock().now(), SourceBook::watchedQueries, m_config.watchEveryMs,
        problem.isEmpty() ? problem : QStringLiteral("watching failed: %1").arg(visible(problem, 200)));
    if (change)
        m_recorder.record(QStringLiteral("server"), {}, [&](Applying& a) {
            a.add(SourceStateChanged { change->source, change->state, change->lastSignalAt, change->reason });
        });
    m_timer.start(static_cast<int>(m_config.watchEveryMs));
}

} // namespace quarterdeck
