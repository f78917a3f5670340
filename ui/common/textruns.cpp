// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/textruns.h"

#include "models/domain/text.h"

#include <cmath>

namespace quarterdeck {

TextRuns::TextRuns(const QFont& font)
    : m_font(font)
    , m_layout(std::make_unique<QTextLayout>())
{
}

TextRuns& TextRuns::add(const QString& foreign, const QColor& color, bool strong)
{
    const QString shown = visible(foreign, 1000);
    QTextLayout::FormatRange range;
    range.start = static_cast<int>(m_text.size());
    range.length = static_cast<int>(shown.size());
    range.format.setForeground(color);
    if (strong)
        range.format.setFontWeight(QFont::DemiBold);
    m_formats << range;
    m_text += shown;
    return *this;
}

int TextRuns::layout(int width, int maxLines)
{
    m_layout->setText(m_text);
    m_layout->setFont(m_font);
    m_layout->setFormats(m_formats);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    qreal y = 0;
    m_layout->beginLayout();
    for (int i = 0; i < maxLines; ++i) {
        QTextLine line = m_layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(qMax(1, width));
        line.setPosition({0, y});
        y += std::ceil(line.height());
    }
    m_layout->endLayout();
    return static_cast<int>(y);
}

void TextRuns::draw(QPainter& painter, const QPointF& topLeft)
{
    m_layout->draw(&painter, topLeft);
}

} // namespace quarterdeck
