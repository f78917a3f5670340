// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The wire: what a console and a relay say to each other, over binary WebSocket frames of at most 1 MiB.
//
//   console → relay   Hello · Credit · Submit · Ping · Inquiry
//   relay → console   Welcome · Entries · Accepted · Refused · Pulse · HeadSigned · Goodbye · Pong · PartGone · PartGiven · Told
//
// Three conversations over one connection. Catch-up and live tail are one: the relay sends the entries
// after the one that the console has, as long as it has credit, and the stored bytes as they are, so that
// the console checks the same chain that the disk holds. A console that gives no credit falls behind and
// costs the relay nothing. Commands carry an id that their maker chose; sending one twice is answered
// twice with the same seq and done once.
//
// A restricted incident: its entries go to everybody, so that each console checks the whole chain, but their texts
// go to members only; to the others they look redacted. Whoever is let in later gets them by PartGiven in front of
// the entry that says so, and whoever is put out is told to forget them by PartGone.
//
// A frame is: number (varint) · struct (models/domain/bytes.h). A number that a side does not know is
// skipped, a struct with more fields than it knows is read as far as it knows them.
//
// Rejected: JSON text frames (QtWebSockets closes with 1007 when a character straddles two frames, and
// hashes must survive the trip bit by bit); rows of models over the wire (a client that folds needs none
// of that machinery); a request per page of history (credit gives the same flow control without a turn).

#include "models/domain/bytes.h"
#include "models/domain/commands.h"
#include "models/domain/pulse.h"
#include "models/journal/entry.h"
#include "models/journal/journal.h"


namespace quarterdeck {

inline constexpr quint32 protocolVersion = 1;
inline constexpr qsizetype maxFrame = 1 << 20;

struct Hello {
    static constexpr quint16 number = 1;
    quint32 protocol = protocolVersion;
    QByteArray token; ///< the person's
    QByteArray journalId; ///< of the local copy; empty: none
    Head have; ///< last entry of the local copy
    QString program;
    QD_FIELDS(protocol, token, journalId, have, program)
};

/// Bytes that the console is ready to take, in addition to what it granted before.
struct Credit {
    static constexpr quint16 number = 2;
    quint64 bytes = 0;
    QD_FIELDS(bytes)
};

struct Submit {
    static constexpr quint16 number = 3;
    QByteArray command; ///< encodeCommand()
    QD_FIELDS(command)
};

struct Ping {
    static constexpr quint16 number = 4;
    qint64 sentAt = 0; ///< the sender's own clock; comes back unchanged
    QD_FIELDS(sentAt)
};

/// A question about what no entry holds (app/relay/inquiries.h lists the topics): how systems are connected, what is in
/// quarantine. It changes nothing in the journal, is not repeated and dies with the connection.
struct Inquiry {
    static constexpr quint16 number = 5;
    quint64 id = 0; ///< chosen by the console, once per connection
    QString topic;
    QByteArray about; ///< one JSON object
    QD_FIELDS(id, topic, about)
};

struct Welcome {
    static constexpr quint16 number = 20;
    quint32 protocol = protocolVersion;
    QByteArray journalId;
    quint32 epoch = 1;
    QString person;
    std::vector<Permission> permissions;
    Head head;
    Instant now = 0; ///< the relay's clock
    bool drill = false;
    bool startOver = false; ///< the copy does not fit this journal (another one, or rolled back): drop it
    QString why; ///< then, a sentence
    QD_FIELDS(protocol, journalId, epoch, person, permissions, head, now, drill, startOver, why)
};

struct Entries {
    static constexpr quint16 number = 21;
    std::vector<StoredEntry> entries;
    Head head; ///< the relay's durable head, so that a console knows how far behind it is
    QD_FIELDS(entries, head)
};

struct Accepted {
    static constexpr quint16 number = 22;
    CommandId command;
    Seq seq = 0;
    QD_FIELDS(command, seq)
};

struct Refused {
    static constexpr quint16 number = 23;
    CommandId command;
    QString code;
    QString sentence;
    bool retry = false; ///< the server cannot write right now; keep it and send it again
    QD_FIELDS(command, code, sentence, retry)
};

struct Pulse {
    static constexpr quint16 number = 24;
    FeedPulse feed;
    std::vector<AlertSeen> seen; ///< refires since the last pulse
    QD_FIELDS(feed, seen)
};

struct HeadSigned {
    static constexpr quint16 number = 25;
    Head head;
    Instant at = 0;
    QByteArray signature;
    QD_FIELDS(head, at, signature)
};

struct Goodbye {
    static constexpr quint16 number = 26;
    QString code;
    QString sentence;
    QD_FIELDS(code, sentence)
};

struct Pong {
    static constexpr quint16 number = 27;
    qint64 sentAt = 0;
    Instant now = 0;
    QD_FIELDS(sentAt, now)
};

/// A text was redacted: local copies delete theirs. Sent beside the PartRedacted entry, which may be
/// applied much later by a console that is behind.
struct PartGone {
    static constexpr quint16 number = 28;
    Seq seq = 0;
    bool membersOnly = false; ///< not redacted: its incident is restricted, and this person is no member
    QD_FIELDS(seq, membersOnly)
};

/// The texts of an entry that this person was let in to, or back in. They match the hash that the entry holds.
struct PartGiven {
    static constexpr quint16 number = 29;
    Seq seq = 0;
    QByteArray salt;
    QByteArray part;
    QD_FIELDS(seq, salt, part)
};

/// The answer to an Inquiry.
struct Told {
    static constexpr quint16 number = 30;
    quint64 id = 0;
    QByteArray what; ///< one JSON object; empty: there is none, for the reason below
    QString code;
    QString sentence;
    QD_FIELDS(id, what, code, sentence)
};

struct UnknownMessage {
    static constexpr quint16 number = 0;
    bool nothing = false;
    QD_FIELDS(nothing)
};

struct Message : OneOf<UnknownMessage, Hello, Credit, Submit, Ping, Welcome, Entries, Accepted, Refused, Pulse,
    HeadSigned, Goodbye, Pong, PartGone, PartGiven, Inquiry, Told> {
    using OneOf::OneOf;
};

template <class M>
QByteArray encodeMessage(const M& message)
{
    ByteWriter w;
    w.varint(M::number);
    w.write(message);
    return w.take();
}

/// Fails on bytes that are no frame of ours; a message of a newer program comes back as UnknownMessage.
Result<Message> decodeMessage(QByteArrayView frame);

} // namespace quarterdeck
