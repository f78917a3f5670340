// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QTimer;

namespace quarterdeck {

class BacktestPane;
class Button;
class PlainLabel;
class RatePlot;
class WarningsLane;
class WatchBook;

/// Early warnings of watched series, and below them how many alerts were raised and cleared in each of the last 60
/// minutes, and how many fire now.
class RateChart : public QWidget {
    Q_OBJECT

public:
    RateChart(Desk& desk, const WatchBook& watches, QWidget* parent = nullptr);

    void focusWarnings();
    void toggleBacktest(); ///< in place of the chart

    QSize sizeHint() const override { return {420, 180}; }

signals:
    void alertChosen(quarterdeck::AlertId alert);
    void alertWanted(quarterdeck::AlertId alert);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    Desk& m_desk;
    PlainLabel* m_now;
    PlainLabel* m_hour;
    PlainLabel* m_empty;
    RatePlot* m_plot;
    WarningsLane* m_warnings;
    BacktestPane* m_backtest;
    QTimer* m_second;
    bool m_dirty = true;
    qint64 m_minute = 0;
};

} // namespace quarterdeck
