// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/journal.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <vector>

namespace quarterdeck {

struct VerifyOptions {
    QByteArray publicKey; ///< a key that somebody wrote down; without one, the one in JournalOpened
    std::vector<Head> knownHeads; ///< heads seen elsewhere: on a console, in a status update
    bool integrityCheck = false; ///< also SQLite's own, which looks at pages and not at content
};

struct VerifyReport {
    bool ok = false;
    bool cancelled = false;
    Seq entries = 0; ///< checked
    Seq firstBad = 0; ///< 0: none
    Seq badUpTo = 0; ///< firstBad, or more where only a signed head tells: one of these was rewritten
    QString sentence; ///< what a person reads, in either case
    quint64 headsChecked = 0;
    bool witnessOk = false;
    quint64 redactions = 0;
    std::vector<Seq> epochs; ///< seqs of EpochOpened entries: what was lost and given up
    Head head;
    QByteArray publicKey;
};

/// Checks a journal's folder from the first entry on: every hash, every text against its hash, every
/// redaction against the entry that says so, every signed head, the witness. Reads only, streams, works
/// beside a running relay. Fails only where there is nothing to check.
Result<VerifyReport> verifyJournal(const QString& folder, const VerifyOptions& options = {},
    const std::function<void(Seq done, Seq total)>& progress = {}, const std::atomic<bool>* cancel = nullptr);

/// Copies a journal, consistently, while its relay runs: database, witness, key. `to` must be empty or
/// missing. What it opens as is what it was; snapshots and the lock are not copied.
Outcome backupJournal(const QString& folder, const QString& to);

} // namespace quarterdeck
