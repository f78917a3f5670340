// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/decide.h"

#include "models/domain/typename.h"
#include "models/state/decider.h"

namespace quarterdeck {

namespace {
constexpr qsizetype maxText = 20'000;
constexpr size_t maxAlerts = 100'000;
}

Facts decide(const Command& command, const Workspace& workspace, const Asker& asker, Instant now)
{
    const auto needed = neededFor(command.body);
    if (!asker.permissions.contains(needed))
        return error("command.not-allowed",
            QStringLiteral("%1 may not do this (%2): it needs the class “%3”. Ask whoever runs the server for it.")
                .arg(asker.person, commandName(command.body), enumName(needed).toLower()),
            {asker.person, enumName(needed)});
    return visit(Decider {command, workspace, asker, now}, command.body);
}

CommandRefused refusalFact(const Command& command, const Workspace& workspace, const Error& error)
{
    CommandRefused fact;
    if (const auto* ref = incidentOf(command.body)) {
        if (const auto* i = workspace.incident(*ref))
            fact.incident = i->id;
    }
    fact.command = commandName(command.body);
    fact.code = error.code;
    fact.sentence = error.sentence;
    fact.madeAt = command.madeAt;
    fact.id = command.id;
    return fact;
}

Result<const Incident*> Decider::incident(const IncidentRef& ref) const
{
    const auto* i = w.incident(ref);
    if (!i)
        return error("incident.unknown",
            ref.id ? QStringLiteral("There is no incident %1.").arg(ref.id.value)
                   : QStringLiteral("The incident that this is about was never declared here."));
    if (!i->readBy(asker.person))
        return error("incident.members-only",
            QStringLiteral("Incident %1 is for its members only. Ask one of them to let you in.").arg(i->id.value));
    return i;
}

Result<const Incident*> Decider::openIncident(const IncidentRef& ref) const
{
    auto found = incident(ref);
    if (found && !(*found)->open())
        return error("incident.closed",
            QStringLiteral("Incident %1 is %2; reopen it first.")
                .arg((*found)->id.value)
                .arg(enumName((*found)->phase).toLower()));
    return found;
}

std::optional<Error> Decider::superseded(Seq changedAt, const QString& what) const
{
    if (!command.offline || command.restsOn >= changedAt)
        return std::nullopt;
    return error("claim.superseded",
        QStringLiteral("%1 while this was waiting to be sent, so it was not done. Look again and decide anew.")
            .arg(what));
}

std::optional<Error> Decider::badText(const QString& text, const QString& what, bool required) const
{
    if (required && text.trimmed().isEmpty())
        return error("text.missing", QStringLiteral("%1 is missing.").arg(what));
    if (text.size() > maxText)
        return error("text.too-long",
            QStringLiteral("%1 has %2 characters; at most %3 are kept. Attach it as a file instead.")
                .arg(what)
                .arg(text.size())
                .arg(maxText));
    return std::nullopt;
}

std::optional<Error> Decider::badAlerts(const std::vector<AlertId>& alerts) const
{
    if (alerts.size() > maxAlerts)
        return error("alerts.too-many",
            QStringLiteral("%1 alerts at once; at most %2 are taken.").arg(alerts.size()).arg(maxAlerts));
    for (const auto id : alerts) {
        if (!w.hasAlert(id))
            return error("alert.unknown", QStringLiteral("There is no alert %1.").arg(id.value));
    }
    return std::nullopt;
}

Facts Decider::operator()(const LogLine& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto bad = badText(c.text, QStringLiteral("The line’s text"), true))
        return *bad;
    LineLogged fact;
    fact.incident = (*i)->id;
    fact.line = {w.lastLine() + 1};
    fact.lineKind = c.kind;
    fact.observedAt = c.observedAt ? c.observedAt : command.madeAt;
    fact.madeAt = command.madeAt;
    fact.corrects = c.corrects;
    fact.saidBy = c.saidBy;
    fact.text = c.text;
    return std::vector<Fact> {fact};
}

Facts Decider::operator()(const AssignTask& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto bad = badText(c.text, QStringLiteral("The task’s text"), true))
        return *bad;
    TaskAssigned fact;
    fact.incident = (*i)->id;
    fact.task = {w.lastTask() + 1};
    fact.owner = c.owner;
    fact.boxMs = c.boxMs;
    fact.observedAt = c.observedAt ? c.observedAt : command.madeAt;
    fact.text = c.text;
    return std::vector<Fact> {fact};
}

