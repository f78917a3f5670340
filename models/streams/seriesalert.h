// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"
#include "models/streams/anomaly.h"

#include <optional>

namespace quarterdeck {

/// A metric series that somebody watches, as an alert: it fires where the series is anomalous and is resolved
/// streams::alertHoldMs after the last anomaly. What is older than streams::liveMs teaches the watch and
/// alerts nobody. The same points and times give the same signals; no clock.
class SeriesAlert {
public:
    /// `watch`: the query's name for people; `labels` of the series, sorted by name: service (or job) and
    /// instance become the alert's service and resource.
    SeriesAlert(QString watch, Labels labels);

    /// A point measured at `at`, not before the last one's, and read at `now`: a signal where it begins, goes
    /// on or ends.
    std::optional<Signal> add(Instant at, double value, Instant now);

    Instant last() const { return m_last; } ///< the last point's; 0: none

private:
    Signal signal() const;

    QString m_name;
    Labels m_labels;
    AnomalyWatch m_watch;
    Instant m_last = 0;
    Instant m_since = 0; ///< 0: it does not fire
    Instant m_anomalyAt = 0; ///< the last one of this firing
};

} // namespace quarterdeck
