// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace quarterdeck {

/// What a console has folded, kept beside its copy so that its next start folds only what came since: a cache that may be
/// thrown away (snapshot.h has the format). It holds texts; whoever takes a text away has to forget() first.
///
/// May be used from several threads.
class StateKeeper {
public:
    /// Of a state that was folded before a forget() nothing may be kept: its era is over.
    using Era = quint64;

    explicit StateKeeper(QString folder);
    ~StateKeeper(); ///< waits for what is being written

    /// The newest that is whole and of this version of the fold.
    std::optional<Workspace> load() const;

    Era era() const;

    /// Writes it on another thread; one that is still being written goes on and the newest of those that wait follows it.
    void keep(Workspace state, Era era);

    /// Nothing that was kept is there when this returns, and nothing of before comes back; waits for what is being written.
    /// The era that begins.
    Era forget();

private:
    void work();

    const QString m_folder;
    mutable std::mutex m_mutex;
    std::condition_variable m_news;
    Era m_era = 0;
    std::optional<Workspace> m_next;
    bool m_writing = false;
    bool m_over = false;
    std::thread m_thread; ///< last: it uses all the others
};

} // namespace quarterdeck
