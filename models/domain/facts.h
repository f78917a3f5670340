// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The facts of the journal: what happened, in the past tense. This file is a public format for ever:
// numbers in FactKind are never reused, a released struct only gains members at its end (an older
// entry reads with their defaults), and a change of meaning is a new kind with an upcast
// (models/journal/upcast.h). tests/models/journal/corpus holds entries of every released version.

#include "models/domain/alertfacts.h"
#include "models/domain/factkinds.h"
#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/oneof.h"
#include "models/domain/postfacts.h"
#include "models/domain/signal.h"
#include "models/domain/text.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace quarterdeck {

/// One reason of a verdict: a named term, its figure, and the sentence that a person reads.
struct Term {
    QString name; ///< "time", "topology", "labels", "text", "onset", "change" …
    double value = 0; ///< its share of the score
    Text words; ///< "4 s after", "1 hop upstream"

    bool operator==(const Term&) const = default;
    QD_FIELDS(name, value, words)
};

struct JournalOpened {
    static constexpr FactKind kind = FactKind::JournalOpened;
    QByteArray journalId; ///< 16 random bytes
    QByteArray publicKey; ///< Ed25519, of the signed heads
    bool drill = false;
    QString program; ///< name and version of what wrote it
    QD_FIELDS(journalId, publicKey, drill, program)
};

/// A restored backup: what came after it is knowingly given up.
struct EpochOpened {
    static constexpr FactKind kind = FactKind::EpochOpened;
    quint32 epoch = 1;
    Seq lostFrom = 0; ///< first entry known to be missing
    Seq lostTo = 0;
    Text reason;
    QD_FIELDS(epoch, lostFrom, lostTo, reason)
};

struct SourceAdded {
    static constexpr FactKind kind = FactKind::SourceAdded;
    SourceId source;
    QString name;
    QString connector;
    qint64 heartbeatMs = 0; ///< 0: none is promised, so the source stays unproven
    QD_FIELDS(source, name, connector, heartbeatMs)
};

struct SourceStateChanged {
    static constexpr FactKind kind = FactKind::SourceStateChanged;
    SourceId source;
    SourceState state = SourceState::Unproven;
    Instant lastSignalAt = 0;
    Text reason;
    QD_FIELDS(source, state, lastSignalAt, reason)
};

struct ServiceNode {
    QString name;
    QString owner;
    bool customerFacing = false;
    std::vector<QString> dependsOn;
    bool operator==(const ServiceNode&) const = default;
    QD_FIELDS(name, owner, customerFacing, dependsOn)
};

struct TopologyLoaded {
    static constexpr FactKind kind = FactKind::TopologyLoaded;
    QByteArray hash; ///< SHA-256 of the file
    Text file; ///< where it came from
    std::vector<ServiceNode> services;
    QD_FIELDS(hash, file, services)
};

struct RunbookLoaded {
    static constexpr FactKind kind = FactKind::RunbookLoaded;
    QByteArray hash; ///< SHA-256 of the file; runs refer to it
    QString runbook; ///< its id
    quint32 version = 1;
    Text title;
    Text description;
    QString risk; ///< low, medium, high
    bool reversible = false;
    Text source; ///< the file's text, for the one who reads it a year later
    QD_FIELDS(hash, runbook, version, title, description, risk, reversible, source)
};

/// Refusals are counted at once and journalled at most every 10 s a source.
struct SignalsRefused {
    static constexpr FactKind kind = FactKind::SignalsRefused;
    SourceId source;
    quint32 count = 0;
    QString code;
    Text sentence;
    QD_FIELDS(source, count, code, sentence)
};

struct PartRedacted {
    static constexpr FactKind kind = FactKind::PartRedacted;
    Seq seq = 0;
    Text reason;
    QD_FIELDS(seq, reason)
};

