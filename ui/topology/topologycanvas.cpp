// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topologycanvas.h"

#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

namespace quarterdeck {

namespace {

constexpr double nodeWidth = 172;
constexpr double columnGap = 56;
constexpr double rowGap = 16;
constexpr double margin = 8;
constexpr double smallestText = 0.45;
constexpr double arrow = 6;
constexpr double panStep = 40;

double nodeHeight()
{
    static const double height = QFontMetrics(textFont(13)).height() + 2 * QFontMetrics(textFont(11)).height() + 12;
    return height;
}

} // namespace

TopologyCanvas::TopologyCanvas(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Service map"));
}

void TopologyCanvas::setScene(Scene scene)
{
    const QString had = m_selected < m_scene.layout.nodes.size() ? m_scene.layout.nodes[m_selected].name : QString();
    const bool sameShape = scene.layout.nodes == m_scene.layout.nodes;
    m_scene = std::move(scene);
    m_selected = had.isNull() ? SIZE_MAX : m_scene.layout.find(had);
    if (m_fitted || !sameShape)
        fit();
    update();
}

QSizeF TopologyCanvas::mapSize() const
{
    const auto& layout = m_scene.layout;
    return {layout.columns * nodeWidth + qMax(0, layout.columns - 1) * columnGap,
        layout.rows * nodeHeight() + qMax(0.0, layout.rows - 1) * rowGap};
}

QRectF TopologyCanvas::mapBox(size_t node) const
{
    const auto& n = m_scene.layout.nodes[node];
    return {n.column * (nodeWidth + columnGap), n.row * (nodeHeight() + rowGap), nodeWidth, nodeHeight()};
}

QRectF TopologyCanvas::nodeBox(size_t node) const
{
    const QRectF box = mapBox(node);
    return {m_offset + box.topLeft() * m_scale, box.size() * m_scale};
}

void TopologyCanvas::fit()
{
    m_fitted = true;
    const QSizeF size = mapSize();
    if (size.isEmpty())
        return;
    m_scale = qMin(1.0, qMin((width() - 2 * margin) / size.width(), (height() - 2 * margin) / size.height()));
    m_scale = qMax(m_scale, 0.05);
    m_offset = QPointF((width() - size.width() * m_scale) / 2, (height() - size.height() * m_scale) / 2);
    update();
}

void TopologyCanvas::zoomBy(double factor, const QPointF& around)
{
    m_fitted = false;
    const double wanted = qBound(0.1, m_scale * factor, 3.0);
    m_offset = around - (around - m_offset) * (wanted / m_scale);
    m_scale = wanted;
    update();
}

void TopologyCanvas::select(size_t node)
{
    m_selected = node < m_scene.layout.nodes.size() ? node : SIZE_MAX;
    if (m_selected != SIZE_MAX) {
        const QRectF box = nodeBox(m_selected);
        const QRectF room = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
        QPointF by;
        if (box.left() < room.left())
            by.setX(room.left() - box.left());
        else if (box.right() > room.right())
            by.setX(room.right() - box.right());
        if (box.top() < room.top())
            by.setY(room.top() - box.top());
        else if (box.bottom() > room.bottom())
            by.setY(room.bottom() - box.bottom());
        m_offset += by;
    }
    update();
    emit selectionChanged(m_selected == SIZE_MAX ? -1 : static_cast<qsizetype>(m_selected));
}

std::vector<bool> TopologyCanvas::blastRadius() const
{
    std::vector<bool> in(m_scene.layout.nodes.size(), false);
    if (m_selected >= in.size())
        return in;
    std::vector<size_t> open {m_selected};
    while (!open.empty()) {
        const size_t node = open.back();
        open.pop_back();
        for (const auto& edge : m_scene.layout.edges) {
            if (edge.to == node && !in[edge.from] && edge.from != m_selected) {
                in[edge.from] = true;
                open.push_back(edge.from);
            }
        }
    }
    return in;
}

void TopologyCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colors& colors = colorsOf(palette());
    painter.fillRect(rect(), colors.canvas);
    if (!m_scene.empty.isEmpty()) {
        painter.setFont(textFont(13));
        painter.setPen(colors.dim);
        const int room = qMin(width() - 40, 520);
        painter.drawText(QRect((width() - room) / 2, 0, room, height()), Qt::AlignCenter | Qt::TextWordWrap, m_scene.empty);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(m_offset);
        painter.scale(m_scale, m_scale);
        const auto blast = blastRadius();
        for (const auto& edge : m_scene.layout.edges)
            paintEdge(painter, edge, colors, blast);
        const QRectF seen(-m_offset / m_scale, QSizeF(size()) / m_scale);
        for (size_t i = 0; i < m_scene.layout.nodes.size(); ++i) {
            if (mapBox(i).intersects(seen))
                paintNode(painter, i, colors, blast[i]);
        }
        painter.resetTransform();
    }
    if (hasFocus() && m_selected == SIZE_MAX)
        drawFocusRing(painter, rect(), 4, colors);
}

