// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/snssignature.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>

#include <functional>
#include <map>

namespace quarterdeck {

/// Verifies messages of Amazon SNS and confirms subscriptions to its topics. The only place that visits an
/// address out of a payload, and only one that isSnsUrl() knows: no redirects, at most 64 KiB, 10 s.
class SnsGate : public QObject {
    Q_OBJECT

public:
    /// The body at the address, or why not.
    using Fetched = std::function<void(Result<QByteArray>)>;
    using Fetch = std::function<void(const QUrl&, Fetched)>;

    /// Without `fetch`: over the network.
    explicit SnsGate(Fetch fetch = {}, QObject* parent = nullptr);

    /// `done` is called once, at once where the certificate is known. Certificates that verified are kept.
    void verify(const SnsMessage& message, Instant now, std::function<void(Outcome)> done);
    /// Visits the SubscribeURL of a message that was verified.
    void confirm(const SnsMessage& message, std::function<void(Outcome)> done);

private:
    void fetch(const QUrl& url, Fetched done);

    Fetch m_fetch;
    QNetworkAccessManager m_network;
    std::map<QUrl, QByteArray> m_certificates;
};

} // namespace quarterdeck
