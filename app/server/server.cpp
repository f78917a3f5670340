// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/server.h"

#include "app/server/connections.h"
#include "app/server/requestrules.h"

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include <openssl/ssl.h>
#include <thread>
#include <utility>

namespace quarterdeck {

namespace {

    using tcp = asio::ip::tcp;
    using Acceptor = asio::basic_socket_acceptor<tcp, IoExecutor>;
    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
        asio::wait_traits<std::chrono::steady_clock>, IoExecutor>;

    constexpr std::chrono::milliseconds tickEvery { 100 };
    constexpr std::chrono::milliseconds stopWithin { 1000 };

    /// An IPv4 peer of a dual-stack listener is the same peer as on an IPv4 one.
    asio::ip::address plainAddress(const asio::ip::address& address)
    {
        if (address.is_v6() && address.to_v6().is_v4_mapped())
            return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
        return address;
    }

    /// What is counted as one peer; a host has a whole IPv6 /64 to itself.
    QByteArray peerKeyOf(const asio::ip::address& address)
    {
        if (address.is_loopback())
            return "loopback";
        if (address.is_v4())
            return QByteArray::fromStdString(address.to_string());
        const auto bytes = address.to_v6().to_bytes();
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), 8);
    }

    int chooseProtocol(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* in,
        unsigned int inSize, void*)
    {
        static constexpr unsigned char ours[] = "\x08http/1.1";
        unsigned char* chosen = nullptr;
        if (SSL_select_next_proto(&chosen, outSize, ours, sizeof ours - 1, in, inSize)
            != OPENSSL_NPN_NEGOTIATED)
            return SSL_TLSEXT_ERR_NOACK;
        *out = chosen;
        return SSL_TLSEXT_ERR_OK;
    }

    QString text(const error_code& ec)
    {
        return QString::fromStdString(ec.message());
    }

} // namespace

struct Server::Inside {
    explicit Inside(Config c, Handlers h)
        : config(std::move(c))
    {
        state.limits = config.limits;
        state.handlers = std::move(h);
    }

    Outcome makeTls();
    Outcome listen();
    void accept();
    void accepted(TcpSocket socket);
    bool makeRoom(const QByteArray& key, const QString& peer);
    void tick();
    void shutDown();
    void run();

    SocketId freshId() { return ++lastId; }

    Config config;
    ServerState state; // before the io_context, whose handlers own connections that refer to it
    std::unique_ptr<asio::ssl::context> tls;
    asio::io_context io { 1 };
    std::shared_ptr<IoDoor> door = std::make_shared<IoDoor>(io); ///< shared with late answers
    Acceptor acceptor { io };
    TcpSocket incoming { io };
    Timer timer { io };
    std::thread thread;
    SocketId lastId = 0;
    SteadyTime stopAt = SteadyTime::max();
    bool acceptAgain = false;
};

