// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/surprise.h"

#include "models/triage/parameters.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

using triage::Noise;

namespace {

    // Beside (resource, kind), the rates of these are known. A kind is below 2^31.
    constexpr quint64 ofResource(quint32 resource)
    {
        return quint64(resource) << 32 | 0x80000000U;
    }

    constexpr quint64 newOnResource(quint32 resource)
    {
        return quint64(resource) << 32 | 0x80000001U;
    }

    constexpr quint64 newOfKind(quint32 kind)
    {
        return quint64(kind) << 32 | 0x80000002U;
    }

    constexpr qint64 decayEveryMs = 60'000;

    float bitsIn(const std::vector<NoiseEngine::Key>& keys, quint64 key)
    {
        const auto at = std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.key == key; });
        return at == keys.end() ? 0.F : at->bits;
    }

    double left(qint64 gone, qint64 halfLife)
    {
        return std::exp2(-double(gone) / double(halfLife));
    }

} // namespace

quint32 NoiseEngine::root(quint32 incident) const
{
    while (m_incidents[incident].mergedInto)
        incident = m_incidents[incident].mergedInto;
    return incident;
}

quint32 NoiseEngine::incidentOf(quint32 number) const
{
    return root(m_alerts[number].incident); // of 0 it is 0
}

void NoiseEngine::settle(Instant now)
{
    while (m_settled < m_alerts.size() && m_alerts[m_settled].at + Noise::settleMs <= now) {
        auto& a = m_alerts[m_settled++];
        a.incident = root(a.incident);
    }
}

void NoiseEngine::decay(Instant at)
{
    if (at - m_sharesAt < decayEveryMs)
        return;
    const double shares = left(at - m_sharesAt, Noise::shareHalfLifeMs);
    m_background *= shares;
    m_shown *= shares;
    m_shownQuiet *= shares;
    m_phases *= left(at - m_sharesAt, Noise::phasesHalfLifeMs);
    m_sharesAt = at;
}

bool NoiseEngine::knowsEnough() const
{
    return m_rarity.mostBits() >= Noise::rareBits;
}

NoiseEngine::Judged NoiseEngine::judge(quint32 resource, quint32 kind)
{
    const auto seen = m_rarity.seen(keyOf(resource, kind));
    float bits = seen.bits;
    // A host is quiet when nothing but its steady background comes from it: a tunnel that alerts every second
    // must not hide that somebody stopped a service.
    const float host = bits >= Noise::hostNoticesBits ? m_rarity.seen(ofResource(resource)).bits
                                                      : m_rarity.bits(ofResource(resource));
    if (seen.novel) {
        // New is no news where a resource shows something new, and the kind somewhere new, all the time.
        const float there =
            seen.first ? m_rarity.seen(newOnResource(resource)).bits : m_rarity.bits(newOnResource(resource));
        const float it = seen.first ? m_rarity.seen(newOfKind(kind)).bits : m_rarity.bits(newOfKind(kind));
        bits = std::min(bits, std::max(there, it));
    }
    if (!m_pins.empty()) {
        if (const auto pin = m_pins.find(keyOf(resource, kind)); pin != m_pins.end())
            return { bits, false, pin->second == Pin::Keep ? Why::PersonKept : Why::PersonFolded,
                seen.first };
    }
    const float more =
        m_phases > Noise::phasesUsual ? static_cast<float>(std::log2(m_phases / Noise::phasesUsual)) : 0.F;
    const bool quiet = bits >= Noise::quietRareBits + more && host >= Noise::quietHostBits;
    if (quiet)
        return { bits, true, Why::QuietResource, seen.first };
    return { bits, false, bits >= Noise::rareBits + more ? Why::Rare : Why::Steady, seen.first };
}

quint32 NoiseEngine::open(Sort sort, Instant at, quint32 opener)
{
    Incident incident;
    incident.sort = sort;
    incident.first = incident.last = at;
    incident.opener = opener;
    m_incidents.push_back(std::move(incident));
    const auto number = incidents();
    if (number > Noise::incidentsCompared && number - Noise::incidentsCompared != root(m_phase))
        m_incidents[number - Noise::incidentsCompared].keys = {}; // nothing compares itself with it any more
    return number;
}

