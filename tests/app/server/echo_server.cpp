// SPDX-License-Identifier: GPL-3.0-or-later
// The server with the smallest handlers that abuse.py can attack: GET /v1/health needs no token, POST
// /v1/echo wants "Authorization: Bearer TOKEN", and /v1/wire echoes once its first message is the token.
//   echo_server [--port N] [--token T] [--no-limits]
// --no-limits is the negative control: with it the abuse must be seen to do harm.
#include "app/server/server.h"

#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

using namespace quarterdeck;

namespace {

ServerLimits noLimits()
{
    ServerLimits limits;
    constexpr qint64 much = qint64(1) << 40;
    constexpr std::chrono::hours long_ { 1 };
    limits.head = limits.target = limits.chunkExtension = qsizetype(1) << 30;
    limits.fields = 1 << 30;
    limits.body = limits.chunkedBody = limits.bodies = limits.message = much;
    limits.outboxSoft = limits.outboxHard = much;
    limits.headWithin = limits.bodyWithin = limits.replyWithin = limits.writeWithin = long_;
    limits.idleWithin = limits.stalled = limits.helloWithin = limits.pingAfter = long_;
    limits.connections = limits.perPeer = limits.perLoopback = limits.controlFrames = 1 << 28;
    return limits;
}

Server::Handlers echo(const QByteArray& token, std::unique_ptr<Server>& server)
{
    const auto tokenOf = [](const RequestHead& head) { return head.header("authorization"); };
    Server::Handlers handlers;
    handlers.admit = [=](const RequestHead& head) -> std::optional<HttpReply> {
        if (head.path() == "/v1/health")
            return {};
        if (head.path() != "/v1/echo")
            return refusalReply(404, QStringLiteral("There is nothing here."));
        if (tokenOf(head) != "Bearer " + token)
            return refusalReply(401, QStringLiteral("The token is missing or wrong."));
        return {};
    };
    handlers.request = [](const RequestHead& head, QByteArray body, const Server::Respond& respond) {
        HttpReply reply;
        reply.body = head.method == "POST" ? std::move(body) : QByteArrayLiteral("{\"ok\":true}");
        respond(std::move(reply));
    };
    handlers.admitSocket = [](const RequestHead& head) -> std::optional<HttpReply> {
        if (head.path() == "/v1/wire")
            return {};
        return refusalReply(404, QStringLiteral("There is no WebSocket here."));
    };
    auto ready = std::make_shared<std::map<SocketId, bool>>(); // lives as long as the handlers
    handlers.message = [ready, token, &server](SocketId id, QByteArray message) {
        if ((*ready)[id])
            return server->send(id, std::move(message));
        if (message != token)
            return server->close(id, 1008, "the token is wrong");
        (*ready)[id] = true;
        server->markReady(id);
    };
    handlers.closed = [ready](SocketId id) { ready->erase(id); };
    return handlers;
}

} // namespace

int main(int argc, char** argv)
{
    QByteArray token = "secret";
    Server::Config config;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--no-limits")
            config.limits = noLimits();
        else if (option == "--token" && i + 1 < argc)
            token = argv[++i];
        else if (option == "--port" && i + 1 < argc)
            config.port = quint16(std::stoi(argv[++i]));
    }
    sigset_t stop; // blocked before the I/O thread starts, which inherits it
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigprocmask(SIG_BLOCK, &stop, nullptr);

    std::unique_ptr<Server> server;
    server = std::make_unique<Server>(config, echo(token, server));
    const auto port = server->start();
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error().sentence));
        return 1;
    }
    std::printf("listening on %s:%u\n", qPrintable(config.address), unsigned(*port));
    std::fflush(stdout);
    int signal = 0;
    sigwait(&stop, &signal);
    server->stop();
    return 0;
}
