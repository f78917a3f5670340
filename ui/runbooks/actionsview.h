// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QComboBox;
class QListWidget;
class QPlainTextEdit;
class QTimer;

namespace quarterdeck {

class Button;
class MessageStrip;
class PlainLabel;

/// Runbooks for an incident and what became of their runs. Nothing runs before exactly what will run was on
/// the screen, and no key that opens something also starts it.
class ActionsView : public QWidget {
    Q_OBJECT

public:
    explicit ActionsView(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId incident);
    /// The alert that an action is meant to clear.
    void setAlert(AlertId alert);
    AlertId alert() const { return m_alert; }
    void showRun(RunId run);

    void prepare(); ///< the chosen runbook
    void runExactlyThis();
    void doNotRun();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeLeft();
    QWidget* makeDetail();
    QWidget* makeConfirm();
    void soon();
    void refresh();
    void fillAlerts();
    void fillRunbooks();
    void fillRuns();
    void showDetail();
    void showRunbook(const RunbookInfo& runbook);
    void showRunDetail(const Run& run);
    void setText(const QString& text);
    void tick();
    void act(CommandBody body);
    const Run* shownRun() const;
    const RunbookInfo* chosenRunbook() const;

    Desk& m_desk;
    IncidentId m_incident;
    AlertId m_alert;
    bool m_alertByHand = false;
    RunId m_run; ///< on the right; none: the chosen runbook is
    Seq m_awaited = 0; ///< the entry of the run that was asked for here
    QComboBox* m_alerts = nullptr;
    QListWidget* m_runbooks = nullptr;
    QListWidget* m_runs = nullptr;
    PlainLabel* m_runsHead = nullptr;
    PlainLabel* m_banner = nullptr;
    PlainLabel* m_title = nullptr;
    PlainLabel* m_state = nullptr;
    PlainLabel* m_words = nullptr;
    QPlainTextEdit* m_exactly = nullptr;
    MessageStrip* m_message = nullptr;
    Button* m_prepare = nullptr;
    Button* m_start = nullptr;
    Button* m_cancel = nullptr;
    QTimer* m_soon;
    QTimer* m_second;
    bool m_dirty = true;
};

} // namespace quarterdeck
