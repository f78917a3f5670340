// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// One figure of one incident, with what it means and by whose clock. A figure that cannot be said has no
/// value and a reason: an average of guesses is worse than a gap.
struct Metric {
    QString id; ///< "detect", "accept", "command", "mitigate", "recover", "resolve"
    QString name;
    QString definition;
    QString clock;
    Instant from = 0;
    Instant to = 0;
    Seq fromSeq = 0; ///< the entries that say so
    Seq toSeq = 0;
    QString missing; ///< why there is no value

    bool known() const { return missing.isEmpty(); }
    qint64 ms() const { return to - from; }
    bool operator==(const Metric&) const = default;
};

/// From its first alert until nothing of it fires.
struct ServiceRecovery {
    QString service;
    Instant from = 0;
    Instant to = 0; ///< 0: not recovered
    Seq fromSeq = 0;
    Seq toSeq = 0; ///< 0 where the state does not keep the entry
    quint32 alerts = 0;
    quint32 firing = 0;
    quint32 unknown = 0;
    bool operator==(const ServiceRecovery&) const = default;
};

struct PhaseSpan {
    Phase phase = Phase::Triage;
    Instant from = 0;
    Instant to = 0; ///< 0: it lasts
    Seq seq = 0;
    QString actor;
    bool operator==(const PhaseSpan&) const = default;
};

std::vector<Metric> incidentMetrics(const Workspace& workspace, const Incident& incident);
std::vector<ServiceRecovery> recoveries(const Workspace& workspace, const Incident& incident);
std::vector<PhaseSpan> phaseSpans(const Incident& incident);

} // namespace quarterdeck
