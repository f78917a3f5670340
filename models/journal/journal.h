// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/entry.h"

#include <functional>
#include <vector>

namespace quarterdeck {

struct Head {
    Seq seq = 0;
    QByteArray hash = zeroHash();

    bool operator==(const Head&) const = default;
    QD_FIELDS(seq, hash)
};

/// The journal of record, as its one writer sees it. In-memory for tests (memoryjournal.h), SQLite for
/// real (app/storage), held to one contract test.
class Journal {
public:
    using Appended = std::function<void(Result<StoredEntry>)>;

    Journal() = default;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    virtual ~Journal() = default;

    /// Chains, stores and then reports: the callback comes once the entry is durable, in the order of the
    /// calls, on whatever thread the implementation names. After an error of the disk nothing more is
    /// accepted until the journal is opened again (reliability: fsync errors are not retried).
    virtual void append(Draft draft, Appended done) = 0;

    /// Deletes an entry's part, durably.
    virtual Outcome redact(Seq seq) = 0;

    /// At most `limit` entries from `from` on, in order. May be called from any thread.
    virtual Result<std::vector<StoredEntry>> read(Seq from, int limit) const = 0;

    /// The last durable entry.
    virtual Head head() const = 0;
};

} // namespace quarterdeck
