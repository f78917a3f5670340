// SPDX-License-Identifier: GPL-3.0-or-later
// The area of the Alerts lane.
#include "ui/timeline/timelinepainter.h"

#include "ui/common/paint.h"
#include "ui/common/words.h"

#include <QPainter>
#include <QPainterPath>

#include <numeric>

namespace quarterdeck {

namespace {

/// Counts of one pixel column: those of the moment in it when most fired.
struct Column {
    std::array<quint32, 7> level {}; ///< 0 … 5 by severity, 6 unknown
};

std::vector<Column> columnsOf(const TimelineGeometry& g, const std::vector<FiringPoint>& curve, double end)
{
    const auto width = static_cast<size_t>(qMax(1.0, qMin(end, g.area().right()) - g.area().left()));
    std::vector<Column> columns(width);
    for (size_t i = 0; i < curve.size(); ++i) {
        const double from = g.x(curve[i].at) - g.area().left();
        const double to = i + 1 < curve.size() ? g.x(curve[i + 1].at) - g.area().left() : static_cast<double>(width);
        if (to < 0 || from >= static_cast<double>(width))
            continue;
        const auto first = static_cast<size_t>(qMax(0.0, from));
        const auto last = qMin(width, static_cast<size_t>(qMax(0.0, to)) + 1);
        const quint32 total = curve[i].known() + curve[i].unknown;
        for (size_t column = first; column < last; ++column) {
            auto& c = columns[column];
            if (total < std::accumulate(c.level.begin(), c.level.end(), 0U))
                continue;
            std::copy(curve[i].firing.begin(), curve[i].firing.end(), c.level.begin());
            c.level[6] = curve[i].unknown;
        }
    }
    return columns;
}

} // namespace

void TimelinePainter::paintCurve(QPainter& painter) const
{
    if (m_scene.curve.empty())
        return;
    const QRectF lane = m_geometry.lane(Lane::Alerts).adjusted(0, 6, 0, 0);
    const auto columns = columnsOf(m_geometry, m_scene.curve, m_geometry.x(m_scene.now));
    quint32 most = 1;
    for (const auto& point : m_scene.curve)
        most = qMax(most, point.known() + point.unknown);
    const double scale = (lane.height() - 2) / most;

    std::vector<double> base(columns.size(), 0);
    constexpr std::array<size_t, 7> upwards {5, 4, 3, 2, 1, 0, 6}; // what is worst stands on the ground
    for (const size_t level : upwards) {
        QPolygonF top;
        QPolygonF shape;
        bool any = false;
        std::vector<double> next = base;
        for (size_t i = 0; i < columns.size(); ++i) {
            next[i] += columns[i].level[level] * scale;
            any = any || columns[i].level[level] > 0;
        }
        if (!any)
            continue;
        for (size_t i = 0; i < columns.size(); ++i)
            top << QPointF(lane.left() + static_cast<double>(i), lane.bottom() - next[i]);
        shape = top;
        for (size_t i = columns.size(); i-- > 0;)
            shape << QPointF(lane.left() + static_cast<double>(i), lane.bottom() - base[i]);
        QPainterPath path;
        path.addPolygon(shape);
        if (level == 6) {
            painter.save();
            painter.setClipPath(path, Qt::IntersectClip);
            drawHatch(painter, lane.toAlignedRect(), m_colors);
            painter.restore();
            painter.setPen(QPen(m_colors.dim, 1, Qt::DashLine));
        } else {
            const auto rank = static_cast<size_t>(rankOf(static_cast<Severity>(level)));
            QColor fill = m_colors.severity[rank];
            fill.setAlphaF(0.28F);
            painter.fillPath(path, fill);
            painter.setPen(QPen(m_colors.severity[rank], 1));
        }
        // Only where there is something: a calm stretch has no colour.
        for (qsizetype from = 0; from < top.size();) {
            qsizetype to = from;
            while (to < top.size() && columns[static_cast<size_t>(to)].level[level] > 0)
                ++to;
            if (to > from)
                painter.drawPolyline(top.constData() + from, static_cast<int>(to - from));
            from = to + 1;
        }
        base = std::move(next);
    }
    painter.setFont(m_small);
    painter.setPen(m_colors.faint);
    const auto& last = m_scene.curve.back();
    QString words = m_scene.live ? tr("%1 now, most %2").arg(last.known()).arg(most) : tr("most %1").arg(most);
    if (last.unknown)
        words += tr(", %1 unknown").arg(last.unknown);
    painter.drawText(lane.adjusted(2, -4, 0, 0), Qt::AlignLeft | Qt::AlignTop, words);
}

} // namespace quarterdeck
