// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"
#include "app/ctl/loadedjournal.h"
#include "models/state/sourcequality.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace quarterdeck {

namespace {

struct QualityColumn {
    const char* title;
    const char* key;
    int width;
};

constexpr QualityColumn qualityColumns[] = {{"alerts", "alerts", 8}, {"no service", "no_service", 11},
    {"not on map", "unmapped", 11}, {"no owner", "no_owner", 9}, {"no severity", "no_severity", 12},
    {"refused", "refused", 8}, {"quarantined", "quarantined", 12}};

} // namespace

int sourcesCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data"}, {"json"});
    if (const auto bad = a.problem({"data"}))
        return complain(*bad, 2);
    if (a.words() != QStringList {QStringLiteral("quality")})
        return complain(error("usage", QStringLiteral("sources takes quality; see --help.")), 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    auto quarantined = loaded->reader->quarantinedBySource();
    if (!quarantined)
        return complain(quarantined.error(), 1);
    const Workspace& w = loaded->workspace;
    const auto quality = sourceQuality(w);
    const auto line = [&](const QString& name, const std::array<qint64, 7>& values) {
        if (a.has("json")) {
            QJsonObject out {{QStringLiteral("source"), name}};
            for (size_t i = 0; i < values.size(); ++i)
                out.insert(QLatin1StringView(qualityColumns[i].key), values[i]);
            std::puts(QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
            return;
        }
        QString text = QStringLiteral("%1").arg(name, -24);
        for (size_t i = 0; i < values.size(); ++i)
            text += QStringLiteral(" %1").arg(values[i], qualityColumns[i].width);
        print(text);
    };
    if (!a.has("json")) {
        QString head = QStringLiteral("%1").arg(QStringLiteral("source"), -24);
        for (const auto& column : qualityColumns)
            head += QStringLiteral(" %1").arg(QLatin1StringView(column.title), column.width);
        print(head);
    }
    for (size_t i = 0; i < quality.size(); ++i) {
        const auto& q = quality[i];
        const auto& source = w.sources()[i];
        line(source.name,
            {q.alerts, q.noService, q.unmapped, q.noOwner, q.noSeverity, static_cast<qint64>(source.refused),
                (*quarantined)[source.name]});
        quarantined->erase(source.name);
    }
    // One that never sent anything that could be read is no source yet.
    for (const auto& [name, count] : *quarantined)
        line(name, {0, 0, 0, 0, 0, 0, count});
    return 0;
}

} // namespace quarterdeck
