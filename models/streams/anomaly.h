// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/time.h"
#include "models/streams/dayprofile.h"
#include "models/streams/novelty.h"
#include "models/streams/symbolmemory.h"

#include <array>
#include <vector>

namespace quarterdeck {

/// From which side a point surprised; the order of AnomalyVerdict::surprises.
enum class SurpriseSide : quint8 {
    Value, ///< far from every value seen
    Season, ///< far from every distance to the usual of the half hour
    Profile, ///< away from the usual of the half hour for some points, on a logarithmic scale
    Level, ///< the short mean against the long one as never before
    Hour, ///< far from every value seen at this time of day
    Mixture, ///< values are mixed differently
    Order, ///< values follow each other in an order that is new
};
inline constexpr size_t surpriseSides = 7;

/// What one point of a series says. Values are in the series' own unit.
struct AnomalyVerdict {
    double score = 0; ///< 0 within the usual or a repeat; from streams::anomalyThreshold on an anomaly
    bool anomalous = false;
    double value = 0;
    bool banded = false; ///< low, expected and high are known: the half hour has been seen often enough
    double low = 0; ///< 95 of 100 past points lay within low … high around the profile
    double expected = 0;
    double high = 0;
    double shortMean = 0; ///< of the last streams::levelShort points
    double longMean = 0; ///< of the last streams::levelLong points
    std::array<float, surpriseSides>
        surprises {}; ///< each −ln of a tail's probability, weighed and compressed
};

/// Watches one metric series, a point at a time, with nothing but that series' own past: no labels, no
/// per-series settings, bounded state (see bytes()), the same points give the same verdicts.
///
/// Algorithm: the sum of compressed exponential-tail surprises of seven views of the point, divided by a
/// bar that rests on the fourth largest surprise so far; repeats are silent until exceeded. Sources: the
/// streams idea of the feasibility study (calibrated tails, summed); nearest-neighbour distance as novelty,
/// V. Chandola et al., "Anomaly detection: a survey", ACM CSUR 41 (2009); quantiles by P² (tail.h).
class AnomalyWatch {
public:
    AnomalyWatch();

    /// `at`: when the value was measured (UTC tells the time of day); not before the last call's. A value
    /// that is NaN or infinite is a gap: score 0, nothing learned.
    AnomalyVerdict add(Instant at, double value);

    /// Memory of the state, bytes: at most 64 KiB.
    size_t bytes() const;

private:
    double scaled(double value) const;
    void learnScale(double value);
    void look(Instant at, double value, AnomalyVerdict& verdict);
    void level(double scaledValue, AnomalyVerdict& verdict);
    double judged(double surprise);
    double bar() const;
    void keepPeak(double surprise);

    qint64 m_points = 0;
    double m_scale = 0;
    std::vector<double> m_first; ///< absolute values until the scale is known

    Novelty m_value;
    Novelty m_season;
    Novelty m_level;
    DayProfile m_profile;
    SymbolMemory m_symbols;

    std::vector<double> m_recent; ///< scaled, a ring of streams::levelLong
    size_t m_next = 0;
    double m_longSum = 0;

    double m_told = 0; ///< the surprise that must be exceeded, decaying
    std::vector<double> m_peaks; ///< largest first, one for each cluster
    qint64 m_clusterAt = 0;
    double m_clusterPeak = 0;
};

/// The verdict's terms, strongest first, each with its number and a sentence; empty where nothing surprised.
std::vector<Term> inWords(const AnomalyVerdict& verdict);

} // namespace quarterdeck
