// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What people ask, in the imperative. A console makes a command with an id of its own and sends it; the
// relay answers accepted (with the entry's seq) or refused (with a sentence). Numbers are part of the
// wire format and of stored outboxes: never reused.

#include "models/domain/facts.h"
#include "models/domain/postcommands.h"

#include <map>

namespace quarterdeck {

/// What a session may do; a person's token carries a set of these.
enum class Permission : quint8 { Send, Observe, Respond, Command, Approve, Admin };

/// How a command behaves when the link is cut.
enum class CommandClass : quint8 {
    Observation, ///< always accepted, however late
    Claim, ///< rests on what its maker saw; a superseded one is refused and shown to both sides
    Live ///< never waits in an outbox: it starts or approves something
};

struct Declare {
    static constexpr quint16 number = 1;
    QString title;
    quint8 severity = 3;
    QString impact;
    Instant observedAt = 0;
    std::vector<AlertId> alerts;
    QD_FIELDS(title, severity, impact, observedAt, alerts)
};

struct Accept {
    static constexpr quint16 number = 2;
    IncidentRef incident;
    quint8 severity = 0; ///< 0: as proposed
    QD_FIELDS(incident, severity)
};

struct Dismiss {
    static constexpr quint16 number = 3;
    IncidentRef incident;
    QString reason;
    QD_FIELDS(incident, reason)
};

struct MarkDuplicate {
    static constexpr quint16 number = 4;
    IncidentRef incident;
    IncidentRef of;
    QD_FIELDS(incident, of)
};

struct Merge {
    static constexpr quint16 number = 5;
    IncidentRef from;
    IncidentRef into;
    QD_FIELDS(from, into)
};

struct Split {
    static constexpr quint16 number = 6;
    IncidentRef incident;
    QString title;
    std::vector<AlertId> alerts;
    QD_FIELDS(incident, title, alerts)
};

struct MoveAlerts {
    static constexpr quint16 number = 7;
    IncidentRef to;
    std::vector<AlertId> alerts;
    QD_FIELDS(to, alerts)
};

struct PinAlerts {
    static constexpr quint16 number = 8;
    std::vector<AlertId> alerts;
    bool pinned = true;
    QD_FIELDS(alerts, pinned)
};

struct Undo {
    static constexpr quint16 number = 9;
    IncidentRef incident;
    Seq seq = 0; ///< 0: the last act of this incident
    QD_FIELDS(incident, seq)
};

struct Reopen {
    static constexpr quint16 number = 10;
    IncidentRef incident;
    QString reason;
    QD_FIELDS(incident, reason)
};

struct SetSeverity {
    static constexpr quint16 number = 11;
    IncidentRef incident;
    quint8 severity = 3;
    QString reason; ///< wanted when it is lowered
    QD_FIELDS(incident, severity, reason)
};

struct SetImpact {
    static constexpr quint16 number = 12;
    IncidentRef incident;
    QString impact;
    Instant since = 0;
    QD_FIELDS(incident, impact, since)
};

struct SetPhase {
    static constexpr quint16 number = 13;
    IncidentRef incident;
    Phase phase = Phase::Investigating;
    QString reason;
    QD_FIELDS(incident, phase, reason)
};

struct Rename {
    static constexpr quint16 number = 14;
    IncidentRef incident;
    QString title;
    QD_FIELDS(incident, title)
};

struct TakeCommand {
    static constexpr quint16 number = 20;
    IncidentRef incident;
    QD_FIELDS(incident)
};

struct ReleaseCommand {
    static constexpr quint16 number = 21;
    IncidentRef incident;
    QD_FIELDS(incident)
};

struct OfferHandOver {
    static constexpr quint16 number = 22;
    IncidentRef incident;
    QString to;
    QString briefing;
    QD_FIELDS(incident, to, briefing)
};

struct AcceptHandOver {
    static constexpr quint16 number = 23;
    IncidentRef incident;
    QString readBack;
    QD_FIELDS(incident, readBack)
};

struct DeclineHandOver {
    static constexpr quint16 number = 24;
    IncidentRef incident;
    QString reason;
    QD_FIELDS(incident, reason)
};

struct WithdrawHandOver {
    static constexpr quint16 number = 25;
    IncidentRef incident;
    QD_FIELDS(incident)
};

struct ChallengeCommand {
    static constexpr quint16 number = 26;
    IncidentRef incident;
    QD_FIELDS(incident)
};

struct AnswerChallenge {
    static constexpr quint16 number = 27;
    IncidentRef incident;
    QD_FIELDS(incident)
};

struct AssumeCommand {
    static constexpr quint16 number = 28;
    IncidentRef incident;
    QString reason;
    QD_FIELDS(incident, reason)
};

struct AssignRole {
    static constexpr quint16 number = 29;
    IncidentRef incident;
    QString role;
    QString person; ///< empty: clear the role
    QD_FIELDS(incident, role, person)
};

struct LogLine {
    static constexpr quint16 number = 40;
    IncidentRef incident;
    LineKind kind = LineKind::Note;
    Instant observedAt = 0;
    LineId corrects;
    QString saidBy;
    QString text;
    QD_FIELDS(incident, kind, observedAt, corrects, saidBy, text)
};

struct AssignTask {
    static constexpr quint16 number = 41;
    IncidentRef incident;
    QString owner;
    qint64 boxMs = 0;
    Instant observedAt = 0;
    QString text;
    QD_FIELDS(incident, owner, boxMs, observedAt, text)
};

struct AcknowledgeTask {
    static constexpr quint16 number = 42;
    IncidentRef incident;
    TaskId task;
    QD_FIELDS(incident, task)
};

struct CloseTask {
    static constexpr quint16 number = 43;
    IncidentRef incident;
    TaskId task;
    bool done = true;
    QString outcome;
    QD_FIELDS(incident, task, done, outcome)
};

struct AcknowledgeAlerts {
    static constexpr quint16 number = 60;
    std::vector<AlertId> alerts;
    bool acknowledged = true;
    QD_FIELDS(alerts, acknowledged)
};

struct SuppressAlerts {
    static constexpr quint16 number = 61;
    std::vector<AlertId> alerts;
    bool suppressed = true;
    QString reason;
    QD_FIELDS(alerts, suppressed, reason)
};

struct DecideProposal {
    static constexpr quint16 number = 62;
    ProposalId proposal;
    bool accept = false;
    QD_FIELDS(proposal, accept)
};

struct ConfirmSuspect {
    static constexpr quint16 number = 63;
    IncidentRef incident;
    QString label;
    bool confirmed = true;
    QD_FIELDS(incident, label, confirmed)
};

/// Asks the server to resolve a runbook for an alert: what would run, where, with which values. Nothing
/// runs; the answer is a RunRequested entry that waits for StartRun.
struct PrepareRun {
    static constexpr quint16 number = 80;
    IncidentRef incident;
    AlertId alert;
    QString runbook;
    std::map<QString, QString> parameters; ///< those that the person changed
    QD_FIELDS(incident, alert, runbook, parameters)
};

/// "Run exactly this": bound to the hash of what was shown.
struct StartRun {
    static constexpr quint16 number = 81;
    RunId run;
    QByteArray resolvedHash;
    QD_FIELDS(run, resolvedHash)
};

struct CancelRun {
    static constexpr quint16 number = 82;
    RunId run;
    QString reason;
    QD_FIELDS(run, reason)
};

struct RedactText {
    static constexpr quint16 number = 90;
    Seq seq = 0;
    QString reason;
    QD_FIELDS(seq, reason)
};

struct NoteExport {
    static constexpr quint16 number = 91;
    IncidentRef incident;
    QString format;
    QByteArray sha256;
    QD_FIELDS(incident, format, sha256)
};

/// See KindPinned. A reason is wanted where something is to be folded.
struct PinKind {
    static constexpr quint16 number = 92;
    QString name;
    QString resource;
    KindPin pin = KindPin::ByRate;
    QString reason;
    QD_FIELDS(name, resource, pin, reason)
};

struct SetSilence {
    static constexpr quint16 number = 93;
    std::vector<Matcher> matchers;
    QString reason;
    qint64 forMs = 0;
    QD_FIELDS(matchers, reason, forMs)
};

struct EndSilence {
    static constexpr quint16 number = 94;
    SilenceId silence;
    QString reason;
    QD_FIELDS(silence, reason)
};

struct CommandBody : OneOf<Declare, Accept, Dismiss, MarkDuplicate, Merge, Split, MoveAlerts, PinAlerts, Undo,
    Reopen, SetSeverity, SetImpact, SetPhase, Rename, TakeCommand, ReleaseCommand, OfferHandOver, AcceptHandOver,
    DeclineHandOver, WithdrawHandOver, ChallengeCommand, AnswerChallenge, AssumeCommand, AssignRole, PagePerson,
    NotePresence, SetBridge, LogLine, AssignTask, AcknowledgeTask, CloseTask, ProposeDecision, RaiseObjection,
    SayNoObjection, TakeDecision, WithdrawPoll, NoteOutcome, MoveHypothesis, AddEvidence, TickItem, SetNextUpdate,
    SnoozeCallout, DraftStatus, PostStatus, AcknowledgeAlerts, SuppressAlerts, DecideProposal, ConfirmSuspect,
    PrepareRun, StartRun, CancelRun, RedactText, NoteExport, PinKind,
    SetSilence, EndSilence, Attach, SetAccess, SetTeam, SetParent> {
    using OneOf::OneOf;
};

struct Command {
    CommandId id; ///< 16 random bytes, made by the client
    Instant madeAt = 0; ///< by the client's clock
    Seq restsOn = 0; ///< what the maker had seen; claims are checked against it
    bool offline = false; ///< it waited in an outbox
    CommandBody body;
};

CommandClass classOf(const CommandBody& body);
Permission neededFor(const CommandBody& body);

/// "TakeCommand"
QString commandName(const CommandBody& body);

/// The incident that a command is about, where it is about one.
const IncidentRef* incidentOf(const CommandBody& body);

QByteArray encodeCommand(const Command& command);

/// Nothing for bytes that are no command, or one of a newer program.
std::optional<Command> decodeCommand(QByteArrayView bytes);

} // namespace quarterdeck
