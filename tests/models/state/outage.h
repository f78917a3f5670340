// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A plausible outage, told in entries: redis dies, the checkout follows, people find it and mend it.

#include "models/domain/bytes.h"
#include "models/journal/entry.h"
#include "models/state/workspace.h"

namespace quarterdeck {

class Outage {
public:
    static constexpr Instant noon = 1'795'442'400'000; // 2026-11-23T14:00:00Z
    static constexpr qint64 second = 1000;
    static constexpr qint64 minute = 60 * second;

    Workspace workspace;
    std::vector<Entry> entries;
    std::vector<StoredEntry> stored;
    IncidentId incident {1};

    /// Applies one entry, `at` after 14:00.
    Delta say(qint64 at, const QString& actor, std::vector<Fact> facts, bool byPerson = true)
    {
        const Seq seq = entries.size() + 1;
        Draft draft {noon + at, actor, byPerson ? QByteArray::number(seq) : QByteArray(), std::move(facts)};
        const auto previous = stored.empty() ? zeroHash() : stored.back().hash;
        stored.push_back(encodeEntry(draft, seq, previous, QByteArray(saltSize, 's')));
        entries.push_back({seq, draft.recordedAt, draft.actor, draft.command, false, draft.facts});
        const Delta delta = workspace.apply(entries.back());
        workspace.setHeadHash(stored.back().hash);
        return delta;
    }

    Delta alert(qint64 startedAt, const QString& name, const QString& service, const QString& resource,
        Severity severity, bool attach = true, qint64 lag = 4 * second)
    {
        AlertRaised f;
        f.alert = AlertId {workspace.alertCount() + 1};
        f.source = SourceId {1};
        f.key = f.alert.value;
        f.severity = severity;
        f.startedAt = noon + startedAt;
        f.name = name;
        f.service = service;
        f.resource = resource;
        f.title = QStringLiteral("%1 on %2").arg(name, resource);
        f.dedupKey = name + resource;
        std::vector<Fact> facts {f};
        if (attach && !workspace.incident(incident)) {
            IncidentOpened opened;
            opened.incident = incident;
            opened.severity = 2;
            opened.title = QStringLiteral("Checkout errors after 14:02");
            opened.observedAt = f.startedAt;
            opened.rule = QStringLiteral("link-1");
            facts.push_back(opened);
        }
        if (attach) {
            AlertAttached to;
            to.alert = f.alert;
            to.incident = incident;
            facts.push_back(to);
        }
        return say(startedAt + lag, QStringLiteral("rules"), std::move(facts), false);
    }

    void clear(quint32 alert, qint64 at)
    {
        AlertCleared f;
        f.alert = AlertId {alert};
        f.endedAt = noon + at;
        say(at + 3 * second, QStringLiteral("rules"), {f}, false);
    }

    void line(qint64 at, const QString& who, LineKind kind, const QString& text, qint64 typedLater = 0)
    {
        LineLogged f;
        f.incident = incident;
        f.line = LineId {workspace.lastLine() + 1};
        f.lineKind = kind;
        f.observedAt = noon + at;
        f.text = text;
        say(at + typedLater, who, {f});
    }

    void change(qint64 at, const QString& service, const QString& version, const QString& title)
    {
        ChangeRecorded f;
        f.change = ChangeId {static_cast<quint32>(workspace.changes().size()) + 1};
        f.source = SourceId {1};
        f.at = noon + at;
        f.type = QStringLiteral("service.deployed");
        f.service = service;
        f.version = version;
        f.title = title;
        f.links = {Text(QStringLiteral("https://ci.example/run/7"))};
        say(at + second, QStringLiteral("deploys"), {f}, false);
    }

