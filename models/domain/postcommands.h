// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Commands of the command post; the rules of commands.h hold here, too.

#include "models/domain/postfacts.h"

namespace quarterdeck {

struct PagePerson {
    static constexpr quint16 number = 30;
    IncidentRef incident;
    QString person; ///< or a team
    QString how; ///< a channel that pages: it is sent through it; else as it was said
    QD_FIELDS(incident, person, how)
};

/// Somebody answered a page, came, left, or is missed.
struct NotePresence {
    static constexpr quint16 number = 31;
    IncidentRef incident;
    QString person;
    Presence presence = Presence::Present;
    QString words;
    QD_FIELDS(incident, person, presence, words)
};

struct SetBridge {
    static constexpr quint16 number = 32;
    IncidentRef incident;
    QString link;
    QString phone;
    QString pin;
    QString chat;
    QD_FIELDS(incident, link, phone, pin, chat)
};

/// "The proposal is …, any strong objections?" One at a time an incident.
struct ProposeDecision {
    static constexpr quint16 number = 44;
    IncidentRef incident;
    QString proposedBy; ///< empty: the asker
    QString owner;
    qint64 boxMs = 0; ///< time box of what is proposed
    qint64 countdownMs = 0; ///< how long objections are waited for; 0: pollMs
    QString text;
    QD_FIELDS(incident, proposedBy, owner, boxMs, countdownMs, text)
};

struct RaiseObjection {
    static constexpr quint16 number = 45;
    IncidentRef incident;
    PollId poll;
    QString by; ///< empty: the asker
    QString reason;
    QD_FIELDS(incident, poll, by, reason)
};

/// Also takes back an objection of the same person.
struct SayNoObjection {
    static constexpr quint16 number = 46;
    IncidentRef incident;
    PollId poll;
    QString by; ///< empty: the asker
    QD_FIELDS(incident, poll, by)
};

/// "Hearing none, we proceed."
struct TakeDecision {
    static constexpr quint16 number = 47;
    IncidentRef incident;
    PollId poll;
    QString text; ///< empty: as proposed
    QString owner; ///< empty: as proposed
    qint64 boxMs = 0; ///< 0: as proposed
    QD_FIELDS(incident, poll, text, owner, boxMs)
};

struct WithdrawPoll {
    static constexpr quint16 number = 48;
    IncidentRef incident;
    PollId poll;
    QString reason;
    QD_FIELDS(incident, poll, reason)
};

struct NoteOutcome {
    static constexpr quint16 number = 49;
    IncidentRef incident;
    PollId poll;
    Worked worked = Worked::Unclear;
    QString words;
    QD_FIELDS(incident, poll, worked, words)
};

struct MoveHypothesis {
    static constexpr quint16 number = 50;
    IncidentRef incident;
    LineId hypothesis;
    Belief to = Belief::Testing;
    QString reason; ///< wanted when it is refuted
    QD_FIELDS(incident, hypothesis, to, reason)
};

struct AddEvidence {
    static constexpr quint16 number = 51;
    IncidentRef incident;
    LineId hypothesis;
    bool supports = true;
    AlertId alert;
    Seq entry = 0;
    QString text; ///< may be empty when an alert or an entry is named
    QD_FIELDS(incident, hypothesis, supports, alert, entry, text)
};

struct TickItem {
    static constexpr quint16 number = 52;
    IncidentRef incident;
    QString checklist;
    QString item;
    bool ticked = true;
    bool waived = false; ///< not done and not wanted; then a reason is
    QString reason;
    QD_FIELDS(incident, checklist, item, ticked, waived, reason)
};

struct SetNextUpdate {
    static constexpr quint16 number = 53;
    IncidentRef incident;
    Audience audience = Audience::Internal;
    qint64 inMs = 0; ///< from now; 0: none is promised any more
    qint64 everyMs = 0;
    QD_FIELDS(incident, audience, inMs, everyMs)
};

struct SnoozeCallout {
    static constexpr quint16 number = 54;
    IncidentRef incident;
    QString due; ///< id of a due item
    qint64 forMs = 0; ///< from now
    QString reason;
    QD_FIELDS(incident, due, forMs, reason)
};

/// For the public; the commander reads and posts it. An empty text throws the draft away.
struct DraftStatus {
    static constexpr quint16 number = 56;
    IncidentRef incident;
    Seq upTo = 0;
    QString text;
    QD_FIELDS(incident, upTo, text)
};

struct PostStatus {
    static constexpr quint16 number = 55;
    IncidentRef incident;
    Audience audience = Audience::Internal; ///< a public one is the commander's to post
    Seq upTo = 0; ///< what the text tells of
    QString via; ///< a channel that posts: it is sent through it; else how it went out
    QString text;
    QD_FIELDS(incident, audience, upTo, via, text)
};

/// The most bytes that one attachment has: as base64 they fit a frame of the wire with room to spare.
inline constexpr qsizetype mostAttached = 600'000;

/// Keeps bytes with the incident. With `what` Request the server fills in the bytes: the alert's raw request.
struct Attach {
    static constexpr quint16 number = 33;
    IncidentRef incident;
    AttachmentKind what = AttachmentKind::File;
    AlertId alert;
    QString name;
    QString mediaType;
    QString note;
    QByteArray bytes;
    QD_FIELDS(incident, what, alert, name, mediaType, note, bytes)
};

/// Whoever asks and whoever commands are always among the members.
struct SetAccess {
    static constexpr quint16 number = 34;
    IncidentRef incident;
    bool restricted = true;
    std::vector<QString> members;
    QString reason;
    QD_FIELDS(incident, restricted, members, reason)
};

struct SetTeam {
    static constexpr quint16 number = 35;
    IncidentRef incident;
    QString team;
    QString lead; ///< empty: the team is dissolved
    std::vector<QString> members;
    QString task;
    QD_FIELDS(incident, team, lead, members, task)
};

struct SetParent {
    static constexpr quint16 number = 36;
    IncidentRef incident;
    IncidentRef parent; ///< neither id nor command: on its own
    QD_FIELDS(incident, parent)
};

} // namespace quarterdeck
