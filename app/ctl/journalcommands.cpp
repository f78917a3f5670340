// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/wallclock.h"
#include "app/ctl/arguments.h"
#include "app/ctl/ctl.h"
#include "app/ctl/jsonlines.h"
#include "app/ctl/loadedjournal.h"
#include "app/exporters/archive.h"
#include "app/exporters/draftexport.h"
#include "app/exporters/safewrite.h"
#include "app/storage/sqlitejournal.h"
#include "app/storage/verify.h"
#include "models/domain/typename.h"
#include "models/state/postmortem.h"
#include "models/state/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace quarterdeck {

int verifyCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data"}, {});
    if (const auto bad = a.problem({"data"}))
        return complain(*bad, 2);
    const auto report = verifyJournal(a.value("data"));
    if (!report)
        return complain(report.error(), 1);
    print(report->sentence);
    if (!report->ok)
        return 1;
    print(QStringLiteral("head %1 %2").arg(report->head.seq).arg(QString::fromLatin1(report->head.hash.toHex())));
    return 0;
}

int entriesCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data", "incident"}, {"json"});
    if (const auto bad = a.problem({"data"}))
        return complain(*bad, 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const Incident* incident = nullptr;
    if (a.has("incident")) {
        const auto found = wantedIncident(a, loaded->workspace);
        if (!found)
            return complain(found.error(), 2);
        incident = *found;
    }
    const auto done = eachEntry(*loaded->reader, [&](const StoredEntry& stored, const Entry& entry) {
        Entry shown = entry;
        if (incident)
            std::erase_if(shown.facts, [&](const Fact& f) { return !concerns(loaded->workspace, *incident, f); });
        if (incident && shown.facts.empty())
            return;
        auto json = toJson(shown);
        if (a.has("json")) {
            json.insert(QStringLiteral("hash"), QString::fromLatin1(stored.hash.toHex()));
            printJson(json);
            return;
        }
        for (const auto& value : json.value(QStringLiteral("facts")).toArray()) {
            auto fact = value.toObject();
            const QString name = fact.take(QStringLiteral("fact")).toString();
            print(QStringLiteral("%1  %2  %3  %4  %5")
                      .arg(entry.seq, 6)
                      .arg(toIso(entry.recordedAt), entry.actor, name,
                          QString::fromUtf8(QJsonDocument(fact).toJson(QJsonDocument::Compact))));
        }
    });
    return done ? 0 : complain(done.error(), 1);
}

int alertsCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data"}, {"json"});
    if (const auto bad = a.problem({"data"}))
        return complain(*bad, 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const auto& w = loaded->workspace;
    for (quint32 i = 1; i <= w.alertCount(); ++i) {
        const auto& row = w.alert({i});
        auto json = asJson(row);
        json.insert(QStringLiteral("alert"), static_cast<qint64>(i));
        json.insert(QStringLiteral("name"), w.name(row.name));
        json.insert(QStringLiteral("service"), w.name(row.service));
        json.insert(QStringLiteral("resource"), w.name(row.resource));
        if (row.source.value >= 1 && row.source.value <= w.sources().size())
            json.insert(QStringLiteral("source"), w.sources()[row.source.value - 1].name);
        if (a.has("json"))
            printJson(json);
        else
            print(QStringLiteral("%1  %2  %3  %4  %5  %6  incident %7")
                      .arg(QStringLiteral("%1").arg(i, 6), enumName(row.status), enumName(row.severity), w.name(row.name),
                          w.name(row.service), toIso(row.startedAt), QString::number(row.incident.value)));
    }
    return 0;
}

int incidentsCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data"}, {"json"});
    if (const auto bad = a.problem({"data"}))
        return complain(*bad, 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    for (const auto& [id, incident] : loaded->workspace.incidents()) {
        if (a.has("json"))
            printJson(asJson(incident));
        else
            print(QStringLiteral("%1  SEV-%2  %3  %4  %5 alerts, %6 firing  %7")
                      .arg(id.value, 4)
                      .arg(incident.severity)
                      .arg(enumName(incident.phase),
                          incident.commander.isEmpty() ? QStringLiteral("no commander") : incident.commander)
                      .arg(incident.alerts.size())
                      .arg(incident.firing)
                      .arg(incident.title));
    }
    return 0;
}

int exportCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data", "incident", "format", "out"}, {});
    if (const auto bad = a.problem({"data", "incident", "format", "out"}))
        return complain(*bad, 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const auto incident = wantedIncident(a, loaded->workspace);
    if (!incident)
        return complain(incident.error(), 2);
    const bool archive = a.value("format") == QLatin1String("archive");
    const auto format = draftFormat(a.value("format"));
    if (!archive && !format)
        return complain(error("export.format",
                            QStringLiteral("“%1” is no format: markdown, html, json or archive.").arg(a.value("format"))),
            2);
    std::vector<Entry> entries;
    Archive whole;
    const auto& w = loaded->workspace;
    const auto done = eachEntry(*loaded->reader, [&](const StoredEntry& stored, const Entry& entry) {
        if (concerns(w, **incident, entry))
            entries.push_back(entry);
        if (archive && belongsToArchive(w, **incident, entry))
            whole.entries.push_back(stored);
    });
    if (!done)
        return complain(done.error(), 1);
    QByteArray bytes;
    if (archive) {
        whole.incident = (*incident)->id;
        whole.journalId = w.journal().journalId;
        whole.publicKey = w.journal().publicKey;
        whole.head = w.head();
        whole.exportedAt = WallClock().now();
        whole.program = QStringLiteral("quarterdeck %1").arg(QLatin1String(QD_VERSION));
        if (const auto head = loaded->reader->latestHead(); head && *head) {
            whole.head = (*head)->head;
            whole.signature = (*head)->signature;
        }
        bytes = writeArchive(whole);
    } else {
        bytes = exportDraft(buildPostmortem(w, entries, **incident, w.head()), *format);
    }
    if (const auto written = safeWrite(a.value("out"), bytes); !written)
        return complain(written.error(), 1);
    print(QStringLiteral("%1 bytes written to %2").arg(bytes.size()).arg(a.value("out")));
    return 0;
}

int backupCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data", "to"}, {});
    if (const auto bad = a.problem({"data", "to"}))
        return complain(*bad, 2);
    if (const auto done = backupJournal(a.value("data"), a.value("to")); !done)
        return complain(done.error(), 1);
    const auto report = verifyJournal(a.value("to"));
    if (!report)
        return complain(report.error(), 1);
    print(report->sentence);
    return report->ok ? 0 : 1;
}

int acceptLossCommand(const QStringList& arguments)
{
    const Arguments a(arguments, {"data", "reason"}, {});
    if (const auto bad = a.problem({"data", "reason"}))
        return complain(*bad, 2);
    const WallClock clock;
    const auto loss = acceptLoss(a.value("data"), a.value("reason"), clock.now());
    if (!loss)
        return complain(loss.error(), 1);
    print(QStringLiteral("Entries %1 to %2 are given up; the server will say so in the journal when it starts.")
              .arg(loss->lostFrom)
              .arg(loss->lostTo));
    return 0;
}

} // namespace quarterdeck
