// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The values that the folds make out of entries. All of them are plain data with their fields listed, so
// that a snapshot is these values written down and "equal" means equal in every byte.

#include "models/domain/bytes.h"
#include "models/domain/commands.h"
#include "models/domain/facts.h"
#include "models/state/poststate.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace quarterdeck {

enum class AlertStatus : quint8 { Firing, Resolved, Unknown };

/// Index into NamePool: service, alert and resource names come again and again.
using NameIndex = quint32;

/// One alert, as small as a million of them must be: its texts are read from its entry by row.
struct AlertRow {
    quint64 key = 0;
    Seq raisedSeq = 0; ///< the entry that holds its texts
    Seq attachedSeq = 0; ///< the entry that says why it is where it is
    Instant startedAt = 0; ///< of the current occurrence
    Instant firstStartedAt = 0;
    Instant lastSeen = 0;
    Instant endedAt = 0; ///< cleared then, or unknown since then
    Instant promisedUntil = 0;
    NameIndex name = 0;
    NameIndex service = 0;
    NameIndex resource = 0;
    IncidentId incident;
    quint32 count = 1; ///< signals heard
    quint16 occurrences = 1;
    quint16 raisedFact = 0; ///< index of the fact in raisedSeq
    SourceId source;
    Severity severity = Severity::Unknown;
    AlertStatus status = AlertStatus::Firing;
    bool acknowledged = false;
    bool suppressed = false;
    bool flapping = false;
    bool pinned = false;
    bool endedByAbsence = false; ///< nobody said that it ended
    bool suppressedBySource = false;
    bool folded = false; ///< steady background: in no incident, counted in a FoldedLine
    SilenceId silence; ///< the one that hides it

    bool operator==(const AlertRow&) const = default;
    QD_FIELDS(key, raisedSeq, attachedSeq, startedAt, firstStartedAt, lastSeen, endedAt, promisedUntil, name, service,
        resource, incident, count, occurrences, raisedFact, source, severity, status, acknowledged, suppressed,
        flapping, pinned, endedByAbsence, suppressedBySource, folded, silence)
};

static_assert(sizeof(AlertRow) <= 128, "an alert costs at most 150 bytes resident, its key index included");

/// An alert as it began to fire, for the rates of its kind.
struct Heard {
    AlertId alert;
    quint32 at = 0; ///< tenths of a second since the first one
    bool operator==(const Heard&) const = default;
    QD_FIELDS(alert, at)
};

/// The name and resource of an alert; the service where it names no resource.
struct AlertKind {
    NameIndex name = 0;
    NameIndex resource = 0;
    auto operator<=>(const AlertKind&) const = default;
    QD_FIELDS(name, resource)
};

inline AlertKind kindOf(const AlertRow& row) { return {row.name, row.resource ? row.resource : row.service}; }

/// One rolling line of folded background.
struct FoldedLine {
    quint64 times = 0; ///< how often it fired and was folded
    quint32 alerts = 0; ///< that are folded now
    Instant first = 0;
    Instant last = 0;
    QString reason; ///< of the last one
    bool operator==(const FoldedLine&) const = default;
    QD_FIELDS(times, alerts, first, last, reason)
};

struct KindPinInfo {
    KindPin pin = KindPin::ByRate;
    QString person;
    QString reason;
    Instant at = 0;
    bool operator==(const KindPinInfo&) const = default;
    QD_FIELDS(pin, person, reason, at)
};

/// What a source that takes silences was told of one, and what it said.
struct SilenceCopy {
    SourceId source;
    QString remote; ///< its id there, once it is known
    bool end = false; ///< it was told last that the silence has ended
    bool taken = false;
    bool givenUp = false;
    quint32 attempts = 0;
    qint32 status = 0;
    QString answer;
    bool operator==(const SilenceCopy&) const = default;
    QD_FIELDS(source, remote, end, taken, givenUp, attempts, status, answer)

    bool waits() const { return !taken && !givenUp; }
};

