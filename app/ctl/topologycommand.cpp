// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/topologyfile.h"
#include "app/connectors/topologyimport.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"
#include "app/exporters/safewrite.h"

#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {
    constexpr qint64 maxImport = 64 << 20;
}

int topologyCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "from", "data", "out" }, {});
    if (const auto bad = a.problem({ "from" }))
        return complain(*bad, 2);
    if (a.words().size() != 2 || a.words()[0] != QLatin1String("import") || (!a.has("data") && !a.has("out")))
        return complain(
            error("usage",
                QStringLiteral("topology takes import FILE --from FORMAT, and --data DIR or --out FILE.")),
            2);
    QFile file(a.words()[1]);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxImport)
        return complain(error("file.unreadable",
                            QStringLiteral("%1 cannot be read, or is larger than 64 MiB: %2")
                                .arg(file.fileName(), file.errorString())),
            2);
    const auto imported =
        importTopology(a.value("from"), file.readAll(), QFileInfo(file.fileName()).fileName());
    if (!imported)
        return complain(imported.error(), 2);
    const QString target = a.has("out") ? a.value("out") : a.value("data") + QStringLiteral("/topology.yaml");
    std::vector<ServiceNode> known;
    if (QFile::exists(target)) {
        auto before = readTopology(target);
        if (!before)
            return complain(before.error(), 1); // a map that somebody is writing is not overwritten
        known = std::move(before->services);
    }
    const auto merged = mergeTopology(std::move(known), imported->services);
    if (const auto written = safeWrite(target, writeTopology(merged)); !written)
        return complain(written.error(), 1);
    for (const QString& sentence : imported->refused)
        complain(error("topology.import", sentence), 1);
    print(QStringLiteral(
        "%1 services were read, %2 entries were left out; %3 has %4 services now. A server of "
        "this folder takes it at once.")
              .arg(imported->services.size())
              .arg(imported->refused.size())
              .arg(target)
              .arg(merged.size()));
    return imported->refused.isEmpty() ? 0 : 1;
}

} // namespace quarterdeck
