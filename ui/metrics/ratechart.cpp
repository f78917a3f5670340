// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/ratechart.h"

#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/metrics/backtestpane.h"
#include "ui/metrics/rateplot.h"
#include "ui/metrics/warningslane.h"

#include <QBoxLayout>
#include <QEvent>
#include <QTimer>

namespace quarterdeck {

namespace {
constexpr qint64 minuteMs = 60'000;
constexpr int shownMinutes = 60;
}

RateChart::RateChart(Desk& desk, const WatchBook& watches, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_now(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_hour(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_empty(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_plot(new RatePlot)
    , m_warnings(new WarningsLane(desk, watches))
    , m_backtest(new BacktestPane(desk))
    , m_second(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 0, 10, 6);
    column->setSpacing(2);
    column->addWidget(m_warnings);
    connect(m_warnings, &WarningsLane::chosen, this, &RateChart::alertChosen);
    connect(m_warnings, &WarningsLane::wanted, this, &RateChart::alertWanted);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_now);
    m_hour->setPixels(12);
    head->addWidget(m_hour, 1);
    auto* test = new Button(tr("Back-test…"));
    test->setObjectName(QStringLiteral("backtest"));
    head->addWidget(test);
    connect(test, &QPushButton::clicked, this, &RateChart::toggleBacktest);
    connect(m_backtest, &BacktestPane::closed, this, &RateChart::toggleBacktest);
    column->addLayout(head);
    column->addWidget(m_backtest, 1);
    m_backtest->hide();
    column->addWidget(m_plot, 1);
    m_empty->setWraps(true);
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_empty, 1);
    setAccessibleName(tr("Alert rate"));

    m_second->setInterval(1000);
    connect(m_second, &QTimer::timeout, this, [this] {
        m_warnings->tick();
        if (m_dirty || m_desk.now() / minuteMs != m_minute)
            refresh();
    });
    connect(&m_desk, &Desk::applied, this, [this](const Delta& delta) {
        m_dirty = m_dirty || delta.newAlerts || !delta.changedAlerts.empty();
    });
    connect(&m_desk, &Desk::replaced, this, [this] { m_dirty = true; });
    m_plot->setColors(colorsOf(palette()));
    refresh();
}

void RateChart::focusWarnings()
{
    m_warnings->focusList();
}

void RateChart::toggleBacktest()
{
    const bool open = m_backtest->isHidden();
    if (!open)
        m_backtest->cancel();
    m_backtest->setVisible(open);
    m_warnings->setVisible(!open);
    refresh();
    if (open)
        m_backtest->focusText();
}

void RateChart::refresh()
{
    m_dirty = false;
    m_minute = m_desk.now() / minuteMs;
    const auto& workspace = m_desk.workspace();
    std::vector<RateMinute> minutes(shownMinutes);
    quint64 raised = 0;
    quint64 cleared = 0;
    const qint64 first = m_minute - shownMinutes + 1;
    for (auto it = workspace.rate().lower_bound(first); it != workspace.rate().end() && it->first <= m_minute; ++it) {
        minutes[static_cast<size_t>(it->first - first)] = {it->second.first, it->second.second};
        raised += it->second.first;
        cleared += it->second.second;
    }
    const bool quiet = raised == 0 && cleared == 0;
    m_plot->setVisible(!quiet && m_backtest->isHidden());
    m_empty->setVisible(quiet && m_backtest->isHidden());
    if (!quiet)
        m_plot->setMinutes(minutes, (m_minute + 1) * minuteMs);

    QString now = tr("%1 firing now").arg(workspace.firingCount());
    if (workspace.unknownCount())
        now += tr(" · %1 unknown").arg(workspace.unknownCount());
    m_now->setText(now);
    m_hour->setText(tr("last hour, each minute: raised %1 ▬, cleared %2 ┅").arg(raised).arg(cleared));
    m_hour->setVisible(!quiet);
    if (quiet) {
        m_empty->setText(workspace.sources().empty()
                ? tr("No source connected: production's state is unknown.")
                : tr("No alert was raised or cleared in the last hour. Whether that is calm, the sources below say."));
    }
    setAccessibleDescription(quiet ? m_empty->text() : m_now->text() + QStringLiteral(", ") + m_hour->text());
}

void RateChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_second->start();
}

void RateChart::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_second->stop();
}

void RateChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_plot->setColors(colorsOf(palette()));
    QWidget::changeEvent(event);
}

} // namespace quarterdeck
