// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/recencyindex.h"

#include <algorithm>

namespace quarterdeck {

void RecencyIndex::clear()
{
    m_filed.clear();
    m_slots.clear();
    m_count = 0;
}

bool RecencyIndex::filed(AlertId alert) const
{
    return alert.value <= m_filed.size() && m_filed[alert.value - 1].in;
}

bool RecencyIndex::filedAt(AlertId alert, Instant at) const
{
    return filed(alert) && m_filed[alert.value - 1].at == at;
}

bool RecencyIndex::valid(const Slot& slot) const
{
    const auto& filed = m_filed[slot.alert.value - 1];
    return filed.in && filed.turn == slot.turn;
}

void RecencyIndex::file(AlertId alert, Instant at, std::span<const Key> keys)
{
    if (filedAt(alert, at))
        return;
    if (alert.value > m_filed.size())
        m_filed.resize(alert.value);
    auto& filed = m_filed[alert.value - 1];
    if (!filed.in)
        ++m_count;
    filed.in = true;
    filed.at = at;
    ++filed.turn;
    const Slot slot {at, alert, filed.turn};
    for (const Key key : keys) {
        auto& line = m_slots[key];
        if (!line.empty() && line.size() == line.capacity())
            std::erase_if(line, [&](const Slot& s) { return !valid(s); }); // growing copies them anyway
        line.insert(std::upper_bound(line.begin(), line.end(), slot), slot);
    }
}

void RecencyIndex::unfile(AlertId alert)
{
    if (!filed(alert))
        return;
    m_filed[alert.value - 1].in = false;
    --m_count;
}

void RecencyIndex::latest(Key key, int most, std::vector<AlertId>& out)
{
    const auto it = m_slots.find(key);
    if (it == m_slots.end())
        return;
    auto& line = it.value();
    auto at = line.end();
    bool stale = false;
    while (at != line.begin() && most > 0) {
        --at;
        if (valid(*at)) {
            out.push_back(at->alert);
            --most;
        } else {
            stale = true;
        }
    }
    if (stale)
        line.erase(std::remove_if(at, line.end(), [&](const Slot& s) { return !valid(s); }), line.end());
}

} // namespace quarterdeck
