// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/roster.h"

#include <algorithm>

namespace quarterdeck {

namespace {
const QString k_commander = QStringLiteral("incident-commander");
const QString k_operations = QStringLiteral("operations-lead");
}

std::vector<RosterLine> roster(const Incident& incident, Instant now)
{
    std::map<QString, RosterLine> lines;
    const auto line = [&](const QString& person) -> RosterLine& {
        auto& l = lines[person];
        l.person = person;
        return l;
    };
    if (!incident.commander.isEmpty())
        line(incident.commander).roles.push_back(k_commander);
    for (const auto& [role, holder] : incident.roles)
        line(holder.person).roles.push_back(role);
    for (const auto& [name, team] : incident.teams) {
        line(team.lead).roles.push_back(name);
        for (const auto& member : team.members)
            line(member).roles.push_back(name);
    }
    for (const auto& [person, info] : incident.people) {
        auto& l = line(person);
        l.presence = info.presence;
        l.since = info.since;
        l.words = info.words.isEmpty() ? info.how : info.words;
        if (info.presence == Presence::Paged && now - info.pagedAt >= missingAfterMs)
            l.presence = Presence::Missing;
    }
    std::vector<RosterLine> out;
    for (auto& [person, l] : lines)
        out.push_back(std::move(l));
    std::stable_partition(
        out.begin(), out.end(), [&](const RosterLine& l) { return l.person == incident.commander; });
    return out;
}

std::vector<Span> spans(const Incident& incident)
{
    const auto it = incident.roles.find(k_operations);
    const QString operations = it == incident.roles.end() ? QString() : it->second.person;
    std::set<QString> toCommander;
    std::set<QString> toOperations;
    std::set<QString> inTeams;
    for (const auto& [name, team] : incident.teams) {
        toCommander.insert(team.lead);
        inTeams.insert(team.members.begin(), team.members.end());
    }
    for (const auto& [role, holder] : incident.roles) {
        const bool doing = role.startsWith(QLatin1String("expert:"));
        (doing && !operations.isEmpty() ? toOperations : toCommander).insert(holder.person);
    }
    for (const auto& task : incident.tasks) {
        if (!task.closedAt && !task.owner.isEmpty() && !toCommander.contains(task.owner) && !inTeams.contains(task.owner))
            (operations.isEmpty() ? toCommander : toOperations).insert(task.owner);
    }
    std::vector<Span> out;
    const auto add = [&](const QString& lead, const QString& role, std::set<QString> reports) {
        reports.erase(lead);
        if (!lead.isEmpty())
            out.push_back({lead, role, {reports.begin(), reports.end()}, reports.size() > mostReports});
    };
    add(incident.commander, k_commander, toCommander);
    if (operations != incident.commander)
        add(operations, k_operations, toOperations);
    else if (!out.empty()) { // one person who leads both
        toOperations.insert(toCommander.begin(), toCommander.end());
        out.clear();
        add(incident.commander, k_commander, toOperations);
    }
    for (const auto& [name, team] : incident.teams)
        add(team.lead, name, {team.members.begin(), team.members.end()});
    return out;
}

} // namespace quarterdeck
