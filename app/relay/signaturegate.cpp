// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/signaturegate.h"

#include "app/connectors/signatures.h"

#include <QCryptographicHash>

namespace quarterdeck {

namespace {
constexpr size_t mostRemembered = 10'000;
}

Result<SignatureGate::Verdict> SignatureGate::check(const Connector& connector, const SourceConfig& source,
    const RequestHead& head, const QByteArray& body, Instant now) const
{
    if (source.secret.isEmpty())
        return Verdict {};
    if (!connector.verify)
        return error("signature.no-rule",
            QStringLiteral("The source “%1” has a secret, but its connector “%2” does not say how requests are signed. "
                           "Add `verify` to the connector, or take the secret away.")
                .arg(visible(source.name, 80), connector.name));
    const RawRequest request {head.headers, body};
    if (const auto verified = verifyRequest(*connector.verify, request, source.secret, now); !verified)
        return verified.error();
    // A token says nothing about its request: it is the same with each of them.
    if (!connector.verify->hmac)
        return Verdict {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(source.name.toUtf8());
    hash.addData(request.header(connector.verify->hmac->header));
    hash.addData(body);
    const QByteArray key = hash.result();
    return Verdict {m_seen.contains(key), key};
}

void SignatureGate::remember(const QByteArray& key)
{
    if (key.isEmpty() || m_seen.contains(key))
        return;
    m_seen.insert(key);
    m_order.push_back(key);
    if (m_order.size() > mostRemembered) {
        m_seen.remove(m_order.front());
        m_order.pop_front();
    }
}

} // namespace quarterdeck
