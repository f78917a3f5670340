// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/serverstate.h"
#include "app/server/transport.h"

#include <boost/asio/ssl/context.hpp>

namespace quarterdeck {

struct AcceptedSocket {
    SocketId id = 0;
    TcpSocket socket;
    QString peer;
    QByteArray peerKey;
    std::shared_ptr<IoDoor> door; ///< shared with answers that come late
};

/// A connection that speaks HTTP and replaces itself in the state when it becomes a WebSocket. `tls` null:
/// plain TCP.
std::shared_ptr<ServerConnection> makeConnection(
    ServerState& state, AcceptedSocket accepted, asio::ssl::context* tls);

} // namespace quarterdeck
