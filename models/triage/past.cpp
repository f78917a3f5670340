// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/past.h"

#include "models/triage/parameters.h"

#include <map>

namespace quarterdeck {

namespace {

    constexpr float serviceWeight = 0.5F; ///< the same trouble elsewhere is like it, too
    constexpr size_t likeMost = 10; ///< past incidents whose people are likely to help

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
    out.sort();
    return out;
}

std::vector<PastIncident> pastIncidents(const Workspace& workspace, const Incident& incident, size_t most)
{
    SimilarIncidents memory;
    std::vector<const Incident*> known;
    const auto& all = workspace.incidents();
    for (auto it = all.rbegin(); it != all.rend() && known.size() < pastIncidentsRead; ++it) {
        if (it->first != incident.id && isPast(it->second))
            known.push_back(&it->second);
    }
    std::reverse(known.begin(), known.end());
    for (const auto* past : known)
        memory.add(signatureOf(workspace, *past));

    const Signature asked = signatureOf(workspace, incident);
    std::map<quint64, QString> words;
    eachWord(workspace, incident, [&](const QString& token, const QString& text, float) {
        words.emplace(tokenOf(token), visible(text, 100));
    });
    std::vector<PastIncident> out;
    for (const auto& hit : memory.nearest(asked, most)) {
        const auto& past = *known[hit.incident];
        PastIncident p;
        p.incident = past.id;
        p.score = hit.score;
        p.title = past.title;
        p.at = past.observedAt ? past.observedAt : past.openedAt;
        p.tookMs = qMax<qint64>(0, past.resolvedAt - p.at);
        for (const auto& token : memory.common(asked, memory.signature(hit.incident))) {
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

std::vector<Responder> likelyResponders(const Workspace& workspace, const Incident& incident, size_t most)
{
    std::vector<Responder> out;
    for (const auto& service : servicesOf(workspace, incident)) {
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
    for (const auto& past : pastIncidents(workspace, incident, likeMost)) {
        for (const auto& person : past.people)
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

} // namespace quarterdeck
