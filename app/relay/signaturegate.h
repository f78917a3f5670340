// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/relay/sourcebook.h"
#include "app/server/server.h"

#include <QSet>

#include <deque>

namespace quarterdeck {

/// Lets requests in that are signed with their source's secret, each once. A source without a secret is let in by
/// its token alone, as systems that cannot sign are. The last ten thousand that were stored are remembered: what
/// somebody recorded and plays again does not count twice, and a sender that missed our answer gets it again.
class SignatureGate {
public:
    struct Verdict {
        bool replayed = false; ///< stored before
        QByteArray key; ///< for remember(), once it is stored; empty: nothing is signed
    };

    /// Errors: those of verifyRequest(), and "signature.no-rule" where a source has a secret and its connector
    /// does not say how requests are signed.
    Result<Verdict> check(const Connector& connector, const SourceConfig& source, const RequestHead& head,
        const QByteArray& body, Instant now) const;
    /// For what was verified elsewhere: `key` is the same for the same request.
    Verdict verdict(const QByteArray& key) const;
    void remember(const QByteArray& key);

private:
    QSet<QByteArray> m_seen;
    std::deque<QByteArray> m_order;
};

} // namespace quarterdeck
