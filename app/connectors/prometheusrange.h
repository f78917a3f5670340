// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/signal.h"

#include <vector>

namespace quarterdeck {

struct RangeSeries {
    Labels labels; ///< sorted by name, without __name__
    std::vector<std::pair<Instant, double>> points; ///< by time; values may be NaN or infinite
};

/// The answer of Prometheus' /api/v1/query_range. Errors: "prometheus.answer" with what it said, or that it
/// is none.
Result<std::vector<RangeSeries>> readRange(const QByteArray& answer);

} // namespace quarterdeck
