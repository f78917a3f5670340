// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/intake.h"

#include "app/connectors/labels.h"
#include "app/connectors/nativealerts.h"
#include "app/relay/intakewords.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr int tickMs = 20;
constexpr size_t maxFacts = 256;
constexpr qsizetype maxEntryBytes = 256 * 1024;
constexpr int maxInFlight = 1000;
constexpr qint64 refusalEveryMs = 10'000;
constexpr qint64 summaryEveryMs = 10'000;
constexpr int replyWithinMs = 1500; // senders that wait for their own answer give up after 3 s

QByteArray packHeaders(const RequestHead& head)
{
    QJsonArray out;
    for (const auto& [name, value] : head.headers) {
        // What opens the door is not evidence.
        if (name == "authorization" || name == "cookie" || name.contains("token") || name.contains("api-key"))
            continue;
        out.append(QJsonArray {QString::fromLatin1(name), QString::fromUtf8(value)});
    }
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

/// Why some of a request's items stay in quarantine while the others are recorded.
QString partly(const Signals& all)
{
    return QStringLiteral("%1 of its %2 items cannot be read, the others are recorded. %3")
        .arg(all.refused.size())
        .arg(all.refused.size() + static_cast<qsizetype>(all.size()))
        .arg(all.refused.first());
}

} // namespace

RawRequest Intake::requestOf(const EvidenceRecord& record)
{
    RawRequest out;
    for (const auto& pair : QJsonDocument::fromJson(record.headers).array())
        out.headers.emplace_back(pair.toArray().at(0).toString().toUtf8(), pair.toArray().at(1).toString().toUtf8());
    out.body = record.body;
    return out;
}

const QString Intake::outputPath = QStringLiteral("/step/output");

EvidenceMark Intake::outputMark(quint64 id)
{
    return {{id}, EvidenceState::Ignored, QStringLiteral("What a step of an action printed."), true};
}

Intake::Intake(Recorder& recorder, SourceBook& sources, SignalRules& rules, Connectors& connectors, JqWorker& worker,
    QObject* parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_sources(sources)
    , m_rules(rules)
    , m_connectors(connectors)
    , m_mapper(worker)
{
    m_tick.setSingleShot(true);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &Intake::tick);
}

std::optional<HttpReply> Intake::admit(const QByteArray& path) const
{
    if (m_inFlight >= maxInFlight) {
        auto reply = refusalReply(503, QStringLiteral("The server has more requests waiting than it can hold; send it "
                                                      "again in a moment."));
        reply.headers.emplace_back("Retry-After", "1");
        return reply;
    }
    // Senders that know one vendor's address append its paths (/v2/enqueue, /v1/logs) to ours.
    if (isNative(path) || (path.startsWith("/v1/in/") && path.size() > 7 && path.size() < 200 && path[7] != '/'))
        return std::nullopt;
    return refusalReply(404, QStringLiteral("Nothing is received at this path. Alerts of Prometheus go to "
                                            "/api/v2/alerts, everything else to /v1/in/SOURCE."));
}

void Intake::take(
    const QString& sender, const QByteArray& path, RequestHead head, QByteArray body, Server::Respond respond)
{
    ++m_inFlight;
    const QString source = isNative(path) ? sender : QString::fromUtf8(path.sliced(7).split('/').front());
    std::optional<Result<std::vector<Signal>>> parsed;
    if (isNative(path)) {
        // The one format whose syntax is checked before it is accepted: a sender that is told 400 can be
        // mended, and a storm must not wait for a worker.
        NativeOptions options;
        options.watchdog = m_sources.watchdogOf(source);
        parsed = parseNativeAlerts(body, m_recorder.clock().now(), options);
    }
    EvidenceRecord record {source, m_recorder.clock().now(), QString::fromUtf8(head.header("content-type")),
        packHeaders(head), QString::fromUtf8(path), std::move(body)};
    QMetaObject::invokeMethod(
        this,
        [this, source, head = std::move(head), record = std::move(record), parsed = std::move(parsed),
            respond = std::move(respond)]() mutable {
            if (!parsed) {
                arrived(source, head, std::move(record), std::move(respond));
            } else if (!*parsed) {
                refuse(source, nativeConnector, parsed->error(), true);
                reply(respond, 400, parsed->error());
            } else {
                accept(source, nativeConnector, std::move(record), Signals(std::move(*parsed).value()), std::move(respond));
            }
        },
        Qt::QueuedConnection);
}

