// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The numbers of the facts and the words that they share. Part of the public format: see facts.h.

#include <QtGlobal>

namespace quarterdeck {

enum class FactKind : quint16 {
    JournalOpened = 1,
    EpochOpened = 2,
    SourceAdded = 3,
    SourceStateChanged = 4,
    TopologyLoaded = 5,
    RunbookLoaded = 6,
    SignalsRefused = 7,
    PartRedacted = 8,
    CommandRefused = 9,
    SourceSaid = 10,
    ChecklistLoaded = 11,
    PoliciesLoaded = 12,
    ChannelLoaded = 13,

    AlertRaised = 20,
    AlertRaisedAgain = 21,
    AlertCleared = 22,
    AlertLost = 23,
    AlertChanged = 24,
    AlertsSeen = 25,
    AlertFlapping = 26,
    AlertAcknowledged = 27,
    AlertSuppressed = 28,
    ChangeRecorded = 29,
    AlertFolded = 30,
    KindPinned = 31,
    SilenceSet = 32,
    SilenceEnded = 33,
    SilenceQueued = 34,
    SilenceAnswered = 35,

    IncidentOpened = 40,
    AlertAttached = 41,
    AlertDetached = 42,
    IncidentAccepted = 43,
    IncidentDismissed = 44,
    IncidentMarkedDuplicate = 45,
    IncidentMerged = 46,
    MergeProposed = 47,
    ProposalDecided = 48,
    SeveritySet = 49,
    ImpactSet = 50,
    PhaseSet = 51,
    IncidentReopened = 52,
    IncidentRenamed = 53,
    SuspectsRanked = 54,
    SuspectConfirmed = 55,
    ActUndone = 56,

    CommandTaken = 70,
    CommandReleased = 71,
    HandOverOffered = 72,
    HandOverAccepted = 73,
    HandOverDeclined = 74,
    HandOverWithdrawn = 75,
    CommandChallenged = 76,
    ChallengeAnswered = 77,
    CommandAssumed = 78,
    RoleAssigned = 79,
    RoleCleared = 80,
    CommandCarried = 81,
    PersonPaged = 82,
    PersonAnswered = 83,
    BridgeSet = 84,
    Attached = 85,
    AccessSet = 86,
    TeamSet = 87,
    TeamDissolved = 88,
    ParentSet = 89,

    LineLogged = 90,
    TaskAssigned = 91,
    TaskAcknowledged = 92,
    TaskClosed = 93,
    DraftExported = 94,
    PollOpened = 95,
    ObjectionRaised = 96,
    NoObjection = 97,
    DecisionTaken = 98,
    PollWithdrawn = 99,
    DecisionOutcome = 100,
    HypothesisMoved = 101,
    EvidenceAdded = 102,
    ChecklistTicked = 103,
    ChecklistUnticked = 104,
    NextUpdateSet = 105,
    CalloutSnoozed = 106,
    StatusPosted = 107,
    StatusDrafted = 108,

    RunRequested = 110,
    RunApproved = 111,
    RunRefused = 112,
    StepStarted = 113,
    StepFinished = 114,
    RunEnded = 115,
    PostCheckStarted = 116,
    PostCheckEnded = 117,

    MessageQueued = 120,
    MessageAnswered = 121,
};

enum class SourceState : quint8 { Unproven, Live, Late, Lost };
enum class IncidentOrigin : quint8 { Rule, Declared };
enum class Phase : quint8 { Triage, Investigating, Fixing, Monitoring, Resolved, Review, Dismissed, Merged };
enum class LineKind : quint8 { Note, Decision, Todo, Hypothesis, Status, Report };
enum class Worked : quint8 { Unclear, Yes, No };
enum class Belief : quint8 { Proposed, Testing, Supported, Refuted }; ///< in a hypothesis
enum class Presence : quint8 { Unknown, Paged, Present, Missing, Gone };
enum class KindPin : quint8 { ByRate, Show, Fold }; ///< of a kind of alert on a resource
/// How a matcher's value is read. Like: a `*` stands for any text; the others as Alertmanager reads them, a regular
/// expression being anchored at both ends.
enum class MatchHow : quint8 { Like, Equal, NotEqual, Regex, NotRegex };
enum class Audience : quint8 { Internal, Public };
enum class AttachmentKind : quint8 { File, Picture, Request, Chart, Query }; ///< Request: as an alert's source sent it
enum class MessageKind : quint8 { Page, Status }; ///< that goes out through a channel
enum class RunMode : quint8 { Execute, Rehearse };
enum class RunEnd : quint8 { Succeeded, Failed, TimedOut, Unknown, Cancelled, Rehearsed };
enum class Verdict : quint8 { Verified, NotVerified, Inconclusive };

} // namespace quarterdeck
