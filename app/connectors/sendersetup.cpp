// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/sendersetup.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

namespace quarterdeck {

namespace {
constexpr qint64 largestTokenFile = 1 << 20;
}

QString senderToken(const QString& file, const QString& preferred)
{
    QFile f(file);
    if (!f.open(QIODevice::ReadOnly) || f.size() > largestTokenFile)
        return {};
    QString first;
    for (const QByteArray& line : f.readAll().split('\n')) {
        const auto words = line.simplified().split(' ');
        if (words.front().isEmpty() || words.front().startsWith('#'))
            continue;
        if (words.size() == 1)
            return QString::fromUtf8(words.front());
        if (words.size() != 3 || words[1] != "send")
            continue;
        if (QString::fromUtf8(words[0]) == preferred)
            return QString::fromUtf8(words[2]);
        if (first.isEmpty())
            first = QString::fromUtf8(words[2]);
    }
    return first;
}

QString watchdogRule(const QString& name)
{
    return QStringLiteral("groups:\n"
                          "  - name: quarterdeck\n"
                          "    rules:\n"
                          "      - alert: %1\n"
                          "        expr: vector(1)\n"
                          "        labels: {severity: none}\n"
                          "        annotations: {summary: Always fires; Quarterdeck takes its absence for a broken feed.}\n")
        .arg(name);
}

Result<SenderSetup> senderSetup(
    const Connector& connector, const QString& source, const QString& url, const QString& token)
{
    const QUrl base(url, QUrl::StrictMode);
    if (!base.isValid() || base.host().isEmpty()
        || (base.scheme() != QLatin1String("http") && base.scheme() != QLatin1String("https")))
        return error("setup.url",
            QStringLiteral("“%1” is no address of this server as its senders see it, like https://deck.example.org:9400.")
                .arg(url));
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    if (!plain.match(source).hasMatch())
        return error("setup.source",
            QStringLiteral("“%1” is no name for a source: it takes letters, digits, dots and dashes.").arg(source));
    if (connector.setup.isEmpty())
        return error("connector.no-setup",
            QStringLiteral("The connector %1 says nothing about how its system is configured.").arg(connector.name));
    QString server = base.toString(QUrl::FullyEncoded);
    while (server.endsWith(QLatin1Char('/')))
        server.chop(1);
    // Prometheus' own paths carry no name: the source is named by its token.
    const QString path = connector.native ? QString() : QStringLiteral("/v1/in/") + source;
    SenderSetup out {connector.setup, {}};
    out.text.replace(QLatin1StringView("{url_with_token}"), server + QStringLiteral("/s/") + token + path);
    out.text.replace(QLatin1StringView("{url}"), server + path);
    out.text.replace(QLatin1StringView("{token}"), token);
    out.text.replace(QLatin1StringView("{host}"), base.authority(QUrl::FullyEncoded));
    out.text.replace(QLatin1StringView("{scheme}"), base.scheme());
    out.text.replace(QLatin1StringView("{source}"), source);
    if (source != connector.name)
        out.sourcesYaml = QStringLiteral("sources:\n  - name: %1\n    connector: %2\n").arg(source, connector.name);
    return out;
}

} // namespace quarterdeck