/// For a connector: is it known, and is the request from who it says?
void Intake::arrived(const QString& source, const RequestHead& head, EvidenceRecord record, Server::Respond respond)
{
    const auto& config = m_sources.config(source);
    const QString name = config.connector.isEmpty() ? source : config.connector;
    const auto* connector = m_connectors.find(name);
    if (!connector) {
        const auto e = error("source.unknown",
            QStringLiteral("There is no source “%1” here, and no connector of that name.").arg(visible(source, 80)));
        refuse({}, {}, e, true);
        reply(respond, 404, e);
        return;
    }
    if (!config.missing.isEmpty()) { // whether it is signed cannot be told: later
        const auto e = error("secret.missing", config.missing);
        refuse(source, name, e, true);
        reply(respond, 503, e);
        return;
    }
    if (const auto& accepts = connector->accepts) {
        const QByteArray type = RawRequest {head.headers, {}}.contentType();
        if (!type.isEmpty()
            && std::find(accepts->contentTypes.begin(), accepts->contentTypes.end(), type) == accepts->contentTypes.end()) {
            const auto e = error("request.type",
                QStringLiteral("The source “%1” takes %2 and was sent %3. %4")
                    .arg(visible(source, 80), QString::fromUtf8(accepts->contentTypes.front()),
                        visible(QString::fromUtf8(type), 80), accepts->hint));
            refuse(source, name, e, true);
            reply(respond, 415, e);
            return;
        }
    }
    const bool bySns = std::any_of(
        connector->verify.begin(), connector->verify.end(), [](const VerifyRule& rule) { return rule.sns; });
    if (bySns && config.secret.isEmpty()) {
        const auto message = readSnsMessage(record.body);
        if (!message || (!*message && config.signedOnly)) {
            const auto e = message ? error("signature.missing",
                               QStringLiteral("The source “%1” takes only what is signed by Amazon SNS, and this is "
                                              "none of its messages.")
                                   .arg(visible(source, 80)))
                                   : message.error();
            refuse(source, name, e, true);
            reply(respond, 401, e);
            return;
        }
        // A subscription is never confirmed unverified; a notification needs it where the source says so.
        if (*message && ((*message)->confirms() || config.signedOnly)) {
            arrivedBySns(source, name, **message, std::move(record), std::move(respond));
            return;
        }
        accept(source, name, std::move(record), std::nullopt, std::move(respond));
        return;
    }
    const auto signature = m_gate.check(*connector, config, head, record.body, record.receivedAt);
    if (!signature) {
        refuse(source, name, signature.error(), true);
        reply(respond, 401, signature.error());
        return;
    }
    if (signature->replayed) {
        const auto e = error("signature.replayed",
            QStringLiteral("This very request is stored already; it is not counted again."));
        refuse(source, name, e, true);
        reply(respond, 200, e);
        return;
    }
    accept(source, name, std::move(record), std::nullopt, std::move(respond), signature->key);
}

void Intake::arrivedBySns(const QString& source, const QString& connector, const SnsMessage& message,
    EvidenceRecord record, Server::Respond respond)
{
    const Instant now = record.receivedAt;
    auto kept = std::make_shared<EvidenceRecord>(std::move(record));
    m_sns.verify(message, now, [this, source, connector, message, kept, respond = std::move(respond)](const Outcome& verified) {
        if (!verified) {
            // What could not be checked is asked for again; what is forged is not.
            refuse(source, connector, verified.error(), true);
            reply(respond, verified.error().code == QLatin1StringView("sns.unreachable") ? 503 : 401, verified.error());
            return;
        }
        const auto verdict = m_gate.verdict("sns " + source.toUtf8() + ' ' + message.messageId.toUtf8());
        if (verdict.replayed) {
            const auto e = error("signature.replayed",
                QStringLiteral("This very request is stored already; it is not counted again."));
            refuse(source, connector, e, true);
            reply(respond, 200, e);
            return;
        }
        accept(source, connector, std::move(*kept), std::nullopt, respond, verdict.key);
        if (message.confirms())
            m_sns.confirm(message, [this, source, connector](const Outcome& confirmed) {
                if (!confirmed)
                    refuse(source, connector, confirmed.error(), false);
            });
    });
}

