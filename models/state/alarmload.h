// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// What a rate of alerts is to the people who get them (EEMUA 191, 3rd edition, the tables of alarm rates): in the long
/// run one in ten minutes is acceptable, two manageable, five over-demanding; in an upset, ten in the first ten minutes
/// can still be coped with and a hundred are excessive.
enum class LoadLevel : quint8 { Acceptable, Manageable, Demanding, Unacceptable };

/// The alerts that began to fire on a team's services. Per team and never per person.
struct TeamLoad {
    QString team; ///< empty: nobody owns these services, as far as the service map says
    int last10 = 0; ///< in the last ten minutes
    double per10 = 0; ///< a ten minutes' average over `overMs`
    qint64 overMs = 0;
    std::vector<int> tens; ///< of the last hour, ten minutes each, oldest first
    LoadLevel level = LoadLevel::Acceptable; ///< the worse of the last ten minutes and, from an hour on, the long run

    bool operator==(const TeamLoad&) const = default;
};

/// The most loaded first; teams without an alert in that time are left out. Looks back twelve hours, or as far as the
/// last 200,000 alerts go, so that it costs milliseconds at any size.
std::vector<TeamLoad> alarmLoad(const Workspace& workspace, Instant now);

} // namespace quarterdeck
