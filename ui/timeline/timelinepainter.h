// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/timeline/timelinegeometry.h"

#include <QCoreApplication>
#include <QFont>

class QPainter;

namespace quarterdeck {

/// What there is to paint. The canvas fills it, the painter only reads it.
struct TimelineScene {
    std::vector<TimelineItem> items;
    std::vector<FiringPoint> curve;
    Instant impact = 0;
    Instant now = 0; ///< or the end, when the incident has ended
    bool live = true;
    size_t focus = SIZE_MAX;
    bool showFocus = false; ///< the keyboard is here
    Instant brushFrom = 0;
    Instant brushTo = 0;
};

/// A mark as it was painted: for the pointer.
struct PaintedMark {
    QRectF box;
    size_t item = 0;
    size_t count = 1;
};

class TimelinePainter {
    Q_DECLARE_TR_FUNCTIONS(quarterdeck::TimelinePainter)

public:
    TimelinePainter(const TimelineGeometry& geometry, const TimelineScene& scene, const Colors& colors);

    std::vector<PaintedMark> paint(QPainter& painter);

    static int gutter(); ///< for the lanes' names
    static int head(); ///< above the lanes, for the line that says when impact starts
    static int foot(); ///< below them, for the axis

private:
    void paintFrame(QPainter& painter) const;
    void paintCurve(QPainter& painter) const;
    void paintMarks(QPainter& painter, Lane lane);
    void paintBars(QPainter& painter);
    QRectF paintBar(QPainter& painter, const TimelineItem& item, int row) const;
    QRectF paintMark(QPainter& painter, const TimelineItem& item, double x, double y) const;
    void paintLines(QPainter& painter) const;
    void paintBrush(QPainter& painter) const;
    void paintFocus(QPainter& painter) const;

    const TimelineGeometry& m_geometry;
    const TimelineScene& m_scene;
    const Colors& m_colors;
    QFont m_font;
    QFont m_small;
    std::vector<PaintedMark> m_painted;
};

} // namespace quarterdeck
