// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace quarterdeck {

/// An envelope of Amazon SNS: what is needed to verify it and to confirm a subscription.
struct SnsMessage {
    QString type; ///< Notification, SubscriptionConfirmation or UnsubscribeConfirmation
    QString messageId;
    QString topicArn;
    QByteArray signedText; ///< name, line end, value, line end of each signed member in their fixed order
    QByteArray signature; ///< decoded
    bool sha256 = false; ///< SignatureVersion 2; version 1 is SHA-1
    QUrl certificate; ///< SigningCertURL
    QUrl subscribe; ///< SubscribeURL of a confirmation

    bool confirms() const { return type == QLatin1StringView("SubscriptionConfirmation"); }
};

/// The body as an envelope; nothing: it is none (raw delivery, Lambda's records). An error ("sns.refused")
/// where it says that it is one and lacks what every envelope has.
Result<std::optional<SnsMessage>> readSnsMessage(const QByteArray& body);

/// Whether we may go there because a request says so: https, the usual port, nobody's name in it, and a host
/// of SNS itself (sns.REGION.amazonaws.com, also of the partition .cn). Nothing else in a payload is ever
/// visited.
bool isSnsUrl(const QUrl& url);

/// Whether the message is signed with the certificate's key and the certificate is valid at `now`. That the
/// certificate is Amazon's follows from where it was fetched: isSnsUrl() over TLS.
/// Errors: "sns.certificate", "signature.wrong".
Outcome verifySns(const SnsMessage& message, const QByteArray& pem, Instant now);

} // namespace quarterdeck
