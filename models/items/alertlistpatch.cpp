// SPDX-License-Identifier: GPL-3.0-or-later
// How a delta changes the rows of the alert list without making them anew.

#include "models/items/alertlistmodel.h"

namespace quarterdeck {

namespace {
constexpr int k_runs = 16; // more scattered rows than this are one layout change
}

void AlertListModel::patch(const std::vector<AlertId>& touched)
{
    std::vector<AlertId> toInsert;
    removeStale(touched, toInsert);
    for (const auto id : touched) {
        if (!shown(id) && matches(id))
            toInsert.push_back(id);
    }
    std::sort(toInsert.begin(), toInsert.end());
    toInsert.erase(std::unique(toInsert.begin(), toInsert.end()), toInsert.end());
    insertAll(std::move(toInsert));
    touchRows(touched);
}

void AlertListModel::removeStale(const std::vector<AlertId>& touched, std::vector<AlertId>& toInsert)
{
    std::vector<bool> mine(m_workspace->alertCount());
    bool any = false;
    for (const auto id : touched) {
        mine[id.value - 1] = shown(id);
        any = any || shown(id);
    }
    if (!any)
        return;
    // A row stands right when it fits between the last kept one and the next that nobody touched.
    std::vector<int> stale;
    std::vector<AlertId> kept;
    kept.reserve(m_rows.size());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const AlertId id = m_rows[i];
        if (!mine[id.value - 1]) {
            kept.push_back(id);
            continue;
        }
        size_t next = i + 1;
        while (next < m_rows.size() && mine[m_rows[next].value - 1])
            ++next;
        const bool fits =
            (kept.empty() || before(kept.back(), id)) && (next == m_rows.size() || before(id, m_rows[next]));
        const bool wanted = matches(id);
        if (wanted && fits) {
            kept.push_back(id);
            continue;
        }
        stale.push_back(static_cast<int>(i));
        if (wanted)
            toInsert.push_back(id);
    }
    for (const int row : stale)
        setShown(m_rows[static_cast<size_t>(row)], false);
    if (stale.size() > k_runs) {
        swapIn(std::move(kept));
        return;
    }
    for (auto it = stale.rbegin(); it != stale.rend(); ++it) {
        beginRemoveRows({}, *it, *it);
        m_rows.erase(m_rows.begin() + *it);
        endRemoveRows();
    }
}

void AlertListModel::insertAll(std::vector<AlertId> ids)
{
    if (ids.empty())
        return;
    const auto less = [this](AlertId a, AlertId b) { return before(a, b); };
    std::sort(ids.begin(), ids.end(), less);
    std::vector<std::pair<size_t, size_t>> runs; // place in m_rows, first of ids
    std::vector<size_t> places;
    for (size_t i = 0; i < ids.size(); ++i) {
        const auto at = static_cast<size_t>(
            std::lower_bound(m_rows.begin(), m_rows.end(), ids[i], less) - m_rows.begin());
        places.push_back(at);
        if (runs.empty() || runs.back().first != at)
            runs.emplace_back(at, i);
    }
    if (runs.size() > k_runs) {
        std::vector<AlertId> merged;
        merged.reserve(m_rows.size() + ids.size());
        std::merge(m_rows.begin(), m_rows.end(), ids.begin(), ids.end(), std::back_inserter(merged), less);
        swapIn(std::move(merged));
        return;
    }
    for (size_t r = runs.size(); r-- > 0;) {
        const size_t last = r + 1 < runs.size() ? runs[r + 1].second : ids.size();
        const auto at = static_cast<int>(runs[r].first);
        beginInsertRows({}, at, at + static_cast<int>(last - runs[r].second) - 1);
        m_rows.insert(m_rows.begin() + at, ids.begin() + static_cast<std::ptrdiff_t>(runs[r].second),
            ids.begin() + static_cast<std::ptrdiff_t>(last));
        for (size_t i = runs[r].second; i < last; ++i)
            setShown(ids[i], true);
        endInsertRows();
    }
}

void AlertListModel::touchRows(const std::vector<AlertId>& ids)
{
    const auto here = std::count_if(ids.begin(), ids.end(), [&](AlertId id) { return shown(id); });
    if (here == 0 || m_rows.empty())
        return;
    if (here > k_runs) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    for (const auto id : ids) {
        const int row = shown(id) ? rowOf(id) : -1;
        if (row >= 0)
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void AlertListModel::keepLane(const std::vector<AlertId>& touched)
{
    bool changed = false;
    for (const auto id : touched) {
        const auto& row = m_workspace->alert(id);
        const bool wanted = row.severity == Severity::Critical && row.status == AlertStatus::Firing
            && !row.acknowledged && !row.suppressed;
        const auto it = m_laneKey.find(id);
        if (it != m_laneKey.end() && (!wanted || it->second != row.startedAt)) {
            m_lane.erase({it->second, id});
            m_laneKey.erase(it);
            changed = true;
        }
        if (wanted && m_laneKey.emplace(id, row.startedAt).second) {
            m_lane.emplace(row.startedAt, id);
            changed = true;
        }
    }
    if (changed)
        emit laneChanged();
}

std::vector<AlertId> AlertListModel::lane(int limit) const
{
    std::vector<AlertId> out;
    for (auto it = m_lane.rbegin(); it != m_lane.rend() && static_cast<int>(out.size()) < limit; ++it)
        out.push_back(it->second);
    return out;
}

} // namespace quarterdeck
