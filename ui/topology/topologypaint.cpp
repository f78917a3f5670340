// SPDX-License-Identifier: GPL-3.0-or-later
// How TopologyCanvas paints: edges, services, their words.
#include "ui/topology/topologycanvas.h"

#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QPainter>
#include <QPainterPath>

namespace quarterdeck {

namespace {

constexpr double smallestText = 0.45;
constexpr double arrow = 6;

} // namespace

double NodeSize::height()
{
    static const double height = QFontMetrics(textFont(13)).height() + 2 * QFontMetrics(textFont(11)).height() + 12;
    return height;
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
        const double y = row * (NodeSize::height() + NodeSize::rowGap) + NodeSize::height() / 2;
        const double x = column * (NodeSize::width + NodeSize::columnGap);
        bend({rightwards ? x : x + NodeSize::width, y});
        path.lineTo(rightwards ? x + NodeSize::width : x, y);
        at = {rightwards ? x + NodeSize::width : x, y};
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

} // namespace quarterdeck