Outcome Server::Inside::makeTls()
{
    if (config.certFile.isEmpty())
        return Done {};
    SSL_CTX* raw = SSL_CTX_new(TLS_server_method());
    if (!raw)
        return error("server.tls", QStringLiteral("OpenSSL could not be set up."));
    tls = std::make_unique<asio::ssl::context>(raw); // takes it over
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(
        raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_alpn_select_cb(raw, chooseProtocol, nullptr);
    error_code ec;
    tls->use_certificate_chain_file(config.certFile.toStdString(), ec);
    if (ec) {
        return error("server.certificate",
            QStringLiteral(
                "The certificate %1 cannot be used: %2. A PEM file with the whole chain is needed.")
                .arg(config.certFile, text(ec)),
            { config.certFile, text(ec) });
    }
    tls->use_private_key_file(config.keyFile.toStdString(), asio::ssl::context::pem, ec);
    if (ec || SSL_CTX_check_private_key(raw) != 1) {
        const QString why = ec ? text(ec) : QStringLiteral("it does not belong to the certificate");
        return error("server.key",
            QStringLiteral("The private key %1 cannot be used: %2.").arg(config.keyFile, why),
            { config.keyFile, why });
    }
    return Done {};
}

Outcome Server::Inside::listen()
{
    error_code ec;
    const QString name =
        config.address == QStringLiteral("localhost") ? QStringLiteral("127.0.0.1") : config.address;
    const auto address = asio::ip::make_address(name.toStdString(), ec);
    if (ec) {
        return error("server.address",
            QStringLiteral("\"%1\" is not a numeric address to listen on, such as 127.0.0.1.")
                .arg(config.address),
            { config.address });
    }
    state.allowedHosts = config.allowedHosts;
    if (address.is_loopback()) {
        for (const char* own : { "127.0.0.1", "localhost", "[::1]" })
            state.allowedHosts.emplace_back(own);
    }
    const tcp::endpoint endpoint(address, config.port);
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(Acceptor::reuse_address(true), ec);
    if (!ec)
        acceptor.set_option(Acceptor::receive_buffer_size(state.limits.receiveBuffer), ec); // inherited
    if (!ec)
        acceptor.set_option(Acceptor::send_buffer_size(state.limits.sendBuffer), ec);
    if (!ec && address.is_v6())
        acceptor.set_option(asio::ip::v6_only(!address.is_unspecified()), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (!ec)
        return Done {};
    const QString where = QStringLiteral("%1:%2").arg(config.address).arg(config.port);
    if (ec == asio::error::address_in_use) {
        return error("server.port-taken",
            QStringLiteral("Another program already listens on %1. Stop it or choose another port.")
                .arg(where),
            { where });
    }
    return error("server.listen", QStringLiteral("Cannot listen on %1: %2.").arg(where, text(ec)),
        { where, text(ec) });
}

void Server::Inside::accept()
{
    acceptor.async_accept(incoming, [this](error_code ec) {
        if (!acceptor.is_open())
            return;
        if (ec && ec != asio::error::connection_aborted) {
            acceptAgain = true; // out of descriptors, most likely: the next tick tries again
            return;
        }
        TcpSocket socket = std::exchange(incoming, TcpSocket(io));
        accept(); // before anything that can fail
        if (!ec)
            accepted(std::move(socket));
    });
}

void Server::Inside::accepted(TcpSocket socket)
{
    error_code ec;
    const auto endpoint = socket.remote_endpoint(ec);
    if (ec)
        return; // gone already
    socket.set_option(tcp::no_delay(true), ec);
    const auto address = plainAddress(endpoint.address());
    const QString peer = QString::fromStdString(address.to_string());
    const QByteArray key = peerKeyOf(address);
    if (!makeRoom(key, peer)) {
        // One short try: a peer over its cap is not worth a connection's state.
        socket.non_blocking(true, ec);
        const QByteArray bytes = tls
            ? QByteArray()
            : replyBytes(refusalReply(503, QStringLiteral("Too many connections.")), false);
        socket.write_some(asio::buffer(bytes.constData(), size_t(bytes.size())), ec);
        return;
    }
    const SocketId id = freshId();
    auto connection = makeConnection(state, { id, std::move(socket), peer, key, door }, tls.get());
    state.connections[id] = connection;
    connection->start();
}

/// At a cap the oldest connection that has not yet brought a request is given up, then the oldest idle one:
/// who drips bytes loses the place to who speaks. False when all of them are busy.
bool Server::Inside::makeRoom(const QByteArray& key, const QString& peer)
{
    using Worth = ServerConnection::Worth;
    const int cap = key == "loopback" ? state.limits.perLoopback : state.limits.perPeer;
    int ofPeer = 0;
    for (const auto& [id, connection] : state.connections)
        ofPeer += connection->peerKey() == key ? 1 : 0;
    const bool peerFull = ofPeer >= cap;
    if (!peerFull && int(state.connections.size()) < state.limits.connections)
        return true;
    for (const Worth worth : { Worth::Nothing, Worth::Idle }) {
        for (const auto& [id, connection] : state.connections) {
            if (connection->worth() != worth || (peerFull && connection->peerKey() != key))
                continue;
            state.refused(
                peer, 0, QStringLiteral("Too many connections: the oldest that waited was dropped."));
            const auto held = connection; // abort takes it out of the map
            held->abort();
            return true;
        }
    }
    state.refused(peer, 503, QStringLiteral("Too many connections."));
    return false;
}

void Server::Inside::tick()
{
    const auto now = std::chrono::steady_clock::now();
    if (now >= stopAt || (state.connections.empty() && stopAt != SteadyTime::max()))
        return io.stop();
    timer.expires_after(tickEvery);
    timer.async_wait([this](error_code ec) {
        if (!ec)
            tick();
    });
    std::vector<std::shared_ptr<ServerConnection>> all; // shared: the handlers may take any out of the map
    all.reserve(state.connections.size());
    for (const auto& [id, connection] : state.connections)
        all.push_back(connection);
    for (const auto& connection : all) {
        if (connection->deadline() <= now)
            connection->expire();
        else
            connection->tick(now);
    }
    if (acceptAgain) {
        acceptAgain = false;
        accept();
    }
}

void Server::Inside::shutDown()
{
    error_code ignored; // it accepts no more either way
    acceptor.close(ignored);
    acceptAgain = false;
    stopAt = std::chrono::steady_clock::now() + stopWithin;
    const auto all = state.connections;
    for (const auto& [id, connection] : all)
        connection->stop();
}

void Server::Inside::run()
{
    for (;;) {
        try {
            io.run();
            return;
        } catch (const std::exception& e) {
            // Memory ran out in one connection, say. The others go on.
            state.refused(
                {}, 500, QStringLiteral("A connection failed: %1.").arg(QString::fromUtf8(e.what())));
        }
    }
}

Server::Server(Config config, Handlers handlers)
    : m_inside(std::make_unique<Inside>(std::move(config), std::move(handlers)))
{
}

Server::~Server()
{
    stop();
}

Result<quint16> Server::start()
{
    if (auto made = m_inside->makeTls(); !made)
        return made.error();
    if (auto listening = m_inside->listen(); !listening)
        return listening.error();
    error_code ec;
    const quint16 port = m_inside->acceptor.local_endpoint(ec).port();
    m_inside->accept();
    m_inside->tick();
    m_inside->thread = std::thread([inside = m_inside.get()] { inside->run(); });
    return port;
}

void Server::stop()
{
    if (m_inside->thread.joinable()) {
        m_inside->door->post([inside = m_inside.get()] { inside->shutDown(); });
        m_inside->thread.join();
    }
    m_inside->door->shut();
    while (!m_inside->state.connections.empty()) {
        const auto last = m_inside->state.connections.begin()->second; // abort takes it out of the map
        last->abort();
    }
}

void Server::send(SocketId id, QByteArray frame)
{
    const auto outbox = m_inside->state.outbox(id);
    if (!outbox || outbox->shut)
        return;
    const qint64 size = frame.size();
    if (outbox->bytes.fetch_add(size) + size > m_inside->state.limits.outboxHard) {
        if (!outbox->shut.exchange(true))
            close(id, 1013, "reading is too slow");
        return;
    }
    m_inside->door->post([inside = m_inside.get(), id, frame = std::move(frame)]() mutable {
        const auto found = inside->state.connections.find(id);
        if (found != inside->state.connections.end())
            found->second->enqueue(std::move(frame));
    });
}

qint64 Server::queued(SocketId id) const
{
    const auto outbox = m_inside->state.outbox(id);
    return outbox ? outbox->bytes.load() : 0;
}

void Server::close(SocketId id, quint16 code, QByteArray reason)
{
    m_inside->door->post([inside = m_inside.get(), id, code, reason = std::move(reason)]() mutable {
        const auto found = inside->state.connections.find(id);
        if (found == inside->state.connections.end())
            return;
        const auto held = found->second; // closing may take it out of the map
        held->closeSocket(code, std::move(reason));
    });
}

void Server::markReady(SocketId id)
{
    m_inside->door->post([inside = m_inside.get(), id] {
        const auto found = inside->state.connections.find(id);
        if (found != inside->state.connections.end())
            found->second->markReady();
    });
}

} // namespace quarterdeck
