// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QTimer;

namespace quarterdeck {

class PlainLabel;
class RatePlot;

/// How many alerts were raised and cleared in each of the last 60 minutes, and how many fire now.
class RateChart : public QWidget {
    Q_OBJECT

public:
    explicit RateChart(Desk& desk, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {420, 180}; }

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
    QTimer* m_second;
    bool m_dirty = true;
    qint64 m_minute = 0;
};

} // namespace quarterdeck
