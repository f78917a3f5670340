// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/briefs/briefs.h"
#include "app/clock/resourcefolder.h"
#include "app/clock/wallclock.h"
#include "app/ctl/ctl.h"
#include "app/ctl/loadedjournal.h"
#include "models/domain/text.h"
#include "models/state/situationdocument.h"

#include <cstdio>

namespace quarterdeck {

int briefCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data", "incident", "template", "language", "templates", "at"}, {"json"});
    if (const auto bad = a.problem({"data", "incident"}))
        return complain(*bad, 2);
    // With --at the same journal gives the same bytes, whenever it is asked for.
    const auto at = a.has("at") ? fromIso(a.value("at")) : std::optional(WallClock().now());
    if (!at)
        return complain(error("usage", QStringLiteral("--at takes a time such as 2026-11-23T14:07:00Z.")), 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const auto incident = wantedIncident(a, loaded->workspace);
    if (!incident)
        return complain(incident.error(), 2);
    const auto document = situationJson(loaded->workspace, **incident, *at, loaded->workspace.head());
    if (a.has("json")) {
        std::puts(document.constData());
        return 0;
    }
    QStringList folders;
    if (const auto ours = resourceFolder(QStringLiteral("templates")); !ours.isEmpty())
        folders << ours;
    folders << a.value("data") + QStringLiteral("/templates");
    folders += a.values("templates");
    JqWorker worker;
    const auto text = renderBrief(worker, folders, a.has("template") ? a.value("template") : QStringLiteral("internal"),
        a.has("language") ? a.value("language") : QStringLiteral("en"), document);
    if (!text)
        return complain(text.error(), text.error().code == QLatin1String("brief.unknown") ? 2 : 1);
    std::fputs(qUtf8Printable(visibleLines(*text)), stdout);
    return 0;
}

} // namespace quarterdeck
