// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QTextLayout>

#include <memory>

namespace quarterdeck {

/// A wrapped paragraph of plain pieces, each with a weight and a colour: what delegates paint instead of
/// rich text. Every piece passes through visible().
class TextRuns {
public:
    explicit TextRuns(const QFont& font);

    TextRuns& add(const QString& foreign, const QColor& color, bool strong = false);

    bool isEmpty() const { return m_text.isEmpty(); }

    const QString& text() const { return m_text; }

    /// Breaks it into lines of `width`, at most `maxLines`; returns the height.
    int layout(int width, int maxLines = 12);
    void draw(QPainter& painter, const QPointF& topLeft);

private:
    QFont m_font;
    QString m_text;
    QVector<QTextLayout::FormatRange> m_formats;
    std::unique_ptr<QTextLayout> m_layout; ///< cannot be moved itself
};

} // namespace quarterdeck
