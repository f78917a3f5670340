// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/shards.h"
#include "models/journal/entry.h"
#include "models/journal/journal.h"
#include "models/state/namepool.h"
#include "models/state/pairbook.h"
#include "models/state/rows.h"
#include "models/state/state.h"
#include "models/state/topology.h"

namespace quarterdeck {

/// What an entry changed: enough for the item models to tell their views, and for nothing else.
struct Delta {
    quint32 firstNewAlert = 0; ///< AlertId value of the first added one; new ones are dense from there
    quint32 newAlerts = 0;
    std::vector<AlertId> changedAlerts; ///< old ones, each once, in the order of their change
    std::set<IncidentId> incidents;
    bool sources = false;
    bool topology = false;
    bool runbooks = false;
    bool checklists = false;
    bool channels = false;
    bool changes = false;
    bool proposals = false;
    bool foldedLines = false;
    bool kindPins = false;
    bool silences = false;
    bool policies = false;
    bool rebuild = false; ///< a text was redacted: fold again from the first entry

    void merge(const Delta& later);
};

/// A command made offline that came too late.
struct LateRefusal {
    QString code;
    QString sentence;
    QD_FIELDS(code, sentence)
};

/// Everything that is true, folded from entries. Reads entries only: no clock, no settings, no files; the
/// same entries always make the same Workspace, in every program. Not thread-safe: one thread owns it.
class Workspace {
public:
    /// The one door to change. Entries come in order of their seq.
    Delta apply(const Entry& entry);

    Head head() const { return m_head; }
    /// The fold does not see stored bytes; whoever applies tells it where in the chain it stands.
    void setHeadHash(const QByteArray& hash) { m_head.hash = hash; }

    const JournalInfo& journal() const { return m_journal; }

    quint32 alertCount() const { return static_cast<quint32>(m_alerts.size()); }
    const AlertRow& alert(AlertId id) const { return m_alerts[id.value - 1]; }
    bool hasAlert(AlertId id) const { return id.value >= 1 && id.value <= m_alerts.size(); }
    AlertId alertByKey(quint64 key) const { return m_byKey.value(key); }
    const QString& name(NameIndex i) const { return m_names.name(i); }
    const NamePool& names() const { return m_names; }

    const std::map<IncidentId, Incident>& incidents() const { return m_incidents; }
    const Incident* incident(IncidentId id) const;
    /// By number, or by the command that declared it.
    const Incident* incident(const IncidentRef& ref) const;

    /// Accepted and not closed: what people work on, however many groups there are beside it. As of the last whole entry.
    const std::set<IncidentId>& worked() const { return m_worked; }

    const std::vector<SourceInfo>& sources() const { return m_sources; } ///< SourceId value - 1
    SourceId sourceByName(const QString& name) const;
    const std::vector<ChangeInfo>& changes() const { return m_changes; } ///< ChangeId value - 1
    const std::vector<Run>& runs() const { return m_runs; } ///< RunId value - 1
    const Run* run(RunId id) const;
    const std::map<QString, RunbookInfo>& runbooks() const { return m_runbooks; }
    const std::map<QString, ChecklistInfo>& checklists() const { return m_checklists; }
    const std::map<QString, ChannelInfo>& channels() const { return m_channels; }
    /// Incidents whose access was ever restricted → seq of the entry that set it last.
    const std::map<IncidentId, Seq>& access() const { return m_access; }
    const std::map<ProposalId, MergeProposal>& proposals() const { return m_proposals; }
    const Topology& topology() const { return m_topology; }

    /// Alerts in the order in which they began to fire; what is older than the last million or so is dropped.
    const std::vector<Heard>& heard() const { return m_heard; }
    quint64 heardBefore() const { return m_heardBefore; } ///< how many were dropped
    Instant heardAt(const Heard& heard) const { return m_heardFrom + Instant(heard.at) * 100; }

    /// Folded background by kind; beyond the most that are kept apart, all others stand under {0, 0}.
    const std::map<AlertKind, FoldedLine>& foldedLines() const { return m_foldedLines; }
    const std::map<AlertKind, KindPinInfo>& kindPins() const { return m_kindPins; }
    const std::vector<SilenceInfo>& silences() const { return m_silences; } ///< SilenceId value - 1
    const PoliciesLoaded& policies() const { return m_policies; }
    /// Which kinds of alerts people have had in one incident, and which they put apart.
    const PairBook& pairs() const { return m_pairs; }

