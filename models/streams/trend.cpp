// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/trend.h"

#include "models/streams/parameters.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace quarterdeck {

namespace {

    double orderStatistic(std::vector<double>& values, double share)
    {
        const auto at = static_cast<size_t>(share * double(values.size() - 1) + 0.5);
        std::nth_element(values.begin(), values.begin() + qptrdiff(at), values.end());
        return values[at];
    }

} // namespace

std::optional<Trend> trendOf(std::span<const SeriesPoint> points)
{
    if (points.size() > streams::trendPoints)
        points = points.last(streams::trendPoints);
    if (points.size() < streams::trendLeast)
        return std::nullopt;
    std::vector<double> slopes;
    slopes.reserve(points.size() * (points.size() - 1) / 2);
    for (size_t i = 0; i < points.size(); ++i) {
        for (size_t j = i + 1; j < points.size(); ++j) {
            if (points[j].first > points[i].first)
                slopes.push_back(
                    (points[j].second - points[i].second) / double(points[j].first - points[i].first));
        }
    }
    if (slopes.empty())
        return std::nullopt;
    Trend out;
    out.slope = orderStatistic(slopes, 0.5);
    const double low = orderStatistic(slopes, 0.25);
    const double high = orderStatistic(slopes, 0.75);
    if (!(low * high > 0)) // also where one of them is no number
        return std::nullopt;
    out.slow = out.slope > 0 ? low : high;
    out.fast = out.slope > 0 ? high : low;
    out.at = points.back().first;
    std::vector<double> levels;
    for (const auto& [at, value] : points)
        levels.push_back(value + out.slope * double(out.at - at));
    out.level = orderStatistic(levels, 0.5);
    return out;
}

std::optional<Crossing> crossingOf(const Trend& trend, double threshold, bool above, qint64 horizonMs)
{
    const double missing = above ? threshold - trend.level : trend.level - threshold;
    if (missing <= 0)
        return Crossing {};
    const auto in = [&](double slope) {
        const double towards = above ? slope : -slope;
        // A time far beyond every horizon must not overflow.
        return towards > 0 ? static_cast<qint64>(std::min(missing / towards, 1e15)) : qint64(1e15);
    };
    Crossing out { in(trend.slope), in(trend.fast), in(trend.slow) };
    if (out.inMs > horizonMs)
        return std::nullopt;
    return out;
}

} // namespace quarterdeck
