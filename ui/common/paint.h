// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <vector>

namespace quarterdeck {

// Figures of one width: a running clock must not shiver. Qt 6.4 cannot ask a font for its tabular figures,
// so that digits get cells of one width here.
int figuresWidth(const QFont& font, const QString& text);
QString elidedFigures(const QFont& font, const QString& text, int width);
void drawFigures(QPainter& painter, const QRect& box, Qt::Alignment alignment, const QString& text);

/// Shape of a severity, drawn and not typed: no font can lack it.
void drawSeverityGlyph(QPainter& painter, const QRectF& box, int rank, const QColor& color);

/// Filled chip with shape and word; returns its width. With `painter` null it only measures.
int drawSeverityChip(QPainter* painter, const QPoint& topLeft, int height, int rank, const QString& word,
    const QFont& font, const Colors& colors);

void drawSparkline(QPainter& painter, const QRectF& box, const std::vector<int>& values, const QColor& color);

/// Stripes: what lies under them may not be true any more.
void drawHatch(QPainter& painter, const QRect& box, const Colors& colors);

void drawFocusRing(QPainter& painter, const QRectF& box, qreal radius, const Colors& colors);

} // namespace quarterdeck