    void opening(bool drill = false)
    {
        JournalOpened journal;
        journal.journalId = QByteArray(16, 'j');
        journal.publicKey = QByteArray(32, 'k');
        journal.drill = drill;
        SourceAdded source;
        source.source = SourceId {1};
        source.name = QStringLiteral("prometheus");
        source.heartbeatMs = 15000;
        TopologyLoaded map;
        map.hash = QByteArray(32, 't');
        const auto node = [&](const char* name, const char* owner, bool facing, std::vector<QString> needs) {
            map.services.push_back({QString::fromLatin1(name), QString::fromLatin1(owner), facing, std::move(needs)});
        };
        const auto q = [](const char* s) { return QString::fromLatin1(s); };
        node("web", "team-web", true, {q("checkout"), q("search"), q("edge-cache")});
        node("checkout", "team-checkout", true, {q("cart"), q("payments"), q("postgres")});
        node("cart", "team-checkout", false, {q("redis")});
        node("payments", "team-pay", false, {q("postgres")});
        node("search", "team-search", true, {q("redis")});
        node("redis", "team-data", false, {});
        node("postgres", "team-data", false, {});
        node("edge-cache", "team-edge", false, {});
        node("monitoring", "team-platform", false, {});
        say(-30 * minute, QStringLiteral("server"), {journal, source, map, runbook("restart-service", "Restart a service", "medium", false),
            runbook("roll-back-release", "Roll back a release", "high", true)}, false);
    }

    static RunbookLoaded runbook(const char* id, const char* title, const char* risk, bool reversible)
    {
        RunbookLoaded f;
        f.hash = QByteArray(32, 'r');
        f.runbook = QString::fromLatin1(id);
        f.title = QString::fromLatin1(title);
        f.description = QStringLiteral("Restarts the program behind the alert under supervisor. Connections to it are "
                                       "cut; what it kept only in memory is lost.");
        f.risk = QString::fromLatin1(risk);
        f.reversible = reversible;
        return f;
    }

    RunRequested request(RunMode mode = RunMode::Execute)
    {
        RunRequested f;
        f.run = RunId {static_cast<quint32>(workspace.runs().size()) + 1};
        f.incident = incident;
        f.alert = AlertId {1};
        f.runbook = QStringLiteral("restart-service");
        f.runbookHash = QByteArray(32, 'r');
        f.mode = mode;
        f.title = QStringLiteral("Restart a service");
        ResolvedStep step;
        step.name = QStringLiteral("Restart the unit");
        step.executor = QStringLiteral("exec");
        for (const char* a : {"/usr/bin/supervisorctl", "-c", "/etc/supervisor/supervisord.conf", "restart", "redis"})
            step.argv.emplace_back(QString::fromLatin1(a));
        step.timeoutMs = 30 * second;
        step.idempotent = true;
        f.steps = {step};
        f.check.windowMs = 5 * minute;
        f.check.probeUrl = QStringLiteral("http://127.0.0.1:9090/api/v1/query?query=min_over_time(unit:healthy[15s])");
        f.check.probeUntil = QStringLiteral(".data.result | length > 0 and all(.[]; .value[1] == \"1\")");
        f.resolvedHash = QByteArray(32, 'h');
        return f;
    }

    /// From the first alert to 14:21, with the post-check still watching.
    void untilPostCheck()
    {
        opening();
        change(-4 * minute, QStringLiteral("edge-cache"), QStringLiteral("f1"), QStringLiteral("flag dark-mode"));
        change(-70 * second, QStringLiteral("cart"), QStringLiteral("v2.31"), QStringLiteral("cart v2.31"));
        storm();
        people();
        action();
    }

