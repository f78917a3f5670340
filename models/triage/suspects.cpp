// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/suspects.h"

#include "models/domain/typename.h"
#include "models/triage/hits.h"
#include "models/triage/parameters.h"

#include <algorithm>
#include <cmath>

// Onset order, depth in the map and changes: the form for where only alerts exist. Where request counts
// exist, the excess that is a service's own (benchmarks.md) is to stand beside it.

namespace quarterdeck {

namespace {

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

struct Reasons {
    SuspectFact suspect;

    void forIt(const char16_t* name, double value, const QString& words)
    {
        suspect.score += value;
        suspect.reasonsFor.push_back({QString::fromUtf16(name), rounded(value), words});
    }

    void against(const char16_t* name, double value, const QString& words)
    {
        suspect.score += value;
        suspect.reasonsAgainst.push_back({QString::fromUtf16(name), rounded(value), words});
    }
};

struct Ranking {
    const Workspace& workspace;
    const ServiceGraph& graph;
    const Hits& hits;
    std::vector<const ChangeInfo*> changes; ///< within the hour before onset, latest first
    std::vector<ChangeId> changeIds;
    std::vector<SuspectFact> suspects;

    void readChanges();
    void hitService(size_t i);
    void silentServices();
    void addChanges(const Reasons& service, const QString& where);
    void onset(Reasons& r, size_t i) const;
    void explains(Reasons& r, size_t i) const;
    void alerts(Reasons& r, size_t i) const;
    QString onsetWords(size_t i) const;
    bool onlyTargets(size_t i) const;
    void keep(Reasons r);
};

void Ranking::readChanges()
{
    const auto& all = workspace.changes();
    const auto stop = all.size() > triage::changesRead ? all.size() - triage::changesRead : 0;
    std::vector<std::pair<Instant, quint32>> order;
    for (auto i = all.size(); i > stop; --i) {
        const auto& change = all[i - 1];
        if (!change.service.isEmpty() && change.at <= hits.onset
            && change.at > hits.onset - triage::suspectChangeMs)
            order.emplace_back(-change.at, static_cast<quint32>(i));
    }
    std::sort(order.begin(), order.end());
    for (const auto& [at, id] : order) {
        changes.push_back(&all[id - 1]);
        changeIds.push_back(ChangeId {id});
    }
}

void Ranking::keep(Reasons r)
{
    r.suspect.score = rounded(r.suspect.score);
    suspects.push_back(std::move(r.suspect));
}

QString Ranking::onsetWords(size_t i) const
{
    const qint64 lag = hits.list[i].onset - hits.onset;
    if (lag > triage::suspectTogetherMs)
        return QStringLiteral("fired %1 after the first").arg(inWords(lag));
    const auto together = std::count_if(hits.list.begin(), hits.list.end(),
        [&](const Hit& h) { return h.onset - hits.onset <= triage::suspectTogetherMs; });
    if (together == 1)
        return QStringLiteral("fired first");
    return QStringLiteral("among the first %1 to fire, within %2")
        .arg(together)
        .arg(inWords(triage::suspectTogetherMs));
}

void Ranking::onset(Reasons& r, size_t i) const
{
    if (hits.list.size() < 2)
        return;
    const qint64 lag = hits.list[i].onset - hits.onset;
    if (lag <= triage::suspectTogetherMs) {
        r.forIt(u"onset", triage::suspectOnset, onsetWords(i));
        return;
    }
    const auto before = std::count_if(hits.list.begin(), hits.list.end(),
        [&](const Hit& h) { return h.onset < hits.list[i].onset - triage::suspectTogetherMs; });
    r.against(u"onset",
        triage::suspectOnset * std::exp(-static_cast<double>(lag) / triage::suspectOnsetTauMs),
        QStringLiteral("%1; %2 of %3 hit services fired before it")
            .arg(onsetWords(i))
            .arg(before)
            .arg(hits.list.size()));
}

void Ranking::explains(Reasons& r, size_t i) const
{
    const auto count = static_cast<int>(hits.list.size());
    if (count == 1) {
        r.forIt(u"only", triage::suspectOnly, QStringLiteral("the only service hit"));
        return;
    }
    const int explained = hits.explained(i);
    if (explained > 1)
        r.forIt(u"topology", triage::suspectExplains * explained / count,
            explained == count
                ? QStringLiteral("all %1 hit services need it or are it").arg(count)
                : QStringLiteral("%1 of %2 hit services need it or are it").arg(explained).arg(count));
    if (explained < count)
        r.against(u"topology", 0,
            QStringLiteral("%1 of %2 hit services %3 not need it")
                .arg(count - explained)
                .arg(count)
                .arg(count - explained == 1 ? QStringLiteral("does") : QStringLiteral("do")));

    QStringList upstream;
    for (size_t j = 0; j < hits.list.size(); ++j) {
        if (j != i && hits.list[i].needs[j] && !hits.list[j].needs[i])
            upstream << visible(hits.list[j].service, 60);
    }
    if (!upstream.isEmpty())
        r.against(u"upstream", triage::suspectNotDeepest,
            QStringLiteral("%1, which it needs, %2 alerting too")
                .arg(upstream.mid(0, 3).join(QStringLiteral(", ")),
                    upstream.size() == 1 ? QStringLiteral("is") : QStringLiteral("are")));
    else if (explained > 1)
        r.forIt(u"upstream", triage::suspectDeepest, QStringLiteral("nothing that it needs is alerting"));
}

/// Alerts that a scrape target does not answer, and nothing that says the service itself is ill.
bool Ranking::onlyTargets(size_t i) const
{
    const auto& hit = hits.list[i];
    return hit.targetsDown == hit.alerts && hits.explained(i) <= 1;
}

void Ranking::alerts(Reasons& r, size_t i) const
{
    const auto& hit = hits.list[i];
    const QString alert = visible(workspace.name(workspace.alert(hit.lead).name), 100);
    const bool worst =
        std::all_of(hits.list.begin(), hits.list.end(), [&](const Hit& h) { return h.worst <= hit.worst; });
    if (worst && hit.worst >= Severity::High)
        r.forIt(u"alert", triage::suspectSevere,
            QStringLiteral("carries the most severe alert: %1, %2")
                .arg(alert, enumName(hit.worst).toLower()));
    if (onlyTargets(i)) {
        r.forIt(
            u"target", triage::suspectTarget, QStringLiteral("%1: it does not answer scrapes").arg(alert));
        r.against(u"target", 0,
            QStringLiteral("no other alert on %1: the service itself may be well")
                .arg(visible(hit.service, 60)));
    } else if (hit.alerts > 1) {
        r.forIt(u"alerts", 0, QStringLiteral("more than one alert on it"));
    }
}

void Ranking::hitService(size_t i)
{
    const auto& hit = hits.list[i];
    if (hit.service.isEmpty())
        return;
    Reasons r;
    r.suspect.service = hit.service;
    onset(r, i);
    explains(r, i);
    alerts(r, i);
    const qint64 lag = hit.onset - hits.onset;
    addChanges(r,
        lag <= triage::suspectTogetherMs
            ? QStringLiteral("on the service that fired first")
            : QStringLiteral("on a service that fired %1 after the first").arg(inWords(lag)));
    const bool changed =
        std::any_of(changes.begin(), changes.end(), [&](const auto* c) { return c->service == hit.service; });
    if (!changed)
        r.against(u"change", 0,
            QStringLiteral("no change recorded on it in the %1 before onset")
                .arg(inWords(triage::suspectChangeMs)));
    const QString resource = visible(workspace.name(workspace.alert(hit.lead).resource), 80);
    const QString service = visible(hit.service, 80);
    r.suspect.label = onlyTargets(i) && !resource.isEmpty()
        ? QStringLiteral("target %1 of %2").arg(resource, service)
        : service;
    keep(std::move(r));
}

/// Services without an alert: one that every hit service needs, and those that were changed.
void Ranking::silentServices()
{
    std::map<int, int> needing; // node → hit services that need it
    for (const auto& hit : hits.list) {
        for (const auto& needed : hit.needsAll)
            ++needing[needed.node];
    }
    for (const auto& hit : hits.list)
        needing.erase(hit.node);
    const auto count = static_cast<int>(hits.list.size());
    for (const auto& [node, times] : needing) {
        const QString& name = graph.name(node);
        const bool changed =
            std::any_of(changes.begin(), changes.end(), [&](const auto* c) { return c->service == name; });
        const bool common = count >= 3 && times == count;
        if (!changed && !common)
            continue;
        Reasons r;
        r.suspect.service = name;
        r.forIt(u"topology", triage::suspectExplains * times / count,
            QStringLiteral("%1 of %2 hit services %3 it")
                .arg(times)
                .arg(count)
                .arg(times == 1 ? QStringLiteral("needs") : QStringLiteral("need")));
        r.against(u"alert", 0, QStringLiteral("no alert on it"));
        addChanges(r, QStringLiteral("on a service that has no alert but is needed"));
        // A shared need is a suspect only where no hit service explains the others.
        const auto explainedByHit = [&] {
            for (size_t i = 0; i < hits.list.size(); ++i) {
                if (hits.explained(i) > 1)
                    return true;
            }
            return false;
        };
        if (!common || explainedByHit())
            continue;
        r.forIt(
            u"common", triage::suspectCommon, QStringLiteral("no hit service needs another; all need it"));
        r.suspect.label = visible(name, 80);
        keep(std::move(r));
    }
}

void Ranking::addChanges(const Reasons& service, const QString& where)
{
    int left = 3; // the latest few; older ones are in the timeline
    for (size_t i = 0; i < changes.size() && left > 0; ++i) {
        const auto& change = *changes[i];
        if (change.service != service.suspect.service)
            continue;
        --left;
        Reasons r = service;
        const auto before = static_cast<double>(hits.onset - change.at);
        const QString type = change.type.toLower();
        const QString verb = type.contains(QStringLiteral("roll")) ? QStringLiteral("rolled back")
            : type.contains(QStringLiteral("deploy"))              ? QStringLiteral("deployed")
                                                                   : QStringLiteral("changed");
        const QString version = change.version.isEmpty() ? change.type : change.version;
        r.suspect.label = QStringLiteral("%1 %2").arg(visible(change.service, 80), visible(version, 60));
        r.suspect.change = changeIds[i];
        const double value = triage::suspectChange * std::exp(-before / triage::suspectChangeTauMs);
        Term term {QStringLiteral("change"), rounded(value),
            QStringLiteral("%1 %2 before onset, %3").arg(verb, inWords(hits.onset - change.at), where)};
        r.suspect.score += value;
        r.suspect.reasonsFor.insert(r.suspect.reasonsFor.begin(), term);
        keep(std::move(r));
    }
}

/// Without a map and without a change, being first by a hair is no evidence.
bool thin(const std::vector<SuspectFact>& ranked)
{
    return ranked.size() > 1 && ranked[0].score == ranked[1].score && !ranked[0].change && !ranked[1].change
        && ranked[0].reasonsFor.size() <= 2
        && std::none_of(ranked[0].reasonsFor.begin(), ranked[0].reasonsFor.end(),
            [](const Term& t) { return t.name == QStringLiteral("topology"); });
}

bool sameAsBefore(const std::vector<SuspectFact>& now, const std::vector<Suspect>& before)
{
    return std::equal(now.begin(), now.end(), before.begin(), before.end(), [](const auto& a, const auto& b) {
        return a.label.s == b.label && a.change == b.change && a.reasonsFor == b.reasonsFor
            && a.reasonsAgainst == b.reasonsAgainst;
    });
}

/// What a person confirmed stays, in front, with its old reasons where the rules have no new ones.
void keepConfirmed(const Incident& incident, std::vector<SuspectFact>& suspects)
{
    auto front = suspects.begin();
    for (const auto& old : incident.suspects) {
        if (!old.confirmed)
            continue;
        const auto it =
            std::find_if(front, suspects.end(), [&](const auto& s) { return s.label.s == old.label; });
        if (it == suspects.end())
            front = suspects.insert(
                front, {old.label, old.service, old.change, old.score, old.reasonsFor, old.reasonsAgainst});
        else
            std::rotate(front, it, it + 1);
        ++front;
    }
}

} // namespace

std::optional<SuspectsRanked> rankSuspects(
    const Workspace& workspace, const ServiceGraph& graph, const Incident& incident, Instant /*now*/)
{
    if (!incident.open() || incident.firing == 0)
        return {};
    const auto hits = hitsOf(workspace, graph, incident, HitsFrom::Wave);
    Ranking ranking {workspace, graph, hits, {}, {}, {}};
    ranking.readChanges();
    for (size_t i = 0; i < hits.list.size(); ++i)
        ranking.hitService(i);
    ranking.silentServices();
    auto& ranked = ranking.suspects;
    std::erase_if(ranked, [](const SuspectFact& s) { return s.score < triage::suspectThreshold; });
    std::sort(ranked.begin(), ranked.end(), [](const SuspectFact& a, const SuspectFact& b) {
        return a.score != b.score ? a.score > b.score
                                  : std::tie(a.label.s, a.change) < std::tie(b.label.s, b.change);
    });
    if (thin(ranked))
        ranked.clear();
    if (ranked.size() > triage::suspectsMost)
        ranked.resize(triage::suspectsMost);
    keepConfirmed(incident, ranked);
    if (sameAsBefore(ranked, incident.suspects))
        return {};
    return SuspectsRanked {
        incident.id, triage::ruleVersion(), workspace.topology().hash(), std::move(ranked)};
}

std::optional<SuspectsRanked> rankSuspects(const Workspace& workspace, const Incident& incident, Instant now)
{
    return rankSuspects(workspace, ServiceGraph(workspace.topology()), incident, now);
}

} // namespace quarterdeck
