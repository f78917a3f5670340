// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/sincepost.h"

namespace quarterdeck {

SincePost sincePost(const Incident& incident)
{
    SincePost out;
    const Seq told = incident.posts.empty() ? 0 : incident.posts.back().upTo;
    out.at = incident.posts.empty() ? 0 : incident.posts.back().at;
    for (const auto& step : incident.steps) {
        if (step.at > out.at)
            ++(step.delta > 0 ? out.raised : out.cleared);
    }
    for (const auto& line : incident.log) {
        if (line.seq > told && line.kind != LineKind::Status)
            out.lines.push_back(line);
    }
    return out;
}

} // namespace quarterdeck
