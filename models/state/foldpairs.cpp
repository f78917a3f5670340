// SPDX-License-Identifier: GPL-3.0-or-later
// What incidents and people teach about which kinds of alerts belong together.
#include "models/state/folder.h"

namespace quarterdeck {

namespace {

constexpr size_t alertsRead = 256; ///< of one incident: those beyond are its storm

PairSide sideOf(const AlertRow& row)
{
    return {row.name, row.service};
}

std::vector<PairSide> sidesOf(const Workspace& w, const Incident& incident, const std::set<AlertId>& without = {})
{
    std::vector<PairSide> out;
    size_t left = alertsRead;
    for (auto it = incident.alerts.begin(); it != incident.alerts.end() && left > 0; ++it, --left) {
        const auto side = sideOf(w.alert(*it));
        if (side.name && !without.contains(*it) && std::find(out.begin(), out.end(), side) == out.end())
            out.push_back(side);
    }
    if (out.size() > PairBook::sidesOfIncident)
        out.resize(PairBook::sidesOfIncident);
    return out;
}

} // namespace

/// Once for each incident, when it is resolved for the first time.
void Folder::learnPairs(const Incident& incident)
{
    const bool before = std::any_of(
        incident.phases.begin(), incident.phases.end(), [](const PhaseChange& p) { return p.to == Phase::Resolved; });
    if (incident.touched && incident.accepted() && !before)
        w.m_pairs.ended(sidesOf(w, incident), entry.recordedAt);
}

/// Whatever a person moves, splits off, merges or pins belongs where it is now and not where it was. Read once the whole
/// entry is folded: alerts that moved together say nothing about each other.
void Workspace::learnPlaces(const Entry& entry)
{
    struct Move {
        IncidentId from;
        IncidentId to;
        auto operator<=>(const Move&) const = default;
    };
    std::map<Move, std::set<AlertId>> moves;
    for (const auto& fact : entry.facts) {
        if (const auto* put = get_if<AlertAttached>(&fact); put && put->byPerson && put->pinned && hasAlert(put->alert))
            moves[{put->from, put->incident}].insert(put->alert);
        else if (const auto* merged = get_if<IncidentMerged>(&fact)) {
            for (const auto id : merged->alerts) {
                if (hasAlert(id))
                    moves[{{}, merged->into}].insert(id); // what is left behind there is nothing
            }
        } else if (const auto* decided = get_if<ProposalDecided>(&fact); decided && !decided->accepted) {
            const auto proposal = m_proposals.find(decided->proposal);
            const auto* from = proposal == m_proposals.end() ? nullptr : incident(proposal->second.from);
            const auto* into = proposal == m_proposals.end() ? nullptr : incident(proposal->second.into);
            if (!from || !into)
                continue;
            for (const auto a : sidesOf(*this, *from)) {
                for (const auto b : sidesOf(*this, *into))
                    m_pairs.placed(a, b, false, entry.recordedAt);
            }
        }
    }
    for (const auto& [move, alerts] : moves) {
        std::set<PairSide> moved;
        for (const auto id : alerts) {
            if (const auto side = sideOf(alert(id)); side.name && moved.size() < PairBook::sidesOfIncident)
                moved.insert(side);
        }
        const auto learn = [&](IncidentId where, bool together) {
            const auto* there = incident(where);
            if (!there)
                return;
            for (const auto b : sidesOf(*this, *there, alerts)) {
                for (const auto a : moved)
                    m_pairs.placed(a, b, together, entry.recordedAt);
            }
        };
        learn(move.to, true);
        if (move.from != move.to)
            learn(move.from, false);
    }
}

} // namespace quarterdeck
