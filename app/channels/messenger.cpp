// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channels/messenger.h"

#include "app/actions/httpstep.h"
#include "models/state/pages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTimer>

namespace quarterdeck {

namespace {

constexpr qint64 attemptMs = 15'000;
constexpr qint64 firstRetryMs = 2000;
constexpr qint64 lastRetryMs = 60'000;
constexpr qint64 giveUpMs = 24 * 3'600'000LL;
constexpr quint32 toldEvery = 20; ///< attempts: that it still waits is on screen, the log need not say it each time
constexpr qsizetype answerMost = 2000;

QByteArray jsonOf(const QJsonValue& value)
{
    const auto document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson(QJsonDocument::Compact);
}

} // namespace

bool refusedForGood(int status)
{
    return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
}

QByteArray messageJson(const MessageInfo& message, const Incident& incident, const QByteArray& journalId)
{
    const QJsonObject about {{QStringLiteral("id"), static_cast<qint64>(incident.id.value)},
        {QStringLiteral("title"), incident.title}, {QStringLiteral("severity"), incident.severity}};
    const QJsonObject input {
        {QStringLiteral("what"), message.what == MessageKind::Page ? QStringLiteral("page") : QStringLiteral("status")},
        {QStringLiteral("to"), message.to}, {QStringLiteral("text"), message.text}, {QStringLiteral("by"), message.by},
        {QStringLiteral("dedup_key"),
            messageKey(journalId, message.seq)},
        {QStringLiteral("incident"), about}};
    return QJsonDocument(input).toJson(QJsonDocument::Compact);
}

Messenger::Messenger(JqWorker& worker, Record record, QObject* parent)
    : QObject(parent)
    , m_worker(worker)
    , m_record(std::move(record))
{
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
}

void Messenger::use(std::vector<Channel> channels)
{
    m_channels.clear();
    for (auto& channel : channels)
        m_channels.insert_or_assign(channel.fact.channel, channel);
}

void Messenger::look(const Incident& incident)
{
    const bool waits = std::any_of(
        incident.messages.begin(), incident.messages.end(), [](const MessageInfo& m) { return m.waits(); });
    if (waits)
        m_incidents.insert(incident.id);
    else
        m_incidents.erase(incident.id);
}

void Messenger::recover(const Workspace& workspace)
{
    m_incidents.clear();
    for (const auto& [id, incident] : workspace.incidents())
        look(incident);
}

void Messenger::applied(const Workspace& workspace, const Delta& delta)
{
    for (const auto id : delta.incidents) {
        if (const auto* incident = workspace.incident(id))
            look(*incident);
    }
}

void Messenger::second(const Workspace& workspace, Instant now)
{
    m_now = now;
    std::vector<Fact> rehearsed;
    for (const auto id : m_incidents) {
        const auto* incident = workspace.incident(id);
        for (const auto& message : incident->messages) {
            if (!message.waits() || m_waiting.contains(message.seq))
                continue;
            if (workspace.journal().drill)
                rehearsed.emplace_back(MessageAnswered {
                    id, message.seq, false, true, 0, 0, QStringLiteral("an exercise: nothing goes out")});
            else
                m_waiting[message.seq] = {id, message.channel,
                    messageJson(message, *incident, workspace.journal().journalId), message.at, now,
                    message.attempts, false};
        }
    }
    for (auto& fact : rehearsed) // recording changes m_incidents
        m_record(std::move(fact));
    std::vector<Seq> due;
    for (const auto& [seq, attempt] : m_waiting) {
        if (!attempt.busy && attempt.dueAt <= now)
            due.push_back(seq);
    }
    for (const auto seq : due) {
        if (const auto it = m_waiting.find(seq); it != m_waiting.end())
            send(seq, it->second);
    }
}

void Messenger::send(Seq message, Attempt& attempt)
{
    const auto channel = m_channels.find(attempt.channel);
    attempt.busy = true;
    ++attempt.attempts;
    if (channel == m_channels.end()) {
        judged(message, false, 0, QStringLiteral("the channel “%1” is not in channels.yaml any more").arg(attempt.channel));
        return;
    }
    JqRequest request;
    request.program = channel->second.body;
    request.input = attempt.input;
    const QJsonArray secret {QString::fromUtf8(channel->second.secret)};
    request.variables = {{"secret", QJsonDocument(secret).toJson(QJsonDocument::Compact).chopped(1).mid(1)}};
    m_worker.run(std::move(request), [this, message](const Result<QJsonArray>& body) {
        if (!body)
            judged(message, false, 0, body.error().sentence);
        else if (body->size() != 1 || !(body->first().isObject() || body->first().isArray()))
            judged(message, false, 0, QStringLiteral("the channel’s body is not one JSON object"));
        else
            post(message, jsonOf(body->first()));
    });
}

void Messenger::post(Seq message, const QByteArray& body)
{
    const auto attempt = m_waiting.find(message);
    if (attempt == m_waiting.end())
        return;
    const auto channel = m_channels.find(attempt->second.channel);
    if (channel == m_channels.end()) {
        judged(message, false, 0, QStringLiteral("the channel is not configured any more"));
        return;
    }
    auto request = plainRequest(channel->second.url, attemptMs);
    request.setRawHeader("Content-Type", "application/json");
    for (const auto& [name, value] : channel->second.headers)
        request.setRawHeader(name, value);
    if (!channel->second.scheme.isEmpty())
        request.setRawHeader("Authorization", channel->second.scheme + ' ' + channel->second.secret);
    auto* reply = m_network.post(request, body);
    QTimer::singleShot(attemptMs, reply, [reply] { reply->abort(); }); // a slow drip would never end
    connect(reply, &QNetworkReply::finished, this, [this, message, reply] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answered(message, status, reply->isOpen() ? reply->read(64 * 1024) : QByteArray(),
            status ? QString() : visible(reply->errorString(), 300));
    });
}

