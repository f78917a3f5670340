// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/streams/rootcause.h"

namespace quarterdeck {

/// One row of a node: how much more than at `level`; NaN where it cannot be told. No requests, or no row at
/// all, is an excess of 0: who is not called delays nobody.
double excessAt(const CallSeries& series, size_t row, ExcessKind kind, double level);

/// The longest of a node's measurements.
size_t rowsOf(const CallSeries& series);

/// For each node that is off, the nearest nodes below it that are off, found through others; without those
/// that call it back in a cycle. `off` has one element for each node; the result is as long, empty where
/// not off.
std::vector<std::vector<int>> explainedBy(const CallGraph& graph, const std::vector<bool>& off);

} // namespace quarterdeck