void TopologyCanvas::paintEdge(
    QPainter& painter, const PlacedEdge& edge, const Colors& colors, const std::vector<bool>& blast) const
{
    const QRectF from = mapBox(edge.from);
    const QRectF to = mapBox(edge.to);
    const bool selected = (blast[edge.from] || edge.from == m_selected) && (blast[edge.to] || edge.to == m_selected);
    const bool upwards = edge.from == m_selected;
    const bool hit = m_scene.facts[edge.from].hit() && m_scene.facts[edge.to].involved;
    const QColor ink = selected || upwards ? colors.accent : hit ? colors.dim : colors.border;
    QPen pen(ink, selected ? 2 : hit ? 1.4 : 1);
    pen.setCosmetic(true);
    if (edge.back)
        pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const bool rightwards = from.left() < to.left();
    const double sign = rightwards ? 1 : -1;
    QPointF at(rightwards ? from.right() : from.left(), from.center().y());
    const QPointF end(rightwards ? to.left() - arrow : to.right() + arrow, to.center().y());
    QPainterPath path(at);
    const auto bend = [&](const QPointF& next) {
        const double reach = qMax(18.0, qAbs(next.x() - at.x()) * 0.45) * sign;
        path.cubicTo(at + QPointF(reach, 0), next - QPointF(reach, 0), next);
        at = next;
    };
    int column = m_scene.layout.nodes[edge.from].column;
    for (const double row : edge.rows) {
        column += rightwards ? 1 : -1;
        const double y = row * (nodeHeight() + rowGap) + nodeHeight() / 2;
        const double x = column * (nodeWidth + columnGap);
        bend({rightwards ? x : x + nodeWidth, y});
        path.lineTo(rightwards ? x + nodeWidth : x, y);
        at = {rightwards ? x + nodeWidth : x, y};
    }
    bend(end);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF {{end.x() + sign * arrow, end.y()}, {end.x() - sign, end.y() - arrow * 0.6},
        {end.x() - sign, end.y() + arrow * 0.6}});
}

void TopologyCanvas::paintNode(QPainter& painter, size_t node, const Colors& colors, bool inBlast) const
{
    const QRectF box = mapBox(node).adjusted(0.5, 0.5, -0.5, -0.5);
    const auto& facts = m_scene.facts[node];
    const bool chosen = node == m_selected;
    const auto rank = static_cast<size_t>(rankOf(facts.worst));
    QPainterPath shape;
    shape.addRoundedRect(box, 6, 6);
    painter.fillPath(shape, facts.hit() ? colors.raised : facts.involved ? colors.pane : colors.canvas);
    if (facts.unknown) {
        painter.save();
        painter.setClipPath(shape, Qt::IntersectClip);
        drawHatch(painter, box.toAlignedRect(), colors);
        painter.restore();
    }
    if (facts.firing) {
        painter.save();
        painter.setClipPath(shape, Qt::IntersectClip);
        painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), colors.severity[rank]);
        painter.restore();
    }
    QPen pen(facts.firing ? colors.severity[rank] : facts.involved ? colors.border : colors.line, 1);
    if (inBlast)
        pen = QPen(colors.accent, 1.6, Qt::DashLine);
    if (!facts.onMap)
        pen.setStyle(Qt::DotLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    if (chosen) {
        painter.setPen(QPen(colors.accent, 2.4));
        painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 8, 8);
    }
    if (m_scale >= smallestText)
        paintWords(painter, node, box.adjusted(11, 5, -8, -5), colors);
}

