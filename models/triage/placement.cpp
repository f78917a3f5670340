// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/grouper.h"
#include "models/triage/parameters.h"

#include <algorithm>
#include <array>

// Candidates are found through indexes, compared one by one, and the best link decides: single linkage,
// kept short by the decay of time and by what is cleared.

namespace quarterdeck {

namespace {

using Kind = RecencyIndex::Kind;

bool onlyPropose(const Incident& incident)
{
    return incident.touched || incident.accepted() || incident.phase != Phase::Triage;
}

} // namespace

Placement Triage::place(const Workspace& workspace, AlertId alert)
{
    learnNew(workspace);
    Asked asked;
    asked.alert = alert;
    asked.row = &workspace.alert(alert);
    findOwnChange(workspace, asked);
    gather(workspace, asked);

    m_candidates.clear();
    for (const auto found : m_found) {
        const auto& other = workspace.alert(found);
        const LinkFacts facts = compare(workspace, asked, other);
        const LinkScore score = linkScore(facts);
        if (score.links(m_levers.linkThreshold))
            m_candidates.push_back({found, other.incident, facts, score});
    }
    if (m_candidates.empty())
        return {};

    const auto better = [](const Candidate& a, const Candidate& b) {
        const double x = a.score.total();
        const double y = b.score.total();
        if (x != y)
            return x > y;
        return std::tie(a.incident, a.alert) < std::tie(b.incident, b.alert);
    };
    const auto best = *std::min_element(m_candidates.begin(), m_candidates.end(), better);
    Placement placement {
        best.incident, best.alert, best.score.total(), words(workspace, asked, best), {}, false};

    std::erase_if(m_candidates, [&](const Candidate& c) {
        return c.incident == best.incident || !c.score.links(m_levers.bridgeThreshold);
    });
    if (!m_candidates.empty()) {
        const auto& second = *std::min_element(m_candidates.begin(), m_candidates.end(), better);
        placement.bridge =
            Bridge {second.incident, second.alert, second.score.total(), words(workspace, asked, second)};
        placement.proposeOnly = onlyPropose(*workspace.incident(best.incident))
            || onlyPropose(*workspace.incident(second.incident));
    }
    return placement;
}

void Triage::gather(const Workspace& workspace, Asked& asked)
{
    const auto& row = *asked.row;
    m_found.clear();
    if (row.service)
        take(Kind::Service, row.service, triage::candidatesOfService);
    if (row.name)
        take(Kind::Name, row.name, triage::candidatesOfName);
    if (row.resource)
        take(Kind::Resource, row.resource, triage::candidatesOfResource);
    if (const auto host = facts(row.resource).host)
        take(Kind::Host, host, triage::candidatesOfHost);
    gatherNeighbours(workspace, row);
    gatherByTokens(row);
    gatherRecent(workspace, asked);
    std::sort(m_found.begin(), m_found.end());
    m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
    std::erase(m_found, asked.alert);
}

void Triage::take(Kind kind, quint32 value, int most)
{
    m_index.latest(RecencyIndex::key(kind, value), most, m_found);
}

void Triage::gatherNeighbours(const Workspace& workspace, const AlertRow& row)
{
    const int node = facts(row.service).node;
    if (node < 0)
        return;
    const auto most = m_found.size() + triage::candidatesOfNeighbours;
    for (const auto& neighbour : m_graph.neighbours(node)) {
        const auto service = workspace.names().find(m_graph.name(neighbour.node));
        if (service)
            take(Kind::Service, service,
                qMin(triage::candidatesOfNeighbour, static_cast<int>(most - m_found.size())));
        if (m_found.size() >= most)
            break;
    }
}

void Triage::gatherByTokens(const AlertRow& row)
{
    std::vector<std::pair<quint32, quint32>> rarest; // how many have it, token
    for (const auto name : {row.name, row.resource}) {
        for (const auto token : tokens(name))
            rarest.emplace_back(m_counts.value(RecencyIndex::key(Kind::Token, token)), token);
    }
    std::sort(rarest.begin(), rarest.end());
    rarest.erase(std::unique(rarest.begin(), rarest.end()), rarest.end());
    if (rarest.size() > triage::tokensLookedUp)
        rarest.resize(triage::tokensLookedUp);
    for (const auto& [count, token] : rarest)
        take(Kind::Token, token, triage::candidatesOfToken);
}

/// The last alerts tell how busy it is, and reach the neighbours that the caps above cut off.
void Triage::gatherRecent(const Workspace& workspace, Asked& asked)
{
    m_recent.clear();
    m_index.latest(RecencyIndex::key(Kind::All, 0), triage::candidatesOfRecent, m_recent);
    const int node = facts(asked.row->service).node;
    const auto& pairs = workspace.pairs();
    for (const auto alert : m_recent) {
        const auto& other = workspace.alert(alert);
        if (std::llabs(asked.row->startedAt - other.startedAt) <= triage::burstWindowMs
            && alert != asked.alert)
            ++asked.lastMinute;
        const bool near = node >= 0 && other.service != asked.row->service
            && m_graph.relation(node, facts(other.service).node).hops > 0;
        if (near || learnedLift(pairs.seen({asked.row->name, asked.row->service}, {other.name, other.service})) > 0)
            m_found.push_back(alert);
    }
}

void Triage::findOwnChange(const Workspace& workspace, Asked& asked) const
{
    const auto& row = *asked.row;
    const auto& changes = workspace.changes();
    if (row.service == 0 || changes.empty())
        return;
    const QString& service = workspace.name(row.service);
    const auto stop = changes.size() > triage::changesRead ? changes.size() - triage::changesRead : 0;
    for (auto i = changes.size(); i > stop; --i) {
        const auto& change = changes[i - 1];
        if (change.at > row.startedAt || change.at < row.startedAt - triage::ownChangeMs
            || change.at <= asked.ownChangeAt || change.service != service)
            continue;
        asked.ownChangeAt = change.at;
        asked.ownChange = visible(service, 100)
            + (change.version.isEmpty() ? QString() : QChar(u' ') + visible(change.version, 60));
    }
}

} // namespace quarterdeck
