// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/topologycanvas.h"

#include "ui/common/plainlabel.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace quarterdeck {

namespace {

constexpr double margin = 8;
constexpr double panStep = 40;

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
    return {layout.columns * NodeSize::width + qMax(0, layout.columns - 1) * NodeSize::columnGap,
        layout.rows * NodeSize::height() + qMax(0.0, layout.rows - 1) * NodeSize::rowGap};
}

QRectF TopologyCanvas::mapBox(size_t node) const
{
    const auto& n = m_scene.layout.nodes[node];
    return {n.column * (NodeSize::width + NodeSize::columnGap), n.row * (NodeSize::height() + NodeSize::rowGap), NodeSize::width, NodeSize::height()};
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
