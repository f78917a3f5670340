// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/server.h"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace quarterdeck {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One accepted connection as the accept loop and the deadlines see it. I/O thread only.
class ServerConnection {
public:
    /// How cheaply it is given up for a newer one when a cap is reached.
    enum class Worth { Nothing, Idle, Busy };

    explicit ServerConnection(QByteArray peerKey)
        : m_peerKey(std::move(peerKey))
    {
    }

    virtual ~ServerConnection() = default;
    virtual void start() = 0;
    virtual void expire() = 0; ///< the deadline has passed

    virtual void tick(SteadyTime) { }

    virtual void abort() = 0; ///< closes without a word
    virtual void stop() = 0; ///< closes in good manners
    virtual Worth worth() const = 0;

    virtual void enqueue(QByteArray) { }

    virtual void closeSocket(quint16, QByteArray) { }

    virtual void markReady() { }

    const QByteArray& peerKey() const { return m_peerKey; }

    SteadyTime deadline() const { return m_deadline; }

protected:
    void within(ServerLimits::Time time) { m_deadline = std::chrono::steady_clock::now() + time; }

    void noDeadline() { m_deadline = SteadyTime::max(); }

private:
    QByteArray m_peerKey;
    SteadyTime m_deadline = SteadyTime::max();
};

/// The part of a WebSocket's out-queue that any thread may look at.
struct FrameOutbox {
    std::atomic<qint64> bytes { 0 };
    std::atomic<bool> shut { false };
};

/// What the connections of one server share. Everything but the outboxes belongs to the I/O thread.
class ServerState {
public:
    ServerLimits limits;
    Server::Handlers handlers;
    std::vector<QByteArray> allowedHosts;

    /// Shared, because an asynchronous operation keeps its connection alive until it has ended.
    std::map<SocketId, std::shared_ptr<ServerConnection>> connections;
    qint64 bodies = 0; ///< bytes of request bodies that are held now

    void refused(const QString& peer, int status, const QString& sentence) const
    {
        if (handlers.refused)
            handlers.refused({ peer, status, sentence });
    }

    /// Shared between the socket and the threads that send to it.
    std::shared_ptr<FrameOutbox> outbox(SocketId id) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_outboxes.find(id);
        return found == m_outboxes.end() ? nullptr : found->second;
    }

    std::shared_ptr<FrameOutbox> openOutbox(SocketId id)
    {
        const std::lock_guard lock(m_mutex);
        return m_outboxes[id] = std::make_shared<FrameOutbox>();
    }

    void closeOutbox(SocketId id)
    {
        const std::lock_guard lock(m_mutex);
        m_outboxes.erase(id);
    }

private:
    mutable std::mutex m_mutex;
    std::map<SocketId, std::shared_ptr<FrameOutbox>> m_outboxes;
};

} // namespace quarterdeck
