// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"
#include "models/streams/tail.h"

#include <array>
#include <vector>

namespace quarterdeck {

/// What a series usually shows at each half hour of the day (UTC), on its own and on a logarithmic scale.
class DayProfile {
public:
    struct Look {
        bool known = false; ///< the half hour was seen often enough for what follows but `hour`
        double expected = 0; ///< interpolated between half hours, in the values' scale
        double residual = 0; ///< value − expected
        double spread = 0; ///< 95 of 100 past residuals were at most this large
        double drift = 0; ///< surprise of the residual on the logarithmic scale, smoothed over a few points
        double hour = 0; ///< surprise of the distance to the nearest past value of this time of day
    };

    DayProfile();

    /// `value`: finite and within ±1e30, scaled so that its usual size is about 1. It becomes past.
    Look add(Instant at, double value);
    size_t bytes() const;

private:
    struct Bin {
        double mean = 0;
        double logMean = 0;
        double count = 0;
    };

    double nearest(size_t bin, float value) const; ///< −1: too few

    std::vector<Bin> m_bins;
    std::vector<std::vector<float>> m_values; ///< of each half hour, a ring
    qint64 m_points = 0;
    double m_smooth = 0;
    RunningQuantile m_spread { 0.95 };
    Tail m_drift;
    Tail m_hour;
};

} // namespace quarterdeck
