// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/experts.h"

#include "models/state/roster.h"

namespace quarterdeck {

namespace {

    const QString k_expert = QStringLiteral("expert:");
    const QString k_team = QStringLiteral("team-");

    /// "Team-Payments", "@payments" and "payments" are the same ones.
    QString plain(QString name)
    {
        name = name.trimmed().toLower();
        if (name.startsWith(QLatin1Char('@')))
            name = name.mid(1);
        return name.startsWith(k_team) ? name.mid(k_team.size()) : name;
    }

    struct Called {
        Presence presence = Presence::Unknown;
        Instant since = 0;
    };

    /// By whom or for what somebody is here, or was called.
    std::map<QString, Called> attendance(const Incident& incident, Instant now)
    {
        std::map<QString, Called> out;
        const auto note = [&](const QString& name, const Called& called) {
            auto& known = out[plain(name)];
            if (known.presence != Presence::Present)
                known = called;
        };
        for (const auto& line : roster(incident, now)) {
            const bool gone = line.presence == Presence::Gone;
            const bool called = line.presence == Presence::Paged || line.presence == Presence::Missing;
            // Who holds a role is here unless they were called for it and have not answered.
            const Called person { gone ? Presence::Unknown
                    : called           ? line.presence
                    : line.roles.empty() && line.presence == Presence::Unknown ? Presence::Unknown
                                                                               : Presence::Present,
                line.since };
            if (person.presence == Presence::Unknown)
                continue;
            note(line.person, person);
            for (const auto& role : line.roles)
                note(role.startsWith(k_expert) ? role.mid(k_expert.size()) : role, person);
        }
        return out;
    }

    bool isPerson(const QString& actor)
    {
        return !actor.isEmpty() && actor != QLatin1String("rules") && actor != QLatin1String("server");
    }

} // namespace

std::vector<ExpertNeed> expertNeeds(const Workspace& w, const Incident& incident, Instant now)
{
    const auto here = attendance(incident, now);
    std::vector<ExpertNeed> out;
    for (const auto& service : servicesOf(w, incident)) {
        const auto* node = w.topology().find(service);
        ExpertNeed need { service, node ? node->owner : QString(), Presence::Unknown, 0 };
        bool present = false;
        for (const auto& name : { service, need.team }) {
            const auto it = name.isEmpty() ? here.end() : here.find(plain(name));
            if (it == here.end())
                continue;
            present = present || it->second.presence == Presence::Present;
            need.presence = it->second.presence;
            need.since = it->second.since;
        }
        if (!present)
            out.push_back(need);
    }
    return out;
}

OnIt whoIsOnIt(const Workspace& w, const Incident& incident)
{
    OnIt out;
    NameIndex looked = 0;
    size_t read = 0;
    for (const auto id : incident.alerts) { // in the order in which they were heard
        const auto service = w.alert(id).service;
        if (++read > ownerAlerts || !out.team.isEmpty())
            break;
        if (service == looked)
            continue;
        looked = service;
        if (const auto* node = w.topology().find(w.name(service)))
            out.team = node->owner;
    }
    if (!incident.commander.isEmpty()) {
        out.person = incident.commander;
        out.at = incident.commandSince;
        return out;
    }
    for (auto line = incident.log.rbegin(); line != incident.log.rend(); ++line) {
        if (!isPerson(line->actor))
            continue;
        out.person = line->actor;
        out.act = line->text;
        out.at = line->recordedAt;
        break;
    }
    return out;
}

} // namespace quarterdeck
