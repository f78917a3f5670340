// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/journal.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace quarterdeck {

/// A fold's state after an entry: a cache that may be thrown away. Whose state, and of which version of
/// the fold, is in the bytes and the caller's business.
struct Snapshot {
    Head head;
    QByteArray bytes;

    bool operator==(const Snapshot&) const = default;
};

// Files and not rows: a snapshot of a million alerts in a table would pass through the WAL and hold the
// one writer for as long.
//   DIR/snapshot-SEQ   "quarterdeck snapshot 2\n" · BLAKE2b-256 of the rest · seq (8, big endian) · hash (32) · bytes

/// Writes it durably, then removes all but the newest two.
Outcome writeSnapshotFile(const QString& folder, const Snapshot& snapshot);

/// Newest first, by name.
std::vector<Seq> snapshotFiles(const QString& folder);

/// Fails on a damaged or missing file.
Result<Snapshot> readSnapshotFile(const QString& folder, Seq seq);

/// They hold texts, so a redaction removes them all.
void removeSnapshotFiles(const QString& folder);

} // namespace quarterdeck
