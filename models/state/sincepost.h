// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// What has changed since the last status update, for whoever writes or reads aloud the next one.
struct SincePost {
    Instant at = 0; ///< of the last update; 0: none was posted, and everything is new
    quint32 raised = 0; ///< times that an alert began to fire since
    quint32 cleared = 0;
    std::vector<LogLineInfo> lines; ///< of the log since, status updates left out, in its order
    bool operator==(const SincePost&) const = default;
};

/// Lines are new by the entry that the last update told of, alerts by their own times after it was posted.
SincePost sincePost(const Incident& incident);

} // namespace quarterdeck
