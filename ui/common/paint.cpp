// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/paint.h"

#include <QHash>
#include <QPainterPath>
#include <QStaticText>

#include <algorithm>
#include <memory>

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

/// Shaping a text to measure it was 44 % of a console's time in a storm, and lists show the same words again and
/// again: what was measured, shortened and laid out once is kept. Forgotten as a whole when there is much of it.
struct Measured {
    explicit Measured(const QFont& font)
        : metrics(font)
        , digit(metrics.horizontalAdvance(QLatin1Char('0')))
    {
    }

    QFontMetrics metrics;
    int digit;
    QHash<QString, int> widths;
    QHash<std::pair<QString, int>, QString> elided;
    QHash<QString, QStaticText> laid;
};

constexpr qsizetype mostKept = 4000;

Measured& measured(const QFont& font)
{
    static QHash<QFont, std::shared_ptr<Measured>> all; // of the GUI thread, as all painting
    auto& found = all[font];
    if (!found)
        found = std::make_shared<Measured>(font);
    return *found;
}

/// What `key` was made into before, or what `make` makes of it.
template <class Key, class Value, class Make> Value kept(QHash<Key, Value>& in, const Key& key, Make make)
{
    if (const auto it = in.constFind(key); it != in.constEnd())
        return *it;
    Value made = make();
    if (in.size() >= mostKept)
        in.clear();
    in.insert(key, made);
    return made;
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

int advance(Measured& m, const QString& run)
{
    return kept(m.widths, run, [&] { return m.metrics.horizontalAdvance(run); });
}

int widthOf(Measured& m, const QString& text)
{
    if (!hasDigit(text))
        return advance(m, text);
    int width = 0;
    eachRun(text, [&](const QString& run, bool digit) { width += digit ? m.digit : advance(m, run); });
    return width;
}

QString shortened(Measured& m, const QString& text, int width)
{
    // The cells are at most a little wider than the font's own digits: shorten until it fits.
    QString out = m.metrics.elidedText(text, Qt::ElideRight, width);
    for (int room = width; room > 0 && widthOf(m, out) > width; room -= 4)
        out = m.metrics.elidedText(text, Qt::ElideRight, room);
    return out;
}

void drawRun(QPainter& painter, Measured& m, const QPointF& topLeft, const QString& run)
{
    painter.drawStaticText(topLeft, kept(m.laid, run, [&] {
        QStaticText laid(run);
        laid.setTextFormat(Qt::PlainText);
        laid.prepare({}, painter.font());
        return laid;
    }));
}

} // namespace

int figuresWidth(const QFont& font, const QString& text)
{
    return widthOf(measured(font), text);
}

QString elidedFigures(const QFont& font, const QString& text, int width)
{
    auto& m = measured(font);
    if (widthOf(m, text) <= width)
        return text;
    return kept(m.elided, {text, width}, [&] { return shortened(m, text, width); });
}

void drawFigures(QPainter& painter, const QRect& box, Qt::Alignment alignment, const QString& text)
{
    auto& m = measured(painter.font());
    const int width = widthOf(m, text);
    int x = box.left();
    if (alignment & Qt::AlignRight)
        x = box.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = box.left() + (box.width() - width) / 2;
    int y = box.top();
    if (alignment & Qt::AlignVCenter)
        y = box.top() + (box.height() - m.metrics.height()) / 2;
    else if (alignment & Qt::AlignBottom)
        y = box.bottom() + 1 - m.metrics.height();
    eachRun(text, [&](const QString& run, bool digit) {
        const int wide = advance(m, run);
        const int cell = digit ? m.digit : wide;
        drawRun(painter, m, QPointF(x + (cell - wide) / 2.0, y), run);
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
