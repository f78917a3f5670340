// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/upcast.h"

namespace quarterdeck {

Fact upcast(Fact fact)
{
    // A severity outside SEV-1 … SEV-5 is not something a screen can show: it reads as the middle one.
    const auto mend = [](quint8& severity) {
        if (severity < 1 || severity > 5)
            severity = 3;
    };
    if (auto* opened = get_if<IncidentOpened>(&fact))
        mend(opened->severity);
    else if (auto* accepted = get_if<IncidentAccepted>(&fact))
        mend(accepted->severity);
    else if (auto* set = get_if<SeveritySet>(&fact))
        mend(set->to);
    return fact;
}

} // namespace quarterdeck