    void recovery()
    {
        PostCheckEnded ended;
        ended.run = RunId {1};
        ended.verdict = Verdict::Verified;
        ended.reason = QStringLiteral("RedisDown cleared after 2 m, the probe holds");
        for (quint32 i = 1; i <= workspace.alertCount(); ++i)
            clear(i, 21 * minute + i * 7 * second);
        say(24 * minute, QStringLiteral("server"), {ended}, false);
        say(25 * minute, QStringLiteral("kestrel"), {PhaseSet {incident, Phase::Investigating, Phase::Monitoring, {}}});
        line(26 * minute, QStringLiteral("wren"), LineKind::Status, QStringLiteral("recovered, watching"));
        say(32 * minute, QStringLiteral("kestrel"),
            {PhaseSet {incident, Phase::Monitoring, Phase::Resolved, QStringLiteral("calm for 6 minutes")}});
    }

private:
    void storm()
    {
        const auto q = [](const char* s) { return QString::fromLatin1(s); };
        alert(164 * second, q("RedisDown"), q("redis"), q("cache-1"), Severity::Critical);
        alert(180 * second, q("CartErrors"), q("cart"), q("cart-0"), Severity::High);
        alert(186 * second, q("CartErrors"), q("cart"), q("cart-1"), Severity::High);
        for (int i = 0; i < 6; ++i)
            alert((195 + 9 * i) * second, q("CheckoutErrorRate"), q("checkout"), QStringLiteral("pod-%1").arg(i), Severity::Critical);
        for (int i = 0; i < 4; ++i)
            alert((230 + 20 * i) * second, q("SlowSearch"), q("search"), QStringLiteral("search-%1").arg(i), Severity::Warning);
        for (int i = 0; i < 4; ++i)
            alert((260 + 30 * i) * second, q("Web5xx"), q("web"), QStringLiteral("web-%1").arg(i), Severity::High);
        SuspectsRanked ranked;
        ranked.incident = incident;
        ranked.rule = q("suspects-1");
        ranked.suspects.push_back({Text(q("redis")), Text(q("redis")), {}, 0.91,
            {{q("onset"), 0.4, Text(q("fired first"))}, {q("topology"), 0.5, Text(q("upstream of 16 of 17"))}},
            {{q("change"), 0, Text(q("no change on it"))}}});
        ranked.suspects.push_back({Text(q("cart v2.31")), Text(q("cart")), ChangeId {2}, 0.6,
            {{q("change"), 0.6, Text(q("deployed 3 m 54 s before onset"))}}, {}});
        say(5 * minute, q("rules"), {ranked}, false);
    }

    void people()
    {
        const auto q = [](const char* s) { return QString::fromLatin1(s); };
        say(5 * minute + 8 * second, q("kestrel"), {IncidentAccepted {incident, 2}, CommandTaken {incident, q("kestrel")}});
        say(6 * minute, q("kestrel"), {SeveritySet {incident, 2, 1, Text(q("34 % of checkouts fail"))}});
        ImpactSet impact {incident, Text(q("34 % of checkouts fail")), noon + 160 * second};
        say(6 * minute + 20 * second, q("wren"), {impact, RoleAssigned {incident, q("scribe"), Text(q("wren"))}});
        line(7 * minute, q("wren"), LineKind::Status, q("internal 1: checkout down, we are on it"));
        line(4 * minute, q("wren"), LineKind::Report, q("support has 12 reports, all EU"), 4 * minute);
        line(9 * minute, q("finch"), LineKind::Hypothesis, q("cart v2.31 exhausts connections"));
        line(11 * minute, q("kestrel"), LineKind::Decision, q("restart redis cache-1"));
        TaskAssigned task;
        task.incident = incident;
        task.task = TaskId {1};
        task.owner = q("swift");
        task.boxMs = 5 * minute;
        task.text = q("drain pod-7");
        say(12 * minute, q("kestrel"), {task});
        line(15 * minute, q("wren"), LineKind::Status, q("internal 2: restarting redis"));
    }

    void action()
    {
        const auto q = [](const char* s) { return QString::fromLatin1(s); };
        say(13 * minute, q("swift"), {request()});
        say(13 * minute + 20 * second, q("kestrel"), {RunApproved {RunId {1}, QByteArray(32, 'h')}});
        say(13 * minute + 21 * second, q("server"), {StepStarted {RunId {1}, 0, q("runner-1")}}, false);
        StepFinished finished;
        finished.run = RunId {1};
        finished.output = q("redis: stopped\nredis: started\n");
        say(16 * minute + 10 * second, q("server"), {finished}, false);
        say(16 * minute + 11 * second, q("server"), {RunEnded {RunId {1}, RunEnd::Succeeded, {}}}, false);
        say(16 * minute + 12 * second, q("server"), {PostCheckStarted {RunId {1}, noon + 22 * minute}}, false);
    }
};

} // namespace quarterdeck
