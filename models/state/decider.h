// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/decide.h"

namespace quarterdeck {

using Facts = Result<std::vector<Fact>>;

/// One decision: a visitor over the kinds of commands. Spread over decide*.cpp by what they are about.
struct Decider {
    const Command& command;
    const Workspace& w;
    const Asker& asker;
    Instant now;

    Facts operator()(const Declare& c) const;
    Facts operator()(const Accept& c) const;
    Facts operator()(const Dismiss& c) const;
    Facts operator()(const MarkDuplicate& c) const;
    Facts operator()(const Merge& c) const;
    Facts operator()(const Split& c) const;
    Facts operator()(const MoveAlerts& c) const;
    Facts operator()(const PinAlerts& c) const;
    Facts operator()(const Undo& c) const;
    Facts operator()(const Reopen& c) const;
    Facts operator()(const SetSeverity& c) const;
    Facts operator()(const SetImpact& c) const;
    Facts operator()(const SetPhase& c) const;
    Facts operator()(const Rename& c) const;

    Facts operator()(const TakeCommand& c) const;
    Facts operator()(const ReleaseCommand& c) const;
    Facts operator()(const OfferHandOver& c) const;
    Facts operator()(const AcceptHandOver& c) const;
    Facts operator()(const DeclineHandOver& c) const;
    Facts operator()(const WithdrawHandOver& c) const;
    Facts operator()(const ChallengeCommand& c) const;
    Facts operator()(const AnswerChallenge& c) const;
    Facts operator()(const AssumeCommand& c) const;
    Facts operator()(const AssignRole& c) const;

    Facts operator()(const LogLine& c) const;
    Facts operator()(const AssignTask& c) const;
    Facts operator()(const AcknowledgeTask& c) const;
    Facts operator()(const CloseTask& c) const;
    Facts operator()(const ProposeDecision& c) const;
    Facts operator()(const RaiseObjection& c) const;
    Facts operator()(const SayNoObjection& c) const;
    Facts operator()(const TakeDecision& c) const;
    Facts operator()(const WithdrawPoll& c) const;
    Facts operator()(const NoteOutcome& c) const;
    Facts operator()(const MoveHypothesis& c) const;
    Facts operator()(const AddEvidence& c) const;

    Facts operator()(const TickItem& c) const;
    Facts operator()(const SetNextUpdate& c) const;
    Facts operator()(const SnoozeCallout& c) const;
    Facts operator()(const DraftStatus& c) const;
    Facts operator()(const PostStatus& c) const;
    Facts operator()(const PagePerson& c) const;
    Facts operator()(const NotePresence& c) const;
    Facts operator()(const SetBridge& c) const;

    Facts operator()(const Attach& c) const;
    Facts operator()(const SetAccess& c) const;
    Facts operator()(const SetTeam& c) const;
    Facts operator()(const SetParent& c) const;

    Facts operator()(const AcknowledgeAlerts& c) const;
    Facts operator()(const SuppressAlerts& c) const;
    Facts operator()(const PinKind& c) const;
    Facts operator()(const SetSilence& c) const;
    Facts operator()(const EndSilence& c) const;
    Facts operator()(const DecideProposal& c) const;
    Facts operator()(const ConfirmSuspect& c) const;
    Facts operator()(const NoteExport& c) const;

    Facts operator()(const PrepareRun& c) const;
    Facts operator()(const StartRun& c) const;
    Facts operator()(const CancelRun& c) const;
    Facts operator()(const RedactText& c) const;

    // Shared by the operators.
    Result<const Incident*> incident(const IncidentRef& ref) const;
    Result<const Incident*> openIncident(const IncidentRef& ref) const;
    /// Fails when a claim made offline rests on something older than `changedAt`.
    std::optional<Error> superseded(Seq changedAt, const QString& what) const;
    /// Fails when somebody else commands it; `what` is what only the commander does.
    std::optional<Error> commandedByAnother(const Incident& incident, const QString& what) const;
    /// The poll, while it is in the state that is asked for.
    Result<const PollInfo*> poll(const Incident& incident, PollId id, PollState state) const;
    std::optional<Error> badName(const QString& name, const QString& what) const;
    std::optional<Error> badText(const QString& text, const QString& what, bool required) const;
    std::optional<Error> badAlerts(const std::vector<AlertId>& alerts) const;
    std::vector<Fact> mergeFacts(const Incident& from, const Incident& into) const;
    AlertAttached moved(AlertId alert, IncidentId to, bool pinned) const;
};

} // namespace quarterdeck
