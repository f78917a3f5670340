// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Several consoles on one server, without wires: people who ask for things in any order, some of them with the
// link cut, whose commands come late and rest on what they saw then. The same seed is the same story.

#include "models/domain/typename.h"
#include "models/journal/entry.h"
#include "models/state/decide.h"
#include "models/state/decider.h"

#include <QRandomGenerator>

#include <functional>

namespace quarterdeck {

class Consoles {
public:
    using Decide = std::function<Facts(const Command&, const Workspace&, const Asker&, Instant)>;

    static constexpr Instant start = 1'795'442'400'000;

    explicit Consoles(quint32 seed, Decide decider = decide)
        : m_random(seed)
        , m_decide(std::move(decider))
    {
        for (const char* name : {"ada", "bob", "cyd", "dee"})
            m_consoles.push_back({QString::fromLatin1(name), 0, false, {}});
    }

    Workspace workspace;
    std::vector<StoredEntry> stored; ///< of every entry, in order
    quint32 refused = 0;
    quint32 tooLate = 0;

    /// One thing happens; the entry that it became, if it became one.
    std::optional<Entry> step()
    {
        m_now += m_random.bounded(20'000);
        auto& console = m_consoles[pick(m_consoles.size())];
        if (m_random.bounded(console.cut ? 4 : 15) == 0)
            console.cut = !console.cut;
        if (!console.cut) {
            console.saw = workspace.head().seq;
            if (!console.outbox.empty()) {
                const Command late = console.outbox.front();
                console.outbox.erase(console.outbox.begin());
                return submit(console.person, late);
            }
        }
        Command command;
        command.id = id();
        command.madeAt = m_now;
        command.restsOn = console.saw;
        command.offline = console.cut;
        command.body = body(console.person);
        if (console.cut) {
            if (classOf(command.body) != CommandClass::Live)
                console.outbox.push_back(command);
            return std::nullopt;
        }
        const auto entry = submit(console.person, command);
        if (m_random.bounded(10) == 0 && submit(console.person, command)) // sent twice is done once
            qFatal("a command that was sent twice was done twice");
        return entry;
    }

    Instant now() const { return m_now; }
    quint32 bounded(quint32 limit) { return static_cast<quint32>(m_random.bounded(limit)); }

    /// What a server does with a command that comes in (app/relay/sessions.cpp, without the sockets).
    std::optional<Entry> submit(const QString& person, const Command& command)
    {
        if (workspace.acceptedAs(command.id) || workspace.refusedAs(command.id))
            return std::nullopt;
        const Asker asker {person, {Permission::Observe, Permission::Respond, Permission::Command, Permission::Admin}};
        const auto facts = m_decide(command, workspace, asker, m_now);
        if (facts)
            return append(person, command.id, *facts);
        ++refused;
        if (!command.offline)
            return std::nullopt;
        ++tooLate;
        return append(person, {}, {refusalFact(command, workspace, facts.error())});
    }

    std::optional<Entry> append(const QString& actor, const CommandId& command, const std::vector<Fact>& facts)
    {
        Applying applying(workspace, m_now, actor, command);
        for (const auto& fact : facts)
            applying.add(fact);
        applying.finish();
        stored.push_back(encodeEntry(applying.draft(), workspace.head().seq,
            stored.empty() ? zeroHash() : stored.back().hash, QByteArray(saltSize, 's')));
        workspace.setHeadHash(stored.back().hash);
        return *decodeEntry(stored.back());
    }

private:
    struct Console {
        QString person;
        Seq saw = 0;
        bool cut = false;
        std::vector<Command> outbox;
    };

    size_t pick(size_t count) { return static_cast<size_t>(m_random.bounded(static_cast<int>(count))); }

    CommandId id()
    {
        QByteArray out(16, '\0');
        for (char& c : out)
            c = static_cast<char>(m_random.bounded(256));
        return out;
    }

    /// One of the last few: the older ones are mostly closed.
    IncidentRef incident() { return {{workspace.lastIncident() - bounded(qMin(3U, workspace.lastIncident()))}, {}}; }
    QString person() { return m_consoles[pick(m_consoles.size())].person; }
    QString text() { return m_random.bounded(6) ? QStringLiteral("because") : QString(); }
    bool coin() { return m_random.bounded(2) != 0; }

    CommandBody body(const QString& asking)
    {
        // Left to chance alone, the one who is offered command would hardly ever be the one who answers.
        for (const auto& [offered, i] : workspace.incidents()) {
            if (i.handOver && i.handOver->to == asking && m_random.bounded(4) == 0)
                return coin() ? CommandBody(AcceptHandOver {{offered, {}}, text()}) : DeclineHandOver {{offered, {}}, text()};
            if (i.handOver && i.handOver->from == asking && m_random.bounded(8) == 0)
                return WithdrawHandOver {{offered, {}}};
        }
        static const QString roles[] = {QStringLiteral("deputy"), QStringLiteral("scribe")};
        if (workspace.lastIncident() < 3 || m_random.bounded(25) == 0)
            return Declare {QStringLiteral("checkout fails"), static_cast<quint8>(1 + m_random.bounded(5)), text(), 0, {}};
        switch (m_random.bounded(36)) {
        case 0:
        case 1:
        case 2:
            return TakeCommand {incident()};
        case 3:
            return ReleaseCommand {incident()};
        case 4:
        case 5:
        case 6:
            return OfferHandOver {incident(), person(), text()};
        case 7:
        case 8:
        case 9:
            return AcceptHandOver {incident(), text()};
        case 10:
            return DeclineHandOver {incident(), text()};
        case 11:
            return WithdrawHandOver {incident()};
        case 12:
        case 13:
        case 14:
            return ChallengeCommand {incident()};
        case 15:
            return AnswerChallenge {incident()};
        case 16:
        case 17:
        case 18:
            return AssumeCommand {incident(), text()};
        case 19:
            return AssignRole {incident(), roles[m_random.bounded(2)], coin() ? person() : QString()};
        case 20:
            return Merge {incident(), incident()};
        case 21:
            return Undo {incident(), 0};
        case 22:
            return SetPhase {incident(), static_cast<Phase>(m_random.bounded(8)), text()};
        case 23:
            return Reopen {incident(), text()};
        case 24:
            return coin() ? CommandBody(Dismiss {incident(), text()}) : CommandBody(MarkDuplicate {incident(), incident()});
        default:
            break;
        }
        return coin() ? deliberation() : line();
    }

    CommandBody line() { return LogLine {incident(), static_cast<LineKind>(m_random.bounded(6)), 0, {}, {}, text()}; }

    /// Proposals, hypotheses, tasks, updates and people.
    CommandBody deliberation()
    {
        const PollId poll {workspace.lastPoll()};
        const LineId hypothesis {1 + bounded(workspace.lastLine() + 1)};
        switch (m_random.bounded(14)) {
        case 0:
            return ProposeDecision {incident(), {}, person(), 60'000, 0, text()};
        case 1:
            return RaiseObjection {incident(), poll, {}, text()};
        case 2:
            return SayNoObjection {incident(), poll, {}};
        case 3:
        case 4:
            return TakeDecision {incident(), poll, {}, person(), 0};
        case 5:
            return WithdrawPoll {incident(), poll, text()};
        case 6:
            return NoteOutcome {incident(), poll, static_cast<Worked>(m_random.bounded(3)), text()};
        case 7:
            return MoveHypothesis {incident(), hypothesis, static_cast<Belief>(m_random.bounded(4)), text()};
        case 8:
            return AddEvidence {incident(), hypothesis, coin(), {}, workspace.head().seq, text()};
        case 9:
            return SetNextUpdate {incident(), Audience::Internal, m_random.bounded(600'000), 300'000};
        case 10:
            return SnoozeCallout {incident(), QStringLiteral("callout"), 60'000, text()};
        case 11:
            return PostStatus {incident(), static_cast<Audience>(m_random.bounded(2)), workspace.head().seq, {}, text()};
        case 12:
            return coin() ? CommandBody(PagePerson {incident(), person(), text()})
                          : NotePresence {incident(), person(), Presence::Present, text()};
        default:
            break;
        }
        return AssignTask {incident(), person(), 60'000, 0, text()};
    }

    QRandomGenerator m_random;
    Decide m_decide;
    std::vector<Console> m_consoles;
    Instant m_now = start;
};

} // namespace quarterdeck
