// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Facts of the command post: people, decisions, hypotheses, checklists, the clock, status updates, evidence and
// what goes out. The rules of facts.h hold here, too.

#include "models/domain/factkinds.h"
#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/text.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace quarterdeck {

/// Somebody, or a team, was called for.
struct PersonPaged {
    static constexpr FactKind kind = FactKind::PersonPaged;
    IncidentId incident;
    Text person;
    Text how; ///< "phone", "pager": as it was said; the entry's actor did it
    QD_FIELDS(incident, person, how)
};

struct PersonAnswered {
    static constexpr FactKind kind = FactKind::PersonAnswered;
    IncidentId incident;
    Text person;
    Presence presence = Presence::Present;
    Text words; ///< "joins in 10 minutes"
    QD_FIELDS(incident, person, presence, words)
};

/// Where the people are: the call and the chat.
struct BridgeSet {
    static constexpr FactKind kind = FactKind::BridgeSet;
    IncidentId incident;
    Text link;
    Text phone;
    Text pin;
    Text chat;
    QD_FIELDS(incident, link, phone, pin, chat)
};

/// "The proposal is … any strong objections?" The votes are here; the log gets the decision.
struct PollOpened {
    static constexpr FactKind kind = FactKind::PollOpened;
    IncidentId incident;
    PollId poll;
    Text proposedBy; ///< who said it; the entry's actor recorded it
    Text owner; ///< who would do it; empty: not said yet
    qint64 boxMs = 0; ///< time box of the doing; 0: none
    Instant until = 0; ///< end of the countdown; silence until then is consent
    Text text;
    QD_FIELDS(incident, poll, proposedBy, owner, boxMs, until, text)
};

struct ObjectionRaised {
    static constexpr FactKind kind = FactKind::ObjectionRaised;
    IncidentId incident;
    PollId poll;
    Text by;
    Text reason;
    QD_FIELDS(incident, poll, by, reason)
};

struct NoObjection {
    static constexpr FactKind kind = FactKind::NoObjection;
    IncidentId incident;
    PollId poll;
    Text by;
    QD_FIELDS(incident, poll, by)
};

struct ObjectionNoted {
    Text by;
    Text reason;
    bool operator==(const ObjectionNoted&) const = default;
    QD_FIELDS(by, reason)
};

struct DecisionTaken {
    static constexpr FactKind kind = FactKind::DecisionTaken;
    IncidentId incident;
    PollId poll;
    Text owner;
    qint64 boxMs = 0;
    Text text; ///< as decided, which may differ from what was proposed
    std::vector<ObjectionNoted> objections; ///< those that stood when it was taken
    QD_FIELDS(incident, poll, owner, boxMs, text, objections)
};

struct PollWithdrawn {
    static constexpr FactKind kind = FactKind::PollWithdrawn;
    IncidentId incident;
    PollId poll;
    Text reason;
    QD_FIELDS(incident, poll, reason)
};

struct DecisionOutcome {
    static constexpr FactKind kind = FactKind::DecisionOutcome;
    IncidentId incident;
    PollId poll;
    Worked worked = Worked::Unclear;
    Text words;
    QD_FIELDS(incident, poll, worked, words)
};

/// A hypothesis is proposed by its line in the log (LineKind::Hypothesis) and known by that line's number.
struct HypothesisMoved {
    static constexpr FactKind kind = FactKind::HypothesisMoved;
    IncidentId incident;
    LineId hypothesis;
    Belief to = Belief::Testing;
    Text reason;
    QD_FIELDS(incident, hypothesis, to, reason)
};

struct EvidenceAdded {
    static constexpr FactKind kind = FactKind::EvidenceAdded;
    IncidentId incident;
    LineId hypothesis;
    bool supports = true; ///< else it speaks against
    AlertId alert; ///< the alert that says so, if one does
    Seq entry = 0; ///< the entry that says so, if one does
    Text text;
    QD_FIELDS(incident, hypothesis, supports, alert, entry, text)
};

struct ChecklistTicked {
    static constexpr FactKind kind = FactKind::ChecklistTicked;
    IncidentId incident;
    QString checklist;
    QString item;
    bool waived = false; ///< not done, and known not to be wanted; then with a reason
    Text text; ///< the item's words at the time
    Text reason;
    QD_FIELDS(incident, checklist, item, waived, text, reason)
};

struct ChecklistUnticked {
    static constexpr FactKind kind = FactKind::ChecklistUnticked;
    IncidentId incident;
    QString checklist;
    QString item;
    Text text;
    QD_FIELDS(incident, checklist, item, text)
};

struct NextUpdateSet {
    static constexpr FactKind kind = FactKind::NextUpdateSet;
    IncidentId incident;
    Audience audience = Audience::Internal;
    Instant dueAt = 0; ///< 0: none is promised any more
    qint64 everyMs = 0; ///< each update promises the next after this long; 0: only this one
    QD_FIELDS(incident, audience, dueAt, everyMs)
};

