// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/alertlog.h"

#include <vector>

namespace quarterdeck {

// What is grouped today, for comparison. Each answers an incident's number, from 1, for each row of the log
// in its order; none of them folds anything.

/// Alertmanager's `group_by: [alertname, instance]`: one group as long as something of it fired within its
/// resolve_timeout of five minutes.
std::vector<quint32> groupedByLabels(const AlertLog& log);

/// One incident as long as alerts follow one another within `gapMs`.
std::vector<quint32> groupedByGap(const AlertLog& log, qint64 gapMs);

/// Alerts whose messages share half of their words (Jaccard) with the first one of an incident of which
/// something came within ten minutes; the most similar such incident.
std::vector<quint32> groupedByText(const AlertLog& log);

} // namespace quarterdeck
