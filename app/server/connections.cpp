// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/connections.h"

#include "app/server/httpconnection.h"

namespace quarterdeck {

std::shared_ptr<ServerConnection> makeConnection(
    ServerState& state, AcceptedSocket accepted, asio::ssl::context* tls)
{
    PlainStream plain(std::move(accepted.socket));
    if (!tls) {
        return std::make_shared<HttpConnection<PlainStream>>(state, accepted.id, std::move(accepted.peer),
            std::move(accepted.peerKey), std::move(accepted.door), std::move(plain));
    }
    return std::make_shared<HttpConnection<TlsStream>>(state, accepted.id, std::move(accepted.peer),
        std::move(accepted.peerKey), std::move(accepted.door), TlsStream(std::move(plain), *tls));
}

} // namespace quarterdeck
