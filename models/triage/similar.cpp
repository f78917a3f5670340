// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/similar.h"

#include "models/triage/parameters.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_set>

namespace quarterdeck {

using triage::Similar;

namespace {

    enum class Role : quint64 { After = 1, Before = 2, Earlier = 3, Sort = 4 };

    quint64 inRole(quint64 token, Role role)
    {
        return (token ^ quint64(role)) * 0x9e3779b97f4a7c15ULL;
    }

    /// Calls both(token, weight in a, weight in b) for the common tokens.
    template <class F> void eachCommon(const Signature& a, const Signature& b, const F& both)
    {
        auto y = b.tokens.begin();
        for (const auto& x : a.tokens) {
            while (y != b.tokens.end() && y->token < x.token)
                ++y;
            if (y != b.tokens.end() && y->token == x.token)
                both(x.token, x.weight, y->weight);
        }
    }

} // namespace

void Signature::sort()
{
    std::sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) {
        return a.token < b.token || (a.token == b.token && a.weight > b.weight);
    });
    const auto same = [](const Token& a, const Token& b) { return a.token == b.token; };
    tokens.erase(std::unique(tokens.begin(), tokens.end(), same), tokens.end());
}

quint64 tokenOf(std::string_view text)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

std::vector<Signature> signaturesOf(const NoiseEngine& engine, std::span<const quint64> kindTokens)
{
    using Why = NoiseEngine::Why;
    using Sort = NoiseEngine::Sort;
    const quint32 count = engine.incidents() + 1;
    std::vector<Signature> out(count);
    std::vector<std::vector<quint64>> rare(count);
    std::unordered_set<quint64>
        known; // (incident, kind, rare): a long scan is a million alerts of three kinds
    for (quint32 i = 0; i < engine.alerts(); ++i) {
        const auto& alert = engine.alert(i);
        const bool isRare =
            alert.why == Why::Rare || alert.why == Why::QuietResource || alert.why == Why::PersonKept;
        if (!alert.incident
            || !known.insert((quint64(alert.incident) << 32 | alert.kind) << 1 | quint64(isRare)).second)
            continue;
        const quint64 token = kindTokens[alert.kind];
        const bool whole = isRare || engine.incident(alert.incident).sort != Sort::Phase;
        out[alert.incident].add(token, whole ? 1.F : Similar::background);
        if (isRare)
            rare[alert.incident].push_back(token);
    }
    for (quint32 i = 1; i < count; ++i) {
        if (out[i].tokens.empty())
            continue;
        const auto& incident = engine.incident(i);
        out[i].alerts = incident.alerts;
        out[i].endedAt = incident.last;
        if (incident.sort == Sort::Context || incident.sort == Sort::LeadUp) {
            out[i].add(inRole(quint64(incident.sort), Role::Sort), 1.F);
            for (const quint64 token : rare[incident.opener])
                out[i].add(inRole(token, incident.sort == Sort::Context ? Role::After : Role::Before), 1.F);
        }
        for (quint32 k = i, looked = 0; --k > 0 && looked < Similar::earlierMost; ++looked) {
            const auto& earlier = engine.incident(k);
            if (earlier.sort != Sort::Phase || earlier.first >= incident.first
                || earlier.last < incident.first - Similar::earlierMs)
                continue;
            for (const quint64 token : rare[k])
                out[i].add(inRole(token, Role::Earlier), Similar::earlier);
        }
        out[i].sort();
    }
    return out;
}

quint32 SimilarIncidents::add(Signature signature)
{
    signature.sort();
    const quint32 number = count();
    for (const auto& t : signature.tokens)
        m_having[t.token].push_back(number);
    m_signatures.push_back(std::move(signature));
    return number;
}

double SimilarIncidents::weigh(quint64 token) const
{
    const auto at = m_having.find(token);
    const double having = at == m_having.end() ? 0 : double(at->second.size());
    const double idf = std::log((count() + 1.0) / (having + 0.5));
    return idf * idf;
}

double SimilarIncidents::score(const Signature& a, const Signature& b) const
{
    double common = 0;
    eachCommon(a, b, [&](quint64 token, float x, float y) { common += weigh(token) * std::min(x, y); });
    if (common <= 0)
        return 0;
    double either = -common;
    for (const auto* s : { &a, &b }) {
        for (const auto& t : s->tokens)
            either += weigh(t.token) * t.weight;
    }
    return common / either;
}

std::vector<SimilarIncidents::Hit> SimilarIncidents::nearest(
    const Signature& signature, size_t most, const std::function<bool(quint32)>& among) const
{
    std::vector<std::pair<size_t, quint64>> rarest;
    for (const auto& t : signature.tokens) {
        if (const auto at = m_having.find(t.token); at != m_having.end())
            rarest.emplace_back(at->second.size(), t.token);
    }
    std::sort(rarest.begin(), rarest.end());
    std::unordered_set<quint32> looked;
    std::vector<Hit> hits;
    for (const auto& [size, token] : rarest) {
        const auto& having = m_having.at(token);
        // Where there are too many, the latest: what fixed it this year helps more than what did years ago.
        for (auto it = having.rbegin(); it != having.rend() && looked.size() < Similar::candidatesMost;
             ++it) {
            if ((among && !among(*it)) || !looked.insert(*it).second)
                continue;
            if (const double s = score(signature, m_signatures[*it]); s > 0)
                hits.push_back({ *it, s });
        }
    }
    const auto before = [&](const Hit& a, const Hit& b) { // of equally similar ones
        const auto& x = m_signatures[a.incident];
        const auto& y = m_signatures[b.incident];
        const auto size = [&](const Signature& s) {
            return std::abs(std::log2((s.alerts + 1.0) / (signature.alerts + 1.0)));
        };
        return std::tuple(size(x), -x.endedAt, a.incident) < std::tuple(size(y), -y.endedAt, b.incident);
    };
    std::sort(hits.begin(), hits.end(),
        [&](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : before(a, b); });
    if (hits.size() > most)
        hits.resize(most);
    return hits;
}

std::vector<Signature::Token> SimilarIncidents::common(const Signature& a, const Signature& b) const
{
    std::vector<Signature::Token> out;
    eachCommon(a, b, [&](quint64 token, float x, float y) {
        out.push_back({ token, static_cast<float>(weigh(token) * std::min(x, y)) });
    });
    std::stable_sort(
        out.begin(), out.end(), [](const auto& p, const auto& q) { return p.weight > q.weight; });
    return out;
}

} // namespace quarterdeck
