// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/probe.h"

#include "app/actions/httpstep.h"
#include "app/connectors/jsonscanner.h"
#include "models/domain/text.h"

#include <QPointer>
#include <QTimer>

namespace quarterdeck {

namespace {

constexpr int k_timeoutMs = 4000;
constexpr qint64 k_mostAnswer = 1024 * 1024;

// "Nothing is measured" is not "not well": every list of the answer is empty.
const QString k_noData =
    QStringLiteral("[(if type == \"object\" then del(.warnings, .infos) else . end) | .. | arrays "
                   "| length] | length > 0 and add == 0");

bool isTrue(const Result<QJsonArray>& results)
{
    return results && results->size() == 1 && results->at(0).isBool() && results->at(0).toBool();
}

} // namespace

Probe::Probe(QNetworkAccessManager& network, JqWorker& worker, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_worker(worker)
{
}

void Probe::ask(const ResolvedCheck& check, PostCheck::Asked asked)
{
    QNetworkReply* reply = m_network.get(plainRequest(check.probeUrl.s, k_timeoutMs));
    connect(this, &QObject::destroyed, reply, &QNetworkReply::deleteLater);
    QTimer::singleShot(k_timeoutMs, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > k_mostAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this,
        [this, reply, until = check.probeUntil.s, asked = std::move(asked)] {
            reply->deleteLater();
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (reply->error() == QNetworkReply::NoError && status == 200)
                judgeAnswer(until, reply->readAll(), asked);
            else if (status != 0 && reply->error() != QNetworkReply::OperationCanceledError)
                asked({ProbeAnswer::Unreachable, QStringLiteral("it answers with status %1").arg(status)});
            else
                asked({ProbeAnswer::Unreachable, visible(reply->errorString(), 200)});
        });
}

void Probe::judgeAnswer(const QString& until, const QByteArray& answer, PostCheck::Asked asked)
{
    const Result<QByteArray> scanned = scanJson(answer);
    if (!scanned) {
        asked({ProbeAnswer::Unreachable, visible(scanned.error().sentence, 200)});
        return;
    }
    JqRequest request;
    request.program = {until, {}, 1};
    request.input = *scanned;
    const QPointer<Probe> self(this);
    m_worker.run(std::move(request),
        [self, answer = *scanned, asked = std::move(asked)](const Result<QJsonArray>& results) {
            if (!self)
                return;
            if (isTrue(results)) {
                asked({ProbeAnswer::Positive, {}});
                return;
            }
            JqRequest second;
            second.program = {k_noData, {}, 1};
            second.input = answer;
            const QString words = results ? QString() : visible(results.error().sentence, 200);
            self->m_worker.run(std::move(second), [self, asked, words](const Result<QJsonArray>& empty) {
                if (!self)
                    return;
                if (isTrue(empty))
                    asked({ProbeAnswer::NoData, {}});
                else
                    asked({words.isEmpty() ? ProbeAnswer::Negative : ProbeAnswer::Unreachable, words});
            });
        });
}

} // namespace quarterdeck
