// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/folder.h"

namespace quarterdeck {

namespace {
constexpr size_t maxUndo = 50; // older acts are history, not mistakes of this minute
}

void Folder::attach(AlertId id, Incident& to)
{
    auto* row = alert(id);
    if (!row)
        return;
    detach(id);
    unfold(*row);
    row->incident = to.id;
    to.alerts.insert(id);
    to.worst = qMax(to.worst, row->severity);
    to.steps.push_back({row->startedAt, 1, id});
    if (row->status == AlertStatus::Resolved)
        to.steps.push_back({row->endedAt, -1, id});
    if (row->status == AlertStatus::Firing)
        ++to.firing;
    if (row->status == AlertStatus::Unknown)
        ++to.unknown;
    if (to.observedAt == 0 || (row->startedAt && row->startedAt < to.observedAt))
        to.observedAt = row->startedAt;
    delta.incidents.insert(to.id);
    changed(id);
}

void Folder::detach(AlertId id)
{
    auto* row = alert(id);
    auto* from = row ? incident(row->incident) : nullptr;
    if (!from)
        return;
    if (row->status == AlertStatus::Firing)
        --from->firing;
    if (row->status == AlertStatus::Unknown)
        --from->unknown;
    // A recurrence belongs to a new incident; what the resolved one was is not rewritten by it.
    const bool history = from->phase == Phase::Resolved || from->phase == Phase::Review;
    if (!history)
        from->alerts.erase(id);
    std::erase_if(from->steps,
        [&](const FiringStep& s) { return s.alert == id && (!history || s.at > from->resolvedAt); });
    row->incident = {};
    delta.incidents.insert(from->id);
    changed(id);
}

void Folder::setPhase(Incident& i, Phase to)
{
    i.phase = to;
    i.resolvedAt = to == Phase::Resolved ? entry.recordedAt : (i.open() ? 0 : i.resolvedAt);
    i.phases.push_back({entry.recordedAt, to, entry.seq, entry.actor});
}

void Folder::actBy(Incident& i)
{
    if (!entry.command.isEmpty())
        i.touched = true;
}

void Folder::operator()(const IncidentOpened& f)
{
    if (f.incident.value == 0 || w.m_incidents.contains(f.incident))
        return;
    auto& i = w.m_incidents[f.incident];
    i.id = f.incident;
    i.openedSeq = entry.seq;
    i.origin = f.origin;
    i.severity = f.severity;
    i.title = f.title.s;
    i.impact = f.impact.s;
    i.impactSince = f.impact.s.isEmpty() ? 0 : f.observedAt;
    i.openedAt = entry.recordedAt;
    i.observedAt = f.observedAt;
    i.declaredBy = f.declaredBy;
    i.recurrenceOf = f.recurrenceOf;
    w.m_lastIncident = qMax(w.m_lastIncident, f.incident.value);
    if (!f.declaredBy.isEmpty())
        w.m_declared.insert(f.declaredBy, f.incident);
    delta.incidents.insert(f.incident);
    if (f.origin == IncidentOrigin::Declared) {
        i.touched = true;
        i.acceptedAt = entry.recordedAt;
        setPhase(i, Phase::Investigating);
        say(f.incident, QStringLiteral("declares SEV-%1: %2").arg(f.severity).arg(f.title.s));
    } else {
        i.phases.push_back({entry.recordedAt, Phase::Triage, entry.seq, entry.actor});
    }
}

void Folder::operator()(const AlertAttached& f)
{
    auto* to = incident(f.incident);
    auto* row = alert(f.alert);
    if (!to || !row)
        return;
    const IncidentId from = row->incident;
    attach(f.alert, *to);
    row->attachedSeq = entry.seq;
    row->pinned = f.byPerson ? f.pinned : row->pinned || f.pinned;
    if (f.byPerson) {
        actBy(*to);
        if (auto* was = incident(from)) {
            actBy(*was);
            if (!to->acts.empty() && to->acts.back().seq == entry.seq)
                to->acts.back().alerts.push_back(f.alert);
            else
                to->acts.push_back({entry.seq, QStringLiteral("move"), {f.alert}, from, f.incident, to->phase});
        }
    }
}

void Folder::operator()(const AlertDetached& f)
{
    auto* row = alert(f.alert);
    if (!row)
        return;
    if (auto* i = incident(f.incident))
        actBy(*i);
    detach(f.alert);
    row->pinned = f.pinned;
}

void Folder::operator()(const IncidentAccepted& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->acts.push_back({entry.seq, QStringLiteral("accept"), {}, {}, {}, i->phase});
    i->acceptedAt = entry.recordedAt;
    i->severity = f.severity;
    actBy(*i);
    setPhase(*i, Phase::Investigating);
    const auto words = QStringLiteral("accepts the incident as SEV-%1").arg(f.severity);
    say(f.incident, f.policy.isEmpty() ? words : words + QStringLiteral(" by the policy “%1”").arg(f.policy));
}

void Folder::operator()(const IncidentDismissed& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->acts.push_back({entry.seq, QStringLiteral("dismiss"), {}, {}, {}, i->phase});
    actBy(*i);
    setPhase(*i, Phase::Dismissed);
    say(f.incident, QStringLiteral("dismisses it: %1").arg(f.reason.s));
}

void Folder::operator()(const IncidentMarkedDuplicate& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->acts.push_back({entry.seq, QStringLiteral("duplicate"), {}, {}, f.of, i->phase});
    i->duplicateOf = f.of;
    actBy(*i);
    setPhase(*i, Phase::Dismissed);
    say(f.incident, QStringLiteral("marks it as a duplicate of incident %1").arg(f.of.value));
    say(f.of, QStringLiteral("marks incident %1 as a duplicate of this one").arg(f.incident.value));
}

void Folder::operator()(const IncidentMerged& f)
{
    auto* from = incident(f.from);
    auto* into = incident(f.into);
    if (!from || !into || from == into)
        return;
    into->acts.push_back({entry.seq, QStringLiteral("merge"), f.alerts, f.from, f.into, from->phase});
    if (into->acts.size() > maxUndo)
        into->acts.erase(into->acts.begin());
    for (const auto id : f.alerts)
        attach(id, *into);
    from->mergedInto = f.into;
    actBy(*from);
    actBy(*into);
    setPhase(*from, Phase::Merged);
    delta.incidents.insert(f.from);
    const QString verb = f.rule.isEmpty() ? QStringLiteral("merges") : QStringLiteral("rules merge");
    say(f.into,
        QStringLiteral("%1 incident %2 into this one (%3 alerts)").arg(verb).arg(f.from.value).arg(f.alerts.size()));
}

void Folder::operator()(const MergeProposed& f)
{
    w.m_proposals[f.proposal]
        = {f.proposal, f.from, f.into, f.because, f.score, f.terms, false, false, entry.recordedAt};
    w.m_lastProposal = qMax(w.m_lastProposal, f.proposal.value);
    delta.proposals = true;
    delta.incidents.insert(f.from);
    delta.incidents.insert(f.into);
    const auto words = QStringLiteral("It is proposed to merge incident %1 into incident %2");
    say(f.into, words.arg(f.from.value).arg(f.into.value));
}

void Folder::operator()(const ProposalDecided& f)
{
    const auto it = w.m_proposals.find(f.proposal);
    if (it == w.m_proposals.end())
        return;
    it->second.decided = true;
    it->second.accepted = f.accepted;
    delta.proposals = true;
    if (!f.accepted)
        say(it->second.into, QStringLiteral("declines the merge of incident %1").arg(it->second.from.value));
}

void Folder::operator()(const SeveritySet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->severity = f.to;
    actBy(*i);
    if (entry.command.isEmpty()) {
        say(f.incident, QStringLiteral("propose SEV-%1").arg(f.to));
        return;
    }
    const QString verb = f.to < f.from ? QStringLiteral("raises to") : QStringLiteral("lowers to");
    say(f.incident,
        f.reason.s.isEmpty() ? QStringLiteral("%1 SEV-%2").arg(verb).arg(f.to)
                             : QStringLiteral("%1 SEV-%2: %3").arg(verb, QString::number(f.to), f.reason.s));
}

void Folder::operator()(const ImpactSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->impact = f.impact.s;
    i->impactSince = f.since;
    actBy(*i);
    say(f.incident, QStringLiteral("impact: %1").arg(f.impact.s));
}

void Folder::operator()(const PhaseSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->acts.push_back({entry.seq, QStringLiteral("phase"), {}, {}, {}, i->phase});
    actBy(*i);
    if (f.to == Phase::Resolved)
        learnPairs(*i);
    setPhase(*i, f.to);
    const QString to = enumName(f.to);
    QString sentence = f.reason.s.isEmpty() ? QStringLiteral("sets the phase to %1").arg(to)
                                            : QStringLiteral("sets the phase to %1: %2").arg(to, f.reason.s);
    if (!f.leftOpen.s.isEmpty())
        sentence += QStringLiteral(" — left open: %1").arg(f.leftOpen.s);
    say(f.incident, sentence);
}

void Folder::operator()(const IncidentReopened& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->duplicateOf = {};
    i->mergedInto = {};
    i->resolvedAt = 0;
    if (f.to == Phase::Triage)
        i->acceptedAt = 0;
    else if (!i->acceptedAt)
        i->acceptedAt = entry.recordedAt;
    actBy(*i);
    setPhase(*i, f.to);
    say(f.incident, QStringLiteral("reopens it: %1").arg(f.reason.s));
}

void Folder::operator()(const IncidentRenamed& f)
{
    if (auto* i = incident(f.incident)) {
        i->title = f.title.s;
        actBy(*i);
        if (!entry.command.isEmpty())
            say(f.incident, QStringLiteral("renames it: %1").arg(f.title.s));
    }
}

void Folder::operator()(const SuspectsRanked& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    std::set<QString> confirmed;
    for (const auto& s : i->suspects) {
        if (s.confirmed)
            confirmed.insert(s.label);
    }
    i->suspects.clear();
    for (const auto& s : f.suspects)
        i->suspects.push_back({s.label.s, s.service.s, s.change, s.score, confirmed.contains(s.label.s), s.reasonsFor,
            s.reasonsAgainst});
    i->suspectsSeq = entry.seq;
}

void Folder::operator()(const SuspectConfirmed& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    for (auto& s : i->suspects) {
        if (s.label == f.label.s)
            s.confirmed = f.confirmed;
    }
    actBy(*i);
    say(f.incident,
        f.confirmed ? QStringLiteral("confirms the suspect %1").arg(f.label.s)
                    : QStringLiteral("takes back the confirmation of %1").arg(f.label.s));
}

void Folder::operator()(const ActUndone& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    std::erase_if(i->acts, [&](const UndoableAct& act) { return act.seq == f.seq || act.seq == entry.seq; });
    say(f.incident, QStringLiteral("undoes what entry %1 did").arg(f.seq));
}

} // namespace quarterdeck