Facts Decider::operator()(const AcknowledgeTask& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    return std::vector<Fact> {TaskAcknowledged {(*i)->id, c.task}};
}

Facts Decider::operator()(const CloseTask& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    return std::vector<Fact> {TaskClosed {(*i)->id, c.task, c.done, c.outcome}};
}

Facts Decider::operator()(const AcknowledgeAlerts& c) const
{
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    std::vector<Fact> out;
    for (const auto id : c.alerts)
        out.emplace_back(AlertAcknowledged {id, c.acknowledged});
    return out;
}

Facts Decider::operator()(const SuppressAlerts& c) const
{
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), c.suppressed))
        return *bad;
    std::vector<Fact> out;
    for (const auto id : c.alerts)
        out.emplace_back(AlertSuppressed {id, c.suppressed, c.reason});
    return out;
}

Facts Decider::operator()(const ConfirmSuspect& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    for (const auto& s : (*i)->suspects) {
        if (s.label == c.label)
            return std::vector<Fact> {SuspectConfirmed {(*i)->id, c.label, c.confirmed}};
    }
    return error("suspect.unknown", QStringLiteral("%1 is no suspect of incident %2.").arg(c.label, QString::number((*i)->id.value)));
}

Facts Decider::operator()(const NoteExport& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    return std::vector<Fact> {DraftExported {(*i)->id, c.format, c.sha256}};
}

Facts Decider::operator()(const PrepareRun&) const
{
    return error("run.unresolved", QStringLiteral("A run is prepared by the server only."));
}

Facts Decider::operator()(const StartRun& c) const
{
    const auto* run = w.run(c.run);
    if (!run)
        return error("run.unknown", QStringLiteral("There is no run %1.").arg(c.run.value));
    if (run->state != RunState::Prepared)
        return error("run.not-waiting",
            QStringLiteral("Run %1 is not waiting to be started: it is %2.")
                .arg(c.run.value)
                .arg(enumName(run->state).toLower()));
    if (c.resolvedHash != run->resolvedHash)
        return error("run.changed", QStringLiteral("What would run is not what was shown. Prepare it again."));
    for (const auto& other : w.runs()) {
        const bool going = other.state == RunState::Approved || other.state == RunState::Running;
        if (going && other.runbook == run->runbook && other.alert == run->alert)
            return error("run.already-running",
                QStringLiteral("“%1” is running for this alert already (run %2).").arg(run->title, QString::number(other.id.value)));
    }
    return std::vector<Fact> {RunApproved {c.run, run->resolvedHash}};
}

Facts Decider::operator()(const CancelRun& c) const
{
    const auto* run = w.run(c.run);
    if (!run)
        return error("run.unknown", QStringLiteral("There is no run %1.").arg(c.run.value));
    if (run->state != RunState::Prepared)
        return error("run.not-waiting", QStringLiteral("Run %1 has been started or ended already.").arg(c.run.value));
    return std::vector<Fact> {
        RunRefused {c.run, c.reason.isEmpty() ? Text(QStringLiteral("not wanted")) : Text(c.reason)}};
}

Facts Decider::operator()(const RedactText& c) const
{
    if (c.seq == 0 || c.seq > w.head().seq)
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1 to redact.").arg(c.seq));
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), true))
        return *bad;
    return std::vector<Fact> {PartRedacted {c.seq, c.reason}};
}

Facts decidePrepared(const RunRequested& prepared, const Workspace& workspace, const Asker& asker)
{
    if (!asker.permissions.contains(Permission::Respond))
        return error("command.not-allowed", QStringLiteral("%1 may not prepare actions.").arg(asker.person));
    const auto* i = workspace.incident(prepared.incident);
    if (!i || !i->open())
        return error("incident.closed", QStringLiteral("The incident of this action is not open."));
    auto fact = prepared;
    fact.run = {static_cast<quint32>(workspace.runs().size()) + 1};
    fact.mode = workspace.journal().drill ? RunMode::Rehearse : RunMode::Execute;
    return std::vector<Fact> {fact};
}

} // namespace quarterdeck
