// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/workspace.h"

#include "models/state/folder.h"

#include <QSet>

namespace quarterdeck {

namespace {

/// Raised with every change of a fold or of a listed state: an older snapshot is then thrown away.
constexpr quint32 foldVersion = 8;

template <class K, class V>
std::map<K, V> sorted(const QHash<K, V>& hash)
{
    std::map<K, V> out;
    for (auto it = hash.cbegin(); it != hash.cend(); ++it)
        out.emplace(it.key(), it.value());
    return out;
}

} // namespace

void Delta::merge(const Delta& later)
{
    if (newAlerts == 0)
        firstNewAlert = later.firstNewAlert;
    newAlerts += later.newAlerts;
    for (const auto id : later.changedAlerts) {
        if (newAlerts == 0 || id.value < firstNewAlert)
            changedAlerts.push_back(id);
    }
    incidents.insert(later.incidents.begin(), later.incidents.end());
    sources = sources || later.sources;
    topology = topology || later.topology;
    runbooks = runbooks || later.runbooks;
    checklists = checklists || later.checklists;
    channels = channels || later.channels;
    changes = changes || later.changes;
    proposals = proposals || later.proposals;
    foldedLines = foldedLines || later.foldedLines;
    kindPins = kindPins || later.kindPins;
    silences = silences || later.silences;
    policies = policies || later.policies;
    rebuild = rebuild || later.rebuild;
}

Delta Workspace::apply(const Entry& entry)
{
    Delta delta;
    Folder folder {*this, entry, delta};
    for (const auto& fact : entry.facts) {
        visit(folder, fact);
        ++folder.factIndex;
    }
    finish(entry, delta);
    return delta;
}

void Workspace::finish(const Entry& entry, Delta& delta)
{
    for (const auto id : delta.incidents) {
        const auto it = m_incidents.find(id);
        if (it == m_incidents.end())
            continue;
        it->second.lastSeq = entry.seq;
        noteWorked(it->second);
    }
    if (!entry.command.isEmpty())
        learnPlaces(entry);
    if (entry.redacted)
        m_redacted.insert(entry.seq);
    if (!entry.command.isEmpty())
        m_commands.insert(entry.command, entry.seq);
    m_head.seq = entry.seq;
}

void Workspace::noteWorked(const Incident& incident)
{
    if (incident.accepted() && incident.open())
        m_worked.insert(incident.id);
    else
        m_worked.erase(incident.id);
}

Applying::Applying(Workspace& workspace, Instant recordedAt, QString actor, CommandId command)
    : m_workspace(workspace)
{
    m_entry.seq = workspace.head().seq + 1;
    m_entry.recordedAt = recordedAt;
    m_entry.actor = std::move(actor);
    m_entry.command = std::move(command);
}

void Applying::add(Fact fact)
{
    Folder folder {m_workspace, m_entry, m_delta, static_cast<quint16>(m_entry.facts.size())};
    visit(folder, fact);
    m_entry.facts.push_back(std::move(fact));
}

Delta Applying::finish()
{
    m_workspace.finish(m_entry, m_delta);
    return m_delta;
}

AlertRow* Folder::alert(AlertId id)
{
    return w.hasAlert(id) ? &w.m_alerts.edit(id.value - 1) : nullptr;
}

Incident* Folder::incident(IncidentId id)
{
    const auto it = w.m_incidents.find(id);
    return it == w.m_incidents.end() ? nullptr : &it->second;
}

Run* Folder::run(RunId id)
{
    return id.value >= 1 && id.value <= w.m_runs.size() ? &w.m_runs[id.value - 1] : nullptr;
}

void Folder::changed(AlertId id)
{
    if (delta.newAlerts && id.value >= delta.firstNewAlert) {
        noteIncident(id);
        return;
    }
    if (delta.changedAlerts.empty() || delta.changedAlerts.back() != id)
        delta.changedAlerts.push_back(id);
    noteIncident(id);
}

void Folder::noteIncident(AlertId alert)
{
    if (w.hasAlert(alert) && w.alert(alert).incident)
        delta.incidents.insert(w.alert(alert).incident);
}

void Folder::say(IncidentId id, const QString& sentence, LineKind kind)
{
    LogLineInfo line;
    line.seq = entry.seq;
    line.kind = kind;
    line.observedAt = line.recordedAt = entry.recordedAt;
    line.actor = entry.actor;
    line.text = sentence;
    line.machine = true;
    if (auto* i = incident(id)) {
        i->log.push_back(line);
        delta.incidents.insert(id);
    } else {
        w.m_serverLog.push_back(line);
    }
}

const Incident* Workspace::incident(IncidentId id) const
{
    const auto it = m_incidents.find(id);
    return it == m_incidents.end() ? nullptr : &it->second;
}

const Incident* Workspace::incident(const IncidentRef& ref) const
{
    return incident(ref.id ? ref.id : m_declared.value(ref.declaredBy));
}

std::optional<LateRefusal> Workspace::refusedAs(const CommandId& command) const
{
    const auto it = m_refused.find(command);
    return it == m_refused.end() ? std::nullopt : std::optional(it->second);
}

SourceId Workspace::sourceByName(const QString& name) const
{
    for (quint32 i = 0; i < m_sources.size(); ++i) {
        if (m_sources[i].name == name)
            return {i + 1};
    }
    return {};
}

const Run* Workspace::run(RunId id) const
{
    return id.value >= 1 && id.value <= m_runs.size() ? &m_runs[id.value - 1] : nullptr;
}

QByteArray Workspace::toBytes() const
{
    ByteWriter w;
    w.varint(foldVersion);
    w.write(m_head);
    w.write(m_journal);
    w.write(m_names.names());
    m_alerts.writeTo(w);
    w.write(m_incidents);
    w.write(sorted(m_declared));
    w.write(m_sources);
    w.write(m_changes);
    w.write(m_runs);
    w.write(m_runbooks);
    w.write(m_checklists);
    w.write(m_channels);
    w.write(m_access);
    w.write(m_proposals);
    w.write(m_topologyFact);
    w.write(sorted(m_commands));
    w.write(m_refused);
    w.write(m_rate);
    w.write(m_serverLog);
    w.write(m_heard);
    w.write(m_heardBefore);
    w.write(m_heardFrom);
    w.write(m_foldedLines);
    w.write(m_kindPins);
    w.write(m_silences);
    w.write(m_policies);
    w.write(m_pairs);
    w.write(std::vector<Seq>(m_redacted.begin(), m_redacted.end()));
    w.write(std::vector<quint32> {
        m_lastLine, m_lastTask, m_lastIncident, m_lastProposal, m_lastPoll, m_firing, m_unknown, m_unknownFacts});
    return w.take();
}

Result<Workspace> Workspace::fromBytes(const QByteArray& bytes)
{
    ByteReader r(bytes);
    if (r.varint() != foldVersion)
        return error("snapshot.version", QStringLiteral("The snapshot was made by another version; folding again."));
    Workspace w;
    std::vector<QString> names;
    std::map<CommandId, IncidentId> declared;
    std::map<CommandId, Seq> commands;
    std::vector<quint32> counters;
    std::vector<Seq> redacted;
    r.read(w.m_head);
    r.read(w.m_journal);
    r.read(names);
    w.m_alerts.readFrom(r);
    r.read(w.m_incidents);
    r.read(declared);
    r.read(w.m_sources);
    r.read(w.m_changes);
    r.read(w.m_runs);
    r.read(w.m_runbooks);
    r.read(w.m_checklists);
    r.read(w.m_channels);
    r.read(w.m_access);
    r.read(w.m_proposals);
    r.read(w.m_topologyFact);
    r.read(commands);
    r.read(w.m_refused);
    r.read(w.m_rate);
    r.read(w.m_serverLog);
    r.read(w.m_heard);
    r.read(w.m_heardBefore);
    r.read(w.m_heardFrom);
    r.read(w.m_foldedLines);
    r.read(w.m_kindPins);
    r.read(w.m_silences);
    r.read(w.m_policies);
    r.read(w.m_pairs);
    r.read(redacted);
    r.read(counters);
    if (r.failed() || !r.atEnd() || counters.size() != 8)
        return error("snapshot.damaged", QStringLiteral("The snapshot is damaged; folding again."));
    w.m_names.assign(std::move(names));
    w.m_byKey.reserve(w.m_alerts.size());
    for (quint32 i = 0; i < w.m_alerts.size(); ++i)
        w.m_byKey[w.m_alerts[i].key] = AlertId {i + 1};
    for (const auto& [k, v] : declared)
        w.m_declared.insert(k, v);
    for (const auto& [k, v] : commands)
        w.m_commands.insert(k, v);
    for (const auto& [id, incident] : w.m_incidents)
        w.noteWorked(incident);
    w.m_topology = Topology(w.m_topologyFact);
    w.m_redacted.insert(redacted.begin(), redacted.end());
    w.m_lastLine = counters[0];
    w.m_lastTask = counters[1];
    w.m_lastIncident = counters[2];
    w.m_lastProposal = counters[3];
    w.m_lastPoll = counters[4];
    w.m_firing = counters[5];
    w.m_unknown = counters[6];
    w.m_unknownFacts = counters[7];
    return w;
}

std::vector<AlertId> firingAlerts(const Workspace& workspace, const Incident& incident)
{
    std::vector<AlertId> out;
    for (const auto id : incident.alerts) {
        if (workspace.alert(id).status == AlertStatus::Firing)
            out.push_back(id);
    }
    std::sort(out.begin(), out.end(), [&](AlertId a, AlertId b) {
        const auto& x = workspace.alert(a);
        const auto& y = workspace.alert(b);
        if (x.severity != y.severity)
            return x.severity > y.severity;
        return std::tie(x.startedAt, a.value) < std::tie(y.startedAt, b.value);
    });
    return out;
}

std::vector<QString> servicesOf(const Workspace& workspace, const Incident& incident)
{
    std::map<NameIndex, Instant> onset;
    for (const auto id : incident.alerts) {
        const auto& row = workspace.alert(id);
        if (row.service == 0)
            continue;
        const auto it = onset.find(row.service);
        if (it == onset.end())
            onset.emplace(row.service, row.firstStartedAt);
        else
            it->second = qMin(it->second, row.firstStartedAt);
    }
    std::vector<std::pair<Instant, NameIndex>> order;
    for (const auto& [service, at] : onset)
        order.emplace_back(at, service);
    std::sort(order.begin(), order.end());
    std::vector<QString> out;
    for (const auto& [at, service] : order)
        out.push_back(workspace.name(service));
    return out;
}

} // namespace quarterdeck
