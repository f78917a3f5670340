// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"

#include <QWidget>

class QListView;

namespace quarterdeck {

class ActionBook;
class Button;
class Desk;
class PlainLabel;
class TaskListModel;

/// Who does what until when: overdue ones loud, acknowledged or not, and what came of them.
class TasksPage : public QWidget {
    Q_OBJECT

public:
    TasksPage(Desk& desk, ActionBook& book, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void tick();
    int openCount() const;

signals:
    void wanted(const QString& action);
    void commandMade(const quarterdeck::CommandBody& body);

private:
    void showState();
    const struct TaskInfo* chosen() const;
    QString noTask() const;

    Desk& m_desk;
    IncidentId m_incident;
    TaskListModel* m_model;
    QListView* m_view;
    PlainLabel* m_empty;
    std::vector<Button*> m_buttons;
};

} // namespace quarterdeck