/// A claim made offline that was superseded: shown to both sides.
struct CommandRefused {
    static constexpr FactKind kind = FactKind::CommandRefused;
    IncidentId incident;
    QString command;
    QString code;
    Text sentence;
    Instant madeAt = 0;
    CommandId id; ///< sent again, it is answered with this and not written a second time
    QD_FIELDS(incident, command, code, sentence, madeAt, id)
};

/// What a source says that is no alert of it: that it left some out, that somebody wrote in its channel.
struct SourceSaid {
    static constexpr FactKind kind = FactKind::SourceSaid;
    SourceId source;
    Severity severity = Severity::Unknown;
    Text title;
    Text description;
    Text link;
    Instant saidAt = 0; ///< as the source says
    quint64 evidence = 0;
    QD_FIELDS(source, severity, title, description, link, saidAt, evidence)
};

struct IncidentOpened {
    static constexpr FactKind kind = FactKind::IncidentOpened;
    IncidentId incident;
    IncidentOrigin origin = IncidentOrigin::Rule;
    quint8 severity = 3; ///< SEV-1 … SEV-5; proposed while in Triage
    Text title;
    Text impact;
    Instant observedAt = 0;
    CommandId declaredBy; ///< the command, when a person declared it
    QString rule; ///< version of the rules, when a rule opened it
    IncidentId recurrenceOf; ///< the ended one that its first alert was of
    QD_FIELDS(incident, origin, severity, title, impact, observedAt, declaredBy, rule, recurrenceOf)
};

struct AlertAttached {
    static constexpr FactKind kind = FactKind::AlertAttached;
    AlertId alert;
    IncidentId incident;
    IncidentId from; ///< where it was before
    AlertId because; ///< the alert it was linked to
    bool byPerson = false;
    bool pinned = false; ///< no rule moves it any more
    double score = 0;
    std::vector<Term> terms;
    QByteArray topology; ///< hash of the topology that was used
    QD_FIELDS(alert, incident, from, because, byPerson, pinned, score, terms, topology)
};

struct AlertDetached {
    static constexpr FactKind kind = FactKind::AlertDetached;
    AlertId alert;
    IncidentId incident;
    bool pinned = false;
    QD_FIELDS(alert, incident, pinned)
};

struct IncidentAccepted {
    static constexpr FactKind kind = FactKind::IncidentAccepted;
    IncidentId incident;
    quint8 severity = 3;
    QString policy {}; ///< the one that accepted it; empty: a person did
    QD_FIELDS(incident, severity, policy)
};

struct IncidentDismissed {
    static constexpr FactKind kind = FactKind::IncidentDismissed;
    IncidentId incident;
    Text reason;
    QD_FIELDS(incident, reason)
};

struct IncidentMarkedDuplicate {
    static constexpr FactKind kind = FactKind::IncidentMarkedDuplicate;
    IncidentId incident;
    IncidentId of;
    QD_FIELDS(incident, of)
};

/// The alerts that moved are named, so that the merge can be undone.
struct IncidentMerged {
    static constexpr FactKind kind = FactKind::IncidentMerged;
    IncidentId from;
    IncidentId into;
    std::vector<AlertId> alerts;
    QString rule; ///< empty: a person did it
    std::vector<Term> terms;
    QD_FIELDS(from, into, alerts, rule, terms)
};

struct MergeProposed {
    static constexpr FactKind kind = FactKind::MergeProposed;
    ProposalId proposal;
    IncidentId from;
    IncidentId into;
    AlertId because;
    double score = 0;
    std::vector<Term> terms;
    QD_FIELDS(proposal, from, into, because, score, terms)
};

struct ProposalDecided {
    static constexpr FactKind kind = FactKind::ProposalDecided;
    ProposalId proposal;
    bool accepted = false;
    QD_FIELDS(proposal, accepted)
};

struct SeveritySet {
    static constexpr FactKind kind = FactKind::SeveritySet;
    IncidentId incident;
    quint8 from = 3;
    quint8 to = 3;
    Text reason;
    QD_FIELDS(incident, from, to, reason)
};

