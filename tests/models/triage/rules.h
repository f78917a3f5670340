// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Signals through the rules of the relay, as its intake makes entries of them; every entry is kept, so that a
// restart can be played.

#include "models/journal/entry.h"
#include "models/state/decide.h"
#include "models/triage/signalrules.h"

namespace quarterdeck {

class Rules {
public:
    static constexpr Instant start = 1'800'000'000'000;
    static constexpr qint64 second = 1'000;
    static constexpr qint64 minute = 60 * second;
    static constexpr qint64 hour = 60 * minute;

    Workspace workspace;
    SignalRules rules;
    std::vector<Entry> entries;

    Rules()
    {
        entry(start, [](Applying& a) { a.add(SourceAdded { { 1 }, QStringLiteral("watch"), {}, 0 }); });
    }

    template <class F> void entry(Instant at, const F& decide, const CommandId& command = {})
    {
        Applying applying(
            workspace, at, command.isEmpty() ? QStringLiteral("rules") : QStringLiteral("anna"), command);
        decide(applying);
        if (applying.empty())
            return;
        const auto draft = applying.draft();
        Entry kept;
        kept.seq = workspace.head().seq + 1;
        kept.recordedAt = draft.recordedAt;
        kept.actor = draft.actor;
        kept.command = draft.command;
        kept.facts = draft.facts;
        entries.push_back(kept);
        rules.applied(workspace, applying.finish());
    }

    static Signal alert(const QString& name, const QString& service, const QString& resource,
        Severity severity = Severity::Warning, const QString& key = {})
    {
        Signal s;
        s.name = s.title = name;
        s.service = service;
        s.resource = resource;
        s.severity = severity;
        s.dedupKey = key.isEmpty() ? name + QChar(u'/') + service + QChar(u'/') + resource : key;
        return s;
    }

    AlertId fire(Instant at, Signal s)
    {
        s.startedAt = at;
        entry(at, [&](Applying& a) { rules.apply(a, { 1 }, s, 0); });
        return workspace.alertByKey(SignalRules::keyOf({ 1 }, s.dedupKey));
    }

    void clear(Instant at, Signal s)
    {
        s.status = SignalStatus::Resolved;
        s.endedAt = at;
        entry(at, [&](Applying& a) { rules.apply(a, { 1 }, s, 0); });
    }

    void settle(Instant at)
    {
        entry(at, [&](Applying& a) { rules.settle(a); });
    }

    /// The code of the refusal, or "done".
    QString ask(Instant at, CommandBody body)
    {
        Command command;
        command.id = QByteArray::number(++m_commands).rightJustified(16, '0');
        command.madeAt = at;
        command.body = std::move(body);
        const auto facts = decide(
            command, workspace, { QStringLiteral("anna"), { Permission::Respond, Permission::Command } }, at);
        if (!facts)
            return facts.error().code;
        entry(
            at,
            [&](Applying& a) {
                for (const auto& fact : *facts)
                    a.add(fact);
            },
            command.id);
        return QStringLiteral("done");
    }

    /// As after a restart: the state from the entries, the rules from the state.
    void restart(Instant at)
    {
        workspace = {};
        for (const auto& e : entries)
            workspace.apply(e);
        rules = {};
        rules.rebuild(workspace, at);
    }

    const AlertRow& row(AlertId id) const { return workspace.alert(id); }

private:
    int m_commands = 0;
};

} // namespace quarterdeck