void Messenger::answered(Seq message, int status, const QByteArray& body, const QString& trouble)
{
    const auto attempt = m_waiting.find(message);
    if (attempt == m_waiting.end())
        return;
    const auto channel = m_channels.find(attempt->second.channel);
    const QString words = status ? QStringLiteral("answered %1: %2").arg(QString::number(status), visible(QString::fromUtf8(body), answerMost))
                                 : trouble;
    if (!status || channel == m_channels.end() || channel->second.sent.text.trimmed().isEmpty()) {
        judged(message, status >= 200 && status < 300, status, words);
        return;
    }
    JqRequest request;
    request.program = channel->second.sent;
    const QJsonObject input {{QStringLiteral("status"), status}, {QStringLiteral("body"), QString::fromUtf8(body)}};
    request.input = QJsonDocument(input).toJson(QJsonDocument::Compact);
    m_worker.run(std::move(request), [this, message, status, words](const Result<QJsonArray>& result) {
        if (result)
            judged(message, result->size() == 1 && result->first() == QJsonValue(true), status, words);
        else
            judged(message, false, status, result.error().sentence);
    });
}

void Messenger::judged(Seq message, bool sent, int status, const QString& answer)
{
    const auto it = m_waiting.find(message);
    if (it == m_waiting.end())
        return;
    auto& attempt = it->second;
    const bool givenUp = !sent && (refusedForGood(status) || m_now - attempt.queuedAt > giveUpMs);
    const bool told = sent || givenUp || attempt.attempts == 1 || attempt.attempts % toldEvery == 0;
    const MessageAnswered fact {attempt.incident, message, sent, givenUp, attempt.attempts, status, answer};
    attempt.busy = false;
    attempt.dueAt = m_now + qMin(lastRetryMs, firstRetryMs << qMin(attempt.attempts - 1, 5U));
    if (told)
        m_record(fact); // the fold then knows that it ended, so it is not taken up anew
    if (sent || givenUp)
        m_waiting.erase(message);
}

} // namespace quarterdeck
