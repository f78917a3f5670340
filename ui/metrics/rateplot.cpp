// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/rateplot.h"

#include "ui/common/theme.h"
#include "ui/common/timetext.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QLineSeries>
#include <QValueAxis>

namespace quarterdeck {

namespace {
constexpr qint64 minuteMs = 60'000;
constexpr int labelEvery = 10;
}

int niceTop(quint32 most)
{
    if (most <= 4)
        return 4;
    for (quint32 unit = 1;; unit *= 10) {
        for (const quint32 step : {1U, 2U, 5U}) {
            if (most <= step * unit * 2)
                return static_cast<int>(step * unit * 2);
        }
        if (unit >= 100'000'000)
            return 1'000'000'000;
    }
}

RatePlot::RatePlot(QWidget* parent)
    : QChartView(new QChart, parent)
    , m_raised(new QLineSeries(this))
    , m_floor(new QLineSeries(this))
    , m_area(new QAreaSeries(m_raised, m_floor))
    , m_cleared(new QLineSeries)
    , m_time(new QCategoryAxis)
    , m_count(new QValueAxis)
{
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing, false); // a line that changes each second
    setMinimumHeight(90);
    auto* c = chart();
    c->setAnimationOptions(QChart::NoAnimation);
    c->legend()->hide();
    c->setMargins({});
    c->setBackgroundRoundness(0);
    c->layout()->setContentsMargins(0, 0, 0, 0);
    c->addSeries(m_area);
    c->addSeries(m_cleared);
    // A category axis, because its labels are ours: a date axis knows neither UTC nor our switch.
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setGridLineVisible(false);
    m_count->setLabelFormat(QStringLiteral("%d"));
    m_count->setTickCount(3);
    c->addAxis(m_time, Qt::AlignBottom);
    c->addAxis(m_count, Qt::AlignLeft);
    for (auto* series : {static_cast<QAbstractSeries*>(m_area), static_cast<QAbstractSeries*>(m_cleared)}) {
        series->attachAxis(m_time);
        series->attachAxis(m_count);
    }
}

void RatePlot::setMinutes(const std::vector<RateMinute>& minutes, Instant end)
{
    QList<QPointF> raised;
    QList<QPointF> cleared;
    quint32 most = 0;
    for (size_t i = 0; i < minutes.size(); ++i) {
        const auto x = static_cast<qreal>(i);
        for (const qreal at : {x, x + 1}) {
            raised << QPointF(at, minutes[i].raised);
            cleared << QPointF(at, minutes[i].cleared);
        }
        most = qMax(most, qMax(minutes[i].raised, minutes[i].cleared));
    }
    const int count = static_cast<int>(minutes.size());
    m_floor->replace(QList<QPointF> {{0, 0}, {static_cast<qreal>(count), 0}});
    m_raised->replace(raised);
    m_cleared->replace(cleared);
    m_count->setRange(0, niceTop(most)); // axes do not follow their data by themselves
    relabel(end, count);
}

void RatePlot::relabel(Instant end, int minutes)
{
    for (const auto& label : m_time->categoriesLabels())
        m_time->remove(label);
    m_time->setRange(0, minutes);
    const qint64 last = end / minuteMs;
    for (int i = 0; i <= minutes; ++i) {
        const qint64 minute = last - minutes + i;
        if (minute % labelEvery == 0 && i > 1 && i < minutes - 1)
            m_time->append(minuteText(minute * minuteMs), i);
    }
}

void RatePlot::setColors(const Colors& colors)
{
    auto* c = chart();
    c->setBackgroundBrush(colors.canvas);
    c->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(colors.canvas);
    // Not a severity: the rate is measured and not judged, so it stays grey.
    QColor fill = colors.text;
    fill.setAlphaF(0.22F);
    m_area->setBrush(fill);
    m_area->setPen(QPen(colors.text, 1));
    m_cleared->setPen(QPen(colors.accent, 1, Qt::DashLine));
    for (auto* axis : {static_cast<QAbstractAxis*>(m_time), static_cast<QAbstractAxis*>(m_count)}) {
        axis->setLabelsColor(colors.faint);
        axis->setLabelsFont(textFont(11));
        axis->setLinePen(QPen(colors.line, 1));
        axis->setGridLinePen(QPen(colors.line, 1));
    }
}

} // namespace quarterdeck
