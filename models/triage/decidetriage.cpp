// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/decidetriage.h"

#include "models/triage/parameters.h"
#include "models/triage/policies.h"
#include "models/triage/suspects.h"
#include "models/triage/titles.h"

#include <algorithm>

namespace quarterdeck {

namespace {

bool untouched(const Incident& incident)
{
    return incident.phase == Phase::Triage && !incident.touched && !incident.accepted();
}

/// Nothing of the group has fired for a while but this alert: the trouble that made it is over, and what
/// begins now may be another's.
bool wasQuiet(const Incident& incident, const AlertRow& row)
{
    if (incident.firing > 1 || incident.unknown > 0)
        return false;
    for (auto step = incident.steps.rbegin(); step != incident.steps.rend(); ++step) {
        if (step->delta < 0)
            return row.startedAt - step->at >= triage::quietMs;
    }
    return false;
}

Term recurrence(const Incident& before, Instant now)
{
    QString words = QStringLiteral("recurrence of incident %1").arg(before.id.value);
    if (before.resolvedAt)
        words += QStringLiteral(", resolved %1 before").arg(inWords(now - before.resolvedAt));
    else if (before.phase == Phase::Dismissed)
        words += QStringLiteral(", which was dismissed");
    return {QStringLiteral("recurrence"), 0, words};
}

void attach(Applying& applying, Triage& triage, AlertId alert, IncidentId incident, const Placement& why)
{
    const auto& workspace = applying.workspace();
    AlertAttached fact;
    fact.alert = alert;
    fact.incident = incident;
    fact.from = workspace.alert(alert).incident;
    fact.because = why.because;
    fact.score = why.score;
    fact.terms = why.terms;
    fact.topology = workspace.topology().hash();
    applying.add(std::move(fact));
    triage.sync(workspace, alert);
}

void open(
    Applying& applying, Triage& triage, AlertId alert, const Incident* before, std::vector<Term> terms = {})
{
    const auto& workspace = applying.workspace();
    const auto& row = workspace.alert(alert);
    const int node = triage.graph().node(workspace.name(row.service));
    IncidentOpened fact;
    fact.incident = IncidentId {workspace.lastIncident() + 1};
    fact.severity = severityFor(row.severity, node >= 0 && triage.graph().customerFacing(node), 1);
    fact.title = titleFor(workspace, alert);
    fact.observedAt = row.startedAt;
    fact.rule = triage::ruleVersion();
    fact.recurrenceOf = before ? before->id : IncidentId();
    const IncidentId incident = fact.incident;
    Placement why;
    why.terms = std::move(terms);
    why.terms.push_back(before ? recurrence(*before, applying.now())
                               : Term {QStringLiteral("first"), 0, QStringLiteral("the first of its group")});
    applying.add(std::move(fact));
    attach(applying, triage, alert, incident, why);
}

bool alreadyProposed(const Workspace& workspace, IncidentId a, IncidentId b)
{
    const auto& proposals = workspace.proposals();
    return std::any_of(proposals.rbegin(), proposals.rend(), [&](const auto& entry) {
        const auto& p = entry.second;
        return (p.from == a && p.into == b) || (p.from == b && p.into == a);
    });
}

/// The one that people already look at stays; otherwise the older one.
bool staysBefore(const Incident& a, const Incident& b)
{
    const auto rank = [](const Incident& i) { return std::tuple(!i.accepted(), !i.touched, i.id); };
    return rank(a) < rank(b);
}

bool touchable(const Workspace& workspace, const Incident& incident)
{
    return untouched(incident) && incident.alerts.size() <= triage::mergeMost
        && std::none_of(incident.alerts.begin(), incident.alerts.end(),
            [&](AlertId id) { return workspace.alert(id).pinned; });
}

void mergeOrPropose(Applying& applying, Triage& triage, IncidentId one, const Bridge& bridge, bool proposeOnly)
{
    const auto& workspace = applying.workspace();
    const auto* into = workspace.incident(one);
    const auto* from = workspace.incident(bridge.other);
    if (staysBefore(*from, *into))
        std::swap(from, into);
    if (!proposeOnly && touchable(workspace, *from)) {
        IncidentMerged merged {from->id, into->id, {from->alerts.begin(), from->alerts.end()},
            triage::ruleVersion(), bridge.terms};
        applying.add(merged);
        for (const auto id : merged.alerts)
            triage.sync(workspace, id);
    } else if (!alreadyProposed(workspace, from->id, into->id)) {
        applying.add(MergeProposed {ProposalId {workspace.lastProposal() + 1}, from->id, into->id, bridge.because,
            bridge.score, bridge.terms});
    }
}

void mergeOrPropose(Applying& applying, Triage& triage, AlertId alert, const Placement& placement)
{
    const auto& workspace = applying.workspace();
    if (workspace.alert(placement.bridge->because).pinned || workspace.alert(placement.because).pinned)
        return; // a person put it where it is, apart from the others
    mergeOrPropose(applying, triage, workspace.alert(alert).incident, *placement.bridge, placement.proposeOnly);
}

/// An alert of a quiet group fires again: it follows a firm link to where things happen now.
void follow(Applying& applying, Triage& triage, AlertId alert, const Incident& current)
{
    const auto& workspace = applying.workspace();
    if (!untouched(current) || !wasQuiet(current, workspace.alert(alert)))
        return;
    const auto placement = triage.place(workspace, alert);
    if (!placement.incident || placement.incident == current.id)
        return;
    if (current.alerts.size() > 1) {
        attach(applying, triage, alert, placement.incident, placement);
        return;
    }
    // It was the last one there: an empty group would be left behind.
    applying.add(
        IncidentMerged {current.id, placement.incident, {alert}, triage::ruleVersion(), placement.terms});
    triage.sync(workspace, alert);
}

/// The incidents that facts are about, as triage must look at them again.
struct Concerned {
    const Workspace& workspace;
    std::set<IncidentId> incidents;