    /// Seq of the entry that accepted a command, or 0: sending twice is safe.
    Seq acceptedAs(const CommandId& command) const { return m_commands.value(command); }

    /// Why a command made offline was refused, or nothing.
    std::optional<LateRefusal> refusedAs(const CommandId& command) const;

    quint32 lastLine() const { return m_lastLine; }
    quint32 lastTask() const { return m_lastTask; }
    quint32 lastIncident() const { return m_lastIncident; }
    quint32 lastProposal() const { return m_lastProposal; }
    quint32 lastPoll() const { return m_lastPoll; }
    quint32 firingCount() const { return m_firing; }
    quint32 unknownCount() const { return m_unknown; }
    quint32 unknownFacts() const { return m_unknownFacts; }

    /// Alerts raised and cleared a minute, by the relay's clock: minute since 1970 → counts.
    const std::map<qint64, std::pair<quint32, quint32>>& rate() const { return m_rate; }

    /// Lines that belong to no incident: refusals, restored backups, redactions.
    const std::vector<LogLineInfo>& serverLog() const { return m_serverLog; }

    /// The whole state as bytes: for snapshots, and for "equal" in tests.
    QByteArray toBytes() const;
    static Result<Workspace> fromBytes(const QByteArray& bytes);

private:
    friend struct Folder;
    friend class Applying;

    void finish(const Entry& entry, Delta& delta);
    void noteWorked(const Incident& incident);
    void learnPlaces(const Entry& entry);

    Head m_head;
    JournalInfo m_journal;
    NamePool m_names;
    Rows<AlertRow> m_alerts;
    Shards<AlertId> m_byKey;
    std::map<IncidentId, Incident> m_incidents;
    std::set<IncidentId> m_worked; ///< follows from m_incidents
    QHash<CommandId, IncidentId> m_declared;
    std::vector<SourceInfo> m_sources;
    std::vector<ChangeInfo> m_changes;
    std::vector<Run> m_runs;
    std::map<QString, RunbookInfo> m_runbooks;
    std::map<QString, ChecklistInfo> m_checklists;
    std::map<QString, ChannelInfo> m_channels;
    std::map<IncidentId, Seq> m_access;
    std::map<ProposalId, MergeProposal> m_proposals;
    TopologyLoaded m_topologyFact;
    Topology m_topology;
    QHash<CommandId, Seq> m_commands;
    std::map<CommandId, LateRefusal> m_refused;
    std::map<qint64, std::pair<quint32, quint32>> m_rate;
    std::vector<LogLineInfo> m_serverLog;
    std::set<Seq> m_redacted; ///< entries whose texts were gone when they were folded
    std::vector<Heard> m_heard;
    quint64 m_heardBefore = 0;
    Instant m_heardFrom = 0;
    std::map<AlertKind, FoldedLine> m_foldedLines;
    std::map<AlertKind, KindPinInfo> m_kindPins;
    std::vector<SilenceInfo> m_silences;
    PoliciesLoaded m_policies;
    PairBook m_pairs;
    quint32 m_lastLine = 0;
    quint32 m_lastTask = 0;
    quint32 m_lastIncident = 0;
    quint32 m_lastProposal = 0;
    quint32 m_lastPoll = 0;
    quint32 m_firing = 0;
    quint32 m_unknown = 0;
    quint32 m_unknownFacts = 0;
};

/// One entry in the making: each fact is folded as soon as it is decided, so that the next decision of the
/// same entry sees it. Whoever makes one must append the entry or fold again from the journal.
class Applying {
public:
    Applying(Workspace& workspace, Instant recordedAt, QString actor, CommandId command = {});

    void add(Fact fact);
    bool empty() const { return m_entry.facts.empty(); }
    const std::vector<Fact>& facts() const { return m_entry.facts; }
    Instant now() const { return m_entry.recordedAt; }
    Workspace& workspace() { return m_workspace; }

    /// Ends it; the workspace's head is then this entry.
    Delta finish();
    Draft draft() const { return {m_entry.recordedAt, m_entry.actor, m_entry.command, m_entry.facts}; }

private:
    Workspace& m_workspace;
    Entry m_entry;
    Delta m_delta;
};

/// The alerts of an incident that count now: firing ones, most severe and oldest first.
std::vector<AlertId> firingAlerts(const Workspace& workspace, const Incident& incident);

/// Services that an incident's alerts carry, those with the earliest onset first.
std::vector<QString> servicesOf(const Workspace& workspace, const Incident& incident);

} // namespace quarterdeck
