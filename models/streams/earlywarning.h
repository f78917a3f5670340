// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"
#include "models/streams/trend.h"

#include <optional>
#include <vector>

namespace quarterdeck {

/// What a watched series says before anybody has an incident, as it was when its alert was raised. It travels
/// in the alert's annotations, so that everybody who can read an alert can read it.
struct EarlyWarning {
    enum class Sort : quint8 { Unusual, Threshold, Beyond, Budget };
    static constexpr size_t sorts = 4;
    Sort sort = Sort::Unusual;
    std::vector<SeriesPoint> points; ///< the latest, oldest first, evenly `stepMs` apart
    qint64 stepMs = 0;
    std::optional<std::pair<double, double>> usual; ///< 95 of 100 lie between
    std::optional<double> threshold;
    Instant reachesAt = 0; ///< when the trend crosses it; 0: it does not, or nothing is known
    bool operator==(const EarlyWarning&) const = default;
};

/// Sorted by name; numbers with 4 digits, at most streams::warningPoints points.
Labels annotationsOf(const EarlyWarning& warning);

/// Nothing where the annotations are not those of a watched series, or are not well formed: an outside alert
/// may carry such names, too.
std::optional<EarlyWarning> warningOf(const Labels& annotations);

/// The median of the points from `from` to before `to`; nothing where there is none.
std::optional<double> medianOf(const std::vector<SeriesPoint>& points, Instant from, Instant to);

} // namespace quarterdeck
