// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/relapse.h"

#include "models/state/onset.h"
#include "models/state/silences.h"

namespace quarterdeck {

std::vector<HiddenBy> hiddenBy(const Workspace& w, const Incident& incident)
{
    std::map<SilenceId, quint32> silences;
    quint32 source = 0;
    quint32 hand = 0;
    for (const auto id : incident.alerts) {
        const auto& row = w.alert(id);
        if (!row.suppressed)
            continue;
        if (row.silence)
            ++silences[row.silence];
        else
            ++(row.suppressedBySource ? source : hand);
    }
    std::vector<HiddenBy> out;
    for (const auto& [silence, alerts] : silences)
        out.push_back({ silence, false, {}, alerts });
    if (source)
        out.push_back({ {}, true, {}, source });
    if (!hand)
        return out;
    HiddenBy by { {}, false, {}, hand };
    for (auto line = incident.log.rbegin(); line != incident.log.rend() && by.person.isEmpty(); ++line) {
        if (line->machine && line->text.startsWith(QLatin1String("suppresses ")))
            by.person = line->actor;
    }
    out.push_back(by);
    return out;
}

std::vector<SilenceId> relapseSilences(const Workspace& w, const Incident& incident)
{
    std::set<SilenceId> found;
    size_t read = 0;
    for (const auto id : incident.alerts) {
        const auto& row = w.alert(id);
        if (row.silence)
            found.insert(row.silence);
        if (++read > relapseAlerts)
            continue;
        for (const auto& silence : w.silences()) {
            if (silence.active() && !found.contains(silence.id) && matches(w, silence.matchers, row))
                found.insert(silence.id);
        }
    }
    return { found.begin(), found.end() };
}

FiringGroups firingGroups(const Workspace& w, Instant now, qint64 ms, size_t most)
{
    FiringGroups out;
    size_t read = 0;
    for (auto it = w.incidents().rbegin(); it != w.incidents().rend() && read < most; ++it) {
        const auto& incident = it->second;
        if (!incident.open())
            continue;
        ++read;
        bool steady = false;
        bool flaps = false;
        for (const auto id : incident.alerts) {
            const auto& row = w.alert(id);
            if (row.status != AlertStatus::Firing)
                continue;
            (row.flapping ? flaps : steady) = true;
            if (steady)
                break;
        }
        if (flaps && !steady) {
            ++out.flapping;
            continue;
        }
        out.now += steady;
        out.before += static_cast<int>(incident.firing) - firingChange(incident, now, ms) > 0;
    }
    return out;
}

} // namespace quarterdeck
