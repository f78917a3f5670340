// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/closing.h"
#include "models/state/decider.h"

namespace quarterdeck {

AlertAttached Decider::moved(AlertId alert, IncidentId to, bool pinned) const
{
    AlertAttached fact;
    fact.alert = alert;
    fact.incident = to;
    fact.from = w.alert(alert).incident;
    fact.byPerson = true;
    fact.pinned = pinned;
    fact.terms = {{QStringLiteral("person"), 1.0, QStringLiteral("placed by %1").arg(asker.person)}};
    return fact;
}

Facts Decider::operator()(const Declare& c) const
{
    if (auto bad = badText(c.title, QStringLiteral("The incident’s title"), true))
        return *bad;
    if (auto bad = badText(c.impact, QStringLiteral("The impact"), false))
        return *bad;
    if (c.severity < 1 || c.severity > 5)
        return error("severity.unknown", QStringLiteral("SEV-%1 is none of SEV-1 to SEV-5.").arg(c.severity));
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    IncidentOpened opened;
    opened.incident = {w.lastIncident() + 1};
    opened.origin = IncidentOrigin::Declared;
    opened.severity = c.severity;
    opened.title = c.title;
    opened.impact = c.impact;
    opened.observedAt = c.observedAt ? c.observedAt : command.madeAt;
    opened.declaredBy = command.id;
    std::vector<Fact> out {opened};
    for (const auto id : c.alerts)
        out.emplace_back(moved(id, opened.incident, true));
    return out;
}

Facts Decider::operator()(const Accept& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.accepted())
        return error("incident.accepted", QStringLiteral("Incident %1 is accepted already.").arg(i.id.value));
    const quint8 severity = c.severity >= 1 && c.severity <= 5 ? c.severity : i.severity;
    return std::vector<Fact> {IncidentAccepted {i.id, severity}};
}

std::optional<Error> Decider::commandedByAnother(const Incident& i, const QString& what) const
{
    if (i.commander.isEmpty() || i.commander == asker.person)
        return std::nullopt;
    return error("command.not-holder",
        QStringLiteral("%1 commands incident %2; only the commander %3.")
            .arg(i.commander, QString::number(i.id.value), what));
}

Facts Decider::operator()(const Dismiss& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (auto other = commandedByAnother(i, QStringLiteral("dismisses it")))
        return *other;
    return std::vector<Fact> {
        IncidentDismissed {i.id, c.reason.isEmpty() ? Text(QStringLiteral("no reason given")) : Text(c.reason)}};
}

Facts Decider::operator()(const MarkDuplicate& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    if (auto other = commandedByAnother(**found, QStringLiteral("calls it a duplicate")))
        return *other;
    const auto of = incident(c.of);
    if (!of)
        return of.error();
    if ((*found)->id == (*of)->id)
        return error("incident.same", QStringLiteral("An incident is no duplicate of itself."));
    return std::vector<Fact> {IncidentMarkedDuplicate {(*found)->id, (*of)->id}};
}

std::vector<Fact> Decider::mergeFacts(const Incident& from, const Incident& into) const
{
    std::vector<Fact> out;
    if (from.accepted() && !into.accepted()) // what people work on does not become a proposal again
        out.emplace_back(IncidentAccepted {into.id, qMin(from.severity, into.severity)});
    if (!from.commander.isEmpty())
        out.emplace_back(CommandCarried {from.id, into.id, from.commander});
    IncidentMerged merged;
    merged.from = from.id;
    merged.into = into.id;
    merged.alerts.assign(from.alerts.begin(), from.alerts.end());
    out.emplace_back(merged);
    return out;
}

Facts Decider::operator()(const Merge& c) const
{
    const auto from = openIncident(c.from);
    if (!from)
        return from.error();
    const auto into = openIncident(c.into);
    if (!into)
        return into.error();
    if ((*from)->id == (*into)->id)
        return error("incident.same", QStringLiteral("An incident cannot be merged into itself."));
    if (!(*from)->commander.isEmpty() && !(*into)->commander.isEmpty()
        && (*from)->commander != (*into)->commander)
        return error("merge.two-commanders",
            QStringLiteral("%1 commands incident %2 and %3 commands incident %4: hand one over first, then merge.")
                .arg((*from)->commander, QString::number((*from)->id.value), (*into)->commander,
                    QString::number((*into)->id.value)));
    if (auto late = superseded(qMax((*from)->commandSeq, (*into)->commandSeq), QStringLiteral("Command changed hands")))
        return *late;
    return mergeFacts(**from, **into);
}

Facts Decider::operator()(const Split& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    if (c.alerts.empty())
        return error("split.nothing", QStringLiteral("Select the alerts that shall become an incident of their own."));
    for (const auto id : c.alerts) {
        if (w.alert(id).incident != i.id)
            return error("alert.elsewhere",
                QStringLiteral("Alert %1 is not in incident %2.").arg(id.value).arg(i.id.value));
    }
    IncidentOpened opened;
    opened.incident = {w.lastIncident() + 1};
    opened.origin = IncidentOrigin::Rule;
    opened.severity = i.severity;
    opened.title = c.title.isEmpty() ? QStringLiteral("Split from incident %1").arg(i.id.value) : c.title;
    opened.observedAt = w.alert(c.alerts.front()).startedAt;
    std::vector<Fact> out {opened};
    for (const auto id : c.alerts)
        out.emplace_back(moved(id, opened.incident, true));
    return out;
}

