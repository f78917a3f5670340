// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/journal.h"
#include "models/state/workspace.h"

#include <functional>

namespace quarterdeck {

/// One incident in one file, opened read-only by any Quarterdeck; the format is explained in archive.cpp.
struct Archive {
    IncidentId incident;
    QByteArray journalId;
    QByteArray publicKey; ///< Ed25519
    Head head; ///< of the journal when it was exported
    Instant headAt = 0; ///< when the head was signed
    QByteArray signature; ///< over the head, as the journal's owner made it; empty: none was at hand
    Instant exportedAt = 0;
    QString program; ///< name and version of what wrote it
    std::vector<StoredEntry> entries; ///< in order, with gaps

    bool operator==(const Archive&) const = default;
    QD_FIELDS(incident, journalId, publicKey, head, headAt, signature, exportedAt, program, entries)
};

/// What could be checked, in figures and not in one word.
struct ArchiveCheck {
    quint64 entries = 0; ///< all of their hashes and part hashes were computed anew and agree
    quint64 links = 0; ///< pairs of neighbours whose chain was followed
    quint64 gaps = 0; ///< places where entries of other incidents are left out
    quint64 redacted = 0;
    bool endsAtHead = false; ///< the last entry is the signed head itself
    bool signatureChecked = false;
};

/// Whether the head's signature fits the key. The exporters link no cryptography of their own.
using SignatureTest = std::function<bool(const Archive&)>;

/// Whether an entry belongs into the archive: it concerns the incident, or nothing can be read without it.
bool belongsToArchive(const Workspace& workspace, const Incident& incident, const Entry& entry);

QByteArray writeArchive(const Archive& archive);

/// Fails with a sentence on what is no archive, is damaged, or comes from a newer program.
Result<Archive> readArchive(const QByteArray& bytes);

/// The first thing that is wrong, or what was found to be right. Without a test the signature stays
/// unchecked, and the result says so.
Result<ArchiveCheck> checkArchive(const Archive& archive, const SignatureTest& test = {});

/// Entries that fold: alerts, changes and runs have dense numbers, so that those of the entries left out are
/// filled with "[not in this file]". The fillers are cleared at once and belong to no incident.
Result<std::vector<Entry>> entriesToFold(const Archive& archive);

} // namespace quarterdeck
