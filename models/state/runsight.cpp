// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/runsight.h"

#include <algorithm>

namespace quarterdeck {

namespace {

    bool isReal(const Run& run)
    {
        return run.mode != RunMode::Rehearse && (run.state == RunState::Running || run.state == RunState::Ended)
            && run.approvedAt != 0;
    }

} // namespace

const Run* lastUseOf(const Workspace& w, const QString& runbook)
{
    for (auto run = w.runs().rbegin(); run != w.runs().rend(); ++run) {
        if (run->runbook == runbook && isReal(*run))
            return &*run;
    }
    return nullptr;
}

const Run* lastActionOf(const Workspace& w, const Incident& incident)
{
    for (auto id = incident.runs.rbegin(); id != incident.runs.rend(); ++id) {
        const auto* run = w.run(*id);
        if (run && isReal(*run))
            return run;
    }
    return nullptr;
}

RunSight runSight(const Workspace& w, const Incident& incident, const Run& run)
{
    RunSight out;
    if (!isReal(run))
        return out;
    out.since = run.approvedAt;
    std::set<NameIndex> services;
    if (w.hasAlert(run.alert)) {
        services.insert(w.alert(run.alert).service);
        const auto needing = w.topology().blastRadius(w.name(w.alert(run.alert).service));
        const std::set<QString> names(needing.begin(), needing.end());
        for (const auto id : incident.alerts) {
            if (names.contains(w.name(w.alert(id).service)))
                services.insert(w.alert(id).service);
        }
    }
    for (const auto id : incident.alerts) {
        const auto& row = w.alert(id);
        if (row.firstStartedAt > out.since)
            out.fresh.push_back(id);
        else if (row.startedAt > out.since)
            out.back.push_back(id);
        const bool firedThen = row.firstStartedAt <= out.since && (row.status != AlertStatus::Resolved || row.endedAt > out.since);
        if (id != run.alert && (!firedThen || !row.service || !services.contains(row.service)))
            continue;
        out.toClear.push_back(id);
        out.cleared += row.status == AlertStatus::Resolved;
    }
    std::stable_partition(out.toClear.begin(), out.toClear.end(), [&](AlertId id) { return id == run.alert; });
    const auto older = [&](AlertId a, AlertId b) { return w.alert(a).startedAt < w.alert(b).startedAt; };
    std::stable_sort(out.fresh.begin(), out.fresh.end(), older);
    std::stable_sort(out.back.begin(), out.back.end(), older);
    return out;
}

bool isNewSinceAction(const Workspace& w, const AlertRow& row)
{
    const auto* incident = w.incident(row.incident);
    const auto* run = incident && incident->open() ? lastActionOf(w, *incident) : nullptr;
    return run && row.firstStartedAt > run->approvedAt;
}

} // namespace quarterdeck
