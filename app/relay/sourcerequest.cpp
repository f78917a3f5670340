// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/sourcerequest.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>

namespace quarterdeck {

QNetworkRequest sourceRequest(const SourceConfig& config, const QString& base, const QString& path)
{
    QString address = base;
    while (address.endsWith(QLatin1Char('/')))
        address.chop(1);
    QNetworkRequest request(QUrl(address + path));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!config.secret.isEmpty())
        request.setRawHeader("Authorization",
            config.pollUser.isEmpty() ? "Bearer " + config.secret
                                      : "Basic " + (config.pollUser.toUtf8() + ':' + config.secret).toBase64());
    if (!config.ca.isEmpty()) {
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(QSslCertificate::fromData(config.ca));
        request.setSslConfiguration(tls);
    }
    return request;
}

} // namespace quarterdeck