struct SilenceInfo {
    SilenceId id;
    std::vector<Matcher> matchers;
    QString owner;
    QString reason;
    Instant from = 0;
    Instant until = 0;
    Instant endedAt = 0;
    QString endReason;
    quint64 hid = 0; ///< alerts so far
    quint32 firing = 0; ///< alerts that fire now and are hidden by it
    SourceId source; ///< where it was set; none: here
    QString remote; ///< its id there
    bool endedHere = false; ///< by a person, before its time
    std::vector<SilenceCopy> copies; ///< one for each source that was told
    bool operator==(const SilenceInfo&) const = default;
    QD_FIELDS(id, matchers, owner, reason, from, until, endedAt, endReason, hid, firing, source, remote, endedHere, copies)

    bool active() const { return endedAt == 0; }

    const SilenceCopy* copyAt(SourceId at) const
    {
        const auto it = std::find_if(copies.begin(), copies.end(), [&](const SilenceCopy& c) { return c.source == at; });
        return it == copies.end() ? nullptr : &*it;
    }
};

struct SourceInfo {
    QString name;
    QString connector;
    qint64 heartbeatMs = 0;
    SourceState state = SourceState::Unproven;
    Instant stateSince = 0;
    Instant lastSignalAt = 0; ///< as of the last entry about it
    QString reason;
    quint64 refused = 0;
    QString lastRefusal;
    QString said; ///< the last that it said beside alerts: SourceSaid
    Instant saidAt = 0;
    bool operator==(const SourceInfo&) const = default;
    QD_FIELDS(name, connector, heartbeatMs, state, stateSince, lastSignalAt, reason, refused, lastRefusal, said, saidAt)
};

struct ChangeInfo {
    Seq seq = 0;
    Instant at = 0;
    QString type;
    QString service;
    QString version;
    QString environment;
    QString title;
    std::vector<QString> links;
    bool operator==(const ChangeInfo&) const = default;
    QD_FIELDS(seq, at, type, service, version, environment, title, links)
};

struct LogLineInfo {
    LineId line;
    Seq seq = 0;
    LineKind kind = LineKind::Note;
    Instant observedAt = 0;
    Instant recordedAt = 0;
    QString actor;
    QString saidBy;
    QString text;
    LineId corrects;
    bool machine = false; ///< written by doing an act, not typed
    bool operator==(const LogLineInfo&) const = default;
    QD_FIELDS(line, seq, kind, observedAt, recordedAt, actor, saidBy, text, corrects, machine)
};

struct TaskInfo {
    TaskId task;
    Seq seq = 0;
    QString owner;
    QString text;
    QString outcome;
    Instant assignedAt = 0;
    Instant acknowledgedAt = 0;
    Instant closedAt = 0;
    qint64 boxMs = 0;
    bool done = false;
    bool operator==(const TaskInfo&) const = default;
    QD_FIELDS(task, seq, owner, text, outcome, assignedAt, acknowledgedAt, closedAt, boxMs, done)
};

struct RoleHolder {
    QString person;
    Instant since = 0;
    bool operator==(const RoleHolder&) const = default;
    QD_FIELDS(person, since)
};

struct HandOver {
    QString from;
    QString to;
    QString briefing;
    Instant at = 0;
    Seq seq = 0;
    bool operator==(const HandOver&) const = default;
    QD_FIELDS(from, to, briefing, at, seq)
};

struct Challenge {
    QString by;
    Instant at = 0;
    Seq seq = 0;
    bool operator==(const Challenge&) const = default;
    QD_FIELDS(by, at, seq)
};

struct Suspect {
    QString label;
    QString service;
    ChangeId change;
    double score = 0;
    bool confirmed = false;
    std::vector<Term> reasonsFor;
    std::vector<Term> reasonsAgainst;
    bool operator==(const Suspect&) const = default;
    QD_FIELDS(label, service, change, score, confirmed, reasonsFor, reasonsAgainst)
};

