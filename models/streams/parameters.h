// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one parameter set of the stream rules, each with its reason. They were chosen on distorted copies
// (mirrored, noisy, subsampled, cut), never on the plain figures; nothing here belongs to one data set.
// A change gets a new version string.

#include <QString>

namespace quarterdeck::streams {

inline QString ruleVersion()
{
    return QStringLiteral("streams-1");
}

// --- anomalies of one series -----------------------------------------------------------------------------

/// An anomaly is told while its point is this young: a back-fill of last night wakes nobody.
inline constexpr qint64 liveMs = 300'000;
/// So long after its last anomaly a series is called calm: an anomaly is a point, trouble is longer.
inline constexpr qint64 alertHoldMs = 900'000;

// --- where a series leads --------------------------------------------------------------------------------

/// What an alert carries of its series, to be drawn and compared: at 30 s a step an hour.
inline constexpr size_t warningPoints = 120;
/// A line through half an hour; less than ten minutes of it is no trend.
inline constexpr size_t trendPoints = 60;
inline constexpr size_t trendLeast = 20;
/// A threshold that is further away than a watch's length is not told; within an hour it is grave.
inline constexpr qint64 warnMs = 4 * 3'600'000LL;
inline constexpr qint64 warnGravelyMs = 3'600'000;
/// The longest window of the burn rates.
inline constexpr qint64 budgetKeptMs = 72 * 3'600'000LL;

/// A series is anomalous from this score on; the score is a ratio to the series' own bar, so it needs no
/// unit.
inline constexpr double anomalyThreshold = 1.0;
/// The bar: this much, plus a share of the fourth largest surprise that the series has shown so far. A
/// series that surprises often has to surprise more; a rank needs no assumption about its distribution.
inline constexpr double barBase = 1.67;
inline constexpr double barShare = 0.42;
inline constexpr int barRank = 4;
inline constexpr int peaksKept = 20;
/// After an alarm a weaker or equal one is the same story; what must be exceeded halves in so many points.
inline constexpr double repeatHalfLife = 80;
inline constexpr double repeatExcess = 1.3;
/// Too young to be surprised: everything is new.
inline constexpr int youngest = 150;
/// So many points tell the unit of a series: the median of what is not zero.
inline constexpr int scalePoints = 40;

/// Surprise of a term is its excess over the running q95 in mean excesses, compressed beyond this, so that
/// no single term decides by a huge value alone.
inline constexpr double surpriseKnee = 2.0;
/// What a value counts that exceeds all, where the past never exceeded its q95: a constant that moved.
inline constexpr double surpriseUnseen = 10.0;
/// Below so many values or exceedances a tail says nothing.
inline constexpr int tailValues = 20;
inline constexpr int tailExcesses = 3;

/// Values that a memory of "what has been" holds; beyond them it thins where values are close together.
inline constexpr int memoryValues = 1024;
inline constexpr int memoryLeast = 8;
/// The latest values are not in the memory yet: a ramp would otherwise excuse itself.
inline constexpr int memoryDelay = 4;
inline constexpr int memoryDelaySmooth = 12;

/// Half hours of a day; finer ones starve, coarser ones smear the morning.
inline constexpr int profileBins = 48;
inline constexpr double profileRate = 0.03;
inline constexpr int profileLeast = 3;
inline constexpr double profileSmooth = 0.2;
/// Past values of one half hour that are kept, and needed in three of them.
inline constexpr int seasonValues = 64;
inline constexpr int seasonLeast = 12;

/// The level of the last points against that of the longer past, in points.
inline constexpr int levelShort = 12;
inline constexpr int levelLong = 144;

/// n-grams: symbols half a robust deviation wide, contexts up to three symbols, hashed into bounded tables.
inline constexpr int symbols = 16;
inline constexpr double symbolsPerDeviation = 0.5;
inline constexpr int contextMost = 3;
inline constexpr int contextTable = 2048;
inline constexpr int gramTable = 8192;
inline constexpr double gramPrior = 0.3;
inline constexpr double gramSmooth = 0.3;
/// The mixture of values of about the last 48 points against that of the past (at most 3,000 points long).
inline constexpr double mixtureRate = 2.0 / 49;
inline constexpr double mixturePast = 3000;

/// How much each term counts. The first four carry the result; the other three look at the same points from
/// another side, halved because they add false alarms of their own where the first four are silent.
inline constexpr double weightValue = 1.0;
inline constexpr double weightSeason = 1.0;
inline constexpr double weightProfile = 1.0;
inline constexpr double weightLevel = 1.0;
inline constexpr double weightHour = 0.5;
inline constexpr double weightMixture = 0.5;
inline constexpr double weightOrder = 0.5;

// --- root cause over a call graph ------------------------------------------------------------------------

/// A node is off, and explains its callers, from so many of its own quiet noises on.
inline constexpr double causeOff = 3.0;
/// A cause is named only where the symptom is off by this (a fault may be faint at the entry) …
inline constexpr double causeSymptom = 0.7;
/// … the winner by this, far beyond what the best of many quiet nodes reaches …
inline constexpr double causeWinner = 6.0;
/// … and by itself has this share of what is seen at the symptom.
inline constexpr double causeShare = 0.2;
/// A node with fewer quiet measurements has no usual level: what it adds is its callers' doing.
inline constexpr int causeQuietLeast = 10;
/// Of the symptom's weight this share must fall on rows in which the node was measured.
inline constexpr double causeSeen = 0.2;
/// No series is steadier than this share of its usual latency.
inline constexpr double causeSteadiest = 0.02;
/// Calls through nodes that are not off are followed, as long as this many edges in all are looked at.
inline constexpr int causeEdges = 4'000'000;
/// Nodes that are not off fill the ranking up to here, from this many quiet noises on.
inline constexpr double causeFaint = 1.0;
/// Less than this share of the symptom is nobody's cause, however steady the node is otherwise.
inline constexpr double causeTrifle = 0.002;
inline constexpr int causesMost = 10;

} // namespace quarterdeck::streams
