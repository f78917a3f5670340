// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/folder.h"

namespace quarterdeck {

void Folder::setCommander(Incident& i, const QString& person)
{
    i.commander = person;
    i.commandSince = person.isEmpty() ? 0 : entry.recordedAt;
    i.commandSeq = entry.seq;
    i.handOver.reset();
    i.challenge.reset();
    actBy(i);
}

void Folder::operator()(const CommandTaken& f)
{
    if (auto* i = incident(f.incident)) {
        setCommander(*i, f.person);
        say(f.incident, QStringLiteral("takes command"));
    }
}

void Folder::operator()(const CommandReleased& f)
{
    if (auto* i = incident(f.incident)) {
        setCommander(*i, {});
        say(f.incident, QStringLiteral("gives up command; nobody holds it"));
    }
}

void Folder::operator()(const HandOverOffered& f)
{
    if (auto* i = incident(f.incident)) {
        i->handOver = HandOver {f.from, f.to, f.briefing.s, entry.recordedAt, entry.seq};
        say(f.incident, QStringLiteral("offers command to %1").arg(f.to));
    }
}

void Folder::operator()(const HandOverAccepted& f)
{
    if (auto* i = incident(f.incident)) {
        setCommander(*i, f.to);
        say(f.incident,
            f.readBack.s.isEmpty()
                ? QStringLiteral("accepts command from %1").arg(f.from)
                : QStringLiteral("accepts command from %1, reading back: %2").arg(f.from, f.readBack.s));
    }
}

void Folder::operator()(const HandOverDeclined& f)
{
    if (auto* i = incident(f.incident)) {
        i->handOver.reset();
        say(f.incident, QStringLiteral("declines command: %1").arg(f.reason.s));
    }
}

void Folder::operator()(const HandOverWithdrawn& f)
{
    if (auto* i = incident(f.incident)) {
        i->handOver.reset();
        say(f.incident, QStringLiteral("withdraws the offer of command"));
    }
}

void Folder::operator()(const CommandChallenged& f)
{
    if (auto* i = incident(f.incident)) {
        i->challenge = Challenge {f.by, entry.recordedAt, entry.seq};
        say(f.incident, QStringLiteral("asks %1 to answer: is command still held?").arg(f.holder));
    }
}

void Folder::operator()(const ChallengeAnswered& f)
{
    if (auto* i = incident(f.incident)) {
        i->challenge.reset();
        say(f.incident, QStringLiteral("answers: still in command"));
    }
}

void Folder::operator()(const CommandAssumed& f)
{
    if (auto* i = incident(f.incident)) {
        setCommander(*i, f.by);
        say(f.incident, QStringLiteral("assumes command from %1: %2").arg(f.from, f.reason.s));
    }
}

void Folder::operator()(const RoleAssigned& f)
{
    if (auto* i = incident(f.incident)) {
        i->roles[f.role] = {f.person.s, entry.recordedAt};
        say(f.incident, QStringLiteral("assigns %1: %2").arg(f.role, f.person.s));
    }
}

void Folder::operator()(const RoleCleared& f)
{
    if (auto* i = incident(f.incident)) {
        i->roles.erase(f.role);
        say(f.incident, QStringLiteral("clears %1").arg(f.role));
    }
}

void Folder::operator()(const CommandCarried& f)
{
    auto* from = incident(f.from);
    auto* into = incident(f.into);
    if (!from || !into || from == into)
        return;
    setCommander(*from, {});
    if (into->commander != f.person)
        setCommander(*into, f.person);
    delta.incidents.insert(f.from);
    say(f.into, QStringLiteral("takes command along: %1, who commanded incident %2, commands this one")
                    .arg(f.person, QString::number(f.from.value)));
}

void Folder::operator()(const LineLogged& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    w.m_lastLine = qMax(w.m_lastLine, f.line.value);
    i->log.push_back({f.line, entry.seq, f.lineKind, f.observedAt ? f.observedAt : entry.recordedAt, entry.recordedAt,
        entry.actor, f.saidBy.s, f.text.s, f.corrects, false});
    if (f.lineKind == LineKind::Hypothesis)
        proposed(*i, f);
    if (f.lineKind == LineKind::Status && !f.corrects)
        posted(*i, {Audience::Internal, entry.recordedAt, entry.seq, entry.seq - 1,
                       f.saidBy.s.isEmpty() ? entry.actor : f.saidBy.s, {}, f.text.s});
    actBy(*i);
    delta.incidents.insert(f.incident);
}

void Folder::operator()(const TaskAssigned& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    w.m_lastTask = qMax(w.m_lastTask, f.task.value);
    TaskInfo task;
    task.task = f.task;
    task.seq = entry.seq;
    task.owner = f.owner.s;
    task.text = f.text.s;
    task.boxMs = f.boxMs;
    task.assignedAt = f.observedAt ? f.observedAt : entry.recordedAt;
    i->tasks.push_back(task);
    actBy(*i);
    QString sentence = f.owner.s.isEmpty() ? QStringLiteral("to-do, no owner yet: %1").arg(f.text.s)
                                           : QStringLiteral("task → %1: %2").arg(f.owner.s, f.text.s);
    if (f.boxMs)
        sentence += QStringLiteral(", %1").arg(inWords(f.boxMs));
    say(f.incident, sentence, LineKind::Todo);
    i->log.back().observedAt = task.assignedAt;
}

void Folder::operator()(const TaskAcknowledged& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    for (auto& task : i->tasks) {
        if (task.task == f.task) {
            task.acknowledgedAt = entry.recordedAt;
            say(f.incident, QStringLiteral("has heard: %1").arg(task.text));
            return;
        }
    }
}

void Folder::operator()(const TaskClosed& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    for (auto& task : i->tasks) {
        if (task.task == f.task) {
            task.closedAt = entry.recordedAt;
            task.done = f.done;
            task.outcome = f.outcome.s;
            const QString verb = f.done ? QStringLiteral("done") : QStringLiteral("dropped");
            say(f.incident,
                f.outcome.s.isEmpty() ? QStringLiteral("%1: %2").arg(verb, task.text)
                                      : QStringLiteral("%1: %2 (%3)").arg(verb, task.text, f.outcome.s));
            return;
        }
    }
}

void Folder::operator()(const DraftExported& f)
{
    say(f.incident,
        QStringLiteral("exports the postmortem draft (%1, SHA-256 %2…)")
            .arg(f.format, QString::fromLatin1(f.sha256.toHex().first(qMin<qsizetype>(12, f.sha256.size() * 2)))));
}

} // namespace quarterdeck
