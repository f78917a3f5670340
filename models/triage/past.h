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

/// At most `most` incidents that were accepted and are over, and were like this one, best first; ties to the
/// older. O(alerts of pastIncidentsRead incidents): for a question of a person, not for every tick.
std::vector<PastIncident> pastIncidents(const Workspace& workspace, const Incident& incident, size_t most);

/// Who is likely to help: people of past incidents that were like this one or hit the same services, each
/// with how often, most first; ties by name. And the teams that own the services hit, from the service map.
struct Responder {
    QString person;
    quint32 incidents = 0;
    bool owner = false; ///< a team of the service map
    QString words; ///< "owns redis", "worked on 3 incidents like this"
};

std::vector<Responder> likelyResponders(const Workspace& workspace, const Incident& incident, size_t most);

} // namespace quarterdeck
