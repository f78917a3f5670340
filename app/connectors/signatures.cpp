// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/signatures.h"

#include <array>
#include <cstdlib>
#include <limits>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace quarterdeck {

namespace {

constexpr qsizetype k_mostSignatures = 16;

bool equal(const QByteArray& a, const QByteArray& b)
{
    return a.size() == b.size()
        && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<std::size_t>(a.size())) == 0;
}

QByteArray hmacOf(const QString& algorithm, const QByteArray& key, const QByteArray& message)
{
    const EVP_MD* digest = EVP_get_digestbyname(algorithm.toLatin1().constData());
    std::array<unsigned char, EVP_MAX_MD_SIZE> out {};
    unsigned length = 0;
    if (!digest || key.size() > std::numeric_limits<int>::max()
        || !HMAC(digest, key.constData(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(message.constData()),
            static_cast<std::size_t>(message.size()), out.data(), &length))
        return {};
    return {reinterpret_cast<const char*>(out.data()), static_cast<qsizetype>(length)};
}

QByteArray signedBytes(const HmacRule& rule, const RawRequest& request)
{
    QByteArray bytes;
    for (const SignedPart& part : rule.parts) {
        switch (part.kind) {
        case SignedPart::Kind::Body:
            bytes += request.body;
            break;
        case SignedPart::Kind::Timestamp:
            bytes += request.header(rule.timestampHeader);
            break;
        case SignedPart::Kind::Header:
            bytes += request.header(part.value);
            break;
        case SignedPart::Kind::Text:
            bytes += part.value;
            break;
        }
    }
    return bytes;
}

Outcome checkWindow(const HmacRule& rule, const RawRequest& request, Instant now)
{
    bool ok = false;
    const qint64 at = request.header(rule.timestampHeader).toLongLong(&ok);
    if (!ok)
        return error("signature.missing",
            QStringLiteral("The request has no time of signing in its header %1.")
                .arg(QString::fromUtf8(rule.timestampHeader)));
    constexpr qint64 k_lastSecond = 253'402'300'799;
    if (at < 0 || at > k_lastSecond || std::llabs(now / 1000 - at) > rule.windowS)
        return error("signature.late",
            QStringLiteral("The request was signed more than %1 s before or after now: it is a replay, "
                           "or one of the "
                           "two clocks is wrong.")
                .arg(rule.windowS));
    return Done {};
}

Outcome verifyHmac(const HmacRule& rule, const RawRequest& request, QByteArray secret, Instant now)
{
    if (!rule.keyPrefix.isEmpty() && secret.startsWith(rule.keyPrefix))
        secret = secret.sliced(rule.keyPrefix.size());
    if (rule.keyBase64) {
        const auto decoded = QByteArray::fromBase64Encoding(secret, QByteArray::AbortOnBase64DecodingErrors);
        secret = decoded ? *decoded : QByteArray();
    }
    if (secret.isEmpty())
        return error(
            "signature.secret", QStringLiteral("The source has no usable secret to check signatures with."));
    const QByteArray given = request.header(rule.header);
    if (given.isEmpty())
        return error("signature.missing",
            QStringLiteral("The request is not signed: it has no header %1.")
                .arg(QString::fromUtf8(rule.header)));
    if (!rule.timestampHeader.isEmpty()) {
        if (Outcome inTime = checkWindow(rule, request, now); !inTime)
            return inTime;
    }
    const QByteArray raw = hmacOf(rule.algorithm, secret, signedBytes(rule, request));
    const QByteArray wanted = rule.base64 ? raw.toBase64() : raw.toHex();
    if (raw.isEmpty())
        return error("signature.secret",
            QStringLiteral("Signatures of %1 cannot be computed here.").arg(rule.algorithm));
    QList<QByteArray> candidates {given};
    if (rule.separator.size() == 1)
        candidates = given.split(rule.separator.front());
    bool match = false;
    for (qsizetype i = 0; i < qMin(candidates.size(), k_mostSignatures); ++i) {
        QByteArray candidate = candidates.at(i).trimmed();
        if (!candidate.startsWith(rule.prefix))
            continue;
        candidate = candidate.sliced(rule.prefix.size());
        match = equal(rule.base64 ? candidate : candidate.toLower(), wanted) || match;
    }
    if (!match)
        return error("signature.wrong",
            QStringLiteral("The request's signature does not fit its body and the source's secret."));
    return Done {};
}

} // namespace

Outcome verifyRequest(
    const VerifyRule& rule, const RawRequest& request, const QByteArray& secret, Instant now)
{
    if (!rule.tokenHeader.isEmpty()) {
        if (secret.isEmpty() || !equal(request.header(rule.tokenHeader), secret))
            return error("signature.wrong",
                QStringLiteral("The request's header %1 is not the source's secret.")
                    .arg(QString::fromUtf8(rule.tokenHeader)));
    }
    if (rule.hmac)
        return verifyHmac(*rule.hmac, request, secret, now);
    return Done {};
}

Result<const VerifyRule*> verifyAny(
    const std::vector<VerifyRule>& rules, const RawRequest& request, const QByteArray& secret, Instant now)
{
    std::optional<Error> first, meant;
    for (const VerifyRule& rule : rules) {
        if (rule.sns)
            continue;
        const Outcome outcome = verifyRequest(rule, request, secret, now);
        if (outcome)
            return &rule;
        if (!first)
            first = outcome.error();
        const QByteArray& header = rule.hmac ? rule.hmac->header : rule.tokenHeader;
        if (!meant && !request.header(header).isEmpty())
            meant = outcome.error();
    }
    if (meant || first)
        return meant ? *meant : *first;
    return error("signature.no-rule", QStringLiteral("The connector does not say how a secret is used."));
}

} // namespace quarterdeck
