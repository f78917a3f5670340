// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/statekeeper.h"

#include "app/storage/snapshot.h"

namespace quarterdeck {

StateKeeper::StateKeeper(QString folder)
    : m_folder(std::move(folder))
    , m_thread([this] { work(); })
{
}

StateKeeper::~StateKeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_news.notify_all();
    m_thread.join();
}

std::optional<Workspace> StateKeeper::load() const
{
    for (const Seq seq : snapshotFiles(m_folder)) {
        const auto snapshot = readSnapshotFile(m_folder, seq);
        if (!snapshot)
            continue;
        auto state = Workspace::fromBytes(snapshot->bytes);
        if (state && state->head() == snapshot->head)
            return std::move(state).value();
    }
    return std::nullopt;
}

StateKeeper::Era StateKeeper::era() const
{
    const std::lock_guard lock(m_mutex);
    return m_era;
}

void StateKeeper::keep(Workspace state, Era era)
{
    {
        const std::lock_guard lock(m_mutex);
        if (era != m_era)
            return;
        m_next = std::move(state);
    }
    m_news.notify_all();
}

StateKeeper::Era StateKeeper::forget()
{
    std::unique_lock lock(m_mutex);
    m_next.reset();
    m_news.wait(lock, [this] { return !m_writing; });
    removeSnapshotFiles(m_folder);
    return ++m_era;
}

void StateKeeper::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return m_over || m_next; });
        if (!m_next)
            return;
        auto state = std::exchange(m_next, std::nullopt);
        m_writing = true;
        lock.unlock();
        // A cache: where it cannot be written, the next start folds more.
        (void)writeSnapshotFile(m_folder, {state->head(), state->toBytes()});
        state.reset();
        lock.lock();
        m_writing = false;
        m_news.notify_all();
    }
}

} // namespace quarterdeck
