// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>
#include <utility>

namespace quarterdeck {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

using IoExecutor = asio::io_context::executor_type;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, IoExecutor>;

/// The way onto the I/O thread for those who may outlive it.
class IoDoor {
public:
    explicit IoDoor(asio::io_context& io)
        : m_io(&io)
    {
    }

    template <class Work> void post(Work&& work)
    {
        const std::lock_guard lock(m_mutex);
        if (m_io)
            asio::post(*m_io, std::forward<Work>(work));
    }

    void shut()
    {
        const std::lock_guard lock(m_mutex);
        m_io = nullptr;
    }

private:
    std::mutex m_mutex;
    asio::io_context* m_io;
};

/// Sits below TLS and WebSocket as Beast's rate policy. It sees what they hide: empty fragments and pings
/// that never reach a read handler, and whether any byte leaves at all.
class ByteMeter {
public:
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    void allow(std::size_t bytes) { m_left = bytes; }

    std::size_t left() const { return m_left; }

    bool exhausted() const { return m_left == 0; }

    std::size_t written() const { return m_written; }

private:
    friend class beast::rate_policy_access;

    std::size_t available_read_bytes() const { return m_left; } // 0 suspends the read for a second

    std::size_t available_write_bytes() const { return unlimited; }

    void transfer_read_bytes(std::size_t n)
    {
        if (m_left != unlimited)
            m_left -= std::min(n, m_left);
    }

    void transfer_write_bytes(std::size_t n) { m_written += n; }

    void on_timer() const { }

    std::size_t m_left = unlimited;
    std::size_t m_written = 0;
};

using PlainStream = beast::basic_stream<asio::ip::tcp, IoExecutor, ByteMeter>;
using TlsStream = beast::ssl_stream<PlainStream>;

/// Beast's own teardown reads until the peer stops, in a loop that a flooding peer keeps the whole I/O
/// thread in. These stop sending; SocketConnection then lingers within its limits.
template <class Done> void async_teardown(beast::role_type, PlainStream& stream, Done&& done)
{
    error_code ignored; // the peer may be gone already
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    asio::post(stream.get_executor(), beast::bind_front_handler(std::forward<Done>(done), error_code()));
}

template <class Done> void async_teardown(beast::role_type role, TlsStream& stream, Done&& done)
{
    async_teardown(role, stream.next_layer(), std::forward<Done>(done));
}

} // namespace quarterdeck