void Intake::answer(const QString& connector, const EvidenceRecord& record, Server::Respond respond)
{
    if (!respond)
        return;
    const auto* found = m_connectors.find(connector);
    const AnswerRule usual = found ? found->answer : AnswerRule();
    auto once = std::make_shared<Server::Respond>(std::move(respond));
    const auto say = [this, once, usual](const std::optional<QJsonValue>& value) {
        if (!*once)
            return; // said already
        HttpReply out {usual.status, usual.type, usual.body, {}};
        if (value && value->isString()) {
            out.contentType = "text/plain";
            out.body = value->toString().toUtf8();
        } else if (value && value->isObject()) {
            out.contentType = "application/json";
            out.body = QJsonDocument(value->toObject()).toJson(QJsonDocument::Compact);
        }
        std::exchange(*once, {})(std::move(out));
        --m_inFlight;
    };
    const bool waits = found
        && std::any_of(found->receives.begin(), found->receives.end(),
            [](const ReceiveRule& rule) { return rule.reply.has_value(); });
    if (!waits) {
        say(std::nullopt);
        return;
    }
    QTimer::singleShot(replyWithinMs, this, [say] { say(std::nullopt); });
    m_mapper.reply(*found, requestOf(record), say, m_sources.config(record.source).settings);
}

void Intake::reply(const Server::Respond& respond, int status, const Error& e) const
{
    auto out = refusalReply(status, e.sentence);
    if (status == 503)
        out.headers.emplace_back("Retry-After", "2");
    if (respond)
        respond(std::move(out));
    --const_cast<std::atomic<int>&>(m_inFlight);
}

SourceId Intake::sourceFor(const QString& name, const QString& connector)
{
    if (const auto known = m_recorder.workspace().sourceByName(name))
        return known;
    const SourceId id {static_cast<quint32>(m_recorder.workspace().sources().size()) + 1};
    SourceAdded fact {id, name, connector, m_sources.config(name).heartbeatMs};
    m_recorder.record(QStringLiteral("server"), {}, [&](Applying& a) { a.add(fact); });
    m_sources.add(id, m_recorder.workspace().sources()[id.value - 1]);
    return id;
}

void Intake::accept(const QString& source, const QString& connector, EvidenceRecord record,
    std::optional<Signals> found, Server::Respond respond, const QByteArray& signature)
{
    const SourceId id = sourceFor(source, connector);
    auto kept = std::make_shared<EvidenceRecord>(record);
    m_recorder.journal().putEvidence(std::move(record),
        [this, id, connector, kept, signature, found = std::move(found), respond = std::move(respond)](
            const Result<quint64>& stored) mutable {
            if (!stored) {
                refuse(kept->source, connector, stored.error(), true);
                reply(respond, 503, stored.error());
                return;
            }
            ++m_accepted;
            m_gate.remember(signature);
            m_inMemory.insert(*stored);
            m_sources.received(id, true);
            m_sources.signalled(id, kept->receivedAt, 0);
            if (found && respond) {
                respond({200, "application/json", "", {}}); // as Alertmanager answers
                --m_inFlight;
            } else {
                answer(connector, *kept, std::move(respond));
            }
            if (found)
                wait({id, *stored, std::move(*found)});
            else
                map(id, connector, *stored, *kept);
        });
}

void Intake::map(SourceId source, const QString& connector, quint64 id, const EvidenceRecord& record)
{
    const auto* found = m_connectors.find(connector);
    if (!found) {
        mapped(source, id, record.receivedAt, error("connector.missing", QStringLiteral("There is no connector “%1”.").arg(connector)));
        return;
    }
    ++m_mapping;
    m_mapper.map(
        *found, requestOf(record), record.receivedAt,
        [this, source, id, at = record.receivedAt](Result<Signals> result) {
            --m_mapping;
            mapped(source, id, at, std::move(result));
        },
        m_sources.config(record.source).settings);
}

