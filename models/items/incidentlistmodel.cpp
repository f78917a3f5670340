// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/incidentlistmodel.h"

#include <tuple>
#include <utility>

namespace quarterdeck {

namespace {

constexpr size_t k_closedShown = 20;

IncidentSection sectionOf(const Incident& i)
{
    if (!i.open())
        return IncidentSection::Closed;
    return i.accepted() ? IncidentSection::Open : IncidentSection::Triage;
}

} // namespace

std::vector<IncidentListRow> incidentRows(const Workspace& workspace, const IncidentOrder& before)
{
    std::vector<const Incident*> sections[3];
    for (const auto& [id, incident] : workspace.incidents())
        sections[static_cast<size_t>(sectionOf(incident))].push_back(&incident);
    const auto bySeverity = [](const Incident* a, const Incident* b) {
        return std::tuple(a->severity, -a->openedAt, -qint64(a->id.value))
            < std::tuple(b->severity, -b->openedAt, -qint64(b->id.value));
    };
    for (size_t s = 0; s < 2; ++s) {
        std::sort(sections[s].begin(), sections[s].end(), [&](const Incident* a, const Incident* b) {
            return before ? before(*a, *b) : bySeverity(a, b);
        });
    }
    std::sort(sections[2].begin(), sections[2].end(),
        [](const Incident* a, const Incident* b) { return a->id > b->id; });
    if (sections[2].size() > k_closedShown)
        sections[2].resize(k_closedShown);
    std::vector<IncidentListRow> rows;
    for (size_t s = 0; s < 3; ++s) {
        const auto section = static_cast<IncidentSection>(s);
        if (sections[s].empty() && section != IncidentSection::Open)
            continue;
        rows.push_back({section, {}});
        for (const auto* incident : sections[s])
            rows.push_back({section, incident->id});
    }
    return rows;
}

IncidentListModel::IncidentListModel(const Workspace& workspace, RowText text, QObject* parent)
    : KeyedList(parent)
    , m_workspace(&workspace)
    , m_text(std::move(text))
{
    startWith(incidentRows(workspace));
}

void IncidentListModel::setWorkspace(const Workspace& workspace)
{
    m_workspace = &workspace;
    startWith(incidentRows(workspace, m_before));
    m_waiting.clear();
    emit waitingChanged();
}

void IncidentListModel::hold(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held)
        flush();
}

void IncidentListModel::flush()
{
    sync(incidentRows(*m_workspace, m_before));
    if (!std::exchange(m_waiting, {}).empty())
        emit waitingChanged();
}

int IncidentListModel::waitingMajor() const
{
    return static_cast<int>(std::count_if(m_waiting.begin(), m_waiting.end(), [this](IncidentId id) {
        const auto* incident = m_workspace->incident(id);
        return incident && incident->major();
    }));
}

void IncidentListModel::apply(const Delta& delta)
{
    if (delta.incidents.empty())
        return;
    if (m_held) {
        std::vector<IncidentId> waiting;
        for (const auto& row : incidentRows(*m_workspace, m_before)) {
            if (row.incident && row.section != IncidentSection::Closed && rowOf(row) < 0)
                waiting.push_back(row.incident);
        }
        if (m_waiting != waiting) {
            m_waiting = std::move(waiting);
            emit waitingChanged();
        }
    } else {
        sync(incidentRows(*m_workspace, m_before));
    }
    for (size_t i = 0; i < rows().size(); ++i) {
        if (!rows()[i].incident || delta.incidents.contains(rows()[i].incident))
            touch(static_cast<int>(i));
    }
}

void IncidentListModel::setOrder(IncidentOrder before)
{
    m_before = std::move(before);
    flush(); // asked for: it may move, also under a hand
}

IncidentId IncidentListModel::incidentAt(int row) const
{
    return row >= 0 && row < rowCount() ? rows()[static_cast<size_t>(row)].incident : IncidentId {};
}

int IncidentListModel::rowOfIncident(IncidentId id) const
{
    for (size_t i = 0; i < rows().size(); ++i) {
        if (id && rows()[i].incident == id)
            return static_cast<int>(i);
    }
    return -1;
}

QVariant IncidentListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& row = rows()[static_cast<size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_text(row);
    if (role == IncidentRole)
        return row.incident.value;
    if (role == SectionRole)
        return static_cast<int>(row.section);
    return {};
}

Qt::ItemFlags IncidentListModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return incidentAt(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                   : Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
}

} // namespace quarterdeck
