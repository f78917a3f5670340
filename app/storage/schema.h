// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqlite.h"

// The journal's folder, format 1
//
//   journal.db   SQLite, WAL: the tables below       witness    headwitness.h
//   head.key     signedhead.h                        relay.lock who writes
//   snapshot-N   snapshot.h, discardable             ballast    given back when the disk is full
//
//   entries      seq, previous, hash, body: as models/journal/entry.h says. Only ever grows: triggers
//                refuse UPDATE, DELETE and a second row for a seq. They stop accidents; what stops
//                tampering from going unseen are the chain, the signed heads and the witness.
//   parts        seq, salt, bytes: the texts, apart, so that a redaction deletes one row
//   redactions   seq, at: written in the transaction that deletes the part
//   evidence     raw requests; `packed`: qCompress'ed; `digest`: first 16 bytes of SHA-256 over
//                source, content type, headers, path and body, each with its length before it
//   heads        signed heads: every 64 entries or each second, and at the end
//   meta         small values by name; names that begin with "_" belong to the journal itself
//
// Wanted: accepted means durable, over kill -9, a power cut and a full disk; one folder that can be copied
// with cp after the relay has stopped; a reader that needs nothing but SQLite and SHA-256; 1,667 alerts a
// second on a laptop; that a flipped bit anywhere is noticed.
// Limits: one writer; bodies and requests up to 1 GB by SQLite; one volume. The database never shrinks;
// space of expired evidence is used again.
// Rejected: QtSql (sqlite.h); synchronous=NORMAL (loses acknowledged entries at a power cut); one file per
// segment (three formats instead of one, and redaction would rewrite them); LMDB (mmap: a disk error is a
// signal); a queue of files for evidence (a rename and two syncs for each request, no group commit);
// DELETE for retention (a journal is kept for ever; only evidence expires).
//
// PRAGMA user_version is the format. A newer one is refused before anything is written.

namespace quarterdeck::schema {

inline constexpr qint64 applicationId = 0x51444A31; // "QDJ1"
inline constexpr qint64 version = 1;

/// Whether this is ours and not of the future; fresh files are. Errors: "journal.newer", "journal.unreadable".
Outcome check(Database& db);

/// Makes the tables in a fresh file, in one transaction; nothing in one that has them.
Outcome createJournal(Database& db);
Outcome createReplica(Database& db); ///< entries, parts, redactions, heads, meta
Outcome createOutbox(Database& db);

} // namespace quarterdeck::schema
