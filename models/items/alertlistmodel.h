// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alertorder.h"
#include "models/state/workspace.h"

#include <QAbstractTableModel>
#include <QFuture>

#include <functional>
#include <set>

namespace quarterdeck {

/// The alerts of the workspace, filtered and ordered, as a vector of ids. The rows themselves stay in the
/// workspace. While it is held (somebody looks at a row) nothing moves: new rows wait and are counted.
/// A large order is made by a worker from a copy of the columns that it reads, and swapped in.
class AlertListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        SeverityColumn,
        StatusColumn,
        CountColumn,
        AgeColumn,
        ServiceColumn,
        ResourceColumn,
        TitleColumn,
        IncidentColumn,
        ColumnCount
    };

    enum Role { AlertRole = Qt::UserRole, RankRole };

    /// Texts belong to the screen: its words and its times. Row by row, never all.
    using CellText = std::function<QString(AlertId, int column)>;
    using Heading = std::function<QString(int column)>;

    AlertListModel(const Workspace& workspace, CellText text, Heading heading, QObject* parent = nullptr);
    ~AlertListModel() override;

    void setWorkspace(const Workspace& workspace); ///< another one was swapped in: the only reset
    void apply(const Delta& delta);
    void setFilter(const AlertFilter& filter);
    void setOrder(const AlertOrder& order);

    const AlertOrder& order() const { return m_order; }

    void hold(bool held);

    bool held() const { return m_held; }

    /// Shows what waits, and goes on holding.
    void flush();

    int waiting() const { return static_cast<int>(m_waiting.size()); }

    int waitingCritical() const;

    /// Critical, firing and acknowledged by nobody: the newest first.
    std::vector<AlertId> lane(int limit = 3) const;

    int laneTotal() const { return static_cast<int>(m_lane.size()); }

    AlertId alertAt(int row) const;
    int rowOf(AlertId id) const;

    const std::vector<AlertId>& rows() const { return m_rows; }

    bool busy() const { return m_busy; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void waitingChanged();
    void laneChanged();
    void settled(); ///< an order that was asked for is on screen

private:
    AlertColumns columns(AlertId id) const { return columnsOf(id, m_workspace->alert(id)); }

    bool matches(AlertId id);
    bool before(AlertId a, AlertId b) const;
    void reorder();
    void copySlice();
    void start();
    void arrived(std::vector<AlertId> rows);
    void swapIn(std::vector<AlertId> rows);
    void patch(const std::vector<AlertId>& touched);
    void removeStale(const std::vector<AlertId>& touched, std::vector<AlertId>& toInsert);
    void insertAll(std::vector<AlertId> ids);
    void wait(const std::vector<AlertId>& touched);
    void touchRows(const std::vector<AlertId>& ids);
    void keepLane(const std::vector<AlertId>& touched);

    bool shown(AlertId id) const { return id.value <= m_shown.size() && m_shown[id.value - 1]; }

    void setShown(AlertId id, bool shown);

    const Workspace* m_workspace;
    CellText m_text;
    Heading m_heading;
    AlertFilter m_filter;
    AlertOrder m_order;
    std::vector<AlertId> m_rows;
    std::vector<bool> m_shown; ///< by AlertId
    std::set<AlertId> m_waiting;
    std::set<std::pair<Instant, AlertId>> m_lane;
    std::map<AlertId, Instant> m_laneKey;
    bool m_held = false;
    bool m_busy = false;
    quint64 m_generation = 0; ///< an answer to an older question is thrown away
    std::vector<AlertId> m_touched; ///< while a worker counts
    std::shared_ptr<std::vector<AlertColumns>> m_copy; ///< handed to the worker whole, then read only
    QFuture<std::vector<AlertId>> m_answer;
};

} // namespace quarterdeck