struct ImpactSet {
    static constexpr FactKind kind = FactKind::ImpactSet;
    IncidentId incident;
    Text impact;
    Instant since = 0;
    QD_FIELDS(incident, impact, since)
};

struct PhaseSet {
    static constexpr FactKind kind = FactKind::PhaseSet;
    IncidentId incident;
    Phase from = Phase::Triage;
    Phase to = Phase::Triage;
    Text reason;
    Text leftOpen {}; ///< what was open when it was resolved, in words; it was told, and it hindered nobody
    QD_FIELDS(incident, from, to, reason, leftOpen)
};

struct IncidentReopened {
    static constexpr FactKind kind = FactKind::IncidentReopened;
    IncidentId incident;
    Phase to = Phase::Investigating;
    Text reason;
    QD_FIELDS(incident, to, reason)
};

struct IncidentRenamed {
    static constexpr FactKind kind = FactKind::IncidentRenamed;
    IncidentId incident;
    Text title;
    QD_FIELDS(incident, title)
};

struct SuspectFact {
    Text label; ///< "redis", "checkout v2"
    Text service;
    ChangeId change;
    double score = 0;
    std::vector<Term> reasonsFor;
    std::vector<Term> reasonsAgainst;
    bool operator==(const SuspectFact&) const = default;
    QD_FIELDS(label, service, change, score, reasonsFor, reasonsAgainst)
};

struct SuspectsRanked {
    static constexpr FactKind kind = FactKind::SuspectsRanked;
    IncidentId incident;
    QString rule;
    QByteArray topology;
    std::vector<SuspectFact> suspects;
    QD_FIELDS(incident, rule, topology, suspects)
};

struct SuspectConfirmed {
    static constexpr FactKind kind = FactKind::SuspectConfirmed;
    IncidentId incident;
    Text label;
    bool confirmed = true;
    QD_FIELDS(incident, label, confirmed)
};

/// Which entry was undone; the facts that do it stand beside it in the same entry.
struct ActUndone {
    static constexpr FactKind kind = FactKind::ActUndone;
    IncidentId incident;
    Seq seq = 0;
    QD_FIELDS(incident, seq)
};

struct CommandTaken {
    static constexpr FactKind kind = FactKind::CommandTaken;
    IncidentId incident;
    QString person;
    QD_FIELDS(incident, person)
};

struct CommandReleased {
    static constexpr FactKind kind = FactKind::CommandReleased;
    IncidentId incident;
    QString person;
    QD_FIELDS(incident, person)
};

struct HandOverOffered {
    static constexpr FactKind kind = FactKind::HandOverOffered;
    IncidentId incident;
    QString from;
    QString to;
    Text briefing;
    QD_FIELDS(incident, from, to, briefing)
};

struct HandOverAccepted {
    static constexpr FactKind kind = FactKind::HandOverAccepted;
    IncidentId incident;
    QString from;
    QString to;
    Text readBack;
    QD_FIELDS(incident, from, to, readBack)
};

struct HandOverDeclined {
    static constexpr FactKind kind = FactKind::HandOverDeclined;
    IncidentId incident;
    QString to;
    Text reason;
    QD_FIELDS(incident, to, reason)
};

struct HandOverWithdrawn {
    static constexpr FactKind kind = FactKind::HandOverWithdrawn;
    IncidentId incident;
    QString from;
    QD_FIELDS(incident, from)
};

struct CommandChallenged {
    static constexpr FactKind kind = FactKind::CommandChallenged;
    IncidentId incident;
    QString holder;
    QString by;
    QD_FIELDS(incident, holder, by)
};

struct ChallengeAnswered {
    static constexpr FactKind kind = FactKind::ChallengeAnswered;
    IncidentId incident;
    QString holder;
    QD_FIELDS(incident, holder)
};

struct CommandAssumed {
    static constexpr FactKind kind = FactKind::CommandAssumed;
    IncidentId incident;
    QString from;
    QString by;
    Text reason;
    QD_FIELDS(incident, from, by, reason)
};