struct CalloutSnoozed {
    static constexpr FactKind kind = FactKind::CalloutSnoozed;
    IncidentId incident;
    QString due; ///< id of a due item: "callout", "task:7" (models/state/commandclock.h)
    Instant until = 0;
    Text what; ///< its words at the time
    Text reason;
    QD_FIELDS(incident, due, until, what, reason)
};

struct StatusPosted {
    static constexpr FactKind kind = FactKind::StatusPosted;
    IncidentId incident;
    Audience audience = Audience::Internal;
    Seq upTo = 0; ///< the text tells what happened up to this entry; the next one tells what changed since
    QString via; ///< "clipboard", "chat" …
    Text text;
    QD_FIELDS(incident, audience, upTo, via, text)
};

/// A public update that waits for the commander: posting it is approving it.
struct StatusDrafted {
    static constexpr FactKind kind = FactKind::StatusDrafted;
    IncidentId incident;
    Seq upTo = 0;
    Text text; ///< empty: the draft is thrown away
    QD_FIELDS(incident, upTo, text)
};

struct ChecklistItem {
    QString item; ///< its id within the list: stays when the words change
    Text text;
    bool operator==(const ChecklistItem&) const = default;
    QD_FIELDS(item, text)
};

struct ChecklistLoaded {
    static constexpr FactKind kind = FactKind::ChecklistLoaded;
    QByteArray hash; ///< SHA-256 of the file
    QString checklist; ///< its id
    Phase phase = Phase::Investigating; ///< in which it is worked through; Resolved: before closing
    Text title;
    std::vector<ChecklistItem> items;
    Text source; ///< the file's text
    QD_FIELDS(hash, checklist, phase, title, items, source)
};

/// Bytes that belong to an incident. They are in the entry's part with everything that describes them, so that
/// redacting the entry forgets them whole; as an entry travels in one frame they have a limit (mostAttached).
/// Rejected: a store of its own for blobs (a second thing to copy, back up, redact and verify).
struct Attached {
    static constexpr FactKind kind = FactKind::Attached;
    IncidentId incident;
    AttachmentKind what = AttachmentKind::File;
    AlertId alert; ///< whose request or chart it is, if one's
    quint64 size = 0; ///< bytes
    Text name; ///< "graph.png"
    Text mediaType; ///< "image/png"
    Text sha256; ///< of the bytes, in hexadecimal
    Text note; ///< why it was kept
    Text bytes; ///< base64
    QD_FIELDS(incident, what, alert, size, name, mediaType, sha256, note, bytes)
};

/// From now on the texts of this incident's entries, earlier ones too, go to its members only.
struct AccessSet {
    static constexpr FactKind kind = FactKind::AccessSet;
    IncidentId incident;
    bool restricted = false;
    std::vector<QString> members; ///< not a Text: whoever redacts this entry must not lock everybody out
    Text reason;
    QD_FIELDS(incident, restricted, members, reason)
};

/// A part of the people with a lead of its own; set again, it is as it was set last.
struct TeamSet {
    static constexpr FactKind kind = FactKind::TeamSet;
    IncidentId incident;
    QString team; ///< its name within the incident
    Text lead;
    std::vector<Text> members; ///< without the lead
    Text task; ///< what it is there for
    QD_FIELDS(incident, team, lead, members, task)
};

struct TeamDissolved {
    static constexpr FactKind kind = FactKind::TeamDissolved;
    IncidentId incident;
    QString team;
    QD_FIELDS(incident, team)
};

/// An incident is a part of a larger one, which has its own commander, or stands on its own again.
struct ParentSet {
    static constexpr FactKind kind = FactKind::ParentSet;
    IncidentId incident;
    IncidentId parent; ///< none: on its own
    QD_FIELDS(incident, parent)
};

/// A way out: where pages and status updates can be sent (channels.yaml). Its addresses and secrets stay with
/// the server.
struct ChannelLoaded {
    static constexpr FactKind kind = FactKind::ChannelLoaded;
    QByteArray hash; ///< SHA-256 of its description, secrets left out
    QString channel; ///< its name
    bool pages = false;
    bool posts = false;
    bool gone = false; ///< it is not configured any more
    Text title;
    QD_FIELDS(hash, channel, pages, posts, gone, title)
};

/// To be sent through a channel; known by the seq of its entry and its place there. On disk before it is tried.
struct MessageQueued {
    static constexpr FactKind kind = FactKind::MessageQueued;
    IncidentId incident;
    MessageKind what = MessageKind::Page;
    QString channel;
    Text to; ///< whom a page is for; empty: wherever the channel leads
    Text text;
    QD_FIELDS(incident, what, channel, to, text)
};

/// What became of an attempt, or of several: the first failure, the last attempt and an end are told.
struct MessageAnswered {
    static constexpr FactKind kind = FactKind::MessageAnswered;
    IncidentId incident;
    Seq message = 0; ///< seq of the entry that queued it
    bool sent = false;
    bool givenUp = false; ///< it will not be tried again
    quint32 attempts = 1;
    qint32 status = 0; ///< of HTTP; 0: none came
    Text answer; ///< what the other side said, or why nothing came
    QD_FIELDS(incident, message, sent, givenUp, attempts, status, answer)
};

} // namespace quarterdeck
