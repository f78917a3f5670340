// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/limits.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace quarterdeck {

/// The checked head of a request. Names of fields are in lower case, values without outer blanks.
struct RequestHead {
    QByteArray method;
    QByteArray target; ///< path and query as sent, never decoded; starts with '/' (or is '*' of OPTIONS)
    QByteArray host;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QString peer; ///< the address without the port
    qint64 contentLength = 0; ///< -1: chunked, so not known yet

    /// The first field of that (lower-case) name; null when there is none.
    QByteArray header(const char* name) const;
    /// The target without the query.
    QByteArray path() const;
};

struct HttpReply {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

/// {"error": sentence}: the shape of every refusal.
HttpReply refusalReply(int status, const QString& sentence);

/// What the server refused by itself, for the journal or the log (which limit their own rate). Status 0:
/// there was nobody to answer (a failed TLS handshake, a connection dropped for a newer one).
struct Refusal {
    QString peer;
    int status = 0;
    QString sentence;
};

using SocketId = quint64;

/// One port for HTTP intake and WebSockets, with or without TLS (1.2 and up).
///
/// Thread: the server owns one I/O thread and every handler runs on it, so a handler must not block.
/// send, close, queued, markReady and a Respond may be called from any thread.
class Server {
public:
    struct Config {
        QString address = QStringLiteral("127.0.0.1"); ///< a numeric address, or "localhost"
        quint16 port = 0; ///< 0: any free one
        ServerLimits limits;
        QString certFile; ///< PEM chain; TLS is on when this is set
        QString keyFile; ///< PEM
        /// Host names (without port) that requests may name. Empty: the names of the loopback interface
        /// when that is where the server listens, any name elsewhere.
        std::vector<QByteArray> allowedHosts;
    };

    /// Called at most once, from any thread, also after the server is gone. Dropping it unanswered makes a
    /// 500.
    using Respond = std::function<void(HttpReply)>;

    /// Any of them may be empty.
    struct Handlers {
        /// After the head and before any byte of the body is read. A reply refuses and closes.
        std::function<std::optional<HttpReply>(const RequestHead&)> admit;
        std::function<void(RequestHead, QByteArray body, Respond)> request;
        /// The same for a WebSocket upgrade; an empty function refuses all of them.
        std::function<std::optional<HttpReply>(const RequestHead&)> admitSocket;
        std::function<void(SocketId, RequestHead)> opened;
        std::function<void(SocketId, QByteArray)> message; ///< binary only; text closes with 1003
        std::function<void(SocketId)> closed; ///< exactly once for every opened
        std::function<void(SocketId)> drained; ///< the outbox fell below the soft limit again
        std::function<void(Refusal)> refused;
    };

    Server(Config config, Handlers handlers);
    ~Server(); ///< stops; not from a handler
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Listens and starts the thread; the port that it listens on, or why it cannot. Once.
    Result<quint16> start();
    /// Accepts no more, closes sockets with 1001, gives replies that are on their way a second, joins.
    void stop();

    /// Queues one binary message. A socket that is gone, or whose outbox overflows, drops it.
    void send(SocketId id, QByteArray frame);
    /// Bytes that wait to be sent; 0 when the socket is gone.
    qint64 queued(SocketId id) const;
    /// The reason is cut to 123 bytes.
    void close(SocketId id, quint16 code, QByteArray reason);
    /// The first message was accepted: lifts the hello deadline.
    void markReady(SocketId id);

private:
    struct Inside;
    std::unique_ptr<Inside> m_inside;
};

} // namespace quarterdeck
