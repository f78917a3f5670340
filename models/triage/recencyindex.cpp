// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/recencyindex.h"

#include <algorithm>

namespace quarterdeck {

namespace {
constexpr size_t piece = 1024; ///< slots: what is inserted in the middle moves at most twice as many
}

void RecencyIndex::clear()
{
    m_filed.clear();
    m_slots.clear();
    m_older.clear();
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
    for (const Key key : keys)
        insert(key, slot);
}

void RecencyIndex::sweepIfFull(Line& line)
{
    if (!line.empty() && line.size() == line.capacity())
        std::erase_if(line, [&](const Slot& s) { return !valid(s); }); // growing copies them anyway
}

void RecencyIndex::insert(Line& line, const Slot& slot)
{
    sweepIfFull(line);
    line.insert(std::upper_bound(line.begin(), line.end(), slot), slot);
}

void RecencyIndex::insert(Key key, const Slot& slot)
{
    Line& line = m_slots[key];
    if (const auto found = m_older.find(key); found != m_older.end() && (line.empty() || slot < line.front())) {
        auto& pieces = found.value();
        auto at = std::lower_bound(
            pieces.begin(), pieces.end(), slot, [](const Line& p, const Slot& s) { return p.back() < s; });
        if (at == pieces.end())
            at = std::prev(at);
        insert(*at, slot);
        if (at->size() >= 2 * piece) {
            Line second(at->begin() + piece, at->end());
            at->resize(piece);
            pieces.insert(std::next(at), std::move(second));
        }
        return;
    }
    insert(line, slot);
    if (line.size() >= 2 * piece) {
        m_older[key].emplace_back(line.begin(), line.begin() + piece);
        line.erase(line.begin(), line.begin() + piece);
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
    Line* line = m_slots.find(key);
    if (!line)
        return;
    latest(*line, most, out);
    const auto older = most > 0 ? m_older.find(key) : m_older.end();
    if (older == m_older.end())
        return;
    auto& pieces = older.value();
    for (size_t i = pieces.size(); i-- > 0 && most > 0;) {
        latest(pieces[i], most, out);
        if (pieces[i].empty())
            pieces.erase(pieces.begin() + std::ptrdiff_t(i));
    }
    if (pieces.empty())
        m_older.erase(older);
}

void RecencyIndex::latest(Line& line, int& most, std::vector<AlertId>& out)
{
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