void Intake::mapped(SourceId source, quint64 id, Instant receivedAt, Result<Signals> result)
{
    const bool late = m_remap && m_remap->pending.remove(id);
    const bool whole = result && result->refused.isEmpty();
    if (late && whole && m_quarantined)
        --m_quarantined;
    if (!whole && !late) {
        ++m_quarantined;
        auto& r = m_refusals[source.value];
        ++r.count;
        r.last = error("mapping.quarantined",
            QStringLiteral("A request was stored but cannot be read: %1")
                .arg(result ? partly(*result) : result.error().sentence));
    }
    if (result) {
        wait({source, id, std::move(result).value(), late ? receivedAt : 0});
        return;
    }
    m_inMemory.remove(id);
    m_recorder.journal().markEvidence({{id}, EvidenceState::Quarantined, result.error().sentence, true});
}

void Intake::wait(Waiting waiting)
{
    if (const auto begun = m_begun.find(waiting.evidence); begun != m_begun.end()) {
        waiting.next = qMin(begun->second, waiting.signals_.size());
        m_begun.erase(begun);
    }
    m_waiting.push_back(std::move(waiting));
    if (!m_tick.isActive())
        m_tick.start();
}

/// Decides signals until the entry is full; true: the whole request is done.
bool Intake::decide(Applying& applying, Waiting& waiting, qsizetype& bytes)
{
    const Instant now = applying.now();
    for (; waiting.next < waiting.signals_.size(); ++waiting.next) {
        if (applying.facts().size() >= maxFacts || bytes >= maxEntryBytes)
            return false;
        const auto& signal = waiting.signals_[waiting.next];
        bytes += textBytes(signal);
        const quint64 key = SignalRules::keyOf(waiting.source, signal.dedupKey);
        if (waiting.lateSince && m_remap) {
            if (!m_remap->keys.contains(key) && m_rules.heardSince(applying.workspace(), key, waiting.lateSince))
                continue;
            m_remap->keys.insert(key);
        }
        if (signal.kind == SignalKind::Heartbeat) {
            const qint64 promised = signal.endedAt > now ? signal.endedAt - now : 0;
            if (const auto change = m_sources.heartbeat(waiting.source, now, promised))
                note(*change, applying);
            continue;
        }
        m_rules.apply(applying, waiting.source, signal, waiting.evidence);
        if (waiting.complete)
            waiting.present.insert(applying.workspace().alertByKey(key));
    }
    if (waiting.complete)
        m_rules.missingFrom(applying, waiting.source, waiting.present,
            [this](SourceId id, Instant since, Instant until) { return m_sources.provenLive(id, since, until); });
    return true;
}

void Intake::tick()
{
    if (m_waiting.empty())
        return;
    if (m_recorder.journal().state().mode != JournalMode::Open)
        return; // they are on disk; second() tries again
    auto decided = std::make_shared<std::vector<quint64>>();
    m_recorder.record(
        QStringLiteral("rules"), {},
        [&](Applying& applying) {
            qsizetype bytes = 0;
            EvidenceMark whole;
            while (!m_waiting.empty() && decide(applying, m_waiting.front(), bytes)) {
                const auto& done = m_waiting.front();
                if (const quint64 id = done.evidence) {
                    decided->push_back(id);
                    m_inMemory.remove(id);
                    m_deciding.insert(id);
                    if (done.signals_.refused.isEmpty())
                        whole.ids.push_back(id);
                    else
                        m_recorder.mark({{id}, EvidenceState::Quarantined, partly(done.signals_), true});
                }
                m_waiting.pop_front();
            }
            if (!whole.ids.empty())
                m_recorder.mark(std::move(whole));
            if (!m_waiting.empty() && m_waiting.front().evidence && m_waiting.front().next > 0)
                m_recorder.mark({{m_waiting.front().evidence}, EvidenceState::Waiting, progressWords(m_waiting.front().next)});
        },
        [this, decided](const Result<Seq>& recorded) {
            for (const quint64 id : recorded ? *decided : std::vector<quint64>())
                m_deciding.remove(id);
        });
    if (!m_waiting.empty())
        m_tick.start();
}

