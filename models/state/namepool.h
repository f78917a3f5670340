// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/state.h"

#include <QHash>

namespace quarterdeck {

/// Each distinct name once; alerts hold its index. Index 0 is the empty name.
class NamePool {
public:
    NameIndex index(const QString& name)
    {
        const auto it = m_index.constFind(name);
        if (it != m_index.constEnd())
            return *it;
        const auto next = static_cast<NameIndex>(m_names.size());
        m_names.push_back(name);
        m_index.insert(name, next);
        return next;
    }

    const QString& name(NameIndex i) const { return m_names[i < m_names.size() ? i : 0]; }

    /// 0 also where the name is not in the pool.
    NameIndex find(const QString& name) const { return m_index.value(name, 0); }

    const std::vector<QString>& names() const { return m_names; }

    void assign(std::vector<QString> names)
    {
        m_names = std::move(names);
        if (m_names.empty())
            m_names.emplace_back();
        m_index.clear();
        for (NameIndex i = 0; i < m_names.size(); ++i)
            m_index.insert(m_names[i], i);
    }

private:
    std::vector<QString> m_names {QString()};
    QHash<QString, NameIndex> m_index {{QString(), 0}};
};

} // namespace quarterdeck
