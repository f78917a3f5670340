// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/keyedlist.h"
#include "models/state/workspace.h"

#include <functional>

namespace quarterdeck {

/// Open tasks first, those with the earliest end of their box before the others; then the closed ones.
std::vector<TaskId> taskRows(const Incident* incident);

/// When the box of a task runs out; 0: it has none.
Instant dueAt(const TaskInfo& task);

class TaskListModel : public KeyedList<TaskId> {
    Q_OBJECT

public:
    using TaskText = std::function<QString(const TaskInfo&)>;

    TaskListModel(const Workspace& workspace, TaskText text, QObject* parent = nullptr);

    void setWorkspace(const Workspace& workspace);
    void setIncident(IncidentId id);
    void apply(const Delta& delta);
    const TaskInfo* taskAt(int row) const;

    QVariant data(const QModelIndex& index, int role) const override;

private:
    const Incident* incident() const { return m_workspace->incident(m_incident); }

    const Workspace* m_workspace;
    TaskText m_text;
    IncidentId m_incident;
};

} // namespace quarterdeck
