// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/flapwatch.h"

#include "models/triage/parameters.h"

#include <algorithm>

namespace quarterdeck {

namespace {
constexpr size_t mostTurns = 256; // nobody reads more; a source gone mad must not cost memory
}

void FlapWatch::rebuild(const Workspace& workspace, Instant now)
{
    m_alerts.clear();
    m_byLastTurn.clear();
    std::vector<std::pair<Instant, AlertId>> turns;
    for (const auto& [id, incident] : workspace.incidents()) {
        if (!incident.open())
            continue;
        for (const auto& step : incident.steps) {
            if (step.at > now - triage::flapWindowMs && step.at <= now)
                turns.emplace_back(step.at, step.alert);
        }
    }
    std::sort(turns.begin(), turns.end());
    for (const auto& [at, alert] : turns)
        note(alert, m_alerts[alert], at);
    for (quint32 i = 1; i <= workspace.alertCount(); ++i) {
        const auto& row = workspace.alert(AlertId {i});
        if (!row.flapping)
            continue;
        auto& watched = m_alerts[AlertId {i}];
        watched.flapping = true;
        if (watched.turns.empty())
            note(AlertId {i}, watched, qMin(now, qMax(row.startedAt, row.endedAt)));
    }
}

void FlapWatch::note(AlertId alert, Watched& watched, Instant at)
{
    if (!watched.turns.empty())
        m_byLastTurn.erase({watched.turns.back(), alert});
    watched.turns.push_back(at);
    std::erase_if(watched.turns, [&](Instant t) { return t <= at - triage::flapWindowMs; });
    if (watched.turns.size() > mostTurns)
        watched.turns.erase(watched.turns.begin());
    m_byLastTurn.insert({at, alert});
}

std::optional<AlertFlapping> FlapWatch::turned(AlertId alert, Instant at)
{
    auto& watched = m_alerts[alert];
    if (!watched.turns.empty())
        at = qMax(at, watched.turns.back());
    note(alert, watched, at);
    const auto turns = static_cast<quint32>(watched.turns.size());
    if (watched.flapping || turns < triage::flapTurns)
        return {};
    watched.flapping = true;
    return AlertFlapping {alert, true, turns, triage::flapWindowMs};
}

std::vector<AlertFlapping> FlapWatch::settle(Instant now)
{
    std::vector<AlertFlapping> out;
    while (!m_byLastTurn.empty() && m_byLastTurn.begin()->first <= now - triage::flapWindowMs) {
        const AlertId alert = m_byLastTurn.begin()->second;
        m_byLastTurn.erase(m_byLastTurn.begin());
        if (m_alerts.take(alert).flapping)
            out.push_back({alert, false, 0, triage::flapWindowMs});
    }
    return out;
}

} // namespace quarterdeck
