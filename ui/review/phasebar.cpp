// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/phasebar.h"

#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/common/words.h"

#include <QPainter>

namespace quarterdeck {

namespace {
constexpr int barHeight = 14;
constexpr int rowHeight = 18;
}

std::vector<PhaseSegment> phaseSegments(const std::vector<PhaseSpan>& spans, Instant now)
{
    std::vector<PhaseSegment> out;
    if (spans.empty())
        return out;
    const Instant begin = spans.front().from;
    Instant end = begin;
    // What comes after the end is review, and its length says nothing about the incident.
    const auto over = [](Phase p) { return p == Phase::Resolved || p == Phase::Review || p == Phase::Dismissed || p == Phase::Merged; };
    for (const auto& span : spans) {
        if (!over(span.phase))
            end = qMax(end, span.to ? span.to : qMax(now, span.from));
    }
    if (end <= begin)
        return out;
    for (const auto& span : spans) {
        const Instant to = span.to ? span.to : now;
        if (over(span.phase) || to <= span.from)
            continue;
        const auto share = [&](Instant at) { return static_cast<double>(at - begin) / static_cast<double>(end - begin); };
        out.push_back({span.phase, share(span.from), share(to), to - span.from, span.to == 0});
    }
    return out;
}

PhaseBar::PhaseBar(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Phases"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PhaseBar::setSpans(const std::vector<PhaseSpan>& spans, Instant now)
{
    m_segments = phaseSegments(spans, now);
    QStringList words;
    for (const auto& s : m_segments)
        words << QStringLiteral("%1 %2").arg(phaseWord(s.phase), inWords(s.ms));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize PhaseBar::sizeHint() const
{
    return {260, barHeight + 6 + rowHeight * static_cast<int>(qMax<size_t>(1, m_segments.size()))};
}

QSize PhaseBar::minimumSizeHint() const
{
    return {140, sizeHint().height()};
}

void PhaseBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colors& colors = colorsOf(palette());
    painter.setFont(textFont(12));
    if (m_segments.empty()) {
        painter.setPen(colors.dim);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop, tr("No phase has lasted yet."));
        return;
    }
    // Grey steps and not colours: a phase is neither good nor bad.
    const auto fill = [&](size_t i) {
        QColor c = colors.text;
        c.setAlphaF(0.16F + 0.16F * static_cast<float>(i % 4));
        return c;
    };
    int y = barHeight + 6;
    for (size_t i = 0; i < m_segments.size(); ++i) {
        const auto& s = m_segments[i];
        const QRectF box(s.from * width(), 0, qMax(2.0, (s.to - s.from) * width() - 1), barHeight);
        painter.fillRect(box, fill(i));
        if (s.lasts) {
            painter.setPen(QPen(colors.accent, 2));
            painter.drawLine(box.topRight(), box.bottomRight());
        }
        painter.fillRect(QRectF(0, y + 4, 10, 10), fill(i));
        painter.setPen(colors.text);
        painter.drawText(QRect(18, y, width() - 18, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, phaseWord(s.phase));
        painter.setPen(colors.dim);
        drawFigures(painter, QRect(18, y, width() - 18, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
            s.lasts ? tr("%1 so far").arg(inWords(s.ms)) : inWords(s.ms));
        y += rowHeight;
    }
}

} // namespace quarterdeck
