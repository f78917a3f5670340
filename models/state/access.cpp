// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/access.h"

namespace quarterdeck {

namespace {

/// Most acts write a line, and lines are in the order of their entries; what writes none is counted in dozens.
bool holdsTexts(const Incident& incident, Seq seq)
{
    if (seq == incident.openedSeq)
        return true;
    const auto line = std::lower_bound(incident.log.begin(), incident.log.end(), seq,
        [](const LogLineInfo& l, Seq wanted) { return l.seq < wanted; });
    if (line != incident.log.end() && line->seq == seq)
        return true;
    const auto at = [seq](const auto& what) { return what.seq == seq; };
    const auto among = [&](const auto& list) { return std::any_of(list.begin(), list.end(), at); };
    return among(incident.tasks) || among(incident.attachments) || among(incident.messages)
        || std::any_of(incident.polls.begin(), incident.polls.end(), [&](const PollInfo& p) {
               return p.seq == seq || p.closedSeq == seq || p.outcomeSeq == seq || among(p.objections);
           });
}

} // namespace

std::vector<Seq> entriesOfTexts(const Incident& incident)
{
    std::set<Seq> seqs {incident.openedSeq};
    const auto add = [&](const auto& list) {
        for (const auto& what : list)
            seqs.insert(what.seq);
    };
    add(incident.log);
    add(incident.tasks);
    add(incident.attachments);
    add(incident.messages);
    for (const auto& poll : incident.polls) {
        seqs.insert({poll.seq, poll.closedSeq, poll.outcomeSeq});
        add(poll.objections);
    }
    seqs.erase(0);
    return {seqs.begin(), seqs.end()};
}

bool heldBack(const Workspace& workspace, const StoredEntry& entry, const QString& person)
{
    if (entry.part.isEmpty())
        return false;
    for (const auto& [id, since] : workspace.access()) {
        const auto* incident = workspace.incident(id);
        if (!incident || incident->readBy(person) || !holdsTexts(*incident, entry.seq))
            continue;
        const auto decoded = decodeEntry(entry);
        const auto raises = [](const Fact& fact) { return holds_alternative<AlertRaised>(fact); };
        return decoded && std::none_of(decoded->facts.begin(), decoded->facts.end(), raises);
    }
    return false;
}

std::vector<const Incident*> accessSetBy(const Workspace& workspace, Seq seq)
{
    std::vector<const Incident*> out;
    for (const auto& [id, since] : workspace.access()) {
        if (since == seq && workspace.incident(id))
            out.push_back(workspace.incident(id));
    }
    return out;
}

} // namespace quarterdeck
