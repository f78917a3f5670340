// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// One application of one entry: a visitor over its facts, with the entry's frame at hand. Its operators
/// are spread over fold*.cpp by what they are about.
struct Folder {
    Workspace& w;
    const Entry& entry;
    Delta& delta;
    quint16 factIndex = 0;

    void operator()(const UnknownFact& f);
    void operator()(const JournalOpened& f);
    void operator()(const EpochOpened& f);
    void operator()(const SourceAdded& f);
    void operator()(const SourceStateChanged& f);
    void operator()(const TopologyLoaded& f);
    void operator()(const RunbookLoaded& f);
    void operator()(const SignalsRefused& f);
    void operator()(const PartRedacted& f);
    void operator()(const CommandRefused& f);
    void operator()(const SourceSaid& f);
    void operator()(const ChecklistLoaded& f);

    void operator()(const AlertRaised& f);
    void operator()(const AlertRaisedAgain& f);
    void operator()(const AlertCleared& f);
    void operator()(const AlertLost& f);
    void operator()(const AlertChanged& f);
    void operator()(const AlertsSeen& f);
    void operator()(const AlertFlapping& f);
    void operator()(const AlertAcknowledged& f);
    void operator()(const AlertSuppressed& f);
    void operator()(const ChangeRecorded& f);

    void operator()(const AlertFolded& f);
    void operator()(const KindPinned& f);
    void operator()(const SilenceSet& f);
    void operator()(const SilenceEnded& f);
    void operator()(const SilenceQueued& f);
    void operator()(const SilenceAnswered& f);
    void operator()(const PoliciesLoaded& f);

    void operator()(const IncidentOpened& f);
    void operator()(const AlertAttached& f);
    void operator()(const AlertDetached& f);
    void operator()(const IncidentAccepted& f);
    void operator()(const IncidentDismissed& f);
    void operator()(const IncidentMarkedDuplicate& f);
    void operator()(const IncidentMerged& f);
    void operator()(const MergeProposed& f);
    void operator()(const ProposalDecided& f);
    void operator()(const SeveritySet& f);
    void operator()(const ImpactSet& f);
    void operator()(const PhaseSet& f);
    void operator()(const IncidentReopened& f);
    void operator()(const IncidentRenamed& f);
    void operator()(const SuspectsRanked& f);
    void operator()(const SuspectConfirmed& f);
    void operator()(const ActUndone& f);

    void operator()(const CommandTaken& f);
    void operator()(const CommandReleased& f);
    void operator()(const HandOverOffered& f);
    void operator()(const HandOverAccepted& f);
    void operator()(const HandOverDeclined& f);
    void operator()(const HandOverWithdrawn& f);
    void operator()(const CommandChallenged& f);
    void operator()(const ChallengeAnswered& f);
    void operator()(const CommandAssumed& f);
    void operator()(const RoleAssigned& f);
    void operator()(const RoleCleared& f);
    void operator()(const CommandCarried& f);
    void operator()(const PersonPaged& f);
    void operator()(const PersonAnswered& f);
    void operator()(const BridgeSet& f);

    void operator()(const LineLogged& f);
    void operator()(const TaskAssigned& f);
    void operator()(const TaskAcknowledged& f);
    void operator()(const TaskClosed& f);
    void operator()(const DraftExported& f);

    void operator()(const PollOpened& f);
    void operator()(const ObjectionRaised& f);
    void operator()(const NoObjection& f);
    void operator()(const DecisionTaken& f);
    void operator()(const PollWithdrawn& f);
    void operator()(const DecisionOutcome& f);
    void operator()(const HypothesisMoved& f);
    void operator()(const EvidenceAdded& f);

    void operator()(const ChecklistTicked& f);
    void operator()(const ChecklistUnticked& f);
    void operator()(const NextUpdateSet& f);
    void operator()(const CalloutSnoozed& f);
    void operator()(const StatusPosted& f);
    void operator()(const StatusDrafted& f);

    void operator()(const Attached& f);
    void operator()(const AccessSet& f);
    void operator()(const TeamSet& f);
    void operator()(const TeamDissolved& f);
    void operator()(const ParentSet& f);
    void operator()(const ChannelLoaded& f);
    void operator()(const MessageQueued& f);
    void operator()(const MessageAnswered& f);

    void operator()(const RunRequested& f);
    void operator()(const RunApproved& f);
    void operator()(const RunRefused& f);
    void operator()(const StepStarted& f);
    void operator()(const StepFinished& f);
    void operator()(const RunEnded& f);
    void operator()(const PostCheckStarted& f);
    void operator()(const PostCheckEnded& f);

    // Shared by the operators.
    AlertRow* alert(AlertId id); ///< null for a number that a damaged entry made up
    Incident* incident(IncidentId id);
    Run* run(RunId id);
    void changed(AlertId id);
    void noteIncident(AlertId alert);
    void heard(AlertId id);
    void unfold(AlertRow& row);
    SilenceInfo* silence(SilenceId id); ///< null for a number that nobody gave
    /// The line that doing an act writes. English; ui/ shows it as it stands.
    void say(IncidentId id, const QString& sentence, LineKind kind = LineKind::Note);
    void countHidden(const AlertRow& row, int by);
    void setStatus(AlertId id, AlertRow& row, AlertStatus status, Instant at);
    void attach(AlertId id, Incident& to);
    void detach(AlertId id);
    void setPhase(Incident& incident, Phase to);
    void setCommander(Incident& incident, const QString& person);
    void actBy(Incident& incident);
    void actedOn(const AlertRow& row, const QString& verb, const QString& reason);
    void learnPairs(const Incident& incident);
    PollInfo* poll(IncidentId incident, PollId id);
    HypothesisInfo* hypothesis(IncidentId incident, LineId line);
    void proposed(Incident& incident, const LineLogged& line);
    void posted(Incident& incident, StatusPost post);
};

/// "ticks: lift silences (why)": the second in brackets behind the first, unless it is empty.
QString inBrackets(const QString& words, const QString& more);

} // namespace quarterdeck
