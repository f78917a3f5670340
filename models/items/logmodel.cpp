// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logmodel.h"

#include <numeric>

namespace quarterdeck {

std::vector<LogRow> logRows(const Incident* incident, const std::vector<WaitingLine>& waiting)
{
    std::vector<LogRow> rows;
    if (incident) {
        std::vector<quint32> order(incident->log.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
            [&](quint32 a, quint32 b) { return incident->log[a].observedAt < incident->log[b].observedAt; });
        rows.reserve(order.size() + waiting.size());
        for (const auto i : order)
            rows.push_back({i, {}});
    }
    for (const auto& line : waiting)
        rows.push_back({0, line.command});
    return rows;
}

LogModel::LogModel(const Workspace& workspace, LineText line, WaitingText waiting, QObject* parent)
    : KeyedList(parent)
    , m_workspace(&workspace)
    , m_lineText(std::move(line))
    , m_waitingText(std::move(waiting))
{
}

void LogModel::setWorkspace(const Workspace& workspace)
{
    m_workspace = &workspace;
    startWith(logRows(incident(), m_waiting));
}

void LogModel::setIncident(IncidentId id)
{
    if (id == m_incident)
        return;
    m_incident = id;
    startWith(logRows(incident(), m_waiting));
}

void LogModel::setWaiting(std::vector<WaitingLine> waiting)
{
    if (waiting == m_waiting)
        return;
    m_waiting = std::move(waiting);
    sync(logRows(incident(), m_waiting));
}

void LogModel::apply(const Delta& delta)
{
    if (delta.incidents.contains(m_incident))
        sync(logRows(incident(), m_waiting));
}

const LogLineInfo* LogModel::lineAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const auto& key = rows()[static_cast<size_t>(row)];
    const auto* i = incident();
    return key.waiting.isEmpty() && i && key.line < i->log.size() ? &i->log[key.line] : nullptr;
}

const WaitingLine* LogModel::waitingAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const auto& key = rows()[static_cast<size_t>(row)];
    for (const auto& line : m_waiting) {
        if (!key.waiting.isEmpty() && line.command == key.waiting)
            return &line;
    }
    return nullptr;
}

const LogLineInfo* LogModel::find(LineId line) const
{
    const auto* i = incident();
    if (!i || !line)
        return nullptr;
    const auto it =
        std::find_if(i->log.begin(), i->log.end(), [&](const LogLineInfo& l) { return l.line == line; });
    return it == i->log.end() ? nullptr : &*it;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (role == WaitingRole)
        return waitingAt(index.row()) != nullptr;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (const auto* line = lineAt(index.row()))
        return m_lineText(*line);
    if (const auto* line = waitingAt(index.row()))
        return m_waitingText(*line);
    return {};
}

} // namespace quarterdeck
