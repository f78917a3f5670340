// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <array>

namespace quarterdeck {

/// A hash table that grows a 256th at a time: one of millions of keys would stop a storm for a second.
template <class V> class Shards {
public:
    using Key = quint64;

    V& operator[](Key key) { return of(key)[key]; }

    V value(Key key) const { return m_shards[index(key)].value(key); }

    /// Null where it is not there.
    V* find(Key key)
    {
        const auto at = of(key).find(key);
        return at == of(key).end() ? nullptr : &at.value();
    }

    /// Room for that many keys in all.
    void reserve(size_t keys)
    {
        for (auto& shard : m_shards)
            shard.reserve(static_cast<qsizetype>(keys / m_shards.size()));
    }

    void clear() { *this = {}; }

private:
    static constexpr int bits = 8;

    static size_t index(Key key) { return (key * 0x9e3779b97f4a7c15ULL) >> (64 - bits); }

    QHash<Key, V>& of(Key key) { return m_shards[index(key)]; }

    std::array<QHash<Key, V>, 1U << bits> m_shards;
};

} // namespace quarterdeck
