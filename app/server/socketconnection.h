// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/requestrules.h"
#include "app/server/serverstate.h"
#include "app/server/transport.h"

#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <array>
#include <deque>

namespace quarterdeck {

namespace websocket = boost::beast::websocket;

/// One WebSocket after an admitted upgrade. Binary messages in, an outbox with a soft and a hard limit
/// out. Included by connections.cpp only.
template <class Stream>
class SocketConnection : public ServerConnection,
                         public std::enable_shared_from_this<SocketConnection<Stream>> {
public:
    SocketConnection(ServerState& state, SocketId id, QByteArray peerKey, Stream stream, RequestHead head)
        : ServerConnection(std::move(peerKey))
        , m_state(&state)
        , m_id(id)
        , m_head(std::move(head))
        , m_ws(std::move(stream))
        , m_tokens(burst())
    {
    }

    void start() override
    {
        const auto& limits = m_state->limits;
        m_ws.binary(true);
        m_ws.auto_fragment(false); // QWebSocket breaks on what a fragment boundary cuts in two
        m_ws.read_message_max(std::size_t(limits.message));
        websocket::stream_base::timeout timeouts {};
        timeouts.handshake_timeout = limits.headWithin;
        timeouts.idle_timeout = 2 * limits.pingAfter; // Beast pings at half of it
        timeouts.keep_alive_pings = true;
        m_ws.set_option(timeouts);
        m_ws.set_option(websocket::stream_base::decorator(
            [](websocket::response_type& reply) { reply.set(beast::http::field::server, "quarterdeck"); }));
        m_ws.control_callback([this](websocket::frame_type, beast::string_view) { countControlFrame(); });
        within(limits.helloWithin);
        auto request = std::make_shared<UpgradeRequest>(upgradeRequest()); // lives as long as the operation
        m_ws.async_accept(*request, [self = this->shared_from_this(), request](error_code ec) {
            if (ec || self->m_over)
                return self->finish();
            self->opened();
        });
    }

    void expire() override
    {
        if (m_closing || !m_outbox)
            return finish();
        close(1008, "the first message did not arrive in time");
    }

    void tick(SteadyTime now) override
    {
        const auto& limits = m_state->limits;
        const std::chrono::duration<double> passed =
            m_tickAt == SteadyTime() ? SteadyTime::duration(0) : now - m_tickAt;
        m_tickAt = now;
        m_tokens = std::min(burst(), m_tokens + passed.count() * limits.controlFrames);
        if (m_closing || !m_outbox)
            return;
        if (meter().exhausted())
            return close(1008, "too many bytes without a message");
        // Who only listens sends pongs for weeks.
        meter().allow(std::min(allowance(), meter().left() + std::size_t(passed.count() * trickle)));
        if (m_queue.empty() || meter().written() != m_written) {
            m_written = meter().written();
            m_movedAt = now;
        } else if (now - m_movedAt > limits.stalled) {
            close(1013, "reading is too slow");
        }
    }

    void abort() override { finish(); }

    void stop() override { closeSocket(1001, "the server is stopping"); }

    Worth worth() const override { return m_ready && !m_closing ? Worth::Busy : Worth::Nothing; }

    void enqueue(QByteArray frame) override
    {
        if (m_closing || m_over || !m_outbox)
            return;
        m_queue.push_back(std::move(frame));
        if (m_queue.size() == 1) {
            m_movedAt = std::chrono::steady_clock::now();
            write();
        }
    }

    void closeSocket(quint16 code, QByteArray reason) override
    {
        if (m_outbox)
            close(code, reason);
        else
            finish();
    }

    void markReady() override
    {
        m_ready = true;
        if (!m_closing && !m_over)
            noDeadline();
    }

private:
    using UpgradeRequest = beast::http::request<beast::http::empty_body>;
    static constexpr qint64 lingerBytes = 256 * 1024;
    static constexpr double trickle = 16 * 1024; // bytes a second that need no message

    ByteMeter& meter() { return beast::get_lowest_layer(m_ws).rate_policy(); }

    double burst() const { return 5.0 * m_state->limits.controlFrames; }

    /// The head was parsed and checked; Beast needs its own type of it.
    UpgradeRequest upgradeRequest() const
    {
        UpgradeRequest request(
            beast::http::verb::get, { m_head.target.constData(), size_t(m_head.target.size()) }, 11);
        for (const auto& [name, value] : m_head.headers) {
            request.insert(beast::string_view(name.constData(), size_t(name.size())),
                beast::string_view(value.constData(), size_t(value.size())));
        }
        return request;
    }

    void opened()
    {
        m_outbox = m_state->openOutbox(m_id);
        if (m_state->handlers.opened)
            m_state->handlers.opened(m_id, std::move(m_head));
        renewAllowance();
        read();
    }

    /// Bytes until the next whole message: one of the largest size, and pings.
    std::size_t allowance() const { return std::size_t(m_state->limits.message / 2 * 3); }

    void renewAllowance() { meter().allow(allowance()); }

    void read()
    {
        m_ws.async_read_some(
            asio::buffer(m_chunk), [self = this->shared_from_this()](error_code ec, std::size_t n) {
                if (ec)
                    return self->readEnded();
                self->take(n);
            });
    }

    void take(std::size_t n)
    {
        if (m_closing)
            return; // the close operation reads on its own
        if (m_ws.got_text())
            return close(1003, "messages are binary here");
        m_message.append(m_chunk.data(), qsizetype(n));
        if (!m_ws.is_message_done()) {
            if (++m_pieces > 1024 + m_message.size() / 128)
                return close(1008, "the message is cut into too many pieces");
            return read();
        }
        m_pieces = 0;
        renewAllowance();
        if (m_state->handlers.message)
            m_state->handlers.message(m_id, std::exchange(m_message, {}));
        m_message.clear();
        if (!m_closing)
            read();
    }

    /// Beast has answered a close or a broken frame already; ours waits for its own operation.
    void readEnded()
    {
        m_readEnded = true;
        if (!m_closing)
            linger();
    }

    void countControlFrame()
    {
        m_tokens -= 1;
        if (m_tokens > 0 || m_flooded)
            return;
        m_flooded = true;
        // Beast is inside a read here and allows no other call.
        asio::post(m_ws.get_executor(),
            [self = this->shared_from_this()] { self->close(1008, "too many control frames"); });
    }

    void write()
    {
        const QByteArray& frame = m_queue.front();
        m_ws.async_write(asio::buffer(frame.constData(), size_t(frame.size())),
            [self = this->shared_from_this()](error_code ec, std::size_t) { self->wrote(ec); });
    }

    void wrote(error_code ec)
    {
        if (m_queue.empty())
            return;
        const qint64 size = m_queue.front().size();
        m_queue.pop_front();
        if (ec || m_closing || m_over)
            return forgetQueue();
        const qint64 before = m_outbox->bytes.fetch_sub(size);
        const qint64 soft = m_state->limits.outboxSoft;
        if (before >= soft && before - size < soft && m_state->handlers.drained)
            m_state->handlers.drained(m_id);
        if (!m_queue.empty() && !m_closing)
            write();
    }

    /// The frame that is being written must stay until its operation has ended.
    void forgetQueue()
    {
        while (m_queue.size() > 1)
            m_queue.pop_back();
    }

    void close(quint16 code, QByteArray reason)
    {
        if (m_closing || m_over)
            return;
        m_closing = true;
        m_outbox->shut = true;
        forgetQueue();
        within(m_state->limits.closeWithin);
        renewAllowance();
        if (m_readEnded)
            return linger();
        reason.truncate(123);
        websocket::close_reason why(static_cast<websocket::close_code>(code));
        why.reason.assign(reason.constData(), size_t(reason.size()));
        m_ws.async_close(why, [self = this->shared_from_this()](error_code) { self->linger(); });
    }

    /// A close with unread bytes would be a reset, which can overtake the close frame.
    void linger()
    {
        if (m_over || m_lingering)
            return;
        m_lingering = true;
        m_closing = true;
        if (m_outbox)
            m_outbox->shut = true;
        forgetQueue();
        within(m_state->limits.lingerWithin);
        drain();
    }

    void drain()
    {
        beast::get_lowest_layer(m_ws).socket().async_read_some(
            asio::buffer(m_chunk), [self = this->shared_from_this()](error_code ec, std::size_t n) {
                self->m_drained += qint64(n);
                if (ec || self->m_drained > lingerBytes)
                    return self->finish();
                self->drain();
            });
    }

    void finish()
    {
        if (m_over)
            return;
        m_over = true;
        beast::get_lowest_layer(m_ws).close();
        forgetQueue();
        const bool wasOpen = bool(m_outbox);
        m_outbox.reset();
        m_state->closeOutbox(m_id);
        m_state->connections.erase(m_id); // the operation that brought us here still holds this
        if (wasOpen && m_state->handlers.closed)
            m_state->handlers.closed(m_id);
    }

    ServerState* m_state;
    SocketId m_id;
    RequestHead m_head;
    websocket::stream<Stream, false> m_ws; // without permessage-deflate
    std::shared_ptr<FrameOutbox> m_outbox; ///< shared with the sending threads; set while open
    std::deque<QByteArray> m_queue; ///< the front is being written
    std::array<char, 16 * 1024> m_chunk;
    QByteArray m_message;
    qsizetype m_pieces = 0;
    qint64 m_drained = 0;
    std::size_t m_written = 0;
    double m_tokens;
    SteadyTime m_movedAt;
    SteadyTime m_tickAt;
    bool m_ready = false;
    bool m_flooded = false;
    bool m_readEnded = false;
    bool m_closing = false;
    bool m_lingering = false;
    bool m_over = false;
};

} // namespace quarterdeck
