// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/hits.h"

namespace quarterdeck {

/// "RedisDown on redis · 3 services hit": the most severe alert of the most upstream service. Plain text,
/// empty without alerts. `hits`: from the incident's beginning, so that a later wave takes nothing away.
QString titleFor(const Workspace& workspace, const Hits& hits);

/// The title of a group of one alert.
QString titleFor(const Workspace& workspace, AlertId alert);

/// SEV-1 … SEV-5 as the rules propose it:
///
///     worst alert        alone   customer-facing hit   3 or more services   both
///     critical             3             2                     2             1
///     high                 3             3                     3             2
///     warning, unknown     4             4                     4             3
///     low                  5             5                     5             4
///     info                 5             5                     5             5
quint8 severityFor(Severity worst, bool customerFacing, int services);

} // namespace quarterdeck
