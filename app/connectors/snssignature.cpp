// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/snssignature.h"

#include "app/connectors/jsonscanner.h"
#include "models/domain/text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <ctime>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace quarterdeck {

namespace {

    using S = QLatin1StringView;

    template <auto Free> struct Freed {
        template <class T> void operator()(T* pointer) const { Free(pointer); }
    };

    using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
    using Context = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
    using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

    QByteArray signedTextOf(const QJsonObject& object, bool notification)
    {
        QByteArray text;
        const auto add = [&](S name) {
            if (object.contains(name)) // a notification without Subject is signed without it
                text += QByteArray(name.data(), name.size()) + '\n' + object.value(name).toString().toUtf8()
                    + '\n';
        };
        add(S("Message"));
        add(S("MessageId"));
        add(notification ? S("Subject") : S("SubscribeURL"));
        add(S("Timestamp"));
        if (!notification)
            add(S("Token"));
        add(S("TopicArn"));
        add(S("Type"));
        return text;
    }

    Error wrong()
    {
        return error("signature.wrong",
            QStringLiteral(
                "The message is not signed with the key of the certificate that it names. It was changed on "
                "the way, or does not come from Amazon SNS."));
    }

} // namespace

bool isSnsUrl(const QUrl& url)
{
    static const QRegularExpression host(
        QStringLiteral("\\Asns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?\\z"));
    return url.isValid() && url.scheme() == S("https") && url.userInfo().isEmpty() && url.port(443) == 443
        && host.match(url.host(QUrl::FullyEncoded)).hasMatch();
}

Result<std::optional<SnsMessage>> readSnsMessage(const QByteArray& body)
{
    const Result<QByteArray> scanned = scanJson(body);
    const QJsonObject object = scanned ? QJsonDocument::fromJson(*scanned).object() : QJsonObject();
    SnsMessage message;
    message.type = object.value(S("Type")).toString();
    const bool notification = message.type == S("Notification");
    if (!notification && message.type != S("SubscriptionConfirmation")
        && message.type != S("UnsubscribeConfirmation"))
        return std::optional<SnsMessage>();
    for (const S name : { S("MessageId"), S("TopicArn"), S("Timestamp"), S("Message"), S("SignatureVersion"),
             S("Signature"), S("SigningCertURL") }) {
        if (object.value(name).toString().isEmpty())
            return error("sns.refused",
                QStringLiteral("The request says that it is a %1 of Amazon SNS, but it has no text “%2”.")
                    .arg(message.type, name));
    }
    const QString version = object.value(S("SignatureVersion")).toString();
    if (version != S("1") && version != S("2"))
        return error("sns.refused",
            QStringLiteral("Signatures of SNS in version “%1” are not known here; 1 and 2 are.")
                .arg(visible(version, 16)));
    const auto signature = QByteArray::fromBase64Encoding(
        object.value(S("Signature")).toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!signature)
        return wrong();
    message.messageId = object.value(S("MessageId")).toString();
    message.topicArn = object.value(S("TopicArn")).toString();
    message.signedText = signedTextOf(object, notification);
    message.signature = *signature;
    message.sha256 = version == S("2");
    message.certificate = QUrl(object.value(S("SigningCertURL")).toString(), QUrl::StrictMode);
    message.subscribe = QUrl(object.value(S("SubscribeURL")).toString(), QUrl::StrictMode);
    const bool needsLink = !notification;
    for (const QUrl* url : { &message.certificate, needsLink ? &message.subscribe : &message.certificate }) {
        if (!isSnsUrl(*url))
            return error("sns.refused",
                QStringLiteral("The request names an address that is none of Amazon SNS (https://sns.REGION."
                               "amazonaws.com). It was not visited, and the request was refused."));
    }
    return std::optional(message);
}

Outcome verifySns(const SnsMessage& message, const QByteArray& pem, Instant now)
{
    const Memory memory(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(qMin<qsizetype>(pem.size(), 65'536))));
    const Certificate certificate(
        memory ? PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate)
        return error("sns.certificate",
            QStringLiteral("What %1 gave is no certificate, so the message cannot be verified.")
                .arg(message.certificate.host()));
    std::time_t at = static_cast<std::time_t>(now / 1000);
    if (X509_cmp_time(X509_get0_notBefore(certificate.get()), &at) >= 0
        || X509_cmp_time(X509_get0_notAfter(certificate.get()), &at) <= 0)
        return error("sns.certificate",
            QStringLiteral(
                "The certificate of %1 is not valid now: it is an old one, or this machine's clock is wrong.")
                .arg(message.certificate.host()));
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    const Context context(EVP_MD_CTX_new());
    if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA || !context
        || EVP_DigestVerifyInit(
               context.get(), nullptr, message.sha256 ? EVP_sha256() : EVP_sha1(), nullptr, key)
            != 1)
        return error("sns.certificate",
            QStringLiteral("The certificate of %1 has no RSA key.").arg(message.certificate.host()));
    if (EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(message.signature.constData()),
            static_cast<std::size_t>(message.signature.size()),
            reinterpret_cast<const unsigned char*>(message.signedText.constData()),
            static_cast<std::size_t>(message.signedText.size()))
        != 1)
        return wrong();
    return Done {};
}

} // namespace quarterdeck
