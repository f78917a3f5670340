// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/past.h"

#include "models/triage/parameters.h"

#include <limits>
#include <map>

namespace quarterdeck {

namespace {

    constexpr float serviceWeight = 0.5F; ///< the same trouble elsewhere is like it, too

    QString serviceToken(const QString& service)
    {
        return QStringLiteral("service ") + service; // a service may be called like an alert
    }

    /// Calls with the words and the weight of each token.
    template <class F> void eachWord(const Workspace& workspace, const Incident& incident, const F& word)
    {
        std::set<NameIndex> names;
        std::set<NameIndex> services;
        int left = triage::alertsRead;
        for (const auto id : incident.alerts) {
            if (left-- == 0)
                break;
            const auto& row = workspace.alert(id);
            if (row.name && names.insert(row.name).second)
                word(workspace.name(row.name), workspace.name(row.name), 1.F);
            if (row.service && services.insert(row.service).second)
                word(serviceToken(workspace.name(row.service)), workspace.name(row.service), serviceWeight);
        }
    }

    /// By name, out of at most so many alerts.
    std::vector<QString> servicesRead(const Workspace& workspace, const Incident& incident, int alertsMost)
    {
        std::set<NameIndex> found;
        for (const auto id : incident.alerts) {
            if (alertsMost-- == 0)
                break;
            found.insert(workspace.alert(id).service);
        }
        found.erase(0);
        std::vector<QString> out;
        for (const auto service : found)
            out.push_back(workspace.name(service));
        std::sort(out.begin(), out.end());
        return out;
    }

    quint64 tokenOf(const QString& text)
    {
        const QByteArray bytes = text.toUtf8();
        return quarterdeck::tokenOf(std::string_view(bytes.constData(), static_cast<size_t>(bytes.size())));
    }

    std::vector<QString> fixesOf(const Workspace& workspace, const Incident& incident)
    {
        std::vector<QString> out;
        for (const auto id : incident.runs) {
            const auto* run = workspace.run(id);
            if (!run || run->mode != RunMode::Execute || run->end != RunEnd::Succeeded
                || run->state != RunState::Ended)
                continue;
            const bool verified = run->checkState == CheckState::Ended && run->verdict == Verdict::Verified;
            out.push_back(verified ? QStringLiteral("%1 (verified)").arg(run->title) : run->title);
        }
        for (const auto& poll : incident.polls) {
            if (poll.outcomeAt && poll.worked == Worked::Yes)
                out.push_back(poll.outcome.isEmpty() ? poll.text
                                                     : QStringLiteral("%1: %2").arg(poll.text, poll.outcome));
        }
        for (const auto& suspect : incident.suspects) {
            if (suspect.confirmed)
                out.push_back(QStringLiteral("the cause was %1").arg(suspect.label));
        }
        for (const auto& task : incident.tasks) {
            if (task.done && !task.outcome.isEmpty())
                out.push_back(QStringLiteral("%1: %2").arg(task.text, task.outcome));
        }
        return out;
    }

    std::vector<QString> peopleOf(const Incident& incident)
    {
        std::set<QString> out;
        if (!incident.commander.isEmpty())
            out.insert(incident.commander);
        for (const auto& [role, holder] : incident.roles)
            out.insert(holder.person);
        for (const auto& [person, info] : incident.people) {
            if (info.presence == Presence::Present || info.presence == Presence::Gone)
                out.insert(person);
        }
        out.erase(QString());
        return { out.begin(), out.end() };
    }

