// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/onset.h"

#include <unordered_map>

namespace quarterdeck {

namespace {
    struct First {
        AlertId alert;
        quint32 alerts = 0;
    };
}

std::vector<Onset> onsetOrder(const Workspace& w, const Incident& incident, size_t most)
{
    std::unordered_map<quint64, First> firsts;
    const auto key = [&](AlertId id) { return std::pair(w.alert(id).firstStartedAt, id); };
    for (const auto id : incident.alerts) {
        const auto& row = w.alert(id);
        auto& first = firsts[quint64(row.name) << 32 | row.service];
        ++first.alerts;
        if (!first.alert || key(id) < key(first.alert))
            first.alert = id;
    }
    std::vector<First> order;
    order.reserve(firsts.size());
    for (const auto& [what, first] : firsts)
        order.push_back(first);
    const size_t count = std::min(most, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
        [&](const First& a, const First& b) { return key(a.alert) < key(b.alert); });
    std::vector<Onset> out;
    for (size_t n = 0; n < count; ++n) {
        const auto& row = w.alert(order[n].alert);
        out.push_back({ w.name(row.name), w.name(row.resource ? row.resource : row.service), row.firstStartedAt, order[n].alerts });
    }
    return out;
}

int firingChange(const Incident& incident, Instant now, qint64 ms)
{
    int change = 0;
    for (const auto& step : incident.steps) {
        if (step.at > now - ms && step.at <= now)
            change += step.delta;
    }
    return change;
}

} // namespace quarterdeck
