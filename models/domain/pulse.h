// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/facts.h"

#include <vector>

namespace quarterdeck {

/// How fresh one source is. Not a fact: sent every second and never journalled; what a state change
/// means is (SourceStateChanged).
struct SourcePulse {
    SourceId source;
    SourceState state = SourceState::Unproven;
    Instant lastSignalAt = 0; ///< by the relay's clock
    Instant lastHeartbeatAt = 0;
    quint32 gaps = 0; ///< heartbeats that were missed since start
    quint32 reconnects = 0;
    qint64 skewMs = 0; ///< the source's clock minus ours
    quint64 received = 0; ///< requests since start
    quint64 accepted = 0;
    quint64 refused = 0;
    bool operator==(const SourcePulse&) const = default;
    QD_FIELDS(source, state, lastSignalAt, lastHeartbeatAt, gaps, reconnects, skewMs, received, accepted, refused)
};

/// The server's own health, sent every second: received = accepted + refused, always.
struct FeedPulse {
    Instant at = 0; ///< the server's clock
    std::vector<SourcePulse> sources;
    quint64 received = 0;
    quint64 accepted = 0;
    quint64 refused = 0;
    quint64 quarantined = 0; ///< accepted, but no connector could read it yet
    quint64 waiting = 0; ///< on disk, not yet mapped
    Seq head = 0;
    QByteArray headHash;
    QString trouble; ///< why nothing is accepted right now ("the disk is full"); empty: all is well
    QString verify; ///< "verified to 51,907", "verifying 40 %", or what is wrong
    bool insecure = false; ///< a listener beyond this machine without TLS
    quint64 evidenceBytes = 0;
    quint64 evidenceBudget = 0;
    std::vector<QString> people; ///< consoles that are connected, by name
    bool operator==(const FeedPulse&) const = default;
    QD_FIELDS(at, sources, received, accepted, refused, quarantined, waiting, head, headHash, trouble, verify,
        insecure, evidenceBytes, evidenceBudget, people)
};

} // namespace quarterdeck