Facts Decider::operator()(const MoveAlerts& c) const
{
    const auto to = openIncident(c.to);
    if (!to)
        return to.error();
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    std::vector<Fact> out;
    for (const auto id : c.alerts) {
        if (w.alert(id).incident != (*to)->id)
            out.emplace_back(moved(id, (*to)->id, true));
    }
    if (out.empty())
        return error("move.nothing", QStringLiteral("They are in incident %1 already.").arg((*to)->id.value));
    return out;
}

Facts Decider::operator()(const PinAlerts& c) const
{
    if (auto bad = badAlerts(c.alerts))
        return *bad;
    std::vector<Fact> out;
    for (const auto id : c.alerts) {
        const auto in = w.alert(id).incident;
        if (in)
            out.emplace_back(moved(id, in, c.pinned));
    }
    if (out.empty())
        return error("pin.nothing", QStringLiteral("None of them is in an incident."));
    return out;
}

Facts Decider::operator()(const Undo& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    const UndoableAct* act = nullptr;
    for (const auto& a : i.acts) {
        if (c.seq == 0 || a.seq == c.seq)
            act = &a;
    }
    if (!act)
        return error("undo.nothing", QStringLiteral("There is nothing to undo on incident %1.").arg(i.id.value));
    std::vector<Fact> out;
    if (act->what == QLatin1String("merge") || act->what == QLatin1String("move")) {
        if (act->what == QLatin1String("merge"))
            out.emplace_back(IncidentReopened {act->from, act->phase, QStringLiteral("the merge was undone")});
        for (const auto id : act->alerts) {
            if (w.alert(id).incident == act->to)
                out.emplace_back(moved(id, act->from, true));
        }
    } else {
        if (act->phase == Phase::Triage && !i.commander.isEmpty()) { // nobody commands a proposal
            if (auto other = commandedByAnother(i, QStringLiteral("makes it a proposal again")))
                return *other;
            out.emplace_back(CommandReleased {i.id, i.commander});
        }
        out.emplace_back(IncidentReopened {i.id, act->phase, QStringLiteral("undone: %1").arg(act->what)});
    }
    out.emplace_back(ActUndone {i.id, act->seq});
    return out;
}

Facts Decider::operator()(const Reopen& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.open())
        return error("incident.open", QStringLiteral("Incident %1 is open.").arg(i.id.value));
    const Phase to = i.accepted() ? Phase::Investigating : Phase::Triage;
    return std::vector<Fact> {
        IncidentReopened {i.id, to, c.reason.isEmpty() ? Text(QStringLiteral("no reason given")) : Text(c.reason)}};
}

Facts Decider::operator()(const SetSeverity& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (c.severity < 1 || c.severity > 5)
        return error("severity.unknown", QStringLiteral("SEV-%1 is none of SEV-1 to SEV-5.").arg(c.severity));
    if (c.severity == i.severity)
        return error("severity.same", QStringLiteral("It is SEV-%1 already.").arg(c.severity));
    if (c.severity > i.severity && c.reason.trimmed().isEmpty())
        return error("severity.reason", QStringLiteral("Lowering the severity needs a reason."));
    return std::vector<Fact> {SeveritySet {i.id, i.severity, c.severity, c.reason}};
}

Facts Decider::operator()(const SetImpact& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    if (auto bad = badText(c.impact, QStringLiteral("The impact"), true))
        return *bad;
    return std::vector<Fact> {ImpactSet {(*found)->id, c.impact, c.since ? c.since : command.madeAt}};
}

Facts Decider::operator()(const SetPhase& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (c.phase == i.phase)
        return error("phase.same", QStringLiteral("It is in that phase already."));
    if (c.phase == Phase::Dismissed || c.phase == Phase::Merged || c.phase == Phase::Triage)
        return error("phase.not-set", QStringLiteral("That is not a phase one sets; dismiss, merge or undo."));
    if (i.phase == Phase::Dismissed || i.phase == Phase::Merged)
        return error("incident.closed", QStringLiteral("Incident %1 is closed; reopen it first.").arg(i.id.value));
    if (!i.phases.empty()) {
        const QString what = QStringLiteral("The phase became %1").arg(enumName(i.phase).toLower());
        if (auto late = superseded(i.phases.back().seq, what))
            return *late;
    }
    std::vector<Fact> out;
    if (!i.accepted())
        out.emplace_back(IncidentAccepted {i.id, i.severity});
    if (i.accepted() || c.phase != Phase::Investigating) {
        PhaseSet set {i.id, i.accepted() ? i.phase : Phase::Investigating, c.phase, c.reason};
        if (c.phase == Phase::Resolved)
            set.leftOpen = openMatters(w, i).join(QStringLiteral("; "));
        out.emplace_back(std::move(set));
    }
    return out;
}

Facts Decider::operator()(const Rename& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    if (auto bad = badText(c.title, QStringLiteral("The title"), true))
        return *bad;
    return std::vector<Fact> {IncidentRenamed {(*found)->id, c.title}};
}

Facts Decider::operator()(const DecideProposal& c) const
{
    const auto it = w.proposals().find(c.proposal);
    if (it == w.proposals().end())
        return error("proposal.unknown", QStringLiteral("There is no proposal %1.").arg(c.proposal.value));
    if (it->second.decided)
        return error("proposal.decided", QStringLiteral("That was decided already."));
    std::vector<Fact> out {ProposalDecided {c.proposal, c.accept}};
    if (!c.accept)
        return out;
    auto merged = (*this)(Merge {{it->second.from, {}}, {it->second.into, {}}});
    if (!merged)
        return merged;
    out.insert(out.end(), merged->begin(), merged->end());
    return out;
}

} // namespace quarterdeck
