// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/silencelink.h"

#include "app/channels/messenger.h"
#include "app/relay/remotesilences.h"
#include "app/relay/sourcerequest.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>

namespace quarterdeck {

namespace {

constexpr int transferTimeoutMs = 10'000;
constexpr qint64 answerMost = 16 << 20;
constexpr int soonMs = 100; ///< a person waits for it; several acts of one moment go together
constexpr qint64 longestWaitMs = 60'000;
constexpr int backOffMost = 6;
constexpr quint32 toldEvery = 20; ///< attempts: that it still waits is on screen, the log need not say it each time
const QString silencesPath = QStringLiteral("/api/v2/silences");

} // namespace

SilenceLink::SilenceLink(
    SourceConfig config, Intake& intake, SourceBook& sources, Recorder& recorder, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_intake(intake)
    , m_sources(sources)
    , m_recorder(recorder)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(transferTimeoutMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SilenceLink::round);
    connect(&m_recorder, &Recorder::applied, this, [this](const Delta& delta) {
        if (delta.silences)
            queueSoon();
    });
    m_timer.start(0);
}

bool SilenceLink::writes() const
{
    return m_config.silences == SilenceUse::ReadAndWrite && !m_recorder.workspace().journal().drill;
}

void SilenceLink::queueSoon()
{
    if (!m_busy && m_id && writes() && silencesToQueue(m_recorder.workspace(), m_id))
        m_timer.start(soonMs);
}

void SilenceLink::round()
{
    if (m_busy)
        return;
    m_busy = true;
    m_tellAgain = false;
    m_asked.clear();
    m_id = m_intake.sourceFor(m_config.name, m_config.connector);
    if (!writes() || !silencesToQueue(m_recorder.workspace(), m_id)) {
        read();
        return;
    }
    m_recorder.record( // also while it cannot be reached: what waits is on disk, and on screen
        QStringLiteral("server"), {}, [&](Applying& a) { queueSilences(a, m_id); }, [this](const Result<Seq>&) { read(); });
}

void SilenceLink::read()
{
    auto* reply = m_network.get(sourceRequest(m_config, m_config.pollUrl, silencesPath));
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > answerMost)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        answered(reply);
    });
}

void SilenceLink::answered(QNetworkReply* reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 404) { // something like an Alertmanager, without silences: it is no worse for that
        finished();
        return;
    }
    if (reply->error() != QNetworkReply::NoError || status != 200) {
        finished(status && status != 200 ? QStringLiteral("it answered %1").arg(status) : reply->errorString());
        return;
    }
    const auto there = readRemoteSilences(reply->readAll());
    if (!there) {
        finished(there.error().sentence);
        return;
    }
    m_recorder.record(
        QStringLiteral("server"), {},
        [&](Applying& a) {
            hearSilences(a, m_id, *there);
            if (writes())
                queueSilences(a, m_id);
        },
        [this](const Result<Seq>& durable) {
            if (durable && writes())
                write();
            else
                finished();
        });
}

/// Everything queued is on disk: one after the other.
void SilenceLink::write()
{
    for (const auto& silence : m_recorder.workspace().silences()) {
        const auto* copy = silence.copyAt(m_id);
        if (copy && copy->waits() && m_asked.insert(silence.id).second) {
            m_attempts.try_emplace(silence.id, copy->attempts);
            send(silence, copy->end);
            return;
        }
    }
    finished();
}

void SilenceLink::send(const SilenceInfo& silence, bool end)
{
    const QByteArray remote = QUrl::toPercentEncoding(silence.copyAt(m_id)->remote);
    auto request = sourceRequest(m_config, m_config.pollUrl, end ? QStringLiteral("/api/v2/silence/") + QString::fromLatin1(remote) : silencesPath);
    QNetworkReply* reply = nullptr;
    if (end) {
        reply = m_network.deleteResource(request);
    } else {
        const auto body = silenceBody(m_recorder.workspace(), silence, m_id, m_recorder.clock().now());
        if (!body) {
            judged(silence.id, false, 0, {}, body.error().sentence, true);
            return;
        }
        request.setRawHeader("Content-Type", "application/json");
        reply = m_network.post(request, *body);
    }
    connect(reply, &QNetworkReply::finished, this, [this, id = silence.id, end, reply] {
        reply->deleteLater();
        told(id, end, reply);
    });
}

void SilenceLink::told(SilenceId id, bool end, QNetworkReply* reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply->isOpen() ? reply->read(64 * 1024) : QByteArray();
    const QString remote = end ? QString() : QJsonDocument::fromJson(body).object()[QStringLiteral("silenceID")].toString();
    const QString words = status
        ? QStringLiteral("answered %1: %2").arg(QString::number(status), visible(QString::fromUtf8(body), 500))
        : visible(reply->errorString(), 300);
    judged(id, end, status, remote, words);
}

void SilenceLink::judged(
    SilenceId id, bool end, int status, const QString& remote, const QString& answer, bool refused)
{
    const bool ok = status >= 200 && status < 300;
    const bool taken = end ? ok || status == 404 : ok && !remote.isEmpty(); // 404: there is nothing to end any more
    const bool givenUp = !taken && (refused || refusedForGood(status));
    const quint32 attempts = ++m_attempts[id];
    if (taken || givenUp)
        m_attempts.erase(id);
    m_tellAgain = m_tellAgain || (!taken && !givenUp);
    const auto next = [this, goOn = status != 0 || refused](const Result<Seq>&) {
        goOn ? write() : finished(); // who did not answer now need not be asked for the next one
    };
    if (!taken && !givenUp && attempts != 1 && attempts % toldEvery != 0) {
        next(Seq {});
        return;
    }
    m_recorder.record(
        QStringLiteral("server"), {},
        [&](Applying& a) {
            a.add(SilenceAnswered {id, m_id, end, taken, givenUp, attempts, status, remote, answer});
        },
        next);
}

void SilenceLink::finished(const QString& problem)
{
    m_busy = false;
    m_failures = problem.isEmpty() && !m_tellAgain ? 0 : qMin(m_failures + 1, backOffMost);
    const auto change = m_sources.polled(m_id, m_recorder.clock().now(), SourceBook::readSilences, m_config.pollEveryMs,
        problem.isEmpty() ? QString() : QStringLiteral("its silences cannot be read: %1").arg(visible(problem, 200)));
    if (change)
        m_recorder.record(QStringLiteral("server"), {}, [&](Applying& a) {
            a.add(SourceStateChanged {change->source, change->state, change->lastSignalAt, change->reason});
        });
    const qint64 backOff = m_failures ? qMin(m_config.pollEveryMs << (m_failures - 1), longestWaitMs) : 0;
    m_timer.start(static_cast<int>(qMax(m_config.pollEveryMs, backOff)));
    queueSoon();
}

} // namespace quarterdeck
