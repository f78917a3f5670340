// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/resourcefolder.h"
#include "app/connectors/connectorloader.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <cstdio>

namespace quarterdeck {

namespace {

    /// The token in a file: the file's only word, or the first sender's of a relay's token file (NAME CLASSES
    /// TOKEN).
    QString tokenIn(const QString& file)
    {
        QFile f(file);
        if (!f.open(QIODevice::ReadOnly) || f.size() > (1 << 20))
            return {};
        for (const QByteArray& line : f.readAll().split('\n')) {
            const auto words = line.simplified().split(' ');
            if (words.front().isEmpty() || words.front().startsWith('#'))
                continue;
            if (words.size() == 1)
                return QString::fromUtf8(words.front());
            if (words.size() == 3 && words[1] == "send")
                return QString::fromUtf8(words[2]);
        }
        return {};
    }

} // namespace

int connectCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "url", "token-file", "source", "connectors" }, {});
    if (const auto bad = a.problem({ "url", "token-file" }))
        return complain(*bad, 2);
    if (a.words().size() != 1)
        return complain(error("usage", QStringLiteral("connect takes one CONNECTOR; see --help.")), 2);
    QStringList folders { resourceFolder(QStringLiteral("connectors")) };
    folders.removeAll(QString());
    folders += a.values("connectors");
    const auto connectors = Connectors::load(folders);
    if (!connectors)
        return complain(connectors.error(), 1);
    const auto* connector = connectors->find(a.words()[0]);
    if (!connector) {
        QStringList names;
        for (const auto& [name, known] : connectors->all())
            names += name;
        return complain(
            error("connector.unknown",
                QStringLiteral("There is no connector “%1”. There are %2; whatever sends JSON can be "
                               "connected as “generic”.")
                    .arg(a.words()[0], names.join(QStringLiteral(", ")))),
            2);
    }
    QUrl base(a.value("url"), QUrl::StrictMode);
    if (!base.isValid() || base.host().isEmpty()
        || (base.scheme() != QLatin1String("http") && base.scheme() != QLatin1String("https")))
        return complain(error("usage",
                            QStringLiteral("--url takes this server's address as its senders see it, like "
                                           "https://deck.example.org:9400.")),
            2);
    const QString token = tokenIn(a.value("token-file"));
    if (token.isEmpty())
        return complain(
            error("usage",
                QStringLiteral("There is no sender's token in %1: a file with one token, or lines NAME send "
                               "TOKEN.")
                    .arg(a.value("token-file"))),
            2);
    if (connector->setup.isEmpty())
        return complain(
            error("connector.no-setup",
                QStringLiteral("The connector %1 says nothing about how its system is configured.")
                    .arg(connector->name)),
            1);
    QString server = base.toString(QUrl::FullyEncoded);
    while (server.endsWith(QLatin1Char('/')))
        server.chop(1);
    const QString source = a.has("source") ? a.value("source") : connector->name;
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    if (!plain.match(source).hasMatch())
        return complain(
            error("usage", QStringLiteral("--source takes a name of letters, digits, dots and dashes.")), 2);
    // Prometheus' own paths carry no name: the source is named by its token.
    const QString path = connector->native ? QString() : QStringLiteral("/v1/in/") + source;
    QString out = connector->setup;
    out.replace(QLatin1StringView("{url_with_token}"), server + QStringLiteral("/s/") + token + path);
    out.replace(QLatin1StringView("{url}"), server + path);
    out.replace(QLatin1StringView("{token}"), token);
    out.replace(QLatin1StringView("{host}"), base.authority(QUrl::FullyEncoded));
    out.replace(QLatin1StringView("{scheme}"), base.scheme());
    out.replace(QLatin1StringView("{source}"), source);
    std::fputs(qUtf8Printable(connector->title + QStringLiteral("\n\n") + out), stdout);
    if (source != connector->name)
        std::printf("\nIn sources.yaml of the server:\n\n  sources:\n    - name: %s\n      connector: %s\n",
            qUtf8Printable(source), qUtf8Printable(connector->name));
    return 0;
}

} // namespace quarterdeck