/// One turn of an alert of an incident: firing counts over time are sums of these.
struct FiringStep {
    Instant at = 0;
    qint32 delta = 0; ///< +1 raised, -1 cleared
    AlertId alert;
    bool operator==(const FiringStep&) const = default;
    QD_FIELDS(at, delta, alert)
};

struct PhaseChange {
    Instant at = 0;
    Phase to = Phase::Triage;
    Seq seq = 0;
    QString actor;
    bool operator==(const PhaseChange&) const = default;
    QD_FIELDS(at, to, seq, actor)
};

/// What undo needs to know about an act: the facts that take it back.
struct UndoableAct {
    Seq seq = 0;
    QString what; ///< "merge", "dismiss" …
    std::vector<AlertId> alerts;
    IncidentId from; ///< where the alerts were
    IncidentId to; ///< where they went
    Phase phase = Phase::Triage; ///< the phase before
    bool operator==(const UndoableAct&) const = default;
    QD_FIELDS(seq, what, alerts, from, to, phase)
};

struct Incident {
    IncidentId id;
    Seq openedSeq = 0;
    IncidentOrigin origin = IncidentOrigin::Rule;
    quint8 severity = 3;
    Phase phase = Phase::Triage;
    QString title;
    QString impact;
    Instant impactSince = 0;
    Instant openedAt = 0; ///< recorded
    Instant observedAt = 0; ///< the first alert's start, or as declared
    Instant acceptedAt = 0;
    Instant resolvedAt = 0;
    CommandId declaredBy;
    bool touched = false; ///< a person has acted on it: rules only propose now
    IncidentId duplicateOf;
    IncidentId mergedInto;
    IncidentId recurrenceOf;

    QString commander;
    Instant commandSince = 0;
    Seq commandSeq = 0;
    std::optional<HandOver> handOver;
    std::optional<Challenge> challenge;
    std::map<QString, RoleHolder> roles;

    std::set<AlertId> alerts;
    quint32 firing = 0;
    quint32 unknown = 0;
    Severity worst = Severity::Unknown; ///< of alerts ever attached
    std::vector<FiringStep> steps;
    std::vector<LogLineInfo> log;
    std::vector<TaskInfo> tasks;
    std::vector<Suspect> suspects;
    Seq suspectsSeq = 0;
    std::vector<RunId> runs;
    std::vector<PhaseChange> phases;
    std::vector<UndoableAct> acts;
    Seq lastSeq = 0; ///< the last entry that changed it

    std::vector<PollInfo> polls;
    std::vector<HypothesisInfo> hypotheses;
    std::map<QString, Tick> ticks; ///< "checklist/item"
    std::map<Audience, NextUpdate> nextUpdates;
    std::map<QString, Instant> snoozed; ///< id of a due item → until
    std::vector<StatusPost> posts;
    std::optional<StatusDraft> publicDraft;
    std::map<QString, PersonInfo> people;
    CallBridge bridge;
    std::vector<AttachmentInfo> attachments;
    std::map<QString, TeamInfo> teams;
    std::vector<MessageInfo> messages;
    IncidentId parent;
    bool restricted = false; ///< only `members` read its texts
    std::vector<QString> members;

    bool operator==(const Incident&) const = default;
    QD_FIELDS(id, openedSeq, origin, severity, phase, title, impact, impactSince, openedAt, observedAt, acceptedAt,
        resolvedAt, declaredBy, touched, duplicateOf, mergedInto, recurrenceOf, commander, commandSince, commandSeq,
        handOver, challenge, roles, alerts, firing, unknown, worst, steps, log, tasks, suspects, suspectsSeq, runs,
        phases, acts, lastSeq, polls, hypotheses, ticks, nextUpdates, snoozed, posts,
        publicDraft, people, bridge, attachments, teams, messages, parent, restricted, members)

