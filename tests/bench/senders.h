// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/figures.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace quarterdeck {

struct SendPlan {
    quint32 alerts = 0;
    double rate = 0; ///< alerts a second, all senders together; 0: as fast as they are acknowledged
    int senders = 8;
    int batch = 1; ///< alerts in one request
    quint32 seed = 1;
    quint16 port = 0;
    QByteArray token;
};

/// Unique alerts, posted as Prometheus posts them: HTTP keep-alive, blocking sockets, a thread for each
/// sender, at a steady rate whatever the answers take (as far as they are there before the next is due).
class Senders {
public:
    explicit Senders(SendPlan plan);
    ~Senders();

    void start();

    bool done() const { return m_running == 0; }

    void join();

    /// When alert `number`'s request was begun; its resource is "host-NUMBER".
    SteadyClock::time_point begunAt(quint32 number) const { return m_begun[number]; }

    bool wasAccepted(quint32 number) const { return m_accepted[number] != 0; }

    quint64 accepted() const { return m_acceptedCount; }

    quint64 refused() const { return m_refusedCount; }

    quint64 unanswered() const { return m_unansweredCount; }

    Times acknowledgements() const; ///< after join(), a request each

    double seconds() const { return m_seconds; } ///< from the first request to the last answer, after join()

    /// One alert, about 600 bytes; the same for the same number and seed.
    static void appendAlert(
        QByteArray& out, quint32 number, quint32 seed, const QByteArray& now, const QByteArray& until);

private:
    struct Sender;
    void run(Sender& sender);

    const SendPlan m_plan;
    std::vector<SteadyClock::time_point> m_begun;
    std::vector<char> m_accepted;
    std::vector<std::unique_ptr<Sender>> m_senders;
    std::atomic<int> m_running = 0;
    std::atomic<quint64> m_acceptedCount = 0;
    std::atomic<quint64> m_refusedCount = 0;
    std::atomic<quint64> m_unansweredCount = 0;
    SteadyClock::time_point m_startedAt;
    double m_seconds = 0;
};

} // namespace quarterdeck
