// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/filelock.h"
#include "app/storage/journalwriter.h"

namespace quarterdeck {

/// Names of the files in a journal's folder.
struct JournalFiles {
    QString folder;

    QString database() const { return folder + QStringLiteral("/journal.db"); }
    QString copy() const { return folder + QStringLiteral("/replica.db"); } ///< a console's, instead of all others
    QString witness() const { return folder + QStringLiteral("/witness"); }
    QString key() const { return folder + QStringLiteral("/head.key"); }
    QString ballast() const { return folder + QStringLiteral("/ballast"); }
    QString lock() const { return folder + QStringLiteral("/relay.lock"); }
};

/// Opens everything a writer needs and checks it: format, key, the chain from the last snapshot on (from
/// the first entry without one), the witness. What is wrong with the content is a state, not an error.
Result<WriterStart> openForWriting(const JournalOptions& options);

/// Entries from `from` on against each other and against the entry before; the sentence names the first bad one.
Outcome checkChain(Database& db, Seq from, Seq to);

/// What the witness knows and the database lacks or has otherwise; Done when all is well.
Outcome compareWithWitness(Database& db, const Witnessed& witnessed, const Head& head, quint64 lastEvidence,
    const QString& folder);

/// The newest snapshot that is whole, stands in this chain, and holds no redacted text.
std::optional<Snapshot> usableSnapshot(Database& db, const QString& folder);

} // namespace quarterdeck
