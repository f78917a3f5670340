// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinecanvas.h"

#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/timeline/timelinewords.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace quarterdeck {

namespace {
constexpr qint64 minuteMs = 60'000;
constexpr double zoomStep = 1.3;
constexpr double panStep = 60;
}

TimelineCanvas::TimelineCanvas(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
}

void TimelineCanvas::setScene(TimelineScene scene)
{
    const auto& old = m_scene;
    scene.brushFrom = old.brushFrom;
    scene.brushTo = old.brushTo;
    scene.focus = SIZE_MAX;
    if (old.focus < old.items.size()) {
        const auto& had = old.items[old.focus];
        for (size_t i = 0; i < scene.items.size(); ++i) {
            const auto& item = scene.items[i];
            if (item.seq == had.seq && item.mark == had.mark && item.run == had.run && item.at == had.at) {
                scene.focus = i;
                break;
            }
        }
    }
    m_scene = std::move(scene);
    follow(!m_placed);
    m_placed = true;
    update();
}

void TimelineCanvas::setNow(Instant now)
{
    const double was = m_geometry.x(m_scene.now);
    m_scene.now = now;
    follow(false);
    if (std::abs(m_geometry.x(now) - was) >= 1)
        update();
}

void TimelineCanvas::follow(bool again)
{
    if (!m_following || m_scene.now == 0)
        return;
    // The range is set anew only when now has walked out of it: marks do not creep under the pointer.
    const Instant start = m_scene.impact ? m_scene.impact : m_scene.now - 10 * minuteMs;
    const bool outside = m_scene.now > m_geometry.to() || start < m_geometry.from();
    if (!again && !outside)
        return;
    const qint64 lasted = qMax<qint64>(m_scene.now - start, minuteMs);
    Instant from = start - qBound(minuteMs, lasted / 3, 60 * minuteMs);
    for (const auto& item : m_scene.items) {
        // A suspicious change belongs into the picture unless it would squeeze everything else.
        if (item.lane == Lane::Changes && !item.dimmed && item.at < from && item.at > start - lasted)
            from = item.at - lasted / 12;
    }
    const qint64 ahead = m_scene.live ? qMax(lasted / 10, minuteMs / 2) : lasted / 40;
    m_geometry.setRange(from, m_scene.now + ahead);
}

void TimelineCanvas::fit()
{
    m_following = true;
    follow(true);
    update();
}

void TimelineCanvas::zoomBy(double factor)
{
    m_following = false;
    const auto& area = m_geometry.area();
    double x = area.center().x();
    if (m_scene.focus < m_scene.items.size())
        x = qBound(area.left(), m_geometry.x(m_scene.items[m_scene.focus].at), area.right());
    m_geometry.zoom(factor, x);
    update();
}

void TimelineCanvas::setFocusItem(size_t item)
{
    if (item >= m_scene.items.size())
        item = SIZE_MAX;
    m_scene.focus = item;
    if (item != SIZE_MAX) {
        const Instant was = m_geometry.from();
        m_geometry.reveal(m_scene.items[item].at);
        m_following = m_following && m_geometry.from() == was;
    }
    update();
    emit focusChanged(item == SIZE_MAX ? -1 : static_cast<qsizetype>(item));
}

void TimelineCanvas::place()
{
    m_geometry.setArea(QRectF(TimelinePainter::gutter(), TimelinePainter::head(),
        qMax(40, width() - TimelinePainter::gutter() - 10),
        qMax(60, height() - TimelinePainter::head() - TimelinePainter::foot())));
}

void TimelineCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colors& colors = colorsOf(palette());
    painter.fillRect(rect(), colors.canvas);
    m_scene.showFocus = hasFocus();
    m_painted = TimelinePainter(m_geometry, m_scene, colors).paint(painter);
    if (hasFocus() && m_scene.focus == SIZE_MAX)
        drawFocusRing(painter, m_geometry.area().adjusted(-4, -3, 5, 3), 4, colors);
}

void TimelineCanvas::resizeEvent(QResizeEvent*)
{
    place();
}

void TimelineCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        place();
    QWidget::changeEvent(event);
}

void TimelineCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimelineCanvas::wheelEvent(QWheelEvent* event)
{
    const QPoint by = event->angleDelta();
    m_following = false;
    if (qAbs(by.x()) > qAbs(by.y()) || (event->modifiers() & Qt::ShiftModifier))
        m_geometry.pan(-(qAbs(by.x()) > qAbs(by.y()) ? by.x() : by.y()) / 2.0);
    else
        m_geometry.zoom(std::pow(zoomStep, -by.y() / 120.0), event->position().x());
    event->accept();
    update();
}

