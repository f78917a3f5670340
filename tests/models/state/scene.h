// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One incident and the people around it, a sentence at a time; time passes only when it is told to.

#include "models/journal/entry.h"
#include "models/state/decide.h"
#include "models/state/decider.h"

namespace quarterdeck {

class Scene {
public:
    static constexpr Instant start = 1'795'442'400'000; // 2026-11-23T14:00:00Z
    static constexpr qint64 second = 1000;
    static constexpr qint64 minute = 60 * second;

    Workspace workspace;
    std::vector<Entry> entries;
    Instant now = start;

    /// Incident 1 is declared as SEV-1 at 14:00:01.
    Scene() { (void)ask("ada", Declare {QStringLiteral("checkout fails"), 1, {}, 0, {}}); }

    void later(qint64 ms) { now += ms; }

    /// A second passes, then `person` asks. With `restsOn` it was made offline and waited.
    Facts ask(const char* person, CommandBody body, Seq restsOn = 0, qint64 after = 0)
    {
        Command command;
        command.id = QByteArray::number(++m_count).rightJustified(16, '0');
        command.madeAt = now += after + second;
        command.restsOn = restsOn;
        command.offline = restsOn != 0;
        command.body = std::move(body);
        const Asker asker {QString::fromLatin1(person), {Permission::Respond, Permission::Command}};
        auto facts = decide(command, workspace, asker, now);
        if (facts)
            apply(asker.person, command.id, *facts);
        return facts;
    }

    /// "done", or the code of the refusal.
    QString code(const char* person, CommandBody body, Seq restsOn = 0, qint64 after = 0)
    {
        const auto facts = ask(person, std::move(body), restsOn, after);
        return facts ? QStringLiteral("done") : facts.error().code;
    }

    /// Something that no person asked for.
    void happens(std::vector<Fact> facts) { apply(QStringLiteral("server"), {}, std::move(facts)); }

    const Incident& incident(quint32 id = 1) const { return *workspace.incident(IncidentId {id}); }
    QString commander(quint32 id = 1) const { return incident(id).commander; }
    QString lastLine() const { return incident().log.back().text; }
    Seq head() const { return workspace.head().seq; }

    /// As after a restart: the state out of the entries alone.
    Workspace refolded() const
    {
        Workspace w;
        for (const auto& entry : entries)
            w.apply(entry);
        return w;
    }

private:
    void apply(const QString& actor, const CommandId& command, std::vector<Fact> facts)
    {
        entries.push_back({head() + 1, now, actor, command, false, std::move(facts)});
        workspace.apply(entries.back());
    }

    int m_count = 0;
};

} // namespace quarterdeck
