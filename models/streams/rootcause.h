// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"

#include <vector>

namespace quarterdeck {

/// Who calls whom; any graph, cycles and edges to oneself included. Indexes are those of `names`.
struct CallGraph {
    std::vector<QString> names;
    std::vector<std::vector<int>> callees;
};

/// What adds up along calls.
enum class ExcessKind : quint8 {
    Waiting, ///< requests × (latency − usual latency), seconds
    Failures, ///< failed requests beyond the usual share
};

/// One node's measurements, a row for each interval; NaN or infinite: not measured. Rows of different nodes
/// are the same intervals; a shorter vector has no measurement at its end.
struct CallSeries {
    std::vector<double> requests; ///< in the interval
    std::vector<double> latency; ///< mean, seconds
    std::vector<double> availability; ///< answered share, 0 … 1
};

/// What a node does in quiet times, for one kind.
struct CallUsual {
    bool known = false; ///< measured often enough
    double level = 0; ///< median latency in seconds, or median failed share
    double noise = 0; ///< robust deviation of the excess in one interval, in its unit; > 0 where known
};

/// One node's quiet times; O(rows · log rows).
CallUsual usualOf(const CallSeries& quiet, ExcessKind kind);

struct CallCause {
    int node = -1;
    double excess = 0; ///< more than usual, its callees' included; seconds or requests in an interval
    double own = 0; ///< what is left without the callees that are off
    double noises = 0; ///< excess in units of its own quiet noise
    bool off = false; ///< noises beyond streams::causeOff
    std::vector<Term> terms;
};

struct CallCauses {
    bool named = false; ///< causes[0] is the cause; otherwise `why` says what is missing
    double symptomExcess = 0;
    double symptomNoises = 0;
    std::vector<CallCause> causes; ///< at most streams::causesMost, most likely first; ties by name
    QString why;
};

/// Ranks the nodes by what each added by itself to the waiting (or the failures) seen at `symptom`.
/// `usual` and `window` have one element for each node of the graph; the window is the rows around the
/// symptom (about five). An index or a size that does not fit gives no causes and says so in `why`.
///
/// Algorithm: "excess amount, self part" of the feasibility study in benchmarks.md: physical amounts, not
/// z-scores, because seconds and failed requests add up along calls. Rows weigh by the symptom's positive
/// excess; a node's own part is its excess minus that of the nearest nodes below it that are off too; calls
/// through nodes that are not off, or not measured, are followed. Nodes that call each other in a cycle do
/// not explain each other. Work: rows · nodes + at most streams::causeEdges edges; no recursion.
CallCauses rankCallCauses(const CallGraph& graph, const std::vector<CallUsual>& usual,
    const std::vector<CallSeries>& window, int symptom, ExcessKind kind);

} // namespace quarterdeck