const PaintedMark* TimelineCanvas::markAt(const QPointF& position) const
{
    for (auto it = m_painted.rbegin(); it != m_painted.rend(); ++it) {
        if (it->box.adjusted(-4, -4, 4, 4).contains(position))
            return &*it;
    }
    return nullptr;
}

void TimelineCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = m_last = event->position();
    m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Brush : Drag::None;
    if (m_drag == Drag::Brush) {
        setBrush(m_geometry.at(m_pressed.x()), m_geometry.at(m_pressed.x()));
    } else if (const auto* mark = markAt(m_pressed)) {
        setFocusItem(mark->item);
    }
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (!(event->buttons() & Qt::LeftButton)) {
        setCursor(markAt(at) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if (m_drag == Drag::None && (at - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Pan) {
        m_following = false;
        m_geometry.pan(m_last.x() - at.x());
        update();
    } else if (m_drag == Drag::Brush) {
        setBrush(m_scene.brushFrom, m_geometry.at(at.x()));
    }
    m_last = at;
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent*)
{
    m_drag = Drag::None;
    unsetCursor();
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto* mark = markAt(event->position()))
        emit activated(m_scene.items[mark->item].seq);
    else
        fit();
}

void TimelineCanvas::setBrush(Instant from, Instant to)
{
    m_scene.brushFrom = from;
    m_scene.brushTo = to;
    update();
    emit brushed(qMin(from, to), qMax(from, to));
}

void TimelineCanvas::brushBy(double pixels)
{
    Instant from = m_scene.brushFrom;
    Instant to = m_scene.brushTo;
    if (from == to) {
        from = m_scene.focus < m_scene.items.size() ? m_scene.items[m_scene.focus].at
                                                    : m_geometry.at(m_geometry.area().center().x());
        to = from;
    }
    setBrush(from, to + static_cast<qint64>(pixels * m_geometry.msPerPixel()));
}

void TimelineCanvas::step(int by)
{
    if (m_scene.items.empty())
        return;
    if (m_scene.focus == SIZE_MAX) {
        setFocusItem(by > 0 ? 0 : m_scene.items.size() - 1);
        return;
    }
    const auto last = static_cast<qsizetype>(m_scene.items.size()) - 1;
    setFocusItem(static_cast<size_t>(qBound<qsizetype>(0, static_cast<qsizetype>(m_scene.focus) + by, last)));
}

void TimelineCanvas::stepLane(int by)
{
    if (m_scene.focus == SIZE_MAX) {
        step(1);
        return;
    }
    // The item of the next lane that is nearest in time.
    const auto& from = m_scene.items[m_scene.focus];
    for (int lane = static_cast<int>(from.lane) + by; lane >= 0 && lane < laneCount; lane += by) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < m_scene.items.size(); ++i) {
            const auto& item = m_scene.items[i];
            if (static_cast<int>(item.lane) != lane)
                continue;
            if (best == SIZE_MAX || qAbs(item.at - from.at) < qAbs(m_scene.items[best].at - from.at))
                best = i;
        }
        if (best != SIZE_MAX) {
            setFocusItem(best);
            return;
        }
    }
}

void TimelineCanvas::keyPressEvent(QKeyEvent* event)
{
    const bool pan = event->modifiers() & Qt::ControlModifier;
    const bool brush = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int sign = event->key() == Qt::Key_Left ? -1 : 1;
        if (pan) {
            m_following = false;
            m_geometry.pan(sign * panStep);
            update();
        } else if (brush) {
            brushBy(sign * panStep / 4);
        } else {
            step(sign);
        }
        return;
    }
    case Qt::Key_Up:
        stepLane(-1);
        return;
    case Qt::Key_Down:
        stepLane(1);
        return;
    case Qt::Key_Home:
        setFocusItem(0);
        return;
    case Qt::Key_End:
        setFocusItem(m_scene.items.empty() ? 0 : m_scene.items.size() - 1);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1 / zoomStep);
        return;
    case Qt::Key_Minus:
        zoomBy(zoomStep);
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_scene.focus < m_scene.items.size())
            emit activated(m_scene.items[m_scene.focus].seq);
        return;
    case Qt::Key_Escape:
        if (m_scene.focus != SIZE_MAX || m_scene.brushFrom != m_scene.brushTo) {
            setBrush(0, 0);
            setFocusItem(SIZE_MAX);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

bool TimelineCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto* mark = markAt(help->pos())) {
            QString words = sentenceOf(m_scene.items[mark->item]);
            if (mark->count > 1)
                words += QChar(u'\n') + tr("and %n more here", nullptr, static_cast<int>(mark->count - 1));
            QToolTip::showText(help->globalPos(), plainToolTip(words), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace quarterdeck
