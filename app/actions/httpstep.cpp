// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/httpstep.h"

#include "models/domain/text.h"

#include <QTimer>
#include <QUrl>

namespace quarterdeck {

namespace {

constexpr qint64 k_longestMs = 24 * 3'600'000;
constexpr qint64 k_mostAnswer = OutputKeeper::most;
constexpr size_t k_firstHeader = 4;

int statusOf(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace

QNetworkRequest plainRequest(const QString& address, qint64 timeoutMs)
{
    QNetworkRequest request(QUrl(address, QUrl::StrictMode));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "quarterdeck");
    request.setTransferTimeout(static_cast<int>(qBound(qint64(1), timeoutMs, k_longestMs)));
    return request;
}

HttpStep::HttpStep(const ResolvedStep& step, QNetworkAccessManager& network, QObject* parent)
    : StepExecution(parent)
    , m_step(step)
    , m_network(network)
{
}

HttpStep::~HttpStep()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void HttpStep::start()
{
    if (m_step.argv.size() < k_firstHeader || !m_step.argv[3].s.startsWith(QLatin1String("expect "))) {
        conclude(RunEnd::Failed, QStringLiteral("the step is no request"));
        return;
    }
    for (const QString& status : m_step.argv[3].s.split(QChar(u' ')).sliced(1))
        m_expect.insert(status.toInt());
    QNetworkRequest request = plainRequest(m_step.argv[1].s, m_step.timeoutMs);
    for (size_t i = k_firstHeader; i < m_step.argv.size(); ++i) {
        const QString& header = m_step.argv[i].s;
        request.setRawHeader(header.section(QStringLiteral(": "), 0, 0).toLatin1(),
            header.section(QStringLiteral(": "), 1).toLatin1());
    }
    const QByteArray body = m_step.argv[2].s.toUtf8();
    if (!body.isEmpty() && !request.hasRawHeader("Content-Type"))
        request.setRawHeader("Content-Type", "application/json");
    m_reply = m_network.sendCustomRequest(request, m_step.argv[0].s.toLatin1(), body);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpStep::readAnswer);
    connect(m_reply, &QNetworkReply::finished, this, &HttpStep::answered);
    // The transfer's own time-out begins anew with every byte: a slow drip would never end.
    QTimer::singleShot(qBound(qint64(1), m_step.timeoutMs, k_longestMs), Qt::PreciseTimer, this, [this] {
        m_outOfTime = true;
        if (m_reply)
            m_reply->abort();
    });
}

void HttpStep::readAnswer()
{
    m_keeper.add(m_reply->read(k_mostAnswer));
    if (m_keeper.total() > k_mostAnswer)
        m_reply->abort(); // its status is known by now
}

void HttpStep::answered()
{
    if (m_done || !m_reply)
        return;
    const int status = statusOf(*m_reply);
    const bool tooLong = m_keeper.total() > k_mostAnswer;
    if (m_reply->isOpen())
        m_keeper.add(m_reply->readAll());
    // A request whose answer never came may have done its work all the same; a person has to look.
    if (m_outOfTime || (m_reply->error() == QNetworkReply::OperationCanceledError && !tooLong))
        conclude(RunEnd::TimedOut,
            QStringLiteral("no whole answer within %1; whether it did its work is not known")
                .arg(inWords(m_step.timeoutMs)));
    else if (status == 0)
        conclude(RunEnd::Failed, visible(m_reply->errorString(), 300));
    else if (m_expect.contains(status))
        conclude(RunEnd::Succeeded, {});
    else
        conclude(RunEnd::Failed, QStringLiteral("it was answered with status %1").arg(status));
}

void HttpStep::stop(const QString& why)
{
    if (m_done)
        return;
    const QString more =
        QStringLiteral("%1; the request had been sent, whether it did its work is not known").arg(why);
    conclude(RunEnd::Unknown, more);
}

void HttpStep::conclude(RunEnd end, const QString& reason)
{
    m_done = true;
    StepOutcome outcome;
    outcome.end = end;
    outcome.reason = reason;
    outcome.exitCode = m_reply ? statusOf(*m_reply) : 0;
    outcome.kept = m_keeper.kept();
    outcome.output = m_keeper.total() > 0 ? m_keeper.tail() : reason;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    QMetaObject::invokeMethod(
        this, [this, outcome] { emit finished(outcome); }, Qt::QueuedConnection);
}

} // namespace quarterdeck
