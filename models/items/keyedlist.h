// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <algorithm>
#include <vector>

namespace quarterdeck {

/// A short list whose rows have keys. sync() turns the rows on screen into the wanted ones by inserting,
/// removing and moving single rows, so that selection and scroll survive; it never resets.
template <class Key> class KeyedList : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    const std::vector<Key>& rows() const { return m_rows; }

    int rowOf(const Key& key) const
    {
        const auto it = std::find(m_rows.begin(), m_rows.end(), key);
        return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
    }

protected:
    void sync(const std::vector<Key>& wanted)
    {
        // A log of thousands of lines grows at its end: what is equal at the front is not searched for.
        const auto same = std::mismatch(m_rows.begin(), m_rows.end(), wanted.begin(), wanted.end());
        const auto first = static_cast<int>(same.first - m_rows.begin());
        for (auto i = static_cast<int>(m_rows.size()) - 1; i >= first; --i) {
            if (std::find(same.second, wanted.end(), m_rows[static_cast<size_t>(i)]) != wanted.end())
                continue;
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
        for (auto i = static_cast<size_t>(first); i < wanted.size(); ++i) {
            if (i < m_rows.size() && m_rows[i] == wanted[i]) {
                m_rows[i] = wanted[i]; // equal by key; what else it carries may be newer
                continue;
            }
            const auto from = static_cast<std::ptrdiff_t>(i);
            const auto it =
                i < m_rows.size() ? std::find(m_rows.begin() + from, m_rows.end(), wanted[i]) : m_rows.end();
            const int row = static_cast<int>(i);
            if (it == m_rows.end()) {
                beginInsertRows({}, row, row);
                m_rows.insert(m_rows.begin() + from, wanted[i]);
                endInsertRows();
            } else {
                const int was = static_cast<int>(it - m_rows.begin());
                beginMoveRows({}, was, was, {}, row);
                std::rotate(m_rows.begin() + from, it, it + 1);
                m_rows[i] = wanted[i];
                endMoveRows();
            }
        }
    }

    /// Rows that are surely there already: the long list appends, and a search for each would be n².
    void startWith(std::vector<Key> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    void touch(int row)
    {
        if (row >= 0)
            emit dataChanged(index(row), index(row));
    }

private:
    std::vector<Key> m_rows;
};

} // namespace quarterdeck
