// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/connections.h"
#include "app/server/requestreader.h"
#include "app/server/socketconnection.h"

#include <boost/asio/write.hpp>

#include <array>

namespace quarterdeck {

/// HTTP/1.1 on one stream: head, admission, body, handler, reply, and again. Every phase has one absolute
/// deadline. Included by connections.cpp only.
template <class Stream>
class HttpConnection : public ServerConnection, public std::enable_shared_from_this<HttpConnection<Stream>> {
public:
    HttpConnection(ServerState& state, SocketId id, QString peer, QByteArray peerKey,
        std::shared_ptr<IoDoor> door, Stream stream)
        : ServerConnection(std::move(peerKey))
        , m_state(&state)
        , m_door(std::move(door))
        , m_id(id)
        , m_peer(std::move(peer))
        , m_stream(std::move(stream))
        , m_reader(std::make_unique<RequestReader>(state.limits))
    {
    }

    ~HttpConnection() override { holdBody(0); }

    void start() override
    {
        within(m_state->limits.headWithin);
        if constexpr (isTls) {
            m_stream.async_handshake(
                asio::ssl::stream_base::server, [self = this->shared_from_this()](error_code ec) {
                    if (ec) {
                        self->m_state->refused(self->m_peer, 0,
                            QStringLiteral("The TLS handshake failed: %1.")
                                .arg(QString::fromStdString(ec.message())));
                        return self->finish();
                    }
                    self->m_phase = Phase::Head;
                    self->read();
                });
        } else {
            m_phase = Phase::Head;
            read();
        }
    }

    void expire() override
    {
        switch (m_phase) {
        case Phase::Head:
            if (m_bytes.isEmpty())
                return abort();
            return refuse(408, QStringLiteral("The header of the request did not arrive in time."));
        case Phase::Body:
            return refuse(408, QStringLiteral("The body of the request did not arrive in time."));
        case Phase::Waiting:
            return refuse(503, QStringLiteral("The server is too busy to answer."));
        case Phase::Handshake:
        case Phase::Writing:
        case Phase::Lingering:
        case Phase::Over:
            abort();
        }
    }

    void abort() override { finish(); }

    void stop() override
    {
        m_last = true;
        if (m_phase == Phase::Handshake || m_phase == Phase::Head || m_phase == Phase::Body)
            finish();
    }

    Worth worth() const override
    {
        if (m_phase != Phase::Handshake && m_phase != Phase::Head)
            return m_phase == Phase::Lingering ? Worth::Nothing : Worth::Busy;
        return m_served == 0 ? Worth::Nothing : Worth::Idle;
    }

private:
    enum class Phase { Handshake, Head, Body, Waiting, Writing, Lingering, Over };
    static constexpr bool isTls = !std::is_same_v<Stream, PlainStream>;
    static constexpr qint64 lingerBytes = 256 * 1024;

    TcpSocket& socket() { return beast::get_lowest_layer(m_stream).socket(); }

    void read()
    {
        m_stream.async_read_some(
            asio::buffer(m_chunk), [self = this->shared_from_this()](error_code ec, std::size_t n) {
                if (self->m_phase != Phase::Head && self->m_phase != Phase::Body)
                    return; // a deadline has answered already
                if (ec)
                    return self->finish();
                if (self->m_phase == Phase::Head && self->m_bytes.isEmpty() && self->m_served > 0)
                    self->within(self->m_state->limits.headWithin);
                self->m_bytes.append(self->m_chunk.data(), qsizetype(n));
                self->process();
            });
    }

    void process()
    {
        if (m_phase == Phase::Head) {
            switch (m_reader->takeHead(m_bytes)) {
            case RequestReader::Step::NeedMore:
                return read();
            case RequestReader::Step::Refused:
                return refuse(m_reader->refusal());
            case RequestReader::Step::Ready:
                break;
            }
            if (!admit())
                return;
        }
        const auto step = m_reader->takeBody(m_bytes);
        holdBody(m_reader->bodySize());
        if (m_state->bodies > m_state->limits.bodies)
            return refuse(
                503, QStringLiteral("Too many requests are being received at once; send it again."));
        switch (step) {
        case RequestReader::Step::NeedMore:
            return read();
        case RequestReader::Step::Refused:
            return refuse(m_reader->refusal());
        case RequestReader::Step::Ready:
            return dispatch();
        }
    }

    /// False: answered, upgraded, or going on after a "100 Continue".
    bool admit()
    {
        RequestHead& head = m_reader->head();
        head.peer = m_peer;
        const Framing framing = m_reader->framing();
        if (!hostAllowed(head.host, m_state->allowedHosts)) {
            refuse(421, QStringLiteral("This server does not answer to the host name of the request."));
            return false;
        }
        if (framing.upgrade) {
            upgrade(framing);
            return false;
        }
        if (m_state->handlers.admit) {
            if (auto reply = m_state->handlers.admit(head)) {
                refuseWith(std::move(*reply));
                return false;
            }
        }
        m_phase = Phase::Body;
        within(m_state->limits.bodyWithin);
        if (framing.expectsContinue && m_bytes.isEmpty() && head.contentLength != 0) {
            m_out = "HTTP/1.1 100 Continue\r\n\r\n";
            asio::async_write(m_stream, asio::buffer(m_out.constData(), size_t(m_out.size())),
                [self = this->shared_from_this()](error_code ec, std::size_t) {
                    if (self->m_phase != Phase::Body)
                        return;
                    return ec ? self->finish() : self->read();
                });
            return false;
        }
        return true;
    }

