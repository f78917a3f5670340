// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace quarterdeck {

/// One decision and its facts, decoded.
struct Entry {
    Seq seq = 0;
    Instant recordedAt = 0; ///< the relay's clock
    QString actor; ///< from the session's token; "rules", "server" or a source's name for machines
    CommandId command; ///< of the command that was accepted; empty when no person asked
    bool redacted = false; ///< its part is gone
    std::vector<Fact> facts;
};

/// An entry as it is stored and sent: the hash covers these very bytes, never a re-encoding.
struct StoredEntry {
    Seq seq = 0;
    QByteArray previous; ///< hash of the entry before; 32 zero bytes for the first
    QByteArray hash;
    QByteArray body; ///< see codec.cpp
    QByteArray salt; ///< 16 bytes; empty when there is no part
    QByteArray part; ///< the texts
    bool redacted = false; ///< a part was there and was deleted

    bool operator==(const StoredEntry&) const = default;
    QD_FIELDS(seq, previous, hash, body, salt, part, redacted)
};

/// What decide() makes: everything of an entry but its place in the chain.
struct Draft {
    Instant recordedAt = 0;
    QString actor;
    CommandId command;
    std::vector<Fact> facts;
};

inline constexpr qsizetype hashSize = 32;
inline constexpr qsizetype saltSize = 16;
inline constexpr quint8 formatVersion = 1;

QByteArray zeroHash();

/// Encodes and chains a draft behind `previous`. `salt`: 16 random bytes.
StoredEntry encodeEntry(const Draft& draft, Seq seq, const QByteArray& previous, const QByteArray& salt);

/// Decodes stored bytes; facts of unknown kinds come back as UnknownFact. Fails on bytes that are no entry
/// or of a newer format, with the entry's seq in the sentence.
Result<Entry> decodeEntry(const StoredEntry& stored);

/// The hash that `stored` should carry.
QByteArray entryHash(Seq seq, const QByteArray& previous, const QByteArray& body);

/// Whether bytes, part and place in the chain agree; the sentence names the entry and what is wrong.
Outcome checkEntry(const StoredEntry& stored, Seq expectedSeq, const QByteArray& expectedPrevious);

/// {"seq":…, "recordedAt":…, "actor":…, "facts":[{"fact":"AlertRaised", …}]}: for people and scripts.
QJsonObject toJson(const Entry& entry);

} // namespace quarterdeck
