// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/linestream.h"

#include "app/connectors/jsonscanner.h"
#include "app/relay/sourcerequest.h"

namespace quarterdeck {

namespace {

constexpr qint64 readAhead = 1 << 20;
constexpr qsizetype longestLine = 1 << 20;
constexpr int streamKeys = 1'000'000; // of one batch; each line has the usual limits

QByteArray asJson(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

} // namespace

LineStream::LineStream(
    SourceConfig config, const Connector& connector, std::size_t rule, Intake& intake, JqWorker& worker, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_definition(connector)
    , m_rule(*connector.polls.at(rule).stream)
    , m_intake(intake)
    , m_mapper(worker)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_silence.setSingleShot(true);
    m_silence.setInterval(m_rule.silentS * 1000);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_busy)
            m_silence.start(); // it is we who do not listen
        else
            fail(QStringLiteral("nothing came for %1 s, not even a sign of life").arg(m_rule.silentS));
    });
}

void LineStream::open(const QString& position)
{
    if (!position.isEmpty())
        m_position = position;
    m_heard = false;
    m_opened.start();
    m_mapper.mapValue(
        m_definition, m_rule.path, QStringLiteral("path"), asJson(m_position),
        [here = QPointer(this)](const Result<QJsonValue>& path) {
            if (!here)
                return;
            const QString text = path ? path->toString() : QString();
            if (!path)
                emit here->ended(path.error().sentence);
            else if (!text.startsWith(QLatin1Char('/')) || text.startsWith(QLatin1StringView("//")))
                emit here->ended(QStringLiteral("the stream's path does not begin with one /"));
            else
                here->get(text);
        },
        m_config.settings);
}

void LineStream::get(const QString& path)
{
    auto request = sourceRequest(m_config, m_config.pollUrl, path);
    request.setRawHeader("Accept-Encoding", "identity"); // a compressed line waits for the next one
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(readAhead);
    m_silence.start();
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200)
            emit alive();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &LineStream::take);
    connect(m_reply, &QNetworkReply::finished, this, &LineStream::finished);
}

void LineStream::take()
{
    if (m_busy || !m_reply || m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
        return;
    const QByteArray came = m_reply->readAll();
    if (came.isEmpty())
        return;
    m_silence.start();
    m_partial += came;
    QByteArray batch;
    QList<QByteArray> broken;
    qsizetype from = 0;
    for (qsizetype end; (end = m_partial.indexOf('\n', from)) >= 0; from = end + 1) {
        const QByteArray line = m_partial.sliced(from, end - from).trimmed();
        if (line.isEmpty())
            continue; // a heartbeat
        const auto read = scanJson(line);
        if (!read)
            broken.append(line); // by itself into quarantine, so that it costs the others nothing
        else
            batch += (batch.isEmpty() ? QByteArray() : QByteArrayLiteral(",")) + *read;
    }
    m_partial.remove(0, from);
    if (m_partial.size() > longestLine) {
        fail(QStringLiteral("one of its lines is longer than 1 MiB"));
        return;
    }
    emit alive();
    if (!batch.isEmpty() || !broken.isEmpty())
        placed(batch.isEmpty() ? batch : '[' + batch + ']', broken);
}

void LineStream::placed(const QByteArray& batch, const QList<QByteArray>& broken)
{
    m_busy = true;
    if (batch.isEmpty()) {
        store({}, broken, false);
        return;
    }
    const auto bodies = QList<QByteArray> {batch} + broken;
    const auto positioned = [here = QPointer(this), bodies](bool isOver, const Result<QJsonValue>& position) {
        if (!here)
            return;
        if (!position)
            here->fail(position.error().sentence);
        else
            here->store(position->isString() ? position->toString() : QString(), bodies, isOver);
    };
    const auto place = [here = QPointer(this), batch, positioned](bool isOver) {
        if (here)
            here->m_mapper.mapValue(here->m_definition, here->m_rule.position, QStringLiteral("position"), batch,
                [positioned, isOver](const Result<QJsonValue>& position) { positioned(isOver, position); },
                here->m_config.settings, streamKeys);
    };
    if (!m_rule.over) {
        place(false);
        return;
    }
    m_mapper.mapValue(
        m_definition, *m_rule.over, QStringLiteral("end"), batch,
        [here = QPointer(this), place](const Result<QJsonValue>& isOver) {
            if (here && !isOver)
                here->fail(isOver.error().sentence);
            else
                place(isOver && isOver->toBool());
        },
        m_config.settings, streamKeys);
}

void LineStream::store(const QString& position, const QList<QByteArray>& bodies, bool isOver)
{
    auto left = std::make_shared<qsizetype>(bodies.size());
    auto problem = std::make_shared<QString>();
    for (const QByteArray& body : bodies)
        m_intake.streamed(m_config.name, m_definition.name, body,
            [here = QPointer(this), left, problem, position, isOver](const QString& refused) {
                if (!refused.isEmpty())
                    *problem = refused;
                if (--*left > 0 || !here)
                    return;
                if (!problem->isEmpty()) {
                    here->fail(QStringLiteral("it cannot be stored: %1").arg(*problem));
                    return;
                }
                if (isOver) {
                    here->close();
                    emit here->over();
                    return;
                }
                here->m_heard = true;
                if (!position.isEmpty())
                    here->m_position = position;
                here->stored();
            });
}

void LineStream::stored()
{
    m_busy = false;
    take();
    if (!m_busy && m_reply && m_reply->isFinished())
        finished();
}

void LineStream::finished()
{
    if (!m_reply)
        return;
    take();
    if (m_busy || !m_reply)
        return; // what it said last is being stored; then this is asked again
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool whole = m_reply->error() == QNetworkReply::NoError && status == 200;
    const QString problem = whole ? QString()
        : status && status != 200 ? QStringLiteral("it answered %1").arg(status)
                                  : m_reply->errorString();
    close();
    if (status == 410) // HTTP's own word for it: Gone
        emit over();
    else
        emit ended(problem);
}

void LineStream::close()
{
    m_silence.stop();
    m_partial.clear(); // half a line will be said again
    m_busy = false;
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void LineStream::fail(const QString& problem)
{
    close();
    emit ended(problem);
}

} // namespace quarterdeck
