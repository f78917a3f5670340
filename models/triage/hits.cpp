// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/hits.h"

#include "models/triage/nametokens.h"
#include "models/triage/parameters.h"

#include <QSet>

#include <algorithm>

namespace quarterdeck {

namespace {

std::vector<FiringStep> turnsOf(const Incident& incident)
{
    const auto most = qMin(incident.steps.size(), static_cast<size_t>(triage::alertsRead));
    std::vector<FiringStep> steps(
        incident.steps.begin(), incident.steps.begin() + static_cast<std::ptrdiff_t>(most));
    // Raised before cleared at the same instant, or the count would dip below what was there.
    std::sort(steps.begin(), steps.end(), [](const FiringStep& a, const FiringStep& b) {
        return std::tuple(a.at, -a.delta, a.alert) < std::tuple(b.at, -b.delta, b.alert);
    });
    return steps;
}

Instant startOfWave(const std::vector<FiringStep>& steps)
{
    Instant start = steps.empty() ? 0 : steps.front().at;
    Instant quietSince = 0;
    int firing = 0;
    for (const auto& step : steps) {
        if (step.delta > 0 && firing == 0 && quietSince && step.at - quietSince >= triage::waveGapMs)
            start = step.at;
        firing = qMax(0, firing + step.delta);
        if (firing == 0)
            quietSince = step.at;
    }
    return start;
}

void note(const Workspace& workspace, Hit& hit, AlertId alert, Instant at)
{
    const auto& row = workspace.alert(alert);
    if (hit.alerts == 0 || at < hit.onset)
        hit.onset = at;
    ++hit.alerts;
    if (saysTargetDown(workspace.name(row.name)))
        ++hit.targetsDown;
    if (!hit.lead || row.severity > hit.worst) { // turns come in order of time: the earliest stays
        hit.lead = alert;
        hit.worst = row.severity;
    }
}

void relate(const ServiceGraph& graph, std::vector<Hit>& hits)
{
    for (auto& hit : hits) {
        if (hit.node >= 0)
            hit.needsAll = graph.needs(hit.node);
        std::sort(hit.needsAll.begin(), hit.needsAll.end(),
            [](const auto& a, const auto& b) { return a.node < b.node; });
        for (const auto& other : hits) {
            const auto it = std::lower_bound(hit.needsAll.begin(), hit.needsAll.end(), other.node,
                [](const auto& a, int node) { return a.node < node; });
            const bool reached = other.node >= 0 && it != hit.needsAll.end() && it->node == other.node;
            hit.needs.push_back(reached || &hit == &other);
        }
    }
}

} // namespace

int Hits::explained(size_t i) const
{
    return static_cast<int>(
        std::count_if(list.begin(), list.end(), [&](const Hit& hit) { return hit.needs[i]; }));
}

Hits hitsOf(const Workspace& workspace, const ServiceGraph& graph, const Incident& incident, HitsFrom from)
{
    Hits hits;
    const auto steps = turnsOf(incident);
    hits.onset = from == HitsFrom::Wave ? startOfWave(steps) : (steps.empty() ? 0 : steps.front().at);
    std::map<NameIndex, Hit> byService;
    QSet<AlertId> seen;
    for (const auto& step : steps) {
        if (step.delta < 0 || step.at < hits.onset || seen.contains(step.alert)
            || !workspace.hasAlert(step.alert))
            continue;
        seen.insert(step.alert);
        note(workspace, byService[workspace.alert(step.alert).service], step.alert, step.at);
    }
    for (auto& [index, hit] : byService) {
        hit.service = workspace.name(index);
        hit.node = graph.node(hit.service);
        hits.services += index != 0;
        hits.customerFacing = hits.customerFacing || (hit.node >= 0 && graph.customerFacing(hit.node));
        hits.list.push_back(std::move(hit));
    }
    std::sort(hits.list.begin(), hits.list.end(), [](const Hit& a, const Hit& b) {
        return std::tie(a.onset, a.service) < std::tie(b.onset, b.service);
    });
    if (hits.list.size() > triage::servicesRanked)
        hits.list.erase(hits.list.begin() + triage::servicesRanked, hits.list.end());
    relate(graph, hits.list);
    return hits;
}

} // namespace quarterdeck
