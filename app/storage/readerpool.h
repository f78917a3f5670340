// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqlite.h"

#include <mutex>
#include <vector>

namespace quarterdeck {

/// Read-only connections for any thread: one is taken for a question and given back.
class ReaderPool {
public:
    ReaderPool(QString file, QByteArray vfs)
        : m_file(std::move(file))
        , m_vfs(std::move(vfs))
    {
    }

    /// Runs `question(Database&)`, which returns a Result.
    template <class Question>
    auto ask(Question question) -> decltype(question(std::declval<Database&>()))
    {
        std::unique_ptr<Database> db;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                db = std::move(m_idle.back());
                m_idle.pop_back();
            }
        }
        if (!db) {
            auto opened = Database::open(m_file, Database::Access::ReadOnly, m_vfs);
            if (!opened)
                return opened.error();
            db = std::move(opened).value();
        }
        auto answer = question(*db);
        const std::lock_guard lock(m_mutex);
        if (answer.ok() && m_idle.size() < k_kept)
            m_idle.push_back(std::move(db));
        return answer;
    }

private:
    static constexpr size_t k_kept = 4;
    const QString m_file;
    const QByteArray m_vfs;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Database>> m_idle;
};

} // namespace quarterdeck
