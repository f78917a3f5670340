// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/relay.h"

#include "app/relay/pageanswer.h"
#include "app/storage/verify.h"
#include "models/domain/random.h"
#include "models/state/decide.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QThreadPool>
#include <QUrl>

namespace quarterdeck {

namespace {

constexpr Seq snapshotEvery = 5000;
constexpr qint64 expireEveryMs = 600'000;
constexpr size_t maxKeptAtOnce = 500; // each is an entry read on this thread
const QByteArray answersPath = QByteArrayLiteral("/v1/answers");

bool isLoopback(const QString& address)
{
    return address == QLatin1String("localhost") || QHostAddress(address).isLoopback();
}

} // namespace

Relay::Relay(RelayConfig config, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_clock(clock)
{
    connect(&m_second, &QTimer::timeout, this, &Relay::second);
}

Relay::~Relay()
{
    m_server.reset(); // no handler may run into what goes next
}

Result<quint16> Relay::start()
{
    if (!isLoopback(m_config.address) && m_config.certFile.isEmpty() && !m_config.insecure)
        return error("relay.plain",
            QStringLiteral("%1 is not this machine alone: give --tls-cert and --tls-key, or say --insecure, which every "
                           "console will then show.")
                .arg(m_config.address));
    if (auto opened = openJournal(); !opened)
        return opened.error();
    auto configs = readSources(m_config.sourcesFile);
    if (!configs)
        return configs.error();
    m_sources.configure(*configs);
    makeParts();
    m_configs = *configs;
    for (const auto& folder : m_config.connectorFolders) {
        if (folder.startsWith(m_config.data))
            QDir().mkpath(folder);
    }
    m_connectorStamp = m_seenStamp = Connectors::stamp(m_config.connectorFolders);
    const auto connectors = Connectors::load(m_config.connectorFolders);
    if (!connectors)
        return connectors.error();
    m_connectors = *connectors;
    for (const auto& problem : m_connectors.problems())
        m_warnings << problem.error.sentence;
    if (m_journal->state().mode == JournalMode::Open) {
        openFirst();
        if (const auto done = loadTopology(); !done)
            m_warnings << done.error().sentence;
        loadPolicies();
        loadChecklists();
        loadChannels();
        const auto runbooks = m_actions->load(workspace());
        if (!runbooks.empty())
            m_recorder->record(serverActor, {}, [&](Applying& a) {
                for (const auto& fact : runbooks)
                    a.add(fact);
            });
        for (const auto& problem : m_actions->problems())
            m_warnings << problem.sentence;
        m_actions->recover(workspace());
        m_intake->resume();
        m_intake->remap(); // a connector may have been put right while we did not run
    }
    m_rules.rebuild(workspace(), m_clock.now());
    startPollers({});
    for (const auto& config : m_configs) {
        if (!config.watchUrl.isEmpty())
            m_watches.push_back(std::make_unique<MetricWatch>(config, *m_intake, m_sources, *m_recorder));
        if (!config.pollUrl.isEmpty() && config.silences != SilenceUse::None)
            m_silences.push_back(std::make_unique<SilenceLink>(config, *m_intake, m_sources, *m_recorder));
        if (!config.pollUrl.isEmpty() && !m_pollers.contains(config.name))
            m_warnings << QStringLiteral("Source “%1” cannot be polled: connector “%2” has no poll.")
                              .arg(config.name, config.connector);
    }
    m_second.start(1000);
    return listen();
}

Outcome Relay::openJournal()
{
    JournalOptions options;
    options.folder = m_config.data;
    options.executor = [this](std::function<void()> f) { QMetaObject::invokeMethod(this, std::move(f), Qt::QueuedConnection); };
    options.now = [this] { return m_clock.now(); };
    options.stateChanged = [this](const JournalState& state) { stateChanged(state); };
    options.headSigned = [this](const SignedHead& head) {
        if (m_sessions)
            m_sessions->headSigned(head);
    };
    auto journal = SqliteJournal::open(std::move(options));
    if (!journal)
        return journal.error();
    m_journal = std::move(journal).value();
    m_recorder = std::make_unique<Recorder>(*m_journal, m_clock);
    if (auto loaded = m_recorder->load(); !loaded)
        return loaded.error();
    stateChanged(m_journal->state());
    return Done {};
}

void Relay::openFirst()
{
    if (workspace().head().seq == 0) {
        JournalOpened opened;
        opened.journalId = randomBytes(16);
        opened.publicKey = m_journal->publicKey();
        opened.drill = m_config.drill;
        opened.program = QStringLiteral("quarterdeck %1").arg(QLatin1String(QD_VERSION));
        m_recorder->record(serverActor, {}, [&](Applying& a) { a.add(opened); });
    }
    if (const auto loss = m_journal->acceptedLoss())
        m_recorder->record(serverActor, {}, [&](Applying& a) {
            a.add(EpochOpened {workspace().journal().epoch + 1, loss->lostFrom, loss->lostTo, loss->reason});
        });
    for (quint32 i = 1; i <= workspace().sources().size(); ++i)
        m_sources.add({i}, workspace().sources()[i - 1]);
    m_sources.restarted(m_clock.now());
}

void Relay::makeParts()
{
    m_intake = std::make_unique<Intake>(*m_recorder, m_sources, m_rules, m_connectors, m_worker);
    m_sessions = std::make_unique<Sessions>(*m_recorder, m_config.tokens,
        [this](const Command& c, const Asker& asker, const std::function<void(Result<Seq>)>& answer) {
            return prepare(c, asker, answer) || pinRequest(c, asker, answer);
        });
    Actions::Config actions {m_config.runbookFolders, m_config.variablesFile,
        QStringLiteral("%1:%2").arg(QSysInfo::machineHostName()).arg(QCoreApplication::applicationPid())};
    actions.killSwitchFile = m_config.data + QStringLiteral("/actions.off");
    actions.textOf = [this](AlertId alert) { return textOf(alert); };
    actions.keepOutput = [this](QByteArray output, std::function<void(Result<quint64>)> kept) {
        EvidenceRecord record {serverActor, m_clock.now(), QStringLiteral("text/plain"), {}, Intake::outputPath, std::move(output)};
        m_journal->putEvidence(std::move(record), [this, kept = std::move(kept)](const Result<quint64>& id) {
            if (id)
                m_journal->markEvidence(Intake::outputMark(*id));
            kept(id);
        });
    };
    m_actions = std::make_unique<Actions>(
        actions, m_worker, m_clock, [this](std::vector<Fact> facts, std::function<void(Outcome)> durable) {
            m_recorder->record(
                serverActor, {},
                [&](Applying& a) {
                    for (auto& fact : facts)
                        a.add(std::move(fact));
                },
                [durable = std::move(durable)](const Result<Seq>& r) {
                    if (durable)
                        durable(r ? Outcome(Done {}) : Outcome(r.error()));
                });
        });
    m_messenger = std::make_unique<Messenger>(
        m_worker, [this](Fact fact) { m_recorder->record(serverActor, {}, [&](Applying& a) { a.add(std::move(fact)); }); });
    connect(m_recorder.get(), &Recorder::applied, this, [this](const Delta& delta) {
        m_rules.applied(workspace(), delta);
        m_actions->applied(workspace(), delta);
        m_messenger->applied(workspace(), delta);
    });
    connect(m_recorder.get(), &Recorder::stored, this, [this](const StoredEntry& entry) { m_sessions->stored(entry); });
    connect(m_recorder.get(), &Recorder::rebuilt, this, [this] {
        m_rules.rebuild(workspace(), m_clock.now());
        m_messenger->recover(workspace());
        m_intake->forget();
        // The disk may have recovered before this news came; then no change of state follows that would do it.
        if (m_journal->state().mode == JournalMode::Open)
            m_intake->resume();
    });
    connect(m_sessions.get(), &Sessions::accepted, this, [this](const Command& command, Seq) {
        if (const auto* redact = get_if<RedactText>(&command.body))
            m_sessions->partGone(redact->seq);
        if (const auto* ref = incidentOf(command.body))
            keepEvidence(*ref);
    });
}

void Relay::keepEvidence(const IncidentRef& ref)
{
    const auto* incident = workspace().incident(ref);
    if (!incident || !incident->accepted())
        return;
    EvidenceMark mark;
    mark.state = std::nullopt; // a large request may be half decided; it stays so
    mark.keep = true;
    for (const auto alert : incident->alerts) {
        if (m_kept.contains(alert) || mark.ids.size() >= maxKeptAtOnce)
            continue;
        m_kept.insert(alert);
        if (const auto raised = textOf(alert); raised && raised->evidence)
            mark.ids.push_back(raised->evidence);
    }
    if (!mark.ids.empty())
        m_journal->markEvidence(std::move(mark));
}

std::optional<AlertRaised> Relay::textOf(AlertId alert) const
{
    if (!workspace().hasAlert(alert))
        return std::nullopt;
    const auto& row = workspace().alert(alert);
    const auto stored = m_journal->read(row.raisedSeq, 1);
    if (!stored || stored->empty())
        return std::nullopt;
    const auto entry = decodeEntry(stored->front());
    if (!entry || row.raisedFact >= entry->facts.size())
        return std::nullopt;
    const auto* raised = get_if<AlertRaised>(&entry->facts[row.raisedFact]);
    return raised ? std::optional(*raised) : std::nullopt;
}

bool Relay::prepare(const Command& command, const Asker& asker, const std::function<void(Result<Seq>)>& answer)
{
    const auto* wanted = get_if<PrepareRun>(&command.body);
    if (!wanted)
        return false;
    if (!asker.permissions.contains(Permission::Respond)) {
        answer(error("command.not-allowed", QStringLiteral("%1 may not prepare actions.").arg(asker.person)));
        return true;
    }
    m_actions->prepare(*wanted, workspace(), [this, asker, answer, id = command.id](const Result<RunRequested>& run) {
        if (!run) {
            answer(run.error());
            return;
        }
        const auto facts = decidePrepared(*run, workspace(), asker);
        if (!facts) {
            answer(facts.error());
            return;
        }
        m_recorder->record(
            asker.person, id,
            [&](Applying& a) {
                for (const auto& fact : *facts)
                    a.add(fact);
            },
            answer);
    });
    return true;
}

bool Relay::pinRequest(const Command& command, const Asker& asker, const std::function<void(Result<Seq>)>& answer)
{
    const auto* wanted = get_if<Attach>(&command.body);
    if (!wanted || wanted->what != AttachmentKind::Request)
        return false;
    const auto raised = textOf(wanted->alert);
    if (!raised) {
        answer(error("alert.unknown", QStringLiteral("There is no alert %1.").arg(wanted->alert.value)));
        return true;
    }
    const auto kept = m_journal->evidence(raised->evidence);
    if (!raised->evidence || !kept) {
        answer(error("evidence.gone",
            QStringLiteral("What the source sent for this alert is not kept any more; its texts are in entry %1.")
                .arg(workspace().alert(wanted->alert).raisedSeq)));
        return true;
    }
    auto filled = command;
    auto& attach = get<Attach>(filled.body);
    attach.bytes = kept->record.body;
    attach.mediaType = kept->record.contentType.isEmpty() ? QStringLiteral("application/json") : kept->record.contentType;
    if (attach.name.trimmed().isEmpty())
        attach.name = QStringLiteral("%1.request.json").arg(visible(raised->name.s, 80));
    const auto facts = decide(filled, workspace(), asker, m_clock.now());
    if (!facts) {
        answer(facts.error());
        return true;
    }
    m_recorder->record(
        asker.person, command.id,
        [&](Applying& a) {
            for (const auto& fact : *facts)
                a.add(fact);
        },
        answer);
    return true;
}

void Relay::stateChanged(const JournalState& state)
{
    const bool wasTroubled = !m_trouble.isEmpty();
    m_trouble = state.mode == JournalMode::Open ? QString() : state.reason.sentence;
    if (wasTroubled && m_trouble.isEmpty() && m_intake)
        m_intake->resume(); // what was decided and lost is still on disk as requests
}

std::optional<HttpReply> Relay::admit(const RequestHead& head, QString* sender, QByteArray* path) const
{
    QByteArray target = head.path();
    const auto identity = m_config.tokens.identify(tokenOf(head.header("authorization"), target));
    if (!identity) {
        auto reply = refusalReply(401,
            QStringLiteral("No token that is known here came with this request. Give it as bearer token, as basic "
                           "password, or in the path /s/TOKEN/…"));
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
        return reply;
    }
    if (!identity->may(Permission::Send))
        return refusalReply(403, QStringLiteral("This is a person’s token; senders need one of class “send”."));
    if (head.method != "POST")
        return refusalReply(405, QStringLiteral("Alerts are sent with POST."));
    if (sender)
        *sender = identity->name;
    if (path)
        *path = target;
    if (target == answersPath)
        return std::nullopt;
    return m_intake->admit(target);
}

void Relay::pageAnswered(const QString& sender, const QByteArray& body, const Server::Respond& respond)
{
    const auto answer = readPageAnswer(body, workspace());
    if (!answer) {
        respond(refusalReply(422, answer.error().sentence));
        return;
    }
    m_recorder->record(
        sender, {}, [&](Applying& a) { a.add(*answer); },
        [respond](const Result<Seq>& r) { respond(r ? HttpReply {200, "application/json", "{}", {}} : refusalReply(503, r.error().sentence)); });
}

Server::Handlers Relay::handlers()
{
    const auto toRelay = [this](auto call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); };
    // What is turned away at the door counts like everything else: received = accepted + refused.
    const auto counted = [this](const RequestHead& head, std::optional<HttpReply> refusal) {
        if (refusal)
            m_intake->refusedByServer({head.peer, refusal->status,
                QJsonDocument::fromJson(refusal->body).object().value(QStringLiteral("error")).toString()});
        return refusal;
    };
    Server::Handlers h;
    h.admit = [this, counted](const RequestHead& head) -> std::optional<HttpReply> {
        if (head.method == "GET" && head.path() == "/healthz")
            return HttpReply {200, "text/plain", "ok\n", {}};
        return counted(head, admit(head, nullptr, nullptr));
    };
    h.request = [this, counted, toRelay](RequestHead head, QByteArray body, Server::Respond respond) {
        QString sender;
        QByteArray path;
        if (auto refusal = counted(head, admit(head, &sender, &path))) {
            respond(std::move(*refusal));
            return;
        }
        if (path == answersPath) {
            toRelay([this, sender, body = std::move(body), respond = std::move(respond)] { pageAnswered(sender, body, respond); });
            return;
        }
        m_intake->take(sender, path, std::move(head), std::move(body), std::move(respond));
    };
    h.admitSocket = [](const RequestHead& head) -> std::optional<HttpReply> {
        if (head.path() != "/v1/wire")
            return refusalReply(404, QStringLiteral("Consoles connect to /v1/wire."));
        return std::nullopt;
    };
    h.opened = [this, toRelay](SocketId id, const RequestHead& head) {
        toRelay([this, id, peer = head.peer] { m_sessions->opened(id, peer); });
    };
    h.message = [this, toRelay](SocketId id, QByteArray frame) {
        toRelay([this, id, frame = std::move(frame)] { m_sessions->received(id, frame); });
    };
    h.closed = [this, toRelay](SocketId id) { toRelay([this, id] { m_sessions->closed(id); }); };
    h.drained = [this, toRelay](SocketId id) { toRelay([this, id] { m_sessions->drained(id); }); };
    h.refused = [this](const Refusal& refusal) { m_intake->refusedByServer(refusal); };
    return h;
}

Result<quint16> Relay::listen()
{
    Server::Config config;
    config.address = m_config.address;
    config.port = m_config.port;
    config.limits = m_config.limits;
    config.certFile = m_config.certFile;
    config.keyFile = m_config.keyFile;
    m_server = std::make_unique<Server>(config, handlers());
    m_sessions->serve(*m_server);
    const auto port = m_server->start();
    if (port) {
        const QHostAddress address(m_config.address);
        const bool any = address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6 || address == QHostAddress::Any;
        QUrl url;
        url.setScheme(m_config.certFile.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"));
        url.setHost(any ? QSysInfo::machineHostName() : m_config.address);
        url.setPort(*port);
        const QString own = m_config.data + QStringLiteral("/connectors");
        const auto at = m_config.connectorFolders.indexOf(own);
        m_inquiries = std::make_unique<Inquiries>(
            Inquiries::Config {
                m_config.tokenFile, own, at < 0 ? QStringList() : m_config.connectorFolders.mid(at + 1), url.toString()},
            m_sources, m_configs, m_connectors, m_pollers, *m_intake, *m_recorder, m_worker);
        m_sessions->setInquired([this](const QString& topic, const QJsonObject& about, const Identity& asker,
                                    const Inquiries::Told& told) { m_inquiries->answer(topic, about, asker, told); });
    }
    return port;
}

void Relay::second()
{
    reloadConnectors();
    reloadTopology();
    watchRemap();
    m_intake->second();
    m_actions->second(workspace());
    if (m_recorder->inFlight() == 0) // what is tried is on disk
        m_messenger->second(workspace(), m_clock.now());
    m_recorder->maybeSnapshot(snapshotEvery);
    if (m_clock.now() - m_expiredAt > expireEveryMs) {
        m_expiredAt = m_clock.now();
        m_journal->expireEvidence(m_expiredAt);
    }
    m_sessions->pulse({feed(), m_rules.takeSeen()});
}

FeedPulse Relay::feed() const
{
    FeedPulse out;
    out.at = m_clock.now();
    out.sources = m_sources.pulses();
    out.received = m_intake->received();
    out.accepted = m_intake->accepted();
    out.refused = m_intake->refused();
    out.quarantined = m_intake->quarantined();
    out.waiting = m_intake->waiting();
    out.head = m_recorder->durable().seq;
    out.headHash = m_recorder->durable().hash;
    out.trouble = m_trouble;
    out.verify = m_verify;
    out.insecure = !isLoopback(m_config.address) && m_config.certFile.isEmpty();
    out.evidenceBytes = static_cast<quint64>(m_journal->evidenceBytes());
    out.evidenceBudget = static_cast<quint64>(EvidenceBudget().bytes);
    out.people = m_sessions->people();
    return out;
}

} // namespace quarterdeck
