// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepainter.h"

#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/timeline/timelinewords.h"

#include <QPainter>

namespace quarterdeck {

namespace {

constexpr double markWidth = 9;
constexpr double labelGap = 5;
constexpr int longestLabel = 190;
constexpr double barHeight = 16;

bool isBar(const TimelineItem& item)
{
    return item.lane == Lane::Actions && (item.until != 0 || item.open);
}

QString rolledUp(const QString& label, size_t count)
{
    return count > 1 ? QStringLiteral("%1 +%2").arg(label, QString::number(count - 1)) : label;
}

} // namespace

TimelinePainter::TimelinePainter(const TimelineGeometry& geometry, const TimelineScene& scene, const Colors& colors)
    : m_geometry(geometry)
    , m_scene(scene)
    , m_colors(colors)
    , m_font(textFont(12))
    , m_small(textFont(11))
{
}

int TimelinePainter::gutter()
{
    const QFontMetrics metrics(textFont(12));
    int widest = 0;
    for (int i = 0; i < laneCount; ++i)
        widest = qMax(widest, metrics.horizontalAdvance(laneWord(static_cast<Lane>(i))));
    return widest + 18;
}

int TimelinePainter::head()
{
    return QFontMetrics(textFont(11)).height() + 5;
}

int TimelinePainter::foot()
{
    return QFontMetrics(textFont(11)).height() + 6;
}

std::vector<PaintedMark> TimelinePainter::paint(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintBrush(painter);
    paintFrame(painter);
    painter.save();
    painter.setClipRect(m_geometry.area().adjusted(-6, -head(), 1, 2));
    paintCurve(painter);
    paintLines(painter);
    paintMarks(painter, Lane::Alerts);
    paintMarks(painter, Lane::Changes);
    paintMarks(painter, Lane::People);
    paintBars(painter);
    paintMarks(painter, Lane::Actions);
    paintMarks(painter, Lane::Comms);
    paintFocus(painter);
    painter.restore();
    return std::move(m_painted);
}

void TimelinePainter::paintFrame(QPainter& painter) const
{
    const QRectF& area = m_geometry.area();
    painter.setFont(m_font);
    for (int i = 0; i < laneCount; ++i) {
        const auto which = static_cast<Lane>(i);
        const QRectF lane = m_geometry.lane(which);
        painter.setPen(m_colors.dim);
        const QRectF name(0, lane.top(), area.left() - 10, i == 0 ? 22 : lane.height());
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, laneWord(which));
        painter.setPen(QPen(m_colors.line, 1));
        const double y = std::round(lane.bottom()) + 0.5;
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
    painter.setFont(m_small);
    const QFontMetrics metrics(m_small);
    const bool fine = m_geometry.tickStep(90) < 60'000;
    double lastEnd = 0;
    for (const auto at : m_geometry.ticks(90)) {
        const double x = m_geometry.x(at);
        const QString words = fine ? clockText(at) : minuteText(at);
        const int width = figuresWidth(m_small, words);
        const double left = qBound(area.left(), x - width / 2.0, area.right() - width);
        painter.setPen(m_colors.line);
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        if (left < lastEnd + 12)
            continue;
        lastEnd = left + width;
        painter.setPen(m_colors.faint);
        const QRectF box(left, area.bottom() + 4, width + 1, metrics.height());
        drawFigures(painter, box.toAlignedRect(), Qt::AlignLeft | Qt::AlignVCenter, words);
    }
}

QRectF TimelinePainter::paintMark(QPainter& painter, const TimelineItem& item, double x, double y) const
{
    const QColor ink = item.dimmed ? m_colors.faint : item.weight <= 1 ? m_colors.dim : m_colors.text;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    if (item.mark == Mark::Change) {
        painter.setBrush(item.dimmed ? m_colors.faint : m_colors.accent);
        const QRectF box(x - 3, y - 8, 6, 16);
        painter.drawRoundedRect(box, 1, 1);
        return box;
    }
    if (item.lane == Lane::Comms) {
        painter.drawPolygon(QPolygonF {{x, y - 5.5}, {x + 5.5, y}, {x, y + 5.5}, {x - 5.5, y}});
        return {x - 5.5, y - 5.5, 11, 11};
    }
    if (item.mark == Mark::FirstFired) {
        painter.drawPolygon(QPolygonF {{x, y}, {x + 4.5, y - 8}, {x - 4.5, y - 8}});
        return {x - 4.5, y - 8, 9, 8};
    }
    if (item.lane == Lane::Actions || item.mark == Mark::Decision) {
        const QRectF box(x - 4, y - 4, 8, 8);
        painter.setBrush(item.lane == Lane::Actions ? Qt::NoBrush : QBrush(ink));
        painter.setPen(item.lane == Lane::Actions ? QPen(m_colors.accent) : QPen(Qt::NoPen));
        painter.drawRect(box);
        return box;
    }
    const double r = item.weight <= 1 ? 3 : 4;
    painter.drawEllipse(QPointF(x, y), r, r);
    return {x - r, y - r, 2 * r, 2 * r};
}

void TimelinePainter::paintMarks(QPainter& painter, Lane lane)
{
    const QRectF box = m_geometry.lane(lane);
    // Two rows of words where the lane is high enough for them.
    const QFontMetrics metrics(m_font);
    const bool below = lane != Lane::Alerts && box.height() > 2.3 * metrics.height();
    const double y = lane == Lane::Alerts ? box.bottom() - 1 : below ? box.top() + box.height() * 0.34 : box.center().y();
    std::vector<LabelWish> wishes;
    std::vector<QString> labels;
    const size_t firstPainted = m_painted.size();
    for (const auto& cluster : m_geometry.clusters(m_scene.items, lane, markWidth)) {
        const auto& item = m_scene.items[cluster.first];
        if (isBar(item))
            continue;
        const QRectF mark = paintMark(painter, item, m_geometry.x(item.at), y);
        m_painted.push_back({mark, cluster.first, cluster.count});
        labels.push_back(metrics.elidedText(rolledUp(labelOf(item), cluster.count), Qt::ElideRight, longestLabel));
        wishes.push_back({mark.left(), mark.right(), static_cast<double>(metrics.horizontalAdvance(labels.back())),
            lane == Lane::Alerts ? 0 : item.weight});
    }
    if (lane == Lane::Actions) {
        for (const auto& painted : m_painted) {
            if (isBar(m_scene.items[painted.item]))
                wishes.push_back({painted.box.left(), painted.box.right(), 0, 0});
        }
    }
    const auto places = m_geometry.placeLabels(wishes, labelGap, below);
    painter.setFont(m_font);
    for (size_t i = 0; i < labels.size(); ++i) {
        if (places[i].where == LabelPlace::Hidden)
            continue;
        const auto& item = m_scene.items[m_painted[firstPainted + i].item];
        const double middle = places[i].where == LabelPlace::Below ? y + metrics.height() + 2 : y;
        painter.setPen(item.dimmed || item.weight <= 1 ? m_colors.dim : m_colors.text);
        painter.drawText(QPointF(places[i].x, middle + metrics.ascent() / 2.0 - 1.5), labels[i]);
        m_painted[firstPainted + i].box
            |= QRectF(places[i].x, middle - metrics.height() / 2.0, wishes[i].width, metrics.height());
    }
}

QRectF TimelinePainter::paintBar(QPainter& painter, const TimelineItem& item, int row) const
{
    const QRectF lane = m_geometry.lane(Lane::Actions);
    const double left = m_geometry.x(item.at);
    const Instant end = item.open ? qMax(m_scene.now, item.until) : item.until;
    const double right = qMax(left + 3, m_geometry.x(end));
    const double y = lane.top() + 5 + row * (barHeight + 3);
    const QRectF box(left + 0.5, std::round(y) + 0.5, right - left - 1, barHeight);
    const bool bad = item.unknown
        || (item.mark == Mark::PostCheck && item.check == CheckState::Ended && item.verdict == Verdict::NotVerified);
    if (item.unknown)
        drawHatch(painter, box.toAlignedRect(), m_colors);
    painter.setBrush(item.mark == Mark::Run && !item.unknown ? QBrush(m_colors.accentFill) : QBrush(Qt::NoBrush));
    painter.setPen(QPen(bad ? m_colors.loud() : m_colors.accent, 1,
        item.mark == Mark::PostCheck || item.rehearsed ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(box, 2, 2);
    if (item.mark == Mark::PostCheck && item.check == CheckState::Watching) {
        const double done = qBound(box.left(), m_geometry.x(m_scene.now), box.right());
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, done - box.left(), 2), m_colors.accent);
    }
    return box;
}

void TimelinePainter::paintBars(QPainter& painter)
{
    const QFontMetrics metrics(m_small);
    painter.setFont(m_small);
    const QRectF& area = m_geometry.area();
    std::array<double, 2> end {-1e9, -1e9};
    struct Bar {
        QRectF box;
        size_t item;
        int row;
    };
    std::vector<Bar> bars;
    for (const auto& cluster : m_geometry.clusters(m_scene.items, Lane::Actions, markWidth)) {
        const auto& item = m_scene.items[cluster.first];
        if (!isBar(item))
            continue;
        const double left = m_geometry.x(item.at);
        const int row = left >= end[0] - 2 || end[1] > end[0] ? 0 : 1;
        const QRectF box = paintBar(painter, item, row);
        end[static_cast<size_t>(row)] = box.right();
        m_painted.push_back({box, cluster.first, 1});
        bars.push_back({box, cluster.first, row});
    }
    for (size_t i = 0; i < bars.size(); ++i) {
        const auto& item = m_scene.items[bars[i].item];
        const QString label = labelOf(item);
        const QRectF seen = bars[i].box.intersected(area.adjusted(0, -100, 0, 100));
        const bool bad = item.unknown || (item.mark == Mark::PostCheck && item.verdict == Verdict::NotVerified
                             && item.check == CheckState::Ended);
        painter.setPen(bad ? m_colors.loud() : item.mark == Mark::Run ? m_colors.text : m_colors.dim);
        const int wanted = metrics.horizontalAdvance(label);
        double x = seen.left() + 6;
        double room = seen.width() - 10;
        if (room < wanted) {
            // No room inside: beside it, up to the next bar of the row.
            double next = area.right();
            for (const auto& other : bars) {
                if (other.row == bars[i].row && other.box.left() > bars[i].box.left())
                    next = qMin(next, other.box.left());
            }
            if (next - seen.right() - 8 > qMax(room, 40.0)) {
                x = seen.right() + 5;
                room = next - seen.right() - 8;
            } else if (bars[i].row == 0 && item.mark == Mark::Run) {
                // Below it, where the second row of the lane is free.
                const QRectF under(seen.left(), bars[i].box.bottom() + 2, wanted + 2, metrics.height());
                const bool taken = std::any_of(bars.begin(), bars.end(),
                    [&](const Bar& other) { return other.row == 1 && other.box.intersects(under); });
                if (!taken && under.right() < area.right()) {
                    painter.drawText(under, Qt::AlignLeft | Qt::AlignVCenter, label);
                    continue;
                }
            }
        }
        if (room < 14)
            continue;
        painter.drawText(QRectF(x, bars[i].box.top(), room, barHeight), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(label, Qt::ElideRight, static_cast<int>(room)));
    }
}

void TimelinePainter::paintLines(QPainter& painter) const
{
    const QRectF& area = m_geometry.area();
    const QFontMetrics metrics(m_small);
    painter.setFont(m_small);
    const double nowX = std::round(m_geometry.x(m_scene.now)) + 0.5;
    painter.setPen(QPen(m_colors.text, 1));
    painter.drawLine(QPointF(nowX, area.top() - 4), QPointF(nowX, area.bottom()));
    const QString now = m_scene.live ? tr("now %1").arg(clockText(m_scene.now)) : tr("end %1").arg(clockText(m_scene.now));
    const int nowWidth = figuresWidth(m_small, now);
    const double nowLeft = qMin(nowX - nowWidth / 2.0, area.right() - nowWidth - 1);
    painter.setPen(m_colors.dim);
    drawFigures(painter, QRectF(nowLeft, area.top() - head(), nowWidth + 1, metrics.height()).toAlignedRect(),
        Qt::AlignLeft | Qt::AlignVCenter, now);
    if (!m_scene.impact)
        return;
    const double x = std::round(m_geometry.x(m_scene.impact)) + 0.5;
    painter.setPen(QPen(m_colors.loud(), 1, Qt::DotLine));
    painter.drawLine(QPointF(x, area.top() - head() + 2), QPointF(x, area.bottom()));
    const QString words = tr("impact starts %1").arg(clockText(m_scene.impact));
    const int width = figuresWidth(m_small, words);
    double left = x + 4;
    if (left < nowLeft && left + width + 8 > nowLeft)
        left = x - width - 4;
    painter.setPen(m_colors.text);
    drawFigures(painter, QRectF(left, area.top() - head(), width + 1, metrics.height()).toAlignedRect(),
        Qt::AlignLeft | Qt::AlignVCenter, words);
}

void TimelinePainter::paintBrush(QPainter& painter) const
{
    if (m_scene.brushFrom == m_scene.brushTo)
        return;
    const double a = m_geometry.x(qMin(m_scene.brushFrom, m_scene.brushTo));
    const double b = m_geometry.x(qMax(m_scene.brushFrom, m_scene.brushTo));
    const QRectF box = QRectF(a, m_geometry.area().top(), b - a, m_geometry.area().height()) & m_geometry.area();
    painter.fillRect(box, m_colors.accentFill);
    painter.setPen(m_colors.accent);
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.drawLine(box.topRight(), box.bottomRight());
}

void TimelinePainter::paintFocus(QPainter& painter) const
{
    if (!m_scene.showFocus || m_scene.focus >= m_scene.items.size())
        return;
    for (const auto& painted : m_painted) {
        if (painted.item == m_scene.focus) {
            drawFocusRing(painter, painted.box.adjusted(-3, -3, 3, 3), 4, m_colors);
            return;
        }
    }
    // It stands in one mark with others: the ring shows where.
    const auto& item = m_scene.items[m_scene.focus];
    const QRectF lane = m_geometry.lane(item.lane);
    drawFocusRing(painter, QRectF(m_geometry.x(item.at) - 8, lane.top() + 4, 16, qMin(24.0, lane.height() - 6)), 4,
        m_colors);
}

} // namespace quarterdeck
