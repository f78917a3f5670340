// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/signaturegate.h"

#include "app/connectors/signatures.h"

#include <QCryptographicHash>

#include <algorithm>

namespace quarterdeck {

namespace {
constexpr size_t mostRemembered = 10'000;
}

Result<SignatureGate::Verdict> SignatureGate::check(const Connector& connector, const SourceConfig& source,
    const RequestHead& head, const QByteArray& body, Instant now) const
{
    if (source.secret.isEmpty()) {
        if (!source.signedOnly)
            return Verdict {};
        return error("signature.no-secret",
            QStringLiteral("The source “%1” takes only signed requests and has no secret to check them with. Give it a "
                           "`secret` in sources.yaml, or take `signed` away.")
                .arg(visible(source.name, 80)));
    }
    const bool knows = std::any_of(
        connector.verify.begin(), connector.verify.end(), [](const VerifyRule& rule) { return !rule.sns; });
    if (!knows)
        return error("signature.no-rule",
            QStringLiteral("The source “%1” has a secret, but its connector “%2” does not say how requests are signed. "
                           "Add `verify` to the connector, or take the secret away.")
                .arg(visible(source.name, 80), connector.name));
    const RawRequest request {head.headers, body};
    const auto rule = verifyAny(connector.verify, request, source.secret, now);
    if (!rule)
        return rule.error();
    // A token says nothing about its request: it is the same with each of them.
    if (!(*rule)->hmac)
        return Verdict {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(source.name.toUtf8());
    hash.addData(request.header((*rule)->hmac->header));
    hash.addData(body);
    return verdict(hash.result());
}

SignatureGate::Verdict SignatureGate::verdict(const QByteArray& key) const
{
    return {m_seen.contains(key), key};
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
