// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace quarterdeck {

/// A raw request as it came in: many, repetitive, expirable. Foreign data in every member.
struct EvidenceRecord {
    QString source;
    Instant receivedAt = 0;
    QString contentType;
    QByteArray headers; ///< as received
    QString path;
    QByteArray body;

    bool operator==(const EvidenceRecord&) const = default;
};

enum class EvidenceState : quint8 {
    Waiting, ///< accepted, not yet mapped; never expires, a restart resumes it
    Mapped, ///< what it says is in the journal
    Quarantined, ///< cannot be mapped; a person looks at it
    Ignored ///< says nothing that is recorded
};

struct StoredEvidence {
    quint64 id = 0;
    EvidenceRecord record;
    EvidenceState state = EvidenceState::Waiting;
    QString reason; ///< of a quarantine, or of being ignored
    bool keep = false; ///< an incident's: does not expire
    bool damaged = false; ///< in lists only: not what was received, the disk has changed it

    bool operator==(const StoredEvidence&) const = default;
};

/// What becomes of requests. Given together with an append it is one transaction with the entry, so that
/// a request is mapped exactly once whenever the relay dies.
struct EvidenceMark {
    std::vector<quint64> ids;
    std::optional<EvidenceState> state = EvidenceState::Mapped; ///< nothing: state and reason stay as they are
    QString reason;
    bool keep = false; ///< true: also keeps them; false leaves that as it was
};

struct EvidenceBudget {
    qint64 bytes = 10'000'000'000; ///< of stored (compressed) requests
    qint64 milliseconds = 14 * 86'400'000LL;
};

} // namespace quarterdeck
