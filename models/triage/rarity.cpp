// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/rarity.h"

#include "models/triage/parameters.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

namespace {

    quint64 mixed(
        quint64 x) // the finaliser of MurmurHash3: every bit of the key moves every bit of the place
    {
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccdULL;
        x ^= x >> 33;
        x *= 0xc4ceb9fe1a85ec53ULL;
        return x ^ (x >> 33);
    }

} // namespace

Rarity::Rarity()
    : m_slots(keysMost)
{
    const double each = std::exp2(-double(triage::Noise::episodeMs) / triage::Noise::rarityHalfLifeMs);
    for (size_t i = 0; i < decaysKept; ++i)
        m_decays[i] = static_cast<float>(std::pow(each, double(i)));
}

float Rarity::decay(qint64 episodes) const
{
    return episodes < qint64(decaysKept) ? m_decays[static_cast<size_t>(episodes)] : 0.F;
}

float Rarity::bitsOf(float count) const
{
    return std::log2((m_possible + 1.F) / (count + 0.5F));
}

float Rarity::countNow(const Slot& slot) const
{
    return slot.episode == m_episode ? slot.count : (slot.count + 1.F) * decay(m_episode - slot.episode);
}

void Rarity::advance(Instant at)
{
    const qint64 number = at / triage::Noise::episodeMs;
    if (m_first < 0) {
        m_first = number;
        m_episode = 0;
        return;
    }
    const qint64 gone = number - m_first - m_episode;
    if (gone <= 0)
        return;
    // A sum of a geometric row: a source that was silent for a year costs no more than one that was not.
    const float d = m_decays[1];
    m_possible = m_possible * decay(gone) + d * (1.F - decay(gone)) / (1.F - d);
    m_episode = static_cast<qint32>(std::min<qint64>(number - m_first, INT32_MAX));
}

Rarity::Slot& Rarity::slot(quint64 key)
{
    Slot* const begin = &m_slots[(mixed(key) % (keysMost / ways)) * ways];
    Slot* oldest = begin;
    for (Slot* s = begin; s != begin + ways; ++s) {
        if (s->key == key && s->episode >= 0)
            return *s;
        if (s->episode < oldest->episode)
            oldest = s;
    }
    m_forgotten += oldest->episode >= 0;
    *oldest = { key, 0, -1 };
    return *oldest;
}

Rarity::Seen Rarity::seen(quint64 key)
{
    Slot& s = slot(key);
    const bool first = s.episode < 0;
    if (first)
        s.count = 0;
    else
        s.count = countNow(s);
    s.episode = m_episode;
    return { bitsOf(s.count), first, s.count == 0 };
}

float Rarity::bits(quint64 key) const
{
    const Slot* const begin = &m_slots[(mixed(key) % (keysMost / ways)) * ways];
    for (const Slot* s = begin; s != begin + ways; ++s) {
        if (s->key == key && s->episode >= 0)
            return bitsOf(countNow(*s));
    }
    return bitsOf(0);
}

} // namespace quarterdeck
