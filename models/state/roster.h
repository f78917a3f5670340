// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// A page that nobody has answered for this long counts as missing.
inline constexpr qint64 missingAfterMs = 300'000;

/// Somebody who holds a role, was paged, or was noted as present or not. None of them needs a console.
struct RosterLine {
    QString person;
    std::vector<QString> roles; ///< "incident-commander" first, teams by their names last
    Presence presence = Presence::Unknown;
    Instant since = 0; ///< of the presence; of an unanswered page, when it was sent
    QString words; ///< what they said, or how they were paged

    bool operator==(const RosterLine&) const = default;
};

/// In the order of their names, the commander first.
std::vector<RosterLine> roster(const Incident& incident, Instant now);

/// Those who report to one lead. Three to seven are what one person can lead (ICS).
struct Span {
    QString lead;
    QString role; ///< "incident-commander", "operations-lead" or a team's name
    std::vector<QString> reports;
    bool tooMany = false; ///< more than seven

    bool operator==(const Span&) const = default;
};

inline constexpr size_t mostReports = 7;

/// The commander's, and the operations lead's where there is one: then experts and people with open tasks report
/// to that lead, and the other roles to the commander. Each team's people report to its lead, who reports to the
/// commander.
std::vector<Span> spans(const Incident& incident);

} // namespace quarterdeck
