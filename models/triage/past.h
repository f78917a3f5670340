// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/similar.h"

namespace quarterdeck {

/// An incident that is over and was like the one asked about.
struct PastIncident {
    IncidentId incident;
    double score = 0; ///< 0…1, see SimilarIncidents
    QString title;
    Instant at = 0; ///< of its first alert
    qint64 tookMs = 0; ///< from there until it was resolved
    std::vector<QString> inCommon; ///< alerts and services, what says most first; at most pastWordsMost
    std::vector<QString>
        fixedBy; ///< sentences: runs that were verified, outcomes that worked, confirmed suspects
    std::vector<QString> people; ///< who commanded and helped, by name
    QString words; ///< "incident 12, 3 d 4 h before, took 25 m; in common: RedisDown, redis"
};

inline constexpr size_t pastIncidentsRead = 4096; ///< the latest that are over and were worked on
inline constexpr size_t pastWordsMost = 5;

/// What an incident is remembered by: its alerts' names in full, its services in half, at most
/// triage::alertsRead alerts.
Signature signatureOf(const Workspace& workspace, const Incident& incident);

/// The incidents that are over, by what they are remembered by: built once and kept up, so that a question
/// costs no look through all of them. One thread owns it; no clock.
class PastMemory {
public:
    /// Reads incidents that it does not know yet, the latest pastIncidentsRead of them, oldest first, until so
    /// many alerts were read; true once nothing is left.
    bool read(const Workspace& workspace, size_t alertsMost);

    /// What ended, or was opened again: no other incident needs to be looked at.
    void applied(const Workspace& workspace, const Delta& delta);

    /// At most `most` incidents that were accepted and are over, and were like this one, best first; ties to
    /// the one known longer.
    std::vector<PastIncident> nearest(const Workspace& workspace, const Incident& incident, size_t most) const;

    quint32 count() const { return static_cast<quint32>(m_numbers.size()); }

private:
    size_t remember(const Workspace& workspace, const Incident& incident);

    SimilarIncidents m_similar;
    std::vector<IncidentId> m_incidents; ///< by number in m_similar
    std::map<IncidentId, quint32> m_numbers; ///< the one that holds: an incident may end twice
    IncidentId m_readTo; ///< incidents up to it were looked at
};

/// PastMemory of a moment: for a program that asks once.
std::vector<PastIncident> pastIncidents(const Workspace& workspace, const Incident& incident, size_t most);

/// Who is likely to help: people of `past` (incidents that were like this one), each with how often, most
/// first; ties by name. Before them the teams that own the services hit, from the service map.
struct Responder {
    QString person;
    quint32 incidents = 0;
    bool owner = false; ///< a team of the service map
    QString words; ///< "owns redis", "worked on 3 incidents like this"
};

std::vector<Responder> likelyResponders(
    const Workspace& workspace, const Incident& incident, const std::vector<PastIncident>& past, size_t most);

/// Another incident or group that is open and has to do with the one asked about.
struct RelatedIncident {
    IncidentId incident;
    double score = 0; ///< the sum of what speaks for it
    QString words; ///< "hits redis, too; needs checkout, which is hit here; a merge is proposed"
};

/// Open incidents that share a service, or whose services need or are needed by those hit here (one hop), or
/// with which a merge is proposed; most related first, ties to the older. Looks at triage::relatedRead of the
/// latest open ones.
std::vector<RelatedIncident> relatedIncidents(
    const Workspace& workspace, const Incident& incident, size_t most);

} // namespace quarterdeck
