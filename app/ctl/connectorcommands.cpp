// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/resourcefolder.h"
#include "app/clock/wallclock.h"
#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"
#include "app/connectors/signaljson.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"

#include <QDir>
#include <QFile>

#include <cstdio>

namespace quarterdeck {

namespace {
constexpr qint64 maxPayload = 64 << 20;
}

int mapCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"header", "connectors", "at"}, {});
    if (const auto bad = a.problem({}))
        return complain(*bad, 2);
    if (a.words().size() != 2)
        return complain(error("usage", QStringLiteral("map takes CONNECTOR FILE; see --help.")), 2);
    QStringList folders;
    if (const auto ours = resourceFolder(QStringLiteral("connectors")); !ours.isEmpty())
        folders << ours;
    folders += a.values("connectors");
    const auto connectors = Connectors::load(folders);
    if (!connectors)
        return complain(connectors.error(), 1);
    const auto* connector = connectors->find(a.words()[0]);
    if (!connector) {
        for (const auto& problem : connectors->problems())
            complain(problem.error, 1);
        return complain(
            error("connector.unknown", QStringLiteral("There is no connector “%1”.").arg(a.words()[0])), 2);
    }
    QFile file(a.words()[1]);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxPayload)
        return complain(error("file.unreadable",
                            QStringLiteral("%1 cannot be read, or is larger than 64 MiB: %2")
                                .arg(file.fileName(), file.errorString())),
            2);
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    for (const auto& header : a.values("header")) {
        const auto equals = header.indexOf(QLatin1Char('='));
        if (equals <= 0)
            return complain(error("usage", QStringLiteral("--header takes K=V, not “%1”.").arg(header)), 2);
        headers.emplace_back(header.left(equals).toUtf8(), header.mid(equals + 1).toUtf8());
    }
    JqWorker worker;
    Mapper mapper(worker);
    Instant at = WallClock().now();
    if (a.has("at")) {
        const auto given = fromIso(a.value("at"));
        if (!given)
            return complain(error("usage", QStringLiteral("--at takes a time like 2026-11-23T14:07:02Z.")), 2);
        at = *given;
    }
    const auto found = mapper.mapFile(*connector, file.readAll(), headers, at);
    if (!found)
        return complain(found.error(), 2);
    for (const auto& signal : *found)
        std::puts(toJsonLine(signal, connector->name).constData());
    for (const auto& sentence : found->refused)
        complain(error("signal.refused", sentence), 1);
    return found->refused.isEmpty() ? 0 : 1;
}

int connectorsCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {}, {});
    if (const auto bad = a.problem({}))
        return complain(*bad, 2);
    if (a.words().isEmpty() || a.words()[0] != QLatin1String("lint"))
        return complain(error("usage", QStringLiteral("connectors takes lint [DIR].")), 2);
    const QString folder = a.words().size() > 1 ? a.words()[1] : resourceFolder(QStringLiteral("connectors"));
    const auto files = QDir(folder).entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        return complain(error("connectors.none", QStringLiteral("There is no connector file in “%1”.").arg(folder)), 1);
    JqWorker worker;
    int bad = 0;
    for (const auto& name : files) {
        const auto sentences = lintConnector(folder + QLatin1Char('/') + name, &worker);
        for (const auto& sentence : sentences)
            print(sentence);
        bad += sentences.isEmpty() ? 0 : 1;
    }
    print(QStringLiteral("%1 connectors, %2 with problems").arg(files.size()).arg(bad));
    return bad ? 1 : 0;
}

} // namespace quarterdeck
