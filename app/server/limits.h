// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace quarterdeck {

/// What one peer, and all of them together, may cost the server. Sizes are bytes. Every time is absolute:
/// it is counted from the start of the phase and bytes that drip in do not renew it.
struct ServerLimits {
    using Time = std::chrono::milliseconds;

    qsizetype head = 16 * 1024; ///< request line and header fields together
    qsizetype target = 8 * 1024;
    int fields = 100;
    qint64 body = 8 * 1024 * 1024; ///< of a sender that states the length
    qint64 chunkedBody = 4 * 1024 * 1024; ///< of one that does not
    qint64 bodies = 64 * 1024 * 1024; ///< all that are held at once; beyond it senders get a 503
    qsizetype chunkExtension = 64;
    int receiveBuffer = 256 * 1024; ///< the kernel's, for each connection; by itself it would take megabytes
    int sendBuffer = 512 * 1024; ///< the same

    Time headWithin { 5000 }; ///< from the accept (a TLS handshake included) or from the request's first byte
    Time bodyWithin { 10000 };
    Time replyWithin { 30000 }; ///< the handler's time; then the peer gets a 503
    Time writeWithin { 5000 }; ///< plus a second for each MiB of the reply
    Time idleWithin { 10000 }; ///< between two requests of one connection
    Time lingerWithin { 1000 }; ///< after a refusal, so that the sentence arrives before the reset

    int connections = 512;
    int perPeer = 64; ///< per IPv4 address or IPv6 /64
    int perLoopback = 448; ///< every local sender has the same address
    int requests = 100; ///< on one connection

    qint64 message = 1024 * 1024; ///< one WebSocket message
    qint64 outboxSoft = 4 * 1024 * 1024; ///< stop feeding above; `drained` tells when it is below again
    qint64 outboxHard = 8 * 1024 * 1024; ///< beyond: close 1013
    Time stalled { 10000 }; ///< a waiting outbox of which no byte leaves: close 1013
    Time helloWithin { 12000 }; ///< from the upgrade to Server::markReady, else close 1008; a way of 5 s takes 10 s
    Time pingAfter { 15000 }; ///< of silence; twice that and the socket is dropped
    Time closeWithin { 2000 }; ///< for the peer to answer a close
    int controlFrames = 20; ///< pings and pongs per second, after a burst of five times that
};

} // namespace quarterdeck