/// A commanded incident was merged into one that nobody else commands: its commander commands what it became.
struct CommandCarried {
    static constexpr FactKind kind = FactKind::CommandCarried;
    IncidentId from;
    IncidentId into;
    QString person;
    QD_FIELDS(from, into, person)
};

struct RoleAssigned {
    static constexpr FactKind kind = FactKind::RoleAssigned;
    IncidentId incident;
    QString role; ///< deputy, scribe, internal-liaison, customer-liaison, operations-lead, expert:SERVICE …
    Text person;
    QD_FIELDS(incident, role, person)
};

struct RoleCleared {
    static constexpr FactKind kind = FactKind::RoleCleared;
    IncidentId incident;
    QString role;
    QD_FIELDS(incident, role)
};

struct LineLogged {
    static constexpr FactKind kind = FactKind::LineLogged;
    IncidentId incident;
    LineId line;
    LineKind lineKind = LineKind::Note;
    Instant observedAt = 0; ///< when it happened, as the person says
    Instant madeAt = 0; ///< when it was typed, by the console's clock
    LineId corrects;
    Text saidBy; ///< for what was said by voice: the one who said it; the entry's actor recorded it
    Text text;
    QD_FIELDS(incident, line, lineKind, observedAt, madeAt, corrects, saidBy, text)
};

struct TaskAssigned {
    static constexpr FactKind kind = FactKind::TaskAssigned;
    IncidentId incident;
    TaskId task;
    Text owner; ///< empty: nobody yet
    qint64 boxMs = 0; ///< time box; 0: none
    Instant observedAt = 0;
    Text text;
    QD_FIELDS(incident, task, owner, boxMs, observedAt, text)
};

struct TaskAcknowledged {
    static constexpr FactKind kind = FactKind::TaskAcknowledged;
    IncidentId incident;
    TaskId task;
    QD_FIELDS(incident, task)
};

struct TaskClosed {
    static constexpr FactKind kind = FactKind::TaskClosed;
    IncidentId incident;
    TaskId task;
    bool done = true;
    Text outcome;
    QD_FIELDS(incident, task, done, outcome)
};

struct DraftExported {
    static constexpr FactKind kind = FactKind::DraftExported;
    IncidentId incident;
    QString format;
    QByteArray sha256;
    QD_FIELDS(incident, format, sha256)
};

/// What one step will do, exactly: an argument vector or a request.
struct ResolvedStep {
    Text name;
    QString executor; ///< "exec" or "http"
    std::vector<Text> argv; ///< exec: the vector; http: method, URL, body
    qint64 timeoutMs = 0;
    bool idempotent = false;
    bool operator==(const ResolvedStep&) const = default;
    QD_FIELDS(name, executor, argv, timeoutMs, idempotent)
};

/// What will be watched after the last step: the alert, and a positive probe.
struct ResolvedCheck {
    qint64 windowMs = 0;
    Text probeUrl; ///< empty: no probe, so nothing can be verified
    Text probeUntil; ///< the jq condition over the answer
    bool operator==(const ResolvedCheck&) const = default;
    QD_FIELDS(windowMs, probeUrl, probeUntil)
};

struct RunRequested {
    static constexpr FactKind kind = FactKind::RunRequested;
    RunId run;
    IncidentId incident;
    AlertId alert; ///< the one that it is meant to clear
    QString runbook;
    QByteArray runbookHash;
    RunMode mode = RunMode::Rehearse;
    Text title;
    std::vector<ResolvedStep> steps;
    ResolvedCheck check;
    QByteArray resolvedHash; ///< SHA-256 over steps and check: what an approval is bound to
    QD_FIELDS(run, incident, alert, runbook, runbookHash, mode, title, steps, check, resolvedHash)
};

struct RunApproved {
    static constexpr FactKind kind = FactKind::RunApproved;
    RunId run;
    QByteArray resolvedHash;
    QD_FIELDS(run, resolvedHash)
};

