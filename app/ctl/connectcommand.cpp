// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/resourcefolder.h"
#include "app/connectors/connectorloader.h"
#include "app/connectors/sendersetup.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"

#include <cstdio>

namespace quarterdeck {

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
    const QString source = a.has("source") ? a.value("source") : connector->name;
    const QString token = senderToken(a.value("token-file"), source);
    if (token.isEmpty())
        return complain(
            error("usage",
                QStringLiteral("There is no sender's token in %1: a file with one token, or lines NAME send "
                               "TOKEN.")
                    .arg(a.value("token-file"))),
            2);
    const auto setup = senderSetup(*connector, source, a.value("url"), token);
    if (!setup)
        return complain(setup.error(), setup.error().code == QLatin1String("connector.no-setup") ? 1 : 2);
    std::fputs(qUtf8Printable(connector->title + QStringLiteral("\n\n") + setup->text), stdout);
    if (!setup->sourcesYaml.isEmpty())
        std::printf("\nIn sources.yaml of the server:\n\n%s", qUtf8Printable(setup->sourcesYaml));
    return 0;
}

} // namespace quarterdeck
