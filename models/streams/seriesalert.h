// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"
#include "models/streams/anomaly.h"
#include "models/streams/earlywarning.h"
#include "models/streams/errorbudget.h"

#include <deque>
#include <optional>

namespace quarterdeck {

/// What somebody wants to hear of a watched query beside what is unusual.
struct SeriesGoals {
    std::optional<double> threshold; ///< reached, or soon to be reached, it is told
    bool above = true; ///< beyond the threshold are the larger values
    std::optional<Objective> objective; ///< the query's values are shares of errors, 0…1
};

/// A metric series that somebody watches, as up to four alerts: it is anomalous, its trend leads to a
/// threshold, it is beyond it, it burns an error budget. Each is resolved streams::alertHoldMs after it was
/// last so. An alert keeps the texts that it was first raised with, so that each day's is one of its own. What
/// is older than streams::liveMs teaches the watch and alerts nobody. The same points and times give the same
/// signals; no clock.
class SeriesAlert {
public:
    /// `watch`: the query's name for people; `labels` of the series, sorted by name: service (or job) and
    /// instance become the alert's service and resource.
    SeriesAlert(QString watch, Labels labels, SeriesGoals goals = {});

    /// A point measured at `at`, not before the last one's, and read at `now`: a signal for each alert that
    /// begins, goes on or ends. Their annotations are those of EarlyWarning.
    std::vector<Signal> add(Instant at, double value, Instant now);

    Instant last() const { return m_last; } ///< the last point's; 0: none

private:
    using Sort = EarlyWarning::Sort;

    struct Firing {
        Instant since = 0; ///< 0: it does not fire
        Instant last = 0; ///< when it was last so
    };

    void remember(Instant at, double value);
    EarlyWarning warning(Sort sort) const;
    Signal signal(Sort sort) const;
    QString keyOf(Sort sort, Instant since) const;
    void tell(std::vector<Signal>& out, Sort sort, const std::optional<Signal>& so, Instant at, Instant now);
    std::optional<Signal> unusual(Instant at, double value);
    std::optional<Signal> nearing(Instant at, double value) const;
    std::optional<Signal> beyond(double value) const;
    std::optional<Signal> burning(Instant at, double value);

    QString m_name;
    Labels m_labels;
    SeriesGoals m_goals;
    AnomalyWatch m_watch;
    std::optional<BudgetWatch> m_budget;
    std::deque<SeriesPoint> m_recent; ///< without a gap, at most streams::warningPoints
    std::optional<std::pair<double, double>> m_usual;
    Instant m_last = 0;
    std::array<Firing, EarlyWarning::sorts> m_firing; ///< by sort
};

} // namespace quarterdeck