    void upgrade(const Framing& framing)
    {
        RequestHead& head = m_reader->head();
        if (auto refused = checkUpgrade(head, framing))
            return refuse(*refused);
        if (!m_bytes.isEmpty())
            return refuse(400, QStringLiteral("Frames may be sent only after the upgrade was answered."));
        if (!m_state->handlers.admitSocket)
            return refuse(404, QStringLiteral("There is no WebSocket here."));
        if (auto reply = m_state->handlers.admitSocket(head))
            return refuseWith(std::move(*reply));
        m_phase = Phase::Over;
        auto next = std::make_shared<SocketConnection<Stream>>(
            *m_state, m_id, peerKey(), std::move(m_stream), std::move(head));
        m_state->connections[m_id] = next; // this object lives on until the read handler returns
        next->start();
    }

    void dispatch()
    {
        m_phase = Phase::Waiting;
        within(m_state->limits.replyWithin);
        ++m_served;
        m_keepAlive = m_reader->framing().keepAlive && m_served < m_state->limits.requests;
        if (!m_state->handlers.request)
            return refuse(404, QStringLiteral("There is nothing here."));
        auto respond = responder();
        m_state->handlers.request(std::move(m_reader->head()), m_reader->takenBody(), std::move(respond));
    }

    /// One answer to one request; shared by the copies of the Respond that carries it.
    struct Answer {
        std::shared_ptr<IoDoor> door;
        std::weak_ptr<HttpConnection> connection;
        int exchange;
        std::atomic<bool> given { false };

        ~Answer()
        {
            if (!given)
                give(refusalReply(500, QStringLiteral("The server has lost the request.")));
        }

        void give(HttpReply reply)
        {
            if (given.exchange(true))
                return;
            door->post([connection = connection, exchange = exchange, reply = std::move(reply)] {
                if (auto self = connection.lock())
                    self->answer(reply, exchange);
            });
        }
    };

    Server::Respond responder()
    {
        auto answer = std::make_shared<Answer>();
        answer->door = m_door;
        answer->connection = this->weak_from_this();
        answer->exchange = m_served;
        return [answer](HttpReply reply) { answer->give(std::move(reply)); };
    }

    void answer(const HttpReply& reply, int exchange)
    {
        if (m_phase == Phase::Waiting && exchange == m_served)
            write(replyBytes(reply, m_keepAlive && !m_last));
    }

    void refuse(const Refusal& refusal) { refuse(refusal.status, refusal.sentence); }

    void refuse(int status, const QString& sentence)
    {
        m_state->refused(m_peer, status, sentence);
        refuseWith(refusalReply(status, sentence));
    }

    void refuseWith(HttpReply reply)
    {
        m_last = true;
        write(replyBytes(reply, false));
    }

    void write(QByteArray bytes)
    {
        m_phase = Phase::Writing;
        m_out = std::move(bytes);
        within(m_state->limits.writeWithin + std::chrono::seconds(m_out.size() >> 20));
        asio::async_write(m_stream, asio::buffer(m_out.constData(), size_t(m_out.size())),
            [self = this->shared_from_this()](error_code ec, std::size_t) {
                if (self->m_phase != Phase::Writing)
                    return;
                self->m_out = {};
                self->holdBody(0);
                if (ec)
                    return self->finish();
                if (self->m_last || !self->m_keepAlive)
                    return self->linger();
                self->next();
            });
    }

    void next()
    {
        m_reader = std::make_unique<RequestReader>(m_state->limits);
        m_phase = Phase::Head;
        within(m_bytes.isEmpty() ? m_state->limits.idleWithin : m_state->limits.headWithin);
        if (m_bytes.isEmpty())
            read();
        else
            process();
    }

    /// A close with unread bytes would be a reset, which can overtake the reply.
    void linger()
    {
        m_phase = Phase::Lingering;
        m_reader.reset();
        m_bytes = {};
        within(m_state->limits.lingerWithin);
        if constexpr (isTls) {
            m_stream.async_shutdown([self = this->shared_from_this()](error_code) { self->drain(); });
        } else {
            drain();
        }
    }

    void drain()
    {
        if (m_phase != Phase::Lingering)
            return;
        error_code ignored; // the peer may be gone already
        socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        socket().async_read_some(
            asio::buffer(m_chunk), [self = this->shared_from_this()](error_code ec, std::size_t n) {
                self->m_drained += qint64(n);
                if (ec || self->m_drained > lingerBytes)
                    return self->finish();
                self->drain();
            });
    }

    void holdBody(qint64 bytes)
    {
        m_state->bodies += bytes - m_held;
        m_held = bytes;
    }

    void finish()
    {
        if (m_phase == Phase::Over)
            return;
        m_phase = Phase::Over;
        holdBody(0);
        beast::get_lowest_layer(m_stream).close();
        m_state->connections.erase(m_id);
    }

    ServerState* m_state;
    std::shared_ptr<IoDoor> m_door; ///< outlives the server for the sake of late answers
    SocketId m_id;
    QString m_peer;
    Stream m_stream;
    std::unique_ptr<RequestReader> m_reader;
    QByteArray m_bytes; ///< read and not taken yet
    QByteArray m_out;
    std::array<char, 16 * 1024> m_chunk;
    qint64 m_held = 0;
    qint64 m_drained = 0;
    int m_served = 0;
    Phase m_phase = Phase::Handshake;
    bool m_keepAlive = false;
    bool m_last = false;
};

} // namespace quarterdeck