    bool accepted() const { return acceptedAt != 0; }
    bool open() const
    {
        return phase != Phase::Resolved && phase != Phase::Review && phase != Phase::Dismissed
            && phase != Phase::Merged;
    }
    bool major() const { return severity <= 2; }

    bool readBy(const QString& person) const
    {
        return !restricted || std::find(members.begin(), members.end(), person) != members.end();
    }

    const HypothesisInfo* hypothesis(LineId line) const
    {
        const auto it = std::find_if(
            hypotheses.begin(), hypotheses.end(), [&](const HypothesisInfo& h) { return h.line == line; });
        return it == hypotheses.end() ? nullptr : &*it;
    }

    /// Who answers for a role: its holder, else the commander; empty when there is neither.
    QString holderOf(const QString& role) const
    {
        const auto it = roles.find(role);
        return it == roles.end() ? commander : it->second.person;
    }
};

struct MergeProposal {
    ProposalId id;
    IncidentId from;
    IncidentId into;
    AlertId because;
    double score = 0;
    std::vector<Term> terms;
    bool decided = false;
    bool accepted = false;
    Instant at = 0;
    bool operator==(const MergeProposal&) const = default;
    QD_FIELDS(id, from, into, because, score, terms, decided, accepted, at)
};

enum class RunState : quint8 { Prepared, Approved, Running, Ended, Refused };
enum class CheckState : quint8 { None, Watching, Ended };

struct StepRecord {
    Instant startedAt = 0;
    Instant finishedAt = 0;
    bool started = false;
    bool finished = false;
    RunEnd end = RunEnd::Unknown;
    qint32 exitCode = 0;
    QString output;
    QString executor;
    bool operator==(const StepRecord&) const = default;
    QD_FIELDS(startedAt, finishedAt, started, finished, end, exitCode, output, executor)
};

struct Run {
    RunId id;
    Seq seq = 0;
    IncidentId incident;
    AlertId alert;
    QString runbook;
    QByteArray runbookHash;
    QByteArray resolvedHash;
    RunMode mode = RunMode::Rehearse;
    QString title;
    QString requestedBy;
    QString approvedBy;
    Instant requestedAt = 0;
    Instant approvedAt = 0;
    Instant endedAt = 0;
    std::vector<ResolvedStep> steps;
    std::vector<StepRecord> records;
    ResolvedCheck check;
    RunState state = RunState::Prepared;
    RunEnd end = RunEnd::Unknown;
    QString reason;
    CheckState checkState = CheckState::None;
    Instant checkStartedAt = 0;
    Instant checkUntil = 0;
    Instant checkEndedAt = 0;
    Verdict verdict = Verdict::Inconclusive;
    QString verdictReason;
    bool operator==(const Run&) const = default;
    QD_FIELDS(id, seq, incident, alert, runbook, runbookHash, resolvedHash, mode, title, requestedBy, approvedBy,
        requestedAt, approvedAt, endedAt, steps, records, check, state, end, reason, checkState, checkStartedAt,
        checkUntil, checkEndedAt, verdict, verdictReason)
};

struct RunbookInfo {
    QByteArray hash;
    QString id;
    quint32 version = 1;
    QString title;
    QString description;
    QString risk;
    bool reversible = false;
    bool operator==(const RunbookInfo&) const = default;
    QD_FIELDS(hash, id, version, title, description, risk, reversible)
};

struct ChecklistInfo {
    QByteArray hash;
    QString id;
    Phase phase = Phase::Investigating;
    QString title;
    std::vector<std::pair<QString, QString>> items; ///< id and words, in the file's order
    bool operator==(const ChecklistInfo&) const = default;
    QD_FIELDS(hash, id, phase, title, items)
};

struct JournalInfo {
    QByteArray journalId;
    QByteArray publicKey;
    bool drill = false;
    quint32 epoch = 1;
    Instant openedAt = 0;
    bool operator==(const JournalInfo&) const = default;
    QD_FIELDS(journalId, publicKey, drill, epoch, openedAt)
};

} // namespace quarterdeck