    bool isPast(const Incident& incident)
    {
        return incident.accepted() && (incident.phase == Phase::Resolved || incident.phase == Phase::Review);
    }

} // namespace

Signature signatureOf(const Workspace& workspace, const Incident& incident)
{
    Signature out;
    eachWord(workspace, incident,
        [&](const QString& token, const QString&, float weight) { out.add(tokenOf(token), weight); });
    out.alerts = static_cast<quint32>(incident.alerts.size());
    out.endedAt = incident.resolvedAt;
    out.sort();
    return out;
}

bool PastMemory::read(const Workspace& workspace, size_t alertsMost)
{
    const auto& all = workspace.incidents();
    if (!m_readTo && all.size() > pastIncidentsRead) {
        auto from = all.end();
        std::advance(from, -qptrdiff(pastIncidentsRead) - 1);
        m_readTo = from->first;
    }
    size_t alerts = 0;
    for (auto it = all.upper_bound(m_readTo); it != all.end(); ++it) {
        if (alerts >= alertsMost)
            return false;
        m_readTo = it->first;
        alerts += 1 + remember(workspace, it->second);
    }
    return true;
}

size_t PastMemory::remember(const Workspace& workspace, const Incident& incident)
{
    if (!isPast(incident))
        return 0;
    m_numbers[incident.id] = m_similar.add(signatureOf(workspace, incident));
    m_incidents.push_back(incident.id);
    return qMin<size_t>(incident.alerts.size(), triage::alertsRead);
}

void PastMemory::applied(const Workspace& workspace, const Delta& delta)
{
    for (const auto id : delta.incidents) {
        const auto* incident = workspace.incident(id);
        if (!incident || id > m_readTo)
            continue;
        const bool known = m_numbers.contains(id);
        if (isPast(*incident) && !known)
            remember(workspace, *incident);
        else if (!isPast(*incident) && known)
            m_numbers.erase(id);
    }
}

std::vector<PastIncident> PastMemory::nearest(
    const Workspace& workspace, const Incident& incident, size_t most) const
{
    const Signature asked = signatureOf(workspace, incident);
    std::map<quint64, QString> words;
    eachWord(workspace, incident, [&](const QString& token, const QString& text, float) {
        words.emplace(tokenOf(token), visible(text, 100));
    });
    const auto holds = [&](quint32 number) {
        const auto at = m_numbers.find(m_incidents[number]);
        return at != m_numbers.end() && at->second == number && at->first != incident.id;
    };
    std::vector<PastIncident> out;
    for (const auto& hit : m_similar.nearest(asked, most, holds)) {
        const auto* found = workspace.incident(m_incidents[hit.incident]);
        if (!found)
            continue;
        const auto& past = *found;
        PastIncident p;
        p.incident = past.id;
        p.score = hit.score;
        p.title = past.title;
        p.at = past.observedAt ? past.observedAt : past.openedAt;
        p.tookMs = qMax<qint64>(0, past.resolvedAt - p.at);
        for (const auto& token : m_similar.common(asked, m_similar.signature(hit.incident))) {
            if (p.inCommon.size() < pastWordsMost)
                p.inCommon.push_back(words[token.token]);
        }
        p.fixedBy = fixesOf(workspace, past);
        p.people = peopleOf(past);
        const Instant now = incident.observedAt ? incident.observedAt : incident.openedAt;
        p.words = QStringLiteral("incident %1, %2 before, took %3; in common: %4")
                      .arg(QString::number(past.id.value), inWords(now - p.at), inWords(p.tookMs),
                          QStringList(p.inCommon.begin(), p.inCommon.end()).join(QStringLiteral(", ")));
        out.push_back(std::move(p));
    }
    return out;
}

std::vector<PastIncident> pastIncidents(const Workspace& workspace, const Incident& incident, size_t most)
{
    PastMemory memory;
    memory.read(workspace, std::numeric_limits<size_t>::max());
    return memory.nearest(workspace, incident, most);
}

std::vector<Responder> likelyResponders(
    const Workspace& workspace, const Incident& incident, const std::vector<PastIncident>& past, size_t most)
{
    std::vector<Responder> out;
    for (const auto& service : servicesRead(workspace, incident, triage::alertsRead)) {
        const auto* node = workspace.topology().find(service);
        if (!node || node->owner.isEmpty())
            continue;
        const auto team =
            std::find_if(out.begin(), out.end(), [&](const Responder& r) { return r.person == node->owner; });
        if (team == out.end())
            out.push_back({ node->owner, 0, true, QStringLiteral("owns %1").arg(visible(service, 100)) });
        else
            team->words += QStringLiteral(", %1").arg(visible(service, 100));
    }
    std::map<QString, quint32> worked;
    for (const auto& p : past) {
        for (const auto& person : p.people)
            ++worked[person];
    }
    std::vector<std::pair<QString, quint32>> order(worked.begin(), worked.end());
    std::stable_sort(
        order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [person, times] : order)
        out.push_back({ person, times, false,
            times == 1 ? QStringLiteral("worked on an incident like this")
                       : QStringLiteral("worked on %1 incidents like this").arg(times) });
    if (out.size() > most)
        out.resize(most);
    return out;
}

std::vector<RelatedIncident> relatedIncidents(
    const Workspace& workspace, const Incident& incident, size_t most)
{
    const auto& map = workspace.topology();
    const auto here = servicesRead(workspace, incident, triage::alertsRead);
    std::set<IncidentId> proposed;
    for (const auto& [id, proposal] : workspace.proposals()) {
        if (!proposal.decided && proposal.from == incident.id)
            proposed.insert(proposal.into);
        if (!proposal.decided && proposal.into == incident.id)
            proposed.insert(proposal.from);
    }
    std::vector<RelatedIncident> out;
    int left = triage::relatedRead;
    for (auto it = workspace.incidents().rbegin(); it != workspace.incidents().rend() && left > 0; ++it) {
        const auto& other = it->second;
        if (!other.open() || other.id == incident.id)
            continue;
        --left;
        RelatedIncident r { other.id, 0, {} };
        QStringList words;
        for (const auto& service : servicesRead(workspace, other, triage::relatedAlerts)) {
            const QString name = visible(service, 100);
            const auto needs = map.needs(service);
            const auto neededBy = map.neededBy(service);
            const auto hit = [&](const QString& s) {
                return std::find(here.begin(), here.end(), s) != here.end();
            };
            const auto needed = std::find_if(needs.begin(), needs.end(), hit);
            const auto needing = std::find_if(neededBy.begin(), neededBy.end(), hit);
            if (hit(service)) {
                r.score += triage::relatedSame;
                words << QStringLiteral("hits %1, too").arg(name);
            } else if (needed != needs.end()) {
                r.score += triage::relatedHop;
                words << QStringLiteral("its %1 needs %2, which is hit here").arg(name, visible(*needed, 100));
            } else if (needing != neededBy.end()) {
                r.score += triage::relatedHop;
                words << QStringLiteral("its %1 is needed by %2, which is hit here")
                             .arg(name, visible(*needing, 100));
            }
        }
        if (proposed.contains(other.id)) {
            r.score += triage::relatedSame;
            words.prepend(QStringLiteral("a merge is proposed"));
        }
        if (words.isEmpty())
            continue;
        r.words = words.mid(0, qsizetype(pastWordsMost)).join(QStringLiteral("; "));
        out.push_back(std::move(r));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.score != b.score ? a.score > b.score : a.incident < b.incident;
    });
    if (out.size() > most)
        out.resize(most);
    return out;
}

} // namespace quarterdeck
