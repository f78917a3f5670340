// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the command post knows beside alerts: decisions, hypotheses, ticks, updates, people. See state.h.

#include "models/domain/facts.h"

#include <vector>

namespace quarterdeck {

enum class PollState : quint8 { Open, Decided, Withdrawn };

struct Objection {
    QString by;
    QString reason;
    Instant at = 0;
    Seq seq = 0;
    bool operator==(const Objection&) const = default;
    QD_FIELDS(by, reason, at, seq)
};

/// A proposal and what became of it. A person stands in `objections` or in `agreed`, never in both.
struct PollInfo {
    PollId poll;
    Seq seq = 0;
    QString text; ///< as proposed, then as decided
    QString proposedBy;
    QString owner;
    qint64 boxMs = 0;
    Instant openedAt = 0;
    Instant until = 0;
    PollState state = PollState::Open;
    std::vector<Objection> objections; ///< once decided: those that stood
    std::vector<QString> agreed;
    Instant closedAt = 0;
    Seq closedSeq = 0;
    QString closedBy;
    QString reason; ///< why it was withdrawn
    Worked worked = Worked::Unclear;
    QString outcome;
    Instant outcomeAt = 0; ///< 0: nobody has said yet
    Seq outcomeSeq = 0;
    bool operator==(const PollInfo&) const = default;
    QD_FIELDS(poll, seq, text, proposedBy, owner, boxMs, openedAt, until, state, objections, agreed, closedAt,
        closedSeq, closedBy, reason, worked, outcome, outcomeAt, outcomeSeq)
};

struct EvidenceInfo {
    bool supports = true;
    AlertId alert;
    Seq entry = 0;
    QString text;
    QString by;
    Instant at = 0;
    Seq seq = 0;
    bool operator==(const EvidenceInfo&) const = default;
    QD_FIELDS(supports, alert, entry, text, by, at, seq)
};

struct HypothesisInfo {
    LineId line; ///< the line of the log that proposed it: its number
    Seq seq = 0;
    QString text;
    QString by;
    Instant at = 0;
    Belief belief = Belief::Proposed;
    Instant since = 0; ///< of the belief
    Seq movedSeq = 0;
    QString reason;
    std::vector<EvidenceInfo> evidence;
    bool operator==(const HypothesisInfo&) const = default;
    QD_FIELDS(line, seq, text, by, at, belief, since, movedSeq, reason, evidence)
};

struct Tick {
    Instant at = 0;
    QString by;
    Seq seq = 0;
    bool waived = false;
    QString reason;
    bool operator==(const Tick&) const = default;
    QD_FIELDS(at, by, seq, waived, reason)
};

struct NextUpdate {
    Instant dueAt = 0;
    qint64 everyMs = 0;
    bool operator==(const NextUpdate&) const = default;
    QD_FIELDS(dueAt, everyMs)
};

/// A status update that went out: posted through the program, or a status line of the log.
struct StatusPost {
    Audience audience = Audience::Internal;
    Instant at = 0;
    Seq seq = 0;
    Seq upTo = 0;
    QString by;
    QString via;
    QString text;
    bool operator==(const StatusPost&) const = default;
    QD_FIELDS(audience, at, seq, upTo, by, via, text)
};

/// A public update that nobody has posted yet.
struct StatusDraft {
    Instant at = 0;
    Seq seq = 0;
    Seq upTo = 0;
    QString by;
    QString text;
    bool operator==(const StatusDraft&) const = default;
    QD_FIELDS(at, seq, upTo, by, text)
};

struct PersonInfo {
    Presence presence = Presence::Unknown;
    Instant since = 0;
    Instant pagedAt = 0;
    QString how;
    QString words;
    bool operator==(const PersonInfo&) const = default;
    QD_FIELDS(presence, since, pagedAt, how, words)
};

struct CallBridge {
    QString link;
    QString phone;
    QString pin;
    QString chat;
    bool operator==(const CallBridge&) const = default;
    QD_FIELDS(link, phone, pin, chat)
};

/// What was kept with an incident; its bytes are read from its entry.
struct AttachmentInfo {
    Seq seq = 0; ///< of the entry that holds the bytes
    AttachmentKind what = AttachmentKind::File;
    AlertId alert;
    quint64 size = 0;
    QString name;
    QString mediaType;
    QString sha256;
    QString note;
    QString by;
    Instant at = 0;
    bool operator==(const AttachmentInfo&) const = default;
    QD_FIELDS(seq, what, alert, size, name, mediaType, sha256, note, by, at)
};

struct TeamInfo {
    QString lead;
    std::vector<QString> members; ///< without the lead
    QString task;
    Instant since = 0;
    bool operator==(const TeamInfo&) const = default;
    QD_FIELDS(lead, members, task, since)
};

/// A page or a status update on its way out.
struct MessageInfo {
    Seq seq = 0; ///< of the entry that queued it
    MessageKind what = MessageKind::Page;
    QString channel;
    QString to;
    QString text;
    QString by;
    Instant at = 0;
    bool sent = false;
    bool givenUp = false;
    quint32 attempts = 0;
    Instant answeredAt = 0; ///< of the last attempt that was told
    qint32 status = 0;
    QString answer;
    bool operator==(const MessageInfo&) const = default;
    QD_FIELDS(seq, what, channel, to, text, by, at, sent, givenUp, attempts, answeredAt, status, answer)

    bool waits() const { return !sent && !givenUp; }
};

struct ChannelInfo {
    QByteArray hash;
    QString title;
    bool pages = false;
    bool posts = false;
    bool operator==(const ChannelInfo&) const = default;
    QD_FIELDS(hash, title, pages, posts)
};

} // namespace quarterdeck
