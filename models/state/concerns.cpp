// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/postmortem.h"

namespace quarterdeck {

namespace {

struct Concerning {
    const Workspace& workspace;
    const Incident& incident;

    bool alert(AlertId id) const { return incident.alerts.contains(id); }

    bool run(RunId id) const
    {
        const auto* run = workspace.run(id);
        return run && run->incident == incident.id;
    }

    bool change(ChangeId id) const
    {
        const auto& changes = workspace.changes();
        if (id.value == 0 || id.value > changes.size())
            return false;
        const auto at = changes[id.value - 1].at;
        constexpr qint64 hourMs = 3'600'000;
        return at >= impactStart(incident) - hourMs && (incident.resolvedAt == 0 || at <= incident.resolvedAt);
    }

    bool operator()(const IncidentMerged& f) const { return f.from == incident.id || f.into == incident.id; }
    bool operator()(const CommandCarried& f) const { return f.from == incident.id || f.into == incident.id; }
    bool operator()(const MergeProposed& f) const { return f.from == incident.id || f.into == incident.id; }

    bool operator()(const ProposalDecided& f) const
    {
        const auto it = workspace.proposals().find(f.proposal);
        return it != workspace.proposals().end()
            && (it->second.from == incident.id || it->second.into == incident.id);
    }

    bool operator()(const IncidentMarkedDuplicate& f) const
    {
        return f.incident == incident.id || f.of == incident.id;
    }

    bool operator()(const AlertAttached& f) const { return f.incident == incident.id || f.from == incident.id; }
    bool operator()(const ChangeRecorded& f) const { return change(f.change); }

    bool operator()(const AlertsSeen& f) const
    {
        return std::any_of(f.alerts.begin(), f.alerts.end(), [this](const AlertSeen& s) { return alert(s.alert); });
    }

    template <class F>
    bool operator()(const F& f) const
    {
        if constexpr (requires { f.incident; })
            return f.incident == incident.id;
        else if constexpr (requires { f.run; })
            return run(f.run);
        else if constexpr (requires { f.alert; })
            return alert(f.alert);
        else
            return false;
    }
};

} // namespace

bool concerns(const Workspace& workspace, const Incident& incident, const Fact& fact)
{
    return visit(Concerning {workspace, incident}, fact);
}

bool concerns(const Workspace& workspace, const Incident& incident, const Entry& entry)
{
    return std::any_of(entry.facts.begin(), entry.facts.end(),
        [&](const Fact& fact) { return concerns(workspace, incident, fact); });
}

} // namespace quarterdeck
