// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/state/workspace.h"

#include <QWidget>

#include <array>

class QLineEdit;
class QTableView;

namespace quarterdeck {

class AlertDetail;
class AlertListModel;
class Button;
class ActionBook;
class Desk;
class FoldedPane;
class History;
class PlainLabel;

/// The alert list: filter, a fixed lane of critical ones, the table, and the detail of the chosen one.
class AlertsPage : public QWidget {
    Q_OBJECT

public:
    AlertsPage(Desk& desk, ActionBook& book, History& history, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void tick(const QString& calm);
    void focusFilter();
    void filterBy(const QString& text);
    void showAlert(AlertId id);
    std::vector<AlertId> selected() const;

    AlertListModel* model() const { return m_model; }

    QTableView* table() const { return m_table; }

    FoldedPane& folded() const { return *m_folded; }

signals:
    void selectionChanged();
    void wanted(const QString& action);
    void commandMade(const quarterdeck::CommandBody& body);
    void menuWanted(const QPoint& globalPos);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeFilter();
    QWidget* makeLane();
    void makeTable(const History& history);
    void applyFilter();
    void hold();
    void showLane();
    void showWaiting();

    Desk& m_desk;
    IncidentId m_incident;
    AlertListModel* m_model;
    QTableView* m_table;
    FoldedPane* m_folded;
    AlertDetail* m_detail;
    QLineEdit* m_filter;
    PlainLabel* m_syntax;
    Button* m_here;
    Button* m_all;
    Button* m_badge;
    PlainLabel* m_laneText;
    std::array<Button*, 3> m_lane {};
    PlainLabel* m_empty;
    Instant m_touchedAt = 0; ///< when the mouse last moved over the rows
};

} // namespace quarterdeck