void TopologyCanvas::paintWords(QPainter& painter, size_t node, const QRectF& box, const Colors& colors) const
{
    const auto& facts = m_scene.facts[node];
    const auto& service = m_scene.services[node];
    const QFont nameFont = textFont(13, facts.involved || facts.hit() ? QFont::DemiBold : QFont::Normal);
    const QFont small = textFont(11);
    const QFontMetrics nameMetrics(nameFont);
    const QFontMetrics metrics(small);
    double right = box.right();

    if (facts.suspect) {
        const QString badge = facts.confirmed ? tr("confirmed") : tr("suspect %1").arg(facts.suspect);
        const double width = metrics.horizontalAdvance(badge) + 10;
        const QRectF chip(right - width, box.top() + 1, width, metrics.height() + 1);
        painter.setPen(QPen(colors.border, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(chip, 3, 3);
        painter.setPen(colors.text);
        painter.setFont(small);
        painter.drawText(chip, Qt::AlignCenter, badge);
        right = chip.left() - 5;
    }
    QString name = visible(m_scene.layout.nodes[node].name, 100);
    if (name.isEmpty())
        name = tr("no service named");
    if (facts.order)
        name.prepend(onsetNumber(facts.order) + QChar(u' '));
    painter.setFont(nameFont);
    painter.setPen(facts.involved || facts.hit() ? colors.text : colors.faint);
    painter.drawText(QRectF(box.left(), box.top(), right - box.left(), nameMetrics.height() + 2),
        Qt::AlignLeft | Qt::AlignVCenter, nameMetrics.elidedText(name, Qt::ElideRight, static_cast<int>(right - box.left())));

    painter.setFont(small);
    double y = box.top() + nameMetrics.height() + 2;
    double x = box.left();
    const int rank = rankOf(facts.worst);
    if (facts.firing) {
        const double side = metrics.ascent() - 1;
        drawSeverityGlyph(painter, QRectF(x, y + 2, side, side), rank, colors.severity[static_cast<size_t>(rank)]);
        x += side + 4;
        painter.setPen(colors.severity[static_cast<size_t>(rank)]);
    } else {
        painter.setPen(facts.unknown ? colors.text : colors.faint);
    }
    const QString state = facts.unknown && !facts.firing ? QStringLiteral("? ") + stateOf(facts) : stateOf(facts);
    painter.drawText(QRectF(x, y, box.right() - x, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, state);
    if (facts.firing && facts.unknown) {
        painter.setPen(colors.text);
        painter.drawText(QRectF(x, y, box.right() - x, metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
            tr("? %1 unknown").arg(facts.unknown));
    }
    y += metrics.height();
    right = box.right();
    if (facts.changes) {
        const QString words = tr("change %1").arg(minuteText(facts.lastChange));
        const double width = metrics.horizontalAdvance(words) + 2;
        painter.setPen(facts.involved ? colors.text : colors.dim);
        painter.drawText(QRectF(right - width, y, width, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        painter.fillRect(QRectF(right - width - 8, y + 2, 4, metrics.height() - 4), colors.accent);
        right -= width + 14;
    }
    QString owner = visible(service.owner, 60);
    if (service.customerFacing)
        owner = owner.isEmpty() ? tr("customers see it") : tr("%1 · customers").arg(owner);
    if (!facts.onMap)
        owner = tr("not on the map");
    painter.setPen(facts.involved ? colors.dim : colors.faint);
    painter.drawText(QRectF(box.left(), y, right - box.left(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(owner, Qt::ElideRight, static_cast<int>(right - box.left())));
}

size_t TopologyCanvas::nodeAt(const QPointF& position) const
{
    for (size_t i = 0; i < m_scene.layout.nodes.size(); ++i) {
        if (nodeBox(i).contains(position))
            return i;
    }
    return SIZE_MAX;
}

void TopologyCanvas::resizeEvent(QResizeEvent*)
{
    if (m_fitted)
        fit();
}

void TopologyCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TopologyCanvas::wheelEvent(QWheelEvent* event)
{
    zoomBy(std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void TopologyCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_last = event->position();
    m_dragging = false;
    select(nodeAt(m_last));
}

void TopologyCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton)) {
        setCursor(nodeAt(event->position()) == SIZE_MAX ? Qt::ArrowCursor : Qt::PointingHandCursor);
        return;
    }
    if (!m_dragging && (event->position() - m_last).manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    m_fitted = false;
    m_offset += event->position() - m_last;
    m_last = event->position();
    update();
}

void TopologyCanvas::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
}

void TopologyCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const size_t node = nodeAt(event->position());
    if (node == SIZE_MAX)
        fit();
    else
        emit activated(m_scene.layout.nodes[node].name);
}

/// Left and right along edges, to the nearest in height; up and down within the column.
void TopologyCanvas::walk(int key)
{
    const auto& nodes = m_scene.layout.nodes;
    if (nodes.empty())
        return;
    if (m_selected == SIZE_MAX) {
        size_t first = 0;
        for (size_t i = 0; i < nodes.size(); ++i) {
            const int order = m_scene.facts[i].order;
            if (order && (m_scene.facts[first].order == 0 || order < m_scene.facts[first].order))
                first = i;
        }
        select(first);
        return;
    }
    const auto& from = nodes[m_selected];
    size_t best = SIZE_MAX;
    const auto consider = [&](size_t i, double distance, double& least) {
        if (best == SIZE_MAX || distance < least) {
            best = i;
            least = distance;
        }
    };
    double least = 0;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        for (const auto& edge : m_scene.layout.edges) {
            if (key == Qt::Key_Right && edge.from == m_selected)
                consider(edge.to, qAbs(nodes[edge.to].row - from.row), least);
            if (key == Qt::Key_Left && edge.to == m_selected)
                consider(edge.from, qAbs(nodes[edge.from].row - from.row), least);
        }
    }
    const bool down = key == Qt::Key_Down;
    for (size_t i = 0; best == SIZE_MAX && (key == Qt::Key_Up || down) && i < nodes.size(); ++i) {
        if (nodes[i].column == from.column && (down ? nodes[i].row > from.row : nodes[i].row < from.row)) {
            for (size_t k = i; k < nodes.size(); ++k) {
                if (nodes[k].column == from.column && (down ? nodes[k].row > from.row : nodes[k].row < from.row))
                    consider(k, qAbs(nodes[k].row - from.row), least);
            }
        }
    }
    if (best != SIZE_MAX)
        select(best);
}

void TopologyCanvas::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = m_selected == SIZE_MAX ? QRectF(rect()).center() : nodeBox(m_selected).center();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ControlModifier) {
            m_fitted = false;
            m_offset += QPointF(event->key() == Qt::Key_Left ? panStep : event->key() == Qt::Key_Right ? -panStep : 0,
                event->key() == Qt::Key_Up ? panStep : event->key() == Qt::Key_Down ? -panStep : 0);
            update();
        } else {
            walk(event->key());
        }
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.2, middle);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / 1.2, middle);
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected != SIZE_MAX)
            emit activated(m_scene.layout.nodes[m_selected].name);
        return;
    case Qt::Key_Escape:
        if (m_selected != SIZE_MAX) {
            select(SIZE_MAX);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

bool TopologyCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const size_t node = nodeAt(help->pos());
        if (node != SIZE_MAX) {
            const auto& service = m_scene.services[node];
            QToolTip::showText(help->globalPos(),
                plainToolTip(sentenceOf(m_scene.layout.nodes[node].name, m_scene.facts[node], &service)), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace quarterdeck
