// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/senders.h"

#include <QDateTime>

#include <arpa/inet.h>
#include <cstdlib>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

    constexpr quint32 k_services = 500;
    constexpr const char* k_names[] = { "HighErrorRate", "HighLatency", "PodCrashLooping", "DiskWillFill",
        "QueueBacklog", "ReplicaLag", "CertificateExpiry", "MemoryPressure", "TargetDown",
        "ThrottledRequests" };
    constexpr const char* k_severities[] = { "critical", "warning", "warning", "warning", "info" };
    constexpr const char* k_regions[] = { "eu-central-1", "eu-west-1", "us-east-1", "us-west-2" };

    quint32 mixed(quint32 number, quint32 seed)
    {
        quint32 x = (number * 2654435761U) ^ (seed * 40503U);
        x ^= x >> 15;
        x *= 2246822519U;
        return x ^ (x >> 13);
    }

    QByteArray iso(qint64 ms)
    {
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
    }

} // namespace

/// One connection that reconnects by itself, and what it was told.
struct Senders::Sender {
    int number = 0;
    int fd = -1;
    std::thread thread;
    Times acknowledgements;
    QByteArray reply;

    ~Sender() { hangUp(); }

    void hangUp()
    {
        if (fd >= 0)
            close(fd);
        fd = -1;
    }

    bool call(quint16 port)
    {
        if (fd >= 0)
            return true;
        fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to {};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        const timeval limit { 30, 0 };
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        if (connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0)
            return true;
        hangUp();
        return false;
    }

    bool sendAll(const QByteArray& bytes) const
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const auto n =
                ::send(fd, bytes.constData() + at, static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            at += n;
        }
        return true;
    }

    /// The status; 0: no whole answer came.
    int answer()
    {
        reply.clear();
        char chunk[2048];
        for (;;) {
            const auto n = recv(fd, chunk, sizeof chunk, 0);
            if (n <= 0)
                return 0;
            reply.append(chunk, n);
            const auto end = reply.indexOf("\r\n\r\n");
            if (end < 0)
                continue;
            const QByteArray head = reply.first(end).toLower();
            const auto length = head.indexOf("content-length:");
            const auto size = length < 0 ? 0 : std::strtoll(head.constData() + length + 15, nullptr, 10);
            if (reply.size() < end + 4 + size)
                continue;
            const int status = head.mid(9, 3).toInt();
            if (head.contains("connection: close"))
                hangUp();
            return status;
        }
    }
};

Senders::Senders(SendPlan plan)
    : m_plan(std::move(plan))
    , m_begun(m_plan.alerts)
    , m_accepted(m_plan.alerts)
{
    for (int i = 0; i < m_plan.senders; ++i) {
        m_senders.push_back(std::make_unique<Sender>());
        m_senders.back()->number = i;
    }
}

Senders::~Senders()
{
    join();
}

void Senders::appendAlert(
    QByteArray& out, quint32 number, quint32 seed, const QByteArray& now, const QByteArray& until)
{
    const quint32 x = mixed(number, seed);
    const QByteArray service = "svc-" + QByteArray::number(x % k_services).rightJustified(3, '0');
    const QByteArray host = "host-" + QByteArray::number(number);
    const char* name = k_names[(x >> 9) % std::size(k_names)];
    out += R"({"labels":{"alertname":")";
    out += name;
    out += R"(","service":")" + service + R"(","instance":")" + host + R"(","severity":")";
    out += k_severities[(x >> 5) % std::size(k_severities)];
    out += R"(","region":")";
    out += k_regions[(x >> 17) % std::size(k_regions)];
    out += R"(","environment":"production","team":"team-)" + QByteArray::number(x % 23) + R"(","job":")"
        + service + R"("},"annotations":{"summary":")";
    out += name;
    out += " of " + service + " on " + host + R"(","description":"The value of )" + service
        + " has been above its threshold for five minutes; measured " + QByteArray::number(x % 100'000)
        + R"( against 250. Look at the saturation of what it depends on first.","runbook_url":"https://runbooks.example/)"
        + service + R"("},"startsAt":")" + now + R"(","endsAt":")" + until
        + R"(","generatorURL":"https://prometheus.example/graph?g0.expr=errors"})";
}

void Senders::start()
{
    m_running = m_plan.senders;
    m_startedAt = SteadyClock::now();
    for (auto& sender : m_senders)
        sender->thread = std::thread([this, &sender = *sender] { run(sender); });
}

void Senders::run(Sender& sender)
{
    const auto batch = static_cast<quint32>(m_plan.batch);
    const auto stride = batch * static_cast<quint32>(m_plan.senders);
    QByteArray body;
    for (quint32 first = batch * static_cast<quint32>(sender.number); first < m_plan.alerts;
         first += stride) {
        if (m_plan.rate > 0)
            std::this_thread::sleep_until(
                m_startedAt + std::chrono::nanoseconds(static_cast<qint64>(1e9 * first / m_plan.rate)));
        const quint32 end = std::min(first + batch, m_plan.alerts);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const QByteArray starts = iso(now), ends = iso(now + 4 * 3'600'000);
        body = "[";
        for (quint32 n = first; n < end; ++n) {
            if (n != first)
                body += ',';
            appendAlert(body, n, m_plan.seed, starts, ends);
        }
        body += ']';
        const QByteArray head =
            "POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Authorization: Bearer "
            + m_plan.token + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
        const auto begun = SteadyClock::now();
        for (quint32 n = first; n < end; ++n)
            m_begun[n] = begun;
        const int status = sender.call(m_plan.port) && sender.sendAll(head + body) ? sender.answer() : 0;
        sender.acknowledgements.add(msSince(begun));
        if (status == 0)
            sender.hangUp();
        (status == 200 ? m_acceptedCount : status ? m_refusedCount : m_unansweredCount) += end - first;
        for (quint32 n = first; n < end && status == 200; ++n)
            m_accepted[n] = 1;
    }
    --m_running;
}

void Senders::join()
{
    for (auto& sender : m_senders) {
        if (sender->thread.joinable())
            sender->thread.join();
    }
    if (m_seconds == 0)
        m_seconds = msSince(m_startedAt) / 1000;
}

Times Senders::acknowledgements() const
{
    Times out;
    for (const auto& sender : m_senders)
        out.add(sender->acknowledgements);
    return out;
}

} // namespace quarterdeck
