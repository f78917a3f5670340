// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/result.h"

namespace quarterdeck {

/// Reads a service map: `services:` with name, owner, customer_facing and depends_on each. Errors name the
/// file and line. At most 1 MiB and 20,000 services.
Result<TopologyLoaded> readTopology(const QString& file);

} // namespace quarterdeck