    void alert(AlertId id)
    {
        if (workspace.hasAlert(id))
            incidents.insert(workspace.alert(id).incident);
    }

    void operator()(const AlertRaised& f) { alert(f.alert); }
    void operator()(const AlertRaisedAgain& f) { alert(f.alert); }
    void operator()(const AlertCleared& f) { alert(f.alert); }
    void operator()(const AlertChanged& f) { alert(f.alert); }
    void operator()(const IncidentMerged& f) { incidents.insert(f.into); }

    void operator()(const AlertAttached& f)
    {
        incidents.insert(f.incident);
        incidents.insert(f.from);
    }

    void operator()(const AlertDetached& f) { incidents.insert(f.incident); }

    void operator()(const ChangeRecorded&)
    {
        // It may have come late and be the cause of what is open; who is open is few, or it is a storm.
        int left = mostForChange;
        for (auto it = workspace.incidents().rbegin(); it != workspace.incidents().rend() && left > 0;
             ++it, --left)
            incidents.insert(it->first);
    }

    template <class Other> void operator()(const Other&) { }

    static constexpr int mostForChange = 64;
};

} // namespace

void settleTriage(Applying& applying, Triage& triage)
{
    Concerned concerned {applying.workspace(), {}};
    for (const auto& fact : applying.facts())
        visit(concerned, fact);
    settleTriage(applying, triage, concerned.incidents);
}

void decideTriage(Applying& applying, Triage& triage, AlertId alert)
{
    const auto& workspace = applying.workspace();
    triage.sync(workspace, alert);
    const auto& row = workspace.alert(alert);
    const auto* current = workspace.incident(row.incident);
    const bool inOpen = current && current->open();
    if (row.status != AlertStatus::Firing || row.suppressed || (row.pinned && (!current || inOpen)))
        return;
    if (inOpen)
        return follow(applying, triage, alert, *current);

    if (row.pinned)
        return open(applying, triage, alert, current); // it was split off once; it stays on its own
    if (const auto* same = current ? workspace.incident(current->duplicateOf) : nullptr;
        same && same->open()) {
        Placement why;
        const auto words = QStringLiteral("incident %1 was marked as a duplicate of incident %2");
        why.terms.push_back(
            {QStringLiteral("duplicate"), 1, words.arg(current->id.value).arg(same->id.value)});
        return attach(applying, triage, alert, same->id, why);
    }
    auto placement = triage.place(workspace, alert);
    if (!placement.incident)
        return open(applying, triage, alert, current);
    if (current)
        placement.terms.push_back(recurrence(*current, applying.now()));
    attach(applying, triage, alert, placement.incident, placement);
    if (placement.bridge)
        mergeOrPropose(applying, triage, alert, placement);
}

IncidentId decideGroup(
    Applying& applying, Triage& triage, AlertId alert, IncidentId incident, std::vector<Term> terms)
{
    const auto& workspace = applying.workspace();
    triage.sync(workspace, alert);
    const auto* group = workspace.incident(incident);
    const auto* current = workspace.incident(workspace.alert(alert).incident);
    if (!group || !group->open()) {
        open(applying, triage, alert, current, std::move(terms));
    } else {
        Placement why;
        why.because = group->alerts.empty() ? AlertId() : *group->alerts.rbegin();
        why.terms = std::move(terms);
        if (current)
            why.terms.push_back(recurrence(*current, applying.now()));
        attach(applying, triage, alert, incident, why);
    }
    return workspace.alert(alert).incident;
}

void decideMerge(
    Applying& applying, Triage& triage, IncidentId incident, IncidentId other, AlertId because, std::vector<Term> terms)
{
    const auto& workspace = applying.workspace();
    const auto* a = workspace.incident(incident);
    const auto* b = workspace.incident(other);
    if (incident == other || !a || !b || !a->open() || !b->open())
        return;
    mergeOrPropose(
        applying, triage, incident, {other, because, 0, std::move(terms)}, !untouched(*a) || !untouched(*b));
}

void endCalmGroups(Applying& applying, qint64 calmMs, bool accepted)
{
    std::vector<IncidentId> calm;
    for (const auto& [id, incident] : applying.workspace().incidents()) {
        const bool ends = untouched(incident) || (accepted && incident.accepted() && incident.open());
        if (!ends || incident.firing > 0 || incident.unknown > 0)
            continue;
        // Senders' clocks say when alerts ended; ours says that the group was to be seen for as long.
        Instant last = incident.openedAt;
        for (const auto& step : incident.steps)
            last = qMax(last, qMin(step.at, applying.now()));
        if (applying.now() - last >= calmMs)
            calm.push_back(id);
    }
    for (const auto id : calm)
        applying.add(PhaseSet {id, applying.workspace().incident(id)->phase, Phase::Resolved,
            QStringLiteral("all of its alerts have been clear for %1").arg(inWords(calmMs))});
}

namespace {

void settle(Applying& applying, Triage& triage, IncidentId id)
{
    const auto& workspace = applying.workspace();
    const auto* incident = workspace.incident(id);
    if (!incident || !incident->open() || incident->alerts.empty())
        return;
    if (untouched(*incident) && incident->origin == IncidentOrigin::Rule && incident->firing > 0) {
        const auto hits = hitsOf(workspace, triage.graph(), *incident, HitsFrom::Beginning);
        const auto title = titleFor(workspace, hits);
        if (!title.isEmpty() && title != incident->title)
            applying.add(IncidentRenamed {id, title});
        const auto severity = severityFor(incident->worst, hits.customerFacing, hits.services);
        if (severity < incident->severity)
            applying.add(SeveritySet {id, incident->severity, severity, QStringLiteral("proposed by the rules")});
    }
    if (untouched(*incident) && incident->origin == IncidentOrigin::Rule) {
        if (const auto* policy = policyFor(workspace, triage.graph(), *incident))
            applying.add(
                IncidentAccepted {id, policy->severity ? policy->severity : incident->severity, policy->policy});
    }
    if (auto ranked = rankSuspects(workspace, triage.graph(), *incident, applying.now()))
        applying.add(std::move(*ranked));
}

} // namespace

void settleTriage(Applying& applying, Triage& triage, const std::set<IncidentId>& incidents)
{
    for (const auto id : incidents)
        settle(applying, triage, id);
}

void settleTriage(Applying& applying, Triage& triage, std::set<IncidentId>& dirty, IncidentId& after)
{
    quint64 work = 0;
    for (size_t left = dirty.size(); left > 0 && work < triage::settleWork; --left) {
        auto next = dirty.upper_bound(after);
        if (next == dirty.end())
            next = dirty.begin();
        after = *next;
        dirty.erase(next);
        const quint64 before = triage.graph().walked();
        settle(applying, triage, after);
        const auto* incident = applying.workspace().incident(after);
        const size_t read = incident ? qMin(incident->alerts.size(), size_t(triage::alertsRead)) : 0;
        work += triage.graph().walked() - before + read;
    }
}

} // namespace quarterdeck