quint32 NoiseEngine::add(Instant at, quint32 resource, quint32 kind)
{
    at = m_now = std::max(at, m_now);
    m_changed.lifted.clear();
    m_changed.merged = m_changed.into = 0;
    settle(at);
    decay(at);
    m_rarity.advance(at);
    const Judged judged = judge(resource, kind);
    Alert alert { at, resource, kind, 0, static_cast<quint16>(std::clamp(judged.bits, 0.F, 600.F) * 100.F),
        judged.why, judged.first };
    if (!folded(judged.why)) {
        alert.incident = place(alert, judged.quiet);
    } else if (judged.why != Why::PersonFolded) {
        m_background += 1;
        if (m_phase && at - m_phaseLast <= Noise::joinMs) {
            alert.incident = root(m_phase);
            alert.why = Why::NearPhase;
            m_shown += 1;
        } else if (at < m_contextUntil) {
            if (shareLeft()) {
                if (!m_context)
                    m_context = open(Sort::Context, at, m_contextOpener);
                alert.incident = m_context;
                alert.why = Why::Context;
                (m_contextQuiet ? m_shownQuiet : m_shown) += 1;
            } else {
                alert.why = Why::ShareUsed;
            }
        }
        if (alert.incident) {
            ++m_incidents[alert.incident].alerts;
            if (alert.why == Why::Context)
                m_incidents[alert.incident].last = at;
        }
    }
    if (!alert.incident)
        fold(alert);
    m_alerts.push_back(alert);
    return alerts() - 1;
}

quint32 NoiseEngine::place(const Alert& alert, bool quiet)
{
    const Instant at = alert.at;
    if (!m_phase || at - m_phaseLast > Noise::phaseGapMs) {
        m_phase = open(Sort::Phase, at, 0);
        m_phases += 1;
    }
    m_phase = root(m_phase);
    m_phaseLast = at;
    auto& phase = m_incidents[m_phase];
    phase.last = at;
    ++phase.alerts;
    const quint64 key = keyOf(alert.resource, alert.kind);
    if (bitsIn(phase.keys, key) == 0 && phase.keys.size() < Noise::keysOfIncident) {
        phase.keys.push_back({ key, std::max(alert.centibits / 100.F, 0.01F) });
        phase.bits += phase.keys.back().bits;
        if (const quint32 earlier = mergedIntoEarlier(m_phase))
            m_phase = earlier;
    }
    auto& now = m_incidents[m_phase];
    if (now.bits >= Noise::strongBits && !now.strong) {
        now.strong = true;
        takeLeadUp(m_phase);
        openContext(m_phase, at, false);
    } else if (now.strong && !m_context) {
        m_contextUntil = std::max(m_contextUntil, at + Noise::contextMs); // it goes on
    }
    if (quiet && at >= m_contextUntil)
        openContext(m_phase, at, true);
    return m_phase;
}

void NoiseEngine::openContext(quint32 phase, Instant at, bool quiet)
{
    m_context = 0;
    m_contextOpener = phase;
    m_contextQuiet = quiet;
    m_contextUntil = std::max(m_contextUntil, at + (quiet ? Noise::quietContextMs : Noise::contextMs));
}

bool NoiseEngine::shareLeft() const
{
    const double of = m_background + Noise::backgroundPrior;
    return m_contextQuiet ? m_shownQuiet < Noise::quietContextShare * of : m_shown < Noise::contextShare * of;
}

quint32 NoiseEngine::mergedIntoEarlier(quint32 number)
{
    auto& phase = m_incidents[number];
    const quint32 last = incidents();
    const quint32 first = last > Noise::incidentsCompared ? last - quint32(Noise::incidentsCompared) + 1 : 1;
    for (quint32 other = last; other >= first; --other) {
        auto& earlier = m_incidents[other];
        if (other == number || earlier.sort != Sort::Phase || earlier.mergedInto
            || earlier.first > phase.first || phase.first - earlier.last > Noise::mergeGapMs
            || std::max(phase.alerts, earlier.alerts) > Noise::mergeMost)
            continue;
        float common = 0;
        for (const auto& k : phase.keys)
            common += bitsIn(earlier.keys, k.key) > 0 ? k.bits : 0;
        const float either = phase.bits + earlier.bits - common;
        if (common < Noise::mergeBits || common < Noise::mergeOverlap * either)
            continue;
        phase.mergedInto = other;
        earlier.last = phase.last;
        earlier.alerts += phase.alerts;
        for (const auto& k : phase.keys) {
            if (earlier.keys.size() < Noise::keysOfIncident && bitsIn(earlier.keys, k.key) == 0) {
                earlier.keys.push_back(k);
                earlier.bits += k.bits;
            }
        }
        phase.keys = {};
        m_changed.merged = number;
        m_changed.into = other;
        return other;
    }
    return 0;
}

void NoiseEngine::takeLeadUp(quint32 phase)
{
    const Instant from = m_incidents[phase].first - Noise::leadUpMs;
    const Instant until = m_incidents[phase].first;
    quint32 leadUp = 0;
    for (quint32 i = alerts(); i-- > m_settled && m_alerts[i].at >= from;) {
        auto& alert = m_alerts[i];
        if (alert.incident || alert.at >= until || alert.why == Why::PersonFolded)
            continue;
        if (!leadUp)
            leadUp = open(Sort::LeadUp, alert.at, phase);
        unfold(alert);
        m_changed.lifted.push_back(i);
        alert.incident = leadUp;
        alert.why = Why::LeadUp;
        auto& incident = m_incidents[leadUp];
        incident.first = alert.at;
        ++incident.alerts;
        m_shown += 1;
    }
}

} // namespace quarterdeck
