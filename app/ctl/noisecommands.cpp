// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/clock/wallclock.h"
#include "app/connectors/policyfile.h"
#include "app/ctl/ctl.h"
#include "app/ctl/jsonlines.h"
#include "app/ctl/loadedjournal.h"
#include "models/domain/typename.h"
#include "models/state/silences.h"
#include "models/triage/backtest.h"

#include <QJsonArray>

namespace quarterdeck {

namespace {

    int preview(const Arguments& a, const Workspace& w, Instant now)
    {
        const auto matchers = parseMatchers(a.value("preview"));
        if (!matchers)
            return complain(matchers.error(), 2);
        const auto p = previewSilence(w, *matchers, now);
        if (a.has("json")) {
            QJsonObject o { { QStringLiteral("firing"), qint64(p.firing) },
                { QStringLiteral("critical"), qint64(p.critical) },
                { QStringLiteral("in_incidents"), qint64(p.inIncidents) },
                { QStringLiteral("last_day"), qint64(p.lastDay) },
                { QStringLiteral("known"), qint64(p.known) },
                { QStringLiteral("services"),
                    QJsonArray::fromStringList({ p.services.begin(), p.services.end() }) } };
            printJson(o);
            return 0;
        }
        print(QStringLiteral("%1 would hide %2 alerts that fire now (%3 critical, %4 in accepted incidents); "
                             "such alerts began to "
                             "fire %5 times in the last 24 h")
                  .arg(inWords(*matchers))
                  .arg(p.firing)
                  .arg(p.critical)
                  .arg(p.inIncidents)
                  .arg(p.lastDay));
        if (!p.services.empty())
            print(QStringLiteral("services: %1")
                      .arg(QStringList(p.services.begin(), p.services.end()).join(QStringLiteral(", "))));
        return 0;
    }

    QJsonObject figuresJson(const Backtest::Figures& f)
    {
        return { { QStringLiteral("alerts"), qint64(f.alerts) },
            { QStringLiteral("incidents"), qint64(f.incidents) },
            { QStringLiteral("accepted"), qint64(f.accepted) },
            { QStringLiteral("folded"), qint64(f.folded) }, { QStringLiteral("ungrouped"), qint64(f.alone) },
            { QStringLiteral("proposals"), qint64(f.proposals) },
            { QStringLiteral("first_group_ms"), f.firstGroupMs } };
    }

} // namespace

int silencesCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "data", "preview", "at" }, { "json" });
    if (const auto bad = a.problem({ "data" }))
        return complain(*bad, 2);
    const auto at = a.has("at") ? fromIso(a.value("at")) : std::optional(WallClock().now());
    if (!at)
        return complain(error("usage", QStringLiteral("--at takes a time such as 2026-11-23T14:07:00Z.")), 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const auto& w = loaded->workspace;
    if (a.has("preview"))
        return preview(a, w, *at);
    const auto warnings = silenceWarnings(w, *at);
    for (const auto& s : w.silences()) {
        const auto warning = std::find_if(
            warnings.begin(), warnings.end(), [&](const SilenceWarning& x) { return x.silence == s.id; });
        const quint32 returns = warning == warnings.end() ? 0 : warning->returns;
        if (a.has("json")) {
            auto json = asJson(s);
            json.insert(QStringLiteral("returns"), qint64(returns));
            json.insert(QStringLiteral("words"), silenceWords(w, s));
            printJson(json);
            continue;
        }
        print(QStringLiteral("%1  %2  %3  until %4  %5  hid %6  %7%8")
                  .arg(s.id.value, 4)
                  .arg(s.active() ? QStringLiteral("active") : QStringLiteral("ended"), inWords(s.matchers),
                      toIso(s.until), s.owner)
                  .arg(s.hid)
                  .arg(s.reason, returns ? QStringLiteral("  %1 return soon").arg(returns) : QString()));
        if (s.source)
            print(QStringLiteral("      set at %1").arg(w.sources()[s.source.value - 1].name));
        if (const auto copies = copyWords(w, s); !copies.isEmpty())
            print(QStringLiteral("      ") + copies);
    }
    return 0;
}

int noiseCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "data" }, { "json" });
    if (const auto bad = a.problem({ "data" }))
        return complain(*bad, 2);
    const auto loaded = loadJournal(a);
    if (!loaded)
        return complain(loaded.error(), 1);
    const auto& w = loaded->workspace;
    for (const auto& [kind, line] : w.foldedLines()) {
        const QString name = kind == AlertKind() ? QStringLiteral("all others") : w.name(kind.name);
        if (a.has("json")) {
            auto json = asJson(line);
            json.insert(QStringLiteral("name"), name);
            json.insert(QStringLiteral("resource"), w.name(kind.resource));
            printJson(json);
        } else {
            print(QStringLiteral("%1 × %2 on %3, %4 to %5; %6")
                      .arg(line.times)
                      .arg(name, w.name(kind.resource), toIso(line.first), toIso(line.last), line.reason));
        }
    }
    return 0;
}

int backtestCommand(const QStringList& arguments)
{
    const Arguments a(arguments, { "data", "policies" }, { "json" });
    if (const auto bad = a.problem({ "data", "policies" }))
        return complain(*bad, 2);
    const auto file = readPolicies(a.value("policies"));
    if (!file)
        return complain(file.error(), 2);
    const auto levers = leversOf(file->parameters);
    if (!levers)
        return complain(levers.error(), 2);
    std::optional<PoliciesLoaded> policies; // none in the file: those of the journal
    if (!file->policies.policies.empty())
        policies = file->policies;
    const auto reader = JournalReader::open(a.value("data"));
    if (!reader)
        return complain(reader.error(), 1);
    BacktestPair pair(*levers, policies);
    const auto done =
        eachEntry(**reader, [&](const StoredEntry&, const Entry& entry) { pair.apply(entry); });
    if (!done)
        return complain(done.error(), 1);
    const auto answer = pair.answer();
    if (a.has("json")) {
        printJson({ { QStringLiteral("now"), figuresJson(answer.now) },
            { QStringLiteral("changed"), figuresJson(answer.changed) },
            { QStringLiteral("alerts_moved"), qint64(answer.moved) } });
        return 0;
    }
    const auto line = [&](const QString& title, const Backtest::Figures& f) {
        print(QStringLiteral("%1: %2 alerts in %3 incidents (%4 accepted by policy), %5 folded, %6 in none; "
                             "%7 merges proposed; "
                             "second alert of a group after %8 (median)")
                  .arg(title)
                  .arg(f.alerts)
                  .arg(f.incidents)
                  .arg(f.accepted)
                  .arg(f.folded)
                  .arg(f.alone)
                  .arg(f.proposals)
                  .arg(inWords(f.firstGroupMs)));
    };
    print(QStringLiteral("The rules alone, without what people did:"));
    line(QStringLiteral("now"), answer.now);
    line(QStringLiteral("changed"), answer.changed);
    print(QStringLiteral("%1 alerts moved").arg(answer.moved));
    for (const auto& words : answer.movedWords)
        print(QStringLiteral("  ") + words);
    return 0;
}

} // namespace quarterdeck
