// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoledesk.h"

#include "app/briefs/briefs.h"
#include "app/connectors/trial.h"
#include "app/exporters/draftexport.h"
#include "app/exporters/safewrite.h"
#include "models/domain/random.h"
#include "models/state/attachedbytes.h"
#include "models/state/postmortem.h"
#include "models/state/situationdocument.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QtConcurrent>

namespace quarterdeck {

namespace {

constexpr qint64 frameBudgetNs = 4'000'000; ///< of an 8 ms handler
constexpr size_t poolFrom = 20'000;
constexpr quint64 nearFrom = 256; ///< entries behind: then the views follow each piece
constexpr int lullMs = 500;
constexpr qint64 tellBehindMs = 250;
constexpr qsizetype cachedEntries = 2000;
constexpr quint64 keptAtEnd = 1000; ///< facts
constexpr quint64 manyAlerts = 80'000; ///< from here on in proportion to them

/// Random, because consoles without a link to anybody make ids that must never meet: one that does would be taken for
/// the other sent again, and be lost.
CommandId newCommandId()
{
    return randomBytes(16);
}

Labels labelsOf(const std::vector<std::pair<Text, Text>>& texts)
{
    Labels out;
    for (const auto& [name, value] : texts)
        out.emplace_back(name.s, value.s);
    return out;
}

} // namespace

ConsoleDesk::ConsoleDesk(Config config, const Clock& clock, QObject* parent)
    : Desk(parent)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_frame(this)
    , m_lull(this)
    , m_cache(cachedEntries)
{
    m_link.server = m_config.server;
    m_link.since = m_clock.now();
    m_frame.setSingleShot(true);
    m_frame.setInterval(0);
    connect(&m_frame, &QTimer::timeout, this, &ConsoleDesk::fold);
    m_lull.setSingleShot(true);
    m_lull.setInterval(lullMs);
    connect(&m_lull, &QTimer::timeout, this, &ConsoleDesk::showCaughtUp);
}

ConsoleDesk::~ConsoleDesk()
{
    cancelBacktest();
    m_backtest.waitForFinished();
    m_pool.waitForFinished();
    keepIfDue(qMin(keptAtEnd, m_config.keptEvery));
}

void ConsoleDesk::use(Session& session)
{
    connect(&session, &Session::entries, this, &ConsoleDesk::received);
    connect(&session, &Session::welcomed, this, &ConsoleDesk::welcomed);
    connect(&session, &Session::linkLost, this, &ConsoleDesk::lost);
    connect(&session, &Session::answered, this, &ConsoleDesk::answered);
    connect(&session, &Session::problem, this, [this](const QString& sentence) { emit refused(tr("Server"), sentence); });
    connect(&session, &Session::restored, this, [this](const std::shared_ptr<Workspace>& state) {
        m_workspace = std::move(*state);
        emit replaced();
    });
    connect(&session, &Session::startOver, this, [this](const QString&, StateKeeper::Era era) {
        m_era = era;
        m_unkept = 0;
        m_queue.clear();
        m_queuedBytes = 0;
        m_unshown = false;
        ++m_epoch;
        m_workspace = Workspace();
        m_cache.clear();
        m_reader.reset();
        emit replaced();
    });
    connect(&session, &Session::pulse, this, [this](const FeedPulse& pulse) {
        m_pulse = pulse;
        m_pulseAt = m_clock.monotonic();
        m_serverAhead = pulse.at - m_clock.now();
        emit pulsed();
    });
    connect(&session, &Session::roundTrip, this, [this](qint64 ms, qint64) {
        m_link.roundTripMs = ms;
        emit linkChanged();
    });
    connect(&session, &Session::waiting, this, [this](const std::vector<Waiting>& items) {
        m_pending.clear();
        for (const auto& item : items) {
            if (auto command = decodeCommand(item.command))
                m_pending.push_back({std::move(*command), item.author});
        }
        emit pendingChanged();
    });
    connect(&session, &Session::partChanged, this, [this](Seq seq) { m_cache.remove(seq); });
    connect(this, &ConsoleDesk::submitting, &session, &Session::submit);
    connect(this, &ConsoleDesk::inquiring, &session, &Session::inquire);
    connect(&session, &Session::told, this, [this](quint64 id, const QByteArray& what, const Error& e) {
        const auto it = m_inquiries.find(id);
        if (it == m_inquiries.end())
            return;
        const auto told = std::move(it->second);
        m_inquiries.erase(it);
        told(e.code.isEmpty() ? Result<QJsonObject>(QJsonDocument::fromJson(what).object()) : Result<QJsonObject>(e));
    });
    connect(this, &ConsoleDesk::granting, &session, &Session::granted);
    connect(this, &ConsoleDesk::refolding, &session, &Session::refold);
}

qint64 ConsoleDesk::pulseAge() const
{
    return m_pulseAt < 0 ? -1 : m_clock.monotonic() - m_pulseAt;
}

Instant ConsoleDesk::now() const
{
    return m_clock.now() + m_serverAhead;
}

void ConsoleDesk::welcomed(const QString& person, const std::vector<Permission>& permissions, qint64 serverNow)
{
    m_serverAhead = serverNow - m_clock.now();
    m_link.connected = m_link.everConnected = true;
    m_link.person = person;
    m_link.permissions = {permissions.begin(), permissions.end()};
    m_link.since = m_clock.now();
    m_link.problem.clear();
    emit linkChanged();
}

void ConsoleDesk::lost(const QString& why)
{
    if (m_link.connected)
        m_link.since = m_clock.now();
    m_link.connected = false;
    m_link.problem = why;
    m_link.roundTripMs = -1;
    emit linkChanged();
}

void ConsoleDesk::serverProblem(const QString& sentence)
{
    m_link.problem = sentence;
    emit linkChanged();
    emit refused(tr("Server"), sentence);
}

void ConsoleDesk::received(const std::vector<ReadyEntry>& entries, quint64 behind, quint64 bytes)
{
    m_queue.insert(m_queue.end(), entries.begin(), entries.end());
    m_queuedBytes += bytes;
    m_behind = behind;
    if (!m_folding)
        m_frame.start();
}

void ConsoleDesk::fold()
{
    if (m_queue.size() > poolFrom) {
        foldInPool();
        return;
    }
    QElapsedTimer timer;
    timer.start();
    Delta delta;
    bool any = false;
    while (!m_queue.empty() && timer.nsecsElapsed() < frameBudgetNs) {
        const auto& ready = m_queue.front();
        delta.merge(m_workspace.apply(ready.entry));
        m_unkept += ready.entry.facts.size();
        m_workspace.setHeadHash(ready.hash);
        m_queue.pop_front();
        any = true;
    }
    if (m_queue.empty() && m_queuedBytes) {
        emit granting(std::exchange(m_queuedBytes, 0));
    } else if (!m_queue.empty()) {
        m_frame.start();
    }
    tellBehind();
    if (!any)
        return;
    if (delta.rebuild) {
        emit refolding();
        return;
    }
    // Each piece goes through every model of the window: a start with a million alerts would be a hundred of them.
    if (m_behind + m_queue.size() > nearFrom) {
        m_unshown = true;
        m_lull.start();
    } else if (m_unshown) {
        showCaughtUp();
    } else {
        emit applied(delta);
    }
    if (m_behind == 0 && m_queue.empty())
        keepIfDue(qMax(m_config.keptEvery, m_config.keptEvery * m_workspace.alertCount() / manyAlerts));
}

/// In proportion to what has to be written: the copy is made in no time, and written down on another thread.
void ConsoleDesk::keepIfDue(quint64 facts)
{
    if (!m_config.keeper || m_unkept < facts)
        return;
    m_unkept = 0;
    m_config.keeper->keep(m_workspace, m_era);
}

/// All views hear of every change of the link; while it counts down, four times a second are enough.
void ConsoleDesk::tellBehind()
{
    const quint64 behind = m_behind + m_queue.size();
    const bool far = behind > nearFrom && m_link.behind > nearFrom;
    if (behind == m_link.behind || (far && m_toldBehind.isValid() && m_toldBehind.elapsed() < tellBehindMs))
        return;
    m_toldBehind.start();
    m_link.behind = behind;
    emit linkChanged();
}

void ConsoleDesk::showCaughtUp()
{
    m_lull.stop();
    if (std::exchange(m_unshown, false))
        emit replaced();
}

void ConsoleDesk::foldInPool()
{
    m_folding = true;
    m_link.behind = m_behind + m_queue.size();
    emit linkChanged();
    auto start = std::make_shared<Workspace>(m_workspace);
    auto queue = std::make_shared<std::deque<ReadyEntry>>(std::exchange(m_queue, {}));
    m_pool = QtConcurrent::run([this, start, queue, epoch = m_epoch] {
        bool rebuild = false;
        quint64 facts = 0;
        for (const auto& ready : *queue) {
            rebuild = start->apply(ready.entry).rebuild || rebuild;
            start->setHeadHash(ready.hash);
            facts += ready.entry.facts.size();
        }
        QMetaObject::invokeMethod(
            this,
            [this, start, epoch, rebuild, facts] {
                m_folding = false;
                if (epoch == m_epoch) {
                    m_unkept += facts;
                    m_workspace = std::move(*start);
                    if (rebuild) {
                        emit refolding();
                        return;
                    }
                    emit replaced();
                }
                fold();
            },
            Qt::QueuedConnection);
    });
}

void ConsoleDesk::ask(CommandBody body, Answer answer)
{
    if (m_link.readOnly) {
        if (answer)
            answer(error("desk.read-only", tr("This is an exported incident: it can be read, not changed.")));
        return;
    }
    Command command;
    command.id = newCommandId();
    command.madeAt = now();
    command.restsOn = m_workspace.head().seq;
    command.offline = !m_link.connected;
    command.body = std::move(body);
    if (answer)
        m_answers[command.id] = std::move(answer);
    emit submitting(command);
}

void ConsoleDesk::answered(const QByteArray& id, Seq seq, const Error& e)
{
    const auto it = m_answers.find(id);
    const bool waits = e.code == QLatin1String("outbox.waiting");
    if (it == m_answers.end()) {
        if (!seq && !waits)
            emit refused(tr("Refused"), e.sentence); // asked by an earlier window, or long ago
        return;
    }
    const Answer answer = it->second;
    if (!waits)
        m_answers.erase(it);
    answer(seq ? Result<Seq>(seq) : Result<Seq>(e));
}

std::optional<Entry> ConsoleDesk::entry(Seq seq) const
{
    if (const auto* cached = m_cache.object(seq))
        return *cached;
    std::optional<StoredEntry> stored;
    if (!m_fixed.empty()) {
        for (const auto& e : m_fixed) {
            if (e.seq == seq)
                stored = e;
        }
    } else {
        if (!m_reader) {
            if (auto reader = JournalReader::open(m_config.entriesFolder))
                m_reader = std::move(reader).value();
        }
        if (m_reader) {
            if (auto found = m_reader->entry(seq))
                stored = *found;
        }
    }
    if (!stored)
        return std::nullopt;
    auto decoded = decodeEntry(*stored);
    if (!decoded)
        return std::nullopt;
    m_cache.insert(seq, new Entry(*decoded));
    return *decoded;
}

AlertText ConsoleDesk::text(AlertId alert) const
{
    AlertText out;
    if (!m_workspace.hasAlert(alert))
        return out;
    const auto& row = m_workspace.alert(alert);
    out.name = m_workspace.name(row.name);
    out.service = m_workspace.name(row.service);
    out.resource = m_workspace.name(row.resource);
    const auto found = entry(row.raisedSeq);
    if (!found || row.raisedFact >= found->facts.size())
        return out;
    const auto* raised = get_if<AlertRaised>(&found->facts[row.raisedFact]);
    if (!raised)
        return out;
    out.environment = raised->environment.s;
    out.title = raised->title.s;
    out.description = raised->description.s;
    out.labels = labelsOf(raised->labels);
    out.annotations = labelsOf(raised->annotations);
    for (const auto& link : raised->links)
        out.links.push_back(link.s);
    return out;
}

std::optional<AlertAttached> ConsoleDesk::why(AlertId alert) const
{
    if (!m_workspace.hasAlert(alert) || !m_workspace.alert(alert).attachedSeq)
        return std::nullopt;
    const auto found = entry(m_workspace.alert(alert).attachedSeq);
    if (!found)
        return std::nullopt;
    for (const auto& fact : found->facts) {
        const auto* attached = get_if<AlertAttached>(&fact);
        if (attached && attached->alert == alert)
            return *attached;
    }
    return std::nullopt;
}

Result<QByteArray> ConsoleDesk::attachment(Seq seq) const
{
    const auto found = entry(seq);
    return found ? attachedBytes(*found)
                 : Result<QByteArray>(error("attachment.none", tr("Entry %1 is not here.").arg(seq)));
}

std::vector<Entry> ConsoleDesk::entriesOf(const Incident& incident) const
{
    std::set<Seq> seqs {incident.openedSeq};
    for (const auto& line : incident.log)
        seqs.insert(line.seq);
    for (const auto& phase : incident.phases)
        seqs.insert(phase.seq);
    if (incident.suspectsSeq)
        seqs.insert(incident.suspectsSeq);
    for (const auto id : incident.alerts) {
        seqs.insert(m_workspace.alert(id).raisedSeq);
        seqs.insert(m_workspace.alert(id).attachedSeq);
    }
    std::vector<Entry> out;
    for (const auto seq : seqs) {
        if (auto found = entry(seq))
            out.push_back(std::move(*found));
    }
    return out;
}

QString ConsoleDesk::draft(IncidentId id) const
{
    const auto* incident = m_workspace.incident(id);
    if (!incident)
        return {};
    const auto postmortem = buildPostmortem(m_workspace, entriesOf(*incident), *incident, m_workspace.head());
    return QString::fromUtf8(quarterdeck::exportDraft(postmortem, DraftFormat::Markdown));
}

Outcome ConsoleDesk::exportDraft(IncidentId id, const QString& format, const QString& file)
{
    const auto* incident = m_workspace.incident(id);
    if (!incident)
        return error("incident.unknown", tr("There is no incident %1.").arg(id.value));
    const auto wanted = draftFormat(format);
    if (!wanted)
        return error("export.format", tr("“%1” is no format: markdown, html or json.").arg(format));
    const auto postmortem = buildPostmortem(m_workspace, entriesOf(*incident), *incident, m_workspace.head());
    const QByteArray bytes = quarterdeck::exportDraft(postmortem, *wanted);
    if (const auto written = safeWrite(file, bytes); !written)
        return written;
    ask(NoteExport {{id, {}}, format, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)}, {});
    return Done {};
}

