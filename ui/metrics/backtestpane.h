// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/triage/backtest.h"

#include <QWidget>

class QPlainTextEdit;

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// What other rules would have made of the alerts that were heard: parameters and policies to change, a run over
/// this console's journal that can be cancelled, and its figures, old beside new.
class BacktestPane : public QWidget {
    Q_OBJECT

public:
    explicit BacktestPane(Desk& desk, QWidget* parent = nullptr);

    void run();
    void cancel();
    void focusText();

    /// A line for each figure: its name, now, changed.
    static std::vector<std::array<QString, 3>> figuresOf(const BacktestPair::Answer& answer);

signals:
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const BacktestPair::Answer& answer);
    void setRunning(bool running);

    Desk& m_desk;
    QPlainTextEdit* m_text;
    QPlainTextEdit* m_answer;
    PlainLabel* m_state;
    Button* m_run;
    bool m_running = false;
};

} // namespace quarterdeck
