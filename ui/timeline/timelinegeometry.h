// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/timeline.h"

#include <QRectF>

#include <vector>

namespace quarterdeck {

/// A label that wants a place beside its mark.
struct LabelWish {
    double left = 0; ///< extent of the mark itself
    double right = 0;
    double width = 0; ///< of the words
    int weight = 1;
};

struct LabelPlace {
    enum Where { Hidden, Right, Left, Below };
    Where where = Hidden;
    double x = 0; ///< where the words begin
    bool operator==(const LabelPlace&) const = default;
};

/// Time to pixels and back, where the lanes lie, where the ticks stand and which labels fit. No widget.
class TimelineGeometry {
public:
    static constexpr qint64 shortest = 10'000; ///< the most that one can zoom in
    static constexpr qint64 longest = 90LL * 86'400'000;

    /// The plot: lanes' area without their names and without the axis.
    void setArea(const QRectF& area) { m_area = area; }
    const QRectF& area() const { return m_area; }

    void setRange(Instant from, Instant to);
    Instant from() const { return m_from; }
    Instant to() const { return m_to; }
    qint64 span() const { return m_to - m_from; }

    double x(Instant at) const;
    Instant at(double x) const;
    double msPerPixel() const;

    /// factor < 1 shows less. What lies under `x` stays there.
    void zoom(double factor, double x);
    void pan(double pixels);
    /// Moves as little as it takes to see `at`, with a margin.
    void reveal(Instant at);

    QRectF lane(Lane lane) const;

    /// Round steps, at least `spacing` pixels apart.
    qint64 tickStep(double spacing) const;
    std::vector<Instant> ticks(double spacing) const;

    /// One place for each wish. Heavier ones first, and of equal ones the earlier; what finds no room beside
    /// or below its mark stays without a label rather than over another one.
    std::vector<LabelPlace> placeLabels(const std::vector<LabelWish>& wishes, double gap, bool below) const;

    /// Indices of `items` (sorted by time) that get a mark of their own in a lane when a mark is `pixels`
    /// wide; each with how many it stands for. Keeps painting bounded by pixels and not by items.
    struct Cluster {
        size_t first = 0; ///< the heaviest of it
        size_t count = 1;
    };
    std::vector<Cluster> clusters(const std::vector<TimelineItem>& items, Lane lane, double pixels) const;

private:
    void bound();

    QRectF m_area {0, 0, 100, 100};
    Instant m_from = 0;
    Instant m_to = 3'600'000;
};

} // namespace quarterdeck
