// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/paint.h"

#include <QPainterPath>

#include <algorithm>

namespace quarterdeck {

namespace {

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool hasDigit(const QString& text)
{
    return std::any_of(text.begin(), text.end(), isDigit);
}

int digitCell(const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(QLatin1Char('0'));
}

template <class Visit> void eachRun(const QString& text, Visit visit)
{
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype to = from;
        while (to < text.size() && !isDigit(text[to]))
            ++to;
        if (to > from)
            visit(text.mid(from, to - from), false);
        else
            visit(text.mid(to++, 1), true);
        from = to;
    }
}

} // namespace

int figuresWidth(const QFontMetrics& metrics, const QString& text)
{
    if (!hasDigit(text))
        return metrics.horizontalAdvance(text);
    int width = 0;
    eachRun(text, [&](const QString& run, bool digit) {
        width += digit ? digitCell(metrics) : metrics.horizontalAdvance(run);
    });
    return width;
}

QString elidedFigures(const QFontMetrics& metrics, const QString& text, int width)
{
    if (figuresWidth(metrics, text) <= width)
        return text;
    // The cells are at most a little wider than the font's own digits: shorten until it fits.
    QString out = metrics.elidedText(text, Qt::ElideRight, width);
    for (int room = width; room > 0 && figuresWidth(metrics, out) > width; room -= 4)
        out = metrics.elidedText(text, Qt::ElideRight, room);
    return out;
}

void drawFigures(QPainter& painter, const QRect& box, Qt::Alignment alignment, const QString& text)
{
    if (!hasDigit(text)) {
        painter.drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine, text);
        return;
    }
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = figuresWidth(metrics, text);
    int x = box.left();
    if (alignment & Qt::AlignRight)
        x = box.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = box.left() + (box.width() - width) / 2;
    int y = box.top() + metrics.ascent();
    if (alignment & Qt::AlignVCenter)
        y = box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent();
    else if (alignment & Qt::AlignBottom)
        y = box.bottom() + 1 - metrics.descent();
    eachRun(text, [&](const QString& run, bool digit) {
        const int advance = metrics.horizontalAdvance(run);
        const int cell = digit ? digitCell(metrics) : advance;
        painter.drawText(QPointF(x + (cell - advance) / 2.0, y), run);
        x += cell;
    });
}

void drawSeverityGlyph(QPainter& painter, const QRectF& box, int rank, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF c = box.center();
    const qreal r = qMin(box.width(), box.height()) / 2;
    switch (rank) {
    case 1:
        painter.drawPolygon(
            QPolygonF {{c.x(), c.y() - r}, {c.x() + r, c.y() + r * 0.8}, {c.x() - r, c.y() + r * 0.8}});
        break;
    case 2:
        painter.drawPolygon(
            QPolygonF {{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}});
        break;
    case 3:
        painter.drawRect(QRectF(c.x() - r * 0.8, c.y() - r * 0.8, r * 1.6, r * 1.6));
        break;
    case 4:
        painter.drawEllipse(c, r * 0.85, r * 0.85);
        break;
    case 5:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(c, r * 0.75, r * 0.75);
        break;
    default:
        painter.setPen(color);
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
    }
    painter.restore();
}

int drawSeverityChip(QPainter* painter, const QPoint& topLeft, int height, int rank, const QString& word,
    const QFont& font, const Colors& colors)
{
    const QFontMetrics metrics(font);
    const int glyph = metrics.ascent() - 1;
    const int pad = qMax(6, height / 3);
    const int gap = qMax(4, height / 6);
    const int width = pad + glyph + gap + metrics.horizontalAdvance(word) + pad;
    if (!painter)
        return width;
    const auto rankIndex = static_cast<size_t>(qBound(0, rank, 5));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.severityFill[rankIndex]);
    painter->drawRoundedRect(QRect(topLeft, QSize(width, height)), 4, 4);
    drawSeverityGlyph(*painter, QRectF(topLeft.x() + pad, topLeft.y() + (height - glyph) / 2.0, glyph, glyph),
        rank, colors.severity[rankIndex]);
    painter->setPen(colors.severity[rankIndex]);
    painter->setFont(font);
    painter->drawText(
        QRect(topLeft.x() + pad + glyph + gap, topLeft.y(), width, height), Qt::AlignVCenter, word);
    painter->restore();
    return width;
}

void drawSparkline(QPainter& painter, const QRectF& box, const std::vector<int>& values, const QColor& color)
{
    if (values.size() < 2)
        return;
    const int top = qMax(1, *std::max_element(values.begin(), values.end()));
    QPolygonF line;
    for (size_t i = 0; i < values.size(); ++i) {
        line << QPointF(
            box.left() + box.width() * static_cast<qreal>(i) / static_cast<qreal>(values.size() - 1),
            box.bottom() - box.height() * values[i] / top);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.restore();
}

void drawHatch(QPainter& painter, const QRect& box, const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setPen(QPen(colors.hatch, 4));
    for (int x = box.left() - box.height(); x < box.right() + box.height(); x += 11)
        painter.drawLine(x, box.bottom() + 2, x + box.height() + 4, box.top() - 2);
    painter.restore();
}

void drawFocusRing(QPainter& painter, const QRectF& box, qreal radius, const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.accent, 2));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

} // namespace quarterdeck
