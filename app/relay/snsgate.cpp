// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/snsgate.h"

#include <QNetworkReply>

namespace quarterdeck {

namespace {
    constexpr int timeoutMs = 10'000;
    constexpr qint64 longest = 64 * 1024;
    constexpr size_t mostCertificates = 64;
}

SnsGate::SnsGate(Fetch fetch, QObject* parent)
    : QObject(parent)
    , m_fetch(std::move(fetch))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(timeoutMs);
}

void SnsGate::fetch(const QUrl& url, Fetched done)
{
    // Checked here again, where the visit is made, so that no caller can forget it.
    if (!isSnsUrl(url)) {
        done(error("sns.refused", QStringLiteral("That address is none of Amazon SNS; it was not visited.")));
        return;
    }
    if (m_fetch) {
        m_fetch(url, std::move(done));
        return;
    }
    auto* reply = m_network.get(QNetworkRequest(url));
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > longest)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->error() != QNetworkReply::NoError || status != 200)
            done(error("sns.unreachable",
                QStringLiteral("Amazon SNS (%1) could not be asked: %2. The sender will try again.")
                    .arg(reply->url().host(),
                        status && status != 200 ? QStringLiteral("it answered %1").arg(status)
                                                : reply->errorString())));
        else
            done(reply->readAll());
    });
}

void SnsGate::verify(const SnsMessage& message, Instant now, std::function<void(Outcome)> done)
{
    if (const auto known = m_certificates.find(message.certificate); known != m_certificates.end()) {
        done(verifySns(message, known->second, now));
        return;
    }
    fetch(message.certificate, [this, message, now, done = std::move(done)](const Result<QByteArray>& pem) {
        if (!pem) {
            done(pem.error());
            return;
        }
        Outcome outcome = verifySns(message, *pem, now);
        if (outcome && m_certificates.size() < mostCertificates)
            m_certificates.insert_or_assign(message.certificate, *pem);
        done(std::move(outcome));
    });
}

void SnsGate::confirm(const SnsMessage& message, std::function<void(Outcome)> done)
{
    fetch(message.subscribe, [done = std::move(done)](const Result<QByteArray>& answer) {
        done(answer ? Outcome(Done {}) : Outcome(answer.error()));
    });
}

} // namespace quarterdeck