void Intake::note(const SourceBook::Change& change, Applying& applying)
{
    applying.add(SourceStateChanged {change.source, change.state, change.lastSignalAt, change.reason});
    if (change.state == SourceState::Lost)
        m_rules.sourceLost(applying, change.source, change.lastSignalAt,
            QStringLiteral("its source is lost: %1").arg(change.reason));
}

void Intake::second()
{
    const Instant now = m_recorder.clock().now();
    if (m_recorder.journal().state().mode != JournalMode::Open)
        return;
    if (!m_waiting.empty())
        tick();
    remapSome();
    const bool summarise = now - m_summarisedAt >= summaryEveryMs;
    if (summarise)
        m_summarisedAt = now;
    m_recorder.record(QStringLiteral("rules"), {}, [&](Applying& applying) {
        for (const auto& change : m_sources.tick(now))
            note(change, applying);
        m_rules.sweep(applying, [this](SourceId id, Instant since, Instant until) { return m_sources.provenLive(id, since, until); });
        m_rules.settle(applying);
        if (summarise)
            m_rules.summarise(applying);
        for (auto& [source, r] : m_refusals) {
            if (r.count == 0 || now - r.journalledAt < refusalEveryMs)
                continue;
            applying.add(SignalsRefused {{source}, r.count, r.last.code, r.last.sentence});
            r.count = 0;
            r.journalledAt = now;
        }
    });
}

void Intake::refuse(const QString& source, const QString& connector, const Error& e, bool counted)
{
    if (counted)
        ++m_refused;
    // A refusal must not need the disk: where nothing can be written, the counters still tell.
    SourceId id = m_recorder.workspace().sourceByName(source);
    if (!id && !source.isEmpty() && m_recorder.journal().state().mode == JournalMode::Open)
        id = sourceFor(source, connector);
    m_sources.received(id, false);
    auto& r = m_refusals[id.value];
    ++r.count;
    r.last = e;
}

void Intake::refusedByServer(const Refusal& refusal)
{
    QMetaObject::invokeMethod(
        this,
        [this, refusal] {
            refuse({}, {},
                error("http.refused", QStringLiteral("%1 (from %2, answered %3)")
                                          .arg(refusal.sentence, refusal.peer, QString::number(refusal.status))),
                true);
        },
        Qt::QueuedConnection);
}

void Intake::forget()
{
    for (const auto& waiting : m_waiting)
        m_inMemory.remove(waiting.evidence);
    m_waiting.clear();
    m_deciding.clear();
    m_begun.clear();
}

void Intake::polled(
    const QString& source, const QString& connector, std::size_t rule, const QByteArray& body, bool complete)
{
    const auto* found = m_connectors.find(connector);
    if (!found)
        return;
    const SourceId id = sourceFor(source, connector);
    ++m_mapping;
    m_mapper.mapPoll(
        *found, rule, body, m_recorder.clock().now(),
        [this, id, complete, source, connector](Result<Signals> result) {
            --m_mapping;
            if (result) {
                ++m_accepted;
                m_sources.received(id, true);
                // An item that could not be read is present as well: nothing is missing from such an answer.
                const bool whole = result->refused.isEmpty();
                if (!whole)
                    refuse(source, connector, error("mapping.quarantined", partly(*result)), true);
                wait({id, 0, std::move(result).value(), 0, complete && whole});
            } else {
                refuse(source, connector, result.error(), true);
            }
        },
        m_sources.config(source).settings);
}

void Intake::streamed(const QString& source, const QString& connector, QByteArray body,
    std::function<void(const QString& refused)> done)
{
    ++m_inFlight;
    EvidenceRecord record {source, m_recorder.clock().now(), QStringLiteral("application/json"), {},
        QStringLiteral("/v1/stream/") + source, std::move(body)};
    accept(source, connector, std::move(record), std::nullopt, [done = std::move(done)](const HttpReply& reply) {
        done(reply.status < 300 ? QString()
                                : QJsonDocument::fromJson(reply.body).object().value(QStringLiteral("error")).toString());
    });
}

void Intake::observed(SourceId source, std::vector<Signal> signals_)
{
    ++m_accepted;
    m_sources.received(source, true);
    wait({source, 0, Signals(std::move(signals_))});
}

} // namespace quarterdeck
