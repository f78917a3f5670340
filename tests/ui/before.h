// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/streams/earlywarning.h"
#include "tests/support/memorydesk.h"

namespace quarterdeck {

/// A desk with a past: two resolved incidents, two days of steady background, a present incident like one of
/// them with a change before it, a group next to it on the map, and watched series that warn.
class Before {
public:
    static constexpr Instant now = 1'795'442'400'000; // 2026-11-23T14:00:00Z
    static constexpr qint64 minute = 60'000;
    static constexpr qint64 hour = 60 * minute;

    static constexpr IncidentId past { 1 };
    static constexpr IncidentId present { 3 };
    static constexpr IncidentId related { 4 };

    explicit Before(MemoryDesk& d)
        : desk(d)
    {
        begin();
        incident(past, now - 48 * hour, "Redis out of memory", { { "RedisDown", "redis" }, { "HighLatency", "checkout" } },
            "restarted redis with more memory");
        background();
        incident({ 2 }, now - 20 * hour, "Search index stale", { { "IndexOld", "search" } }, {});
        desk.putAt(now - 12 * minute, q("deployer"), { change() });
        incident(present, now - 8 * minute, "Redis down", { { "RedisDown", "redis" }, { "CartCorrupt", "redis" } });
        incident(related, now - 6 * minute, "Checkout errors", { { "CheckoutErrors", "checkout" } });
        suspects();
        desk.setNow(now);
        LinkStatus link = desk.link();
        link.connected = true;
        link.permissions = { Permission::Observe, Permission::Respond, Permission::Command, Permission::Approve };
        desk.tellLink(link);
    }

    /// Raises an alert of a watched series, three minutes ago.
    AlertId warn(const char* name, const char* service, const char* title, Severity severity, const EarlyWarning& w)
    {
        auto f = alert(name, service, now - 3 * minute, severity);
        f.title = q(title);
        for (const auto& [key, value] : annotationsOf(w))
            f.annotations.emplace_back(key, value);
        put(now - 3 * minute, { f });
        return f.alert;
    }

    static EarlyWarning line(EarlyWarning::Sort sort, double from, double to)
    {
        EarlyWarning w;
        w.sort = sort;
        w.stepMs = 30'000;
        for (int i = 0; i < 60; ++i)
            w.points.emplace_back(now - 3 * minute - (59 - i) * w.stepMs, from + (to - from) * i / 59 + (i % 3) * 0.2);
        return w;
    }

    static QString q(const char* s) { return QString::fromUtf8(s); }

    MemoryDesk& desk;

private:
    AlertRaised alert(const char* name, const char* service, Instant at, Severity severity = Severity::High)
    {
        AlertRaised f;
        f.alert = { desk.workspace().alertCount() + 1 + m_more++ };
        f.source = { 1 };
        f.key = f.alert.value;
        f.severity = severity;
        f.startedAt = at;
        f.name = q(name);
        f.service = q(service);
        f.resource = q(service) + q("-1");
        f.title = q(name);
        return f;
    }

    void put(Instant at, std::vector<Fact> facts)
    {
        desk.putAt(at, q("rules"), std::move(facts));
        m_more = 0;
    }

    void begin()
    {
        JournalOpened journal;
        journal.journalId = QByteArray(16, 'j');
        SourceAdded source;
        source.source = { 1 };
        source.name = q("Prometheus");
        TopologyLoaded map;
        map.hash = QByteArray(32, 'm');
        map.services = { { q("checkout"), q("team-shop"), true, { q("redis") } },
            { q("redis"), q("team-cache"), false, {} }, { q("search"), {}, false, {} }, { q("report"), {}, false, {} } };
        put(now - 50 * hour, { journal, source, map });
    }

    void incident(IncidentId id, Instant at, const char* title, std::vector<std::pair<const char*, const char*>> alerts,
        const char* fix = nullptr)
    {
        std::vector<Fact> facts;
        std::vector<AlertId> ids;
        for (const auto& [name, service] : alerts) {
            const auto f = alert(name, service, at);
            ids.push_back(f.alert);
            facts.emplace_back(f);
            if (ids.size() == 1) {
                IncidentOpened opened;
                opened.incident = id;
                opened.severity = id == present ? 2 : 3;
                opened.title = q(title);
                opened.observedAt = at;
                facts.emplace_back(opened);
            }
            AlertAttached a;
            a.alert = f.alert;
            a.incident = id;
            facts.emplace_back(a);
        }
        put(at, facts);
        if (id == related)
            return;
        desk.putAt(at + minute, q("wren"), { IncidentAccepted { id, id == present ? quint8(2) : quint8(3) },
            CommandTaken { id, q("wren") } });
        if (id == present)
            return;
        if (fix)
            desk.putAt(at + 9 * minute, q("wren"),
                { TaskAssigned { id, { id.value }, q("wren"), 0, at + 2 * minute, q("mend redis") },
                    TaskClosed { id, { id.value }, true, q(fix) } });
        std::vector<Fact> over;
        for (const auto alertId : ids)
            over.emplace_back(AlertCleared { alertId, at + 20 * minute, ClearedHow::Resolved, 0 });
        over.emplace_back(PhaseSet { id, Phase::Investigating, Phase::Resolved, {} });
        desk.putAt(at + 25 * minute, q("wren"), over);
    }

    void background()
    {
        for (const char* service : { "report", "search" }) {
            const auto f = alert("BatchLate", service, now - 40 * hour, Severity::Low);
            put(now - 40 * hour, { f });
            for (int i = 1; i < 30; ++i) {
                const Instant at = now - 40 * hour + i * hour;
                put(at, { AlertCleared { f.alert, at - minute, ClearedHow::Resolved, 0 } });
                put(at, { AlertRaisedAgain { f.alert, Severity::Low, at, 0, f.title, 0 },
                    AlertFolded { f.alert, true, 1.2, Text(q("usual here: about one 10 m span in 6 has it")) } });
            }
        }
    }

    static Fact change()
    {
        ChangeRecorded c;
        c.change = { 1 };
        c.source = { 1 };
        c.at = now - 12 * minute;
        c.type = q("service.deployed");
        c.service = q("redis");
        c.version = q("v7.2");
        return c;
    }

    void suspects()
    {
        SuspectsRanked ranked;
        ranked.incident = present;
        ranked.suspects.push_back({ q("redis v7.2"), q("redis"), { 1 }, 0.9,
            { { q("change"), 0.3, Text(q("deployed 4 m before onset, on the service that fired first")) } },
            { { q("upstream"), -0.1, Text(q("the deployment before it went well")) } } });
        desk.putAt(now - 5 * minute, q("rules"), { ranked });
    }

    quint32 m_more = 0; ///< alerts made and not yet put
};

} // namespace quarterdeck