QStringList ConsoleDesk::briefTemplates() const
{
    return quarterdeck::briefTemplates(m_config.templates);
}

void ConsoleDesk::brief(
    IncidentId id, const QString& name, const QString& language, std::function<void(Result<QString>)> done)
{
    const auto* incident = m_workspace.incident(id);
    if (!incident) {
        done(error("incident.unknown", tr("There is no incident %1.").arg(id.value)));
        return;
    }
    renderBrief(worker(), m_config.templates, name, language,
        situationJson(m_workspace, *incident, now(), m_workspace.head()), std::move(done));
}

JqWorker& ConsoleDesk::worker()
{
    if (!m_worker)
        m_worker = std::make_unique<JqWorker>();
    return *m_worker;
}

void ConsoleDesk::inquire(
    const QString& topic, const QJsonObject& about, std::function<void(Result<QJsonObject>)> told)
{
    if (m_link.readOnly) {
        told(error("desk.read-only", tr("This is an exported incident: there is no server to ask.")));
        return;
    }
    m_inquiries[++m_lastInquiry] = std::move(told);
    emit inquiring(m_lastInquiry, topic, QJsonDocument(about).toJson(QJsonDocument::Compact));
}

void ConsoleDesk::tryMapping(const MappingTrial& trial, std::function<void(TrialResult)> done)
{
    quarterdeck::tryMapping(worker(), trial.connector, trial.text, trial.payload, now(),
        [done = std::move(done)](const MappingOutcome& outcome) {
            TrialResult out {outcome.text, outcome.count, {}};
            for (const auto& p : outcome.problems)
                out.problems.push_back({static_cast<TrialProblem::Where>(p.where), p.line, p.column, p.sentence});
            done(std::move(out));
        });
}

void ConsoleDesk::openReadOnly(
    const std::vector<StoredEntry>& entries, const std::vector<Entry>& folded, const Head& head, const QString& name)
{
    m_fixed = entries;
    m_link.readOnly = true;
    m_link.server = name;
    for (const auto& entry : folded)
        m_workspace.apply(entry);
    m_workspace.setHeadHash(head.hash);
    emit replaced();
    emit linkChanged();
}

} // namespace quarterdeck
