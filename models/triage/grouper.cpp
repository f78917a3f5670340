// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/grouper.h"

#include "models/triage/nametokens.h"
#include "models/triage/parameters.h"

#include <algorithm>

namespace quarterdeck {

namespace {

using Kind = RecencyIndex::Kind;

/// FNV-1a: qHash differs between processors, and which words are looked up must not.
quint32 hashed(const QString& text)
{
    quint32 hash = 2166136261U;
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * 16777619U;
    return hash;
}

bool takesAlerts(const Workspace& workspace, IncidentId id)
{
    const auto* incident = workspace.incident(id);
    return incident && incident->open();
}

} // namespace

void Triage::rebuild(const Workspace& workspace)
{
    m_index.clear();
    m_counts.clear();
    m_names.clear();
    m_tokens.clear();
    m_open.clear();
    m_learned = 0;
    loadTopology(workspace);
    for (const auto& [id, incident] : workspace.incidents()) {
        m_open.resize(id.value + 1);
        m_open[id.value] = incident.open();
    }
    for (quint32 i = 1; i <= workspace.alertCount(); ++i)
        sync(workspace, AlertId {i});
}

void Triage::loadTopology(const Workspace& workspace)
{
    m_graph = ServiceGraph(workspace.topology());
    for (NameIndex i = 0; i < m_names.size(); ++i) {
        if (m_names[i].loaded)
            m_names[i].node = m_graph.node(workspace.name(i));
    }
}

void Triage::applied(const Workspace& workspace, const Delta& delta)
{
    if (delta.rebuild)
        return rebuild(workspace);
    if (delta.topology)
        loadTopology(workspace);
    for (quint32 i = 0; i < delta.newAlerts; ++i)
        sync(workspace, AlertId {delta.firstNewAlert + i});
    for (const auto alert : delta.changedAlerts)
        sync(workspace, alert);
    for (const auto id : delta.incidents) {
        const auto* incident = workspace.incident(id);
        if (!incident)
            continue;
        if (id.value >= m_open.size())
            m_open.resize(id.value + 1);
        if (m_open[id.value] == incident->open())
            continue;
        m_open[id.value] = incident->open();
        for (const auto alert : incident->alerts)
            sync(workspace, alert);
    }
}

void Triage::sync(const Workspace& workspace, AlertId alert)
{
    if (!workspace.hasAlert(alert))
        return;
    learnNew(workspace);
    const auto& row = workspace.alert(alert);
    if (row.suppressed || !takesAlerts(workspace, row.incident)) {
        m_index.unfile(alert);
        return;
    }
    if (m_index.filedAt(alert, row.startedAt))
        return;
    keysOf(row);
    m_index.file(alert, row.startedAt, m_keys);
}

/// Counts every alert's keys once, in order, so that rarity follows from the state.
void Triage::learnNew(const Workspace& workspace)
{
    while (m_learned < workspace.alertCount()) {
        const auto& row = workspace.alert(AlertId {++m_learned});
        for (const auto name : {row.name, row.service, row.resource})
            load(workspace, name);
        keysOf(row);
        for (const auto key : m_keys)
            ++m_counts[key];
    }
}

void Triage::load(const Workspace& workspace, NameIndex name)
{
    if (name >= m_names.size())
        m_names.resize(qMax(size_t(name) + 1, workspace.names().names().size()));
    auto& known = m_names[name];
    if (known.loaded)
        return;
    known.loaded = true;
    const QString& text = workspace.name(name);
    known.node = m_graph.node(text);
    const QString host = hostOf(text);
    known.host = host.isEmpty() ? 0 : hashed(host);
    known.tokensFrom = static_cast<quint32>(m_tokens.size());
    for (const auto& token : nameTokens(text)) {
        m_tokens.push_back(hashed(token));
        ++known.tokenCount;
    }
    std::sort(m_tokens.begin() + known.tokensFrom, m_tokens.end());
}

std::span<const quint32> Triage::tokens(NameIndex name) const
{
    const auto& known = m_names[name];
    return std::span<const quint32>(m_tokens).subspan(known.tokensFrom, known.tokenCount);
}

void Triage::keysOf(const AlertRow& row)
{
    m_keys.clear();
    m_keys.push_back(RecencyIndex::key(Kind::All, 0));
    if (row.service)
        m_keys.push_back(RecencyIndex::key(Kind::Service, row.service));
    if (row.name)
        m_keys.push_back(RecencyIndex::key(Kind::Name, row.name));
    if (row.resource) {
        m_keys.push_back(RecencyIndex::key(Kind::Resource, row.resource));
        if (const auto host = facts(row.resource).host)
            m_keys.push_back(RecencyIndex::key(Kind::Host, host));
    }
    const auto before = m_keys.size();
    for (const auto name : {row.name, row.resource}) {
        for (const auto token : tokens(name))
            m_keys.push_back(RecencyIndex::key(Kind::Token, token));
    }
    const auto from = m_keys.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(from, m_keys.end());
    m_keys.erase(std::unique(from, m_keys.end()), m_keys.end());
}

double Triage::rarityOf(Kind kind, quint32 value) const
{
    return rarity(m_counts.value(RecencyIndex::key(kind, value)), m_learned);
}

LinkFacts Triage::compare(const Workspace& workspace, const Asked& asked, const AlertRow& other)
{
    ++m_evaluations;
    const auto& row = *asked.row;
    LinkFacts f;
    f.apartMs = row.startedAt - other.startedAt;
    f.alertsOfLastMinute = asked.lastMinute;
    const int node = facts(row.service).node;
    const int otherNode = facts(other.service).node;
    f.sameService = row.service != 0 && row.service == other.service;
    f.serviceOnMap = node >= 0;
    f.bothOnMap = node >= 0 && otherNode >= 0;
    if (f.sameService && !f.serviceOnMap)
        f.serviceRarity = rarityOf(Kind::Service, row.service);
    if (!f.sameService && f.bothOnMap) {
        const auto relation = m_graph.relation(node, otherNode);
        f.hops = relation.hops;
        f.upstream = relation.upstream;
        f.downstream = relation.downstream;
    }
    f.sameName = row.name != 0 && row.name == other.name;
    if (f.sameName)
        f.nameRarity = rarityOf(Kind::Name, row.name);
    f.sameResource = row.resource != 0 && row.resource == other.resource;
    if (f.sameResource)
        f.resourceRarity = rarityOf(Kind::Resource, row.resource);
    const auto host = facts(row.resource).host;
    f.sameHost = host != 0 && host == facts(other.resource).host;
    if (f.sameHost)
        f.hostRarity = rarityOf(Kind::Host, host);
    f.text = sharedText(row, other);
    f.seen = workspace.pairs().seen({row.name, row.service}, {other.name, other.service});
    if (other.status == AlertStatus::Resolved)
        f.clearedMs = qMax(qint64(0), row.startedAt - other.endedAt);
    if (asked.ownChangeAt > other.startedAt)
        f.ownChangeMs = row.startedAt - asked.ownChangeAt;
    return f;
}

/// Jaccard over words, each weighed by its rarity; names and resources that are equal as a whole are the
/// labels' business and not counted twice.
double Triage::sharedText(const AlertRow& a, const AlertRow& b) const
{
    double both = 0;
    double any = 0;
    const auto add = [&](NameIndex x, NameIndex y) {
        if (x == y)
            return;
        const auto left = tokens(x);
        const auto right = tokens(y);
        auto l = left.begin();
        auto r = right.begin();
        while (l != left.end() || r != right.end()) {
            const bool takeLeft = r == right.end() || (l != left.end() && *l <= *r);
            const quint32 token = takeLeft ? *l : *r;
            const double weight = rarityOf(Kind::Token, token);
            any += weight;
            if (takeLeft && r != right.end() && *l == *r) {
                both += weight;
                ++r;
            }
            takeLeft ? ++l : ++r;
        }
    };
    add(a.name, b.name);
    add(a.resource, b.resource);
    return any > 0 ? both / any : 0;
}

std::vector<Term> Triage::words(const Workspace& workspace, const Asked& asked, const Candidate& best) const
{
    const auto& row = *asked.row;
    const auto& other = workspace.alert(best.alert);
    LinkNames names;
    names.service = workspace.name(row.service);
    names.otherService = workspace.name(other.service);
    names.name = workspace.name(row.name);
    names.resource = workspace.name(row.resource);
    names.host = hostOf(names.resource);
    names.change = asked.ownChange;
    const auto shared = [&](NameIndex x, NameIndex y) {
        if (x == y)
            return;
        const auto theirs = nameTokens(workspace.name(y));
        for (const auto& token : nameTokens(workspace.name(x))) {
            if (std::binary_search(theirs.begin(), theirs.end(), token))
                names.sharedTokens.push_back(token);
        }
    };
    shared(row.name, other.name);
    shared(row.resource, other.resource);
    return inWords(best.facts, best.score, names);
}

} // namespace quarterdeck