struct RunRefused {
    static constexpr FactKind kind = FactKind::RunRefused;
    RunId run;
    Text reason;
    QD_FIELDS(run, reason)
};

/// The intent: on disk before anything is started.
struct StepStarted {
    static constexpr FactKind kind = FactKind::StepStarted;
    RunId run;
    quint32 step = 0;
    QString executor; ///< which process holds the lease
    QD_FIELDS(run, step, executor)
};

struct StepFinished {
    static constexpr FactKind kind = FactKind::StepFinished;
    RunId run;
    quint32 step = 0;
    RunEnd end = RunEnd::Succeeded;
    qint32 exitCode = 0; ///< or the HTTP status
    Text output; ///< the last 4 KiB; the whole, up to 1 MiB, is evidence
    quint64 evidence = 0;
    QD_FIELDS(run, step, end, exitCode, output, evidence)
};

struct RunEnded {
    static constexpr FactKind kind = FactKind::RunEnded;
    RunId run;
    RunEnd end = RunEnd::Succeeded;
    Text reason;
    QD_FIELDS(run, end, reason)
};

struct PostCheckStarted {
    static constexpr FactKind kind = FactKind::PostCheckStarted;
    RunId run;
    Instant until = 0;
    QD_FIELDS(run, until)
};

struct PostCheckEnded {
    static constexpr FactKind kind = FactKind::PostCheckEnded;
    RunId run;
    Verdict verdict = Verdict::Inconclusive;
    Text reason;
    QD_FIELDS(run, verdict, reason)
};

/// A kind that this program does not know: kept as it is, shown, never dropped.
struct UnknownFact {
    quint16 number = 0;
    QByteArray payload;
};

struct Fact : OneOf<UnknownFact, JournalOpened, EpochOpened, SourceAdded, SourceStateChanged, TopologyLoaded,
    RunbookLoaded, SignalsRefused, PartRedacted, CommandRefused, SourceSaid, ChecklistLoaded, AlertRaised, AlertRaisedAgain, AlertCleared,
    AlertLost, AlertChanged, AlertsSeen, AlertFlapping, AlertAcknowledged, AlertSuppressed, ChangeRecorded,
    AlertFolded, KindPinned, SilenceSet, SilenceEnded, SilenceQueued, SilenceAnswered, PoliciesLoaded,
    IncidentOpened, AlertAttached, AlertDetached, IncidentAccepted, IncidentDismissed, IncidentMarkedDuplicate,
    IncidentMerged, MergeProposed, ProposalDecided, SeveritySet, ImpactSet, PhaseSet, IncidentReopened,
    IncidentRenamed, SuspectsRanked, SuspectConfirmed, ActUndone, CommandTaken, CommandReleased, HandOverOffered,
    HandOverAccepted, HandOverDeclined, HandOverWithdrawn, CommandChallenged, ChallengeAnswered, CommandAssumed,
    RoleAssigned, RoleCleared, CommandCarried, PersonPaged, PersonAnswered, BridgeSet, LineLogged, TaskAssigned,
    TaskAcknowledged, TaskClosed, DraftExported, PollOpened, ObjectionRaised, NoObjection, DecisionTaken,
    PollWithdrawn, DecisionOutcome, HypothesisMoved, EvidenceAdded, ChecklistTicked, ChecklistUnticked, NextUpdateSet,
    CalloutSnoozed, StatusPosted, StatusDrafted, RunRequested,
    RunApproved, RunRefused, StepStarted, StepFinished, RunEnded, PostCheckStarted, PostCheckEnded, Attached,
    AccessSet, TeamSet, TeamDissolved, ParentSet, ChannelLoaded, MessageQueued, MessageAnswered> {
    using OneOf::OneOf;
};

/// "AlertRaised": the name of a fact in exports and on the command line.
QString factName(const Fact& fact);

} // namespace quarterdeck
