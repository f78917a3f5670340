// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertlistmodel.h"

#include <QTimer>
#include <QtConcurrentRun>

namespace quarterdeck {

namespace {
constexpr size_t k_atOnce = 4'000; // ordered here and now: under 2 ms
constexpr size_t k_slice = 50'000; // rows copied in one go for the worker: under 4 ms
}

AlertListModel::AlertListModel(const Workspace& workspace, CellText text, Heading heading, QObject* parent)
    : QAbstractTableModel(parent)
    , m_workspace(&workspace)
    , m_text(std::move(text))
    , m_heading(std::move(heading))
{
    setWorkspace(workspace);
}

AlertListModel::~AlertListModel()
{
    ++m_generation;
    m_answer.waitForFinished();
}

void AlertListModel::setWorkspace(const Workspace& workspace)
{
    beginResetModel();
    m_workspace = &workspace;
    m_rows.clear();
    m_shown.clear();
    m_waiting.clear();
    m_lane.clear();
    m_laneKey.clear();
    m_filter.prepare(m_workspace->names().names());
    endResetModel();
    std::vector<AlertId> all;
    for (quint32 i = 1; i <= m_workspace->alertCount(); ++i) {
        if (m_workspace->alert({i}).severity == Severity::Critical)
            all.push_back({i});
    }
    keepLane(all);
    reorder();
    emit waitingChanged();
}

bool AlertListModel::matches(AlertId id)
{
    m_filter.prepare(m_workspace->names().names());
    return m_filter.matches(columns(id));
}

bool AlertListModel::before(AlertId a, AlertId b) const
{
    return comesBefore(m_order, columns(a), columns(b), m_workspace->names().names());
}

void AlertListModel::setShown(AlertId id, bool value)
{
    if (id.value > m_shown.size())
        m_shown.resize(m_workspace->alertCount());
    m_shown[id.value - 1] = value;
}

void AlertListModel::setFilter(const AlertFilter& filter)
{
    m_filter = filter;
    reorder();
}

void AlertListModel::setOrder(const AlertOrder& order)
{
    if (order == m_order)
        return;
    m_order = order;
    reorder();
}

void AlertListModel::reorder()
{
    ++m_generation;
    m_touched.clear();
    m_copy = std::make_shared<std::vector<AlertColumns>>();
    m_copy->reserve(m_workspace->alertCount());
    m_busy = true;
    copySlice();
}

void AlertListModel::copySlice()
{
    const quint32 from = static_cast<quint32>(m_copy->size());
    const quint32 to = static_cast<quint32>(qMin<size_t>(from + k_slice, m_workspace->alertCount()));
    for (quint32 i = from + 1; i <= to; ++i)
        m_copy->push_back(columns({i}));
    if (to == m_workspace->alertCount()) {
        start();
        return;
    }
    QTimer::singleShot(0, this, [this, generation = m_generation] {
        if (generation == m_generation)
            copySlice();
    });
}

void AlertListModel::start()
{
    const auto rows = std::exchange(m_copy, nullptr);
    const auto& names = m_workspace->names().names();
    if (rows->size() <= k_atOnce) {
        arrived(orderAlerts(*rows, m_filter, m_order, names));
        return;
    }
    m_answer = QtConcurrent::run([rows, filter = m_filter, order = m_order, names] {
        return orderAlerts(*rows, filter, order, names);
    });
    m_answer.then(this, [this, generation = m_generation](std::vector<AlertId> result) {
        if (generation == m_generation)
            arrived(std::move(result));
    });
}

void AlertListModel::arrived(std::vector<AlertId> rows)
{
    m_busy = false;
    swapIn(std::move(rows));
    m_waiting.clear();
    const auto touched = std::exchange(m_touched, {});
    if (!touched.empty()) {
        if (m_held)
            wait(touched);
        else
            patch(touched);
    }
    emit waitingChanged();
    emit settled();
}

void AlertListModel::swapIn(std::vector<AlertId> rows)
{
    // Grown at the end, permuted, shrunk at the end: three honest signals instead of a reset.
    const auto was = static_cast<int>(m_rows.size());
    const auto is = static_cast<int>(rows.size());
    std::vector<bool> shownNow(m_workspace->alertCount());
    for (const auto id : rows)
        shownNow[id.value - 1] = true;
    if (is > was) {
        beginInsertRows({}, was, is - 1);
        m_rows.resize(rows.size(), rows.back());
        endInsertRows();
    }
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto persistent = persistentIndexList();
    std::map<AlertId, int> place;
    for (const auto& index : persistent) {
        const AlertId id = alertAt(index.row());
        if (index.row() < was && id.value <= shownNow.size() && shownNow[id.value - 1] && !place.contains(id))
            place[id] = static_cast<int>(std::find(rows.begin(), rows.end(), id) - rows.begin());
    }
    QModelIndexList moved;
    for (const auto& index : persistent) {
        const auto it = place.find(alertAt(index.row()));
        moved << (it == place.end() || index.row() >= was ? QModelIndex()
                                                          : createIndex(it->second, index.column()));
    }
    if (is < was)
        rows.resize(m_rows.size(), m_rows.back());
    m_rows = std::move(rows);
    m_shown = std::move(shownNow);
    changePersistentIndexList(persistent, moved);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    if (is < was) {
        beginRemoveRows({}, is, was - 1);
        m_rows.resize(static_cast<size_t>(is));
        endRemoveRows();
    }
}

void AlertListModel::apply(const Delta& delta)
{
    std::vector<AlertId> touched = delta.changedAlerts;
    for (quint32 i = 0; i < delta.newAlerts; ++i)
        touched.push_back({delta.firstNewAlert + i});
    if (touched.empty())
        return;
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    keepLane(touched);
    if (m_busy) {
        m_touched.insert(m_touched.end(), touched.begin(), touched.end());
        touchRows(touched);
        return;
    }
    if (m_held)
        wait(touched);
    else
        patch(touched);
}

void AlertListModel::wait(const std::vector<AlertId>& touched)
{
    bool changed = false;
    for (const auto id : touched) {
        if (shown(id))
            continue;
        changed = (matches(id) ? m_waiting.insert(id).second : m_waiting.erase(id) > 0) || changed;
    }
    m_touched.clear();
    touchRows(touched);
    if (changed)
        emit waitingChanged();
}

void AlertListModel::hold(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (!held)
        flush();
}

void AlertListModel::flush()
{
    if (m_busy)
        return;
    // Rows that changed while they were held may stand wrong: one order from scratch puts all right.
    reorder();
}

int AlertListModel::waitingCritical() const
{
    return static_cast<int>(std::count_if(m_waiting.begin(), m_waiting.end(),
        [&](AlertId id) { return m_workspace->alert(id).severity == Severity::Critical; }));
}

AlertId AlertListModel::alertAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<size_t>(row)] : AlertId {};
}

int AlertListModel::rowOf(AlertId id) const
{
    const auto it = std::find(m_rows.begin(), m_rows.end(), id);
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

int AlertListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertListModel::data(const QModelIndex& index, int role) const
{
    const AlertId id = alertAt(index.row());
    if (!id || !m_workspace->hasAlert(id))
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_text(id, index.column());
    if (role == AlertRole)
        return id.value;
    if (role == RankRole)
        return static_cast<int>(m_workspace->alert(id).severity);
    return {};
}

QVariant AlertListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return m_heading(section);
}

} // namespace quarterdeck
