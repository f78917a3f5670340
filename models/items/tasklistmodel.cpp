// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tasklistmodel.h"

#include <limits>
#include <tuple>

namespace quarterdeck {

Instant dueAt(const TaskInfo& task)
{
    return task.boxMs > 0 ? task.assignedAt + task.boxMs : 0;
}

std::vector<TaskId> taskRows(const Incident* incident)
{
    std::vector<const TaskInfo*> tasks;
    if (incident) {
        for (const auto& task : incident->tasks)
            tasks.push_back(&task);
    }
    const auto key = [](const TaskInfo* t) {
        const Instant due = dueAt(*t);
        return std::tuple(t->closedAt != 0, due ? due : std::numeric_limits<Instant>::max(), t->task);
    };
    std::sort(
        tasks.begin(), tasks.end(), [&](const TaskInfo* a, const TaskInfo* b) { return key(a) < key(b); });
    std::vector<TaskId> rows;
    for (const auto* task : tasks)
        rows.push_back(task->task);
    return rows;
}

TaskListModel::TaskListModel(const Workspace& workspace, TaskText text, QObject* parent)
    : KeyedList(parent)
    , m_workspace(&workspace)
    , m_text(std::move(text))
{
}

void TaskListModel::setWorkspace(const Workspace& workspace)
{
    m_workspace = &workspace;
    startWith(taskRows(incident()));
}

void TaskListModel::setIncident(IncidentId id)
{
    if (id == m_incident)
        return;
    m_incident = id;
    startWith(taskRows(incident()));
}

void TaskListModel::apply(const Delta& delta)
{
    if (!delta.incidents.contains(m_incident))
        return;
    sync(taskRows(incident()));
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1));
}

const TaskInfo* TaskListModel::taskAt(int row) const
{
    const auto* i = incident();
    if (!i || row < 0 || row >= rowCount())
        return nullptr;
    const auto it = std::find_if(i->tasks.begin(), i->tasks.end(),
        [&](const TaskInfo& t) { return t.task == rows()[static_cast<size_t>(row)]; });
    return it == i->tasks.end() ? nullptr : &*it;
}

QVariant TaskListModel::data(const QModelIndex& index, int role) const
{
    const auto* task = taskAt(index.row());
    if (!task || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return m_text(*task);
}

} // namespace quarterdeck
