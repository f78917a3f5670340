// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <optional>
#include <span>
#include <utility>

namespace quarterdeck {

using SeriesPoint = std::pair<Instant, double>;

/// A line through points that single outliers do not turn: the median of the slopes of all pairs (Theil-Sen),
/// with the quartiles of those slopes as what is uncertain about it. Slopes are in units a millisecond.
struct Trend {
    double slope = 0;
    double slow = 0; ///< the quartile of the slopes that is nearer to none
    double fast = 0; ///< the other one
    double level = 0; ///< of the line at `at`
    Instant at = 0; ///< of the last point
};

/// Of points in order of time; at most streams::trendPoints, the latest, are read. Nothing where there are
/// fewer than streams::trendLeast, where all are of one time, or where the quartiles disagree about the
/// direction: such points have no trend. O(points²).
std::optional<Trend> trendOf(std::span<const SeriesPoint> points);

/// Where a line is bound to cross a threshold.
struct Crossing {
    qint64 inMs = 0; ///< from Trend::at; 0: it is beyond it
    qint64 earliestMs = 0;
    qint64 latestMs = 0;
};

/// Nothing where it does not lead there within `horizonMs`. `above`: the values beyond are the larger ones.
std::optional<Crossing> crossingOf(const Trend& trend, double threshold, bool above, qint64 horizonMs);

} // namespace quarterdeck
