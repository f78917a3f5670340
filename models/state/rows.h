// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/bytes.h"

#include <atomic>
#include <memory>
#include <vector>

namespace quarterdeck {

/// A list that is copied in no time and grows without ever moving what it holds: blocks of rows, shared between copies
/// until one of them changes a row (then that block alone is copied, about half a megabyte of alerts). So a state of a
/// million alerts can be written down on another thread while its owner goes on.
///
/// Each copy belongs to one thread at a time; copies that share blocks may be on different ones.
template <class T> class Rows {
public:
    size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    const T& operator[](size_t i) const { return (*m_blocks[i / blockRows])[i % blockRows]; }

    /// To change it.
    T& edit(size_t i) { return own(i / blockRows)[i % blockRows]; }

    void push_back(const T& row)
    {
        if (m_size % blockRows == 0)
            m_blocks.push_back(std::make_shared<Block>());
        own(m_blocks.size() - 1).push_back(row);
        ++m_size;
    }

    void writeTo(ByteWriter& w) const
    {
        w.varint(m_size);
        for (const auto& block : m_blocks) {
            for (const auto& row : *block)
                w.write(row);
        }
    }

    void readFrom(ByteReader& r)
    {
        *this = {};
        // A count is a promise of a foreign file: storage grows with what is really there.
        for (quint64 left = r.varint(); left > 0 && !r.failed() && !r.atEnd(); --left) {
            T row {};
            r.read(row);
            push_back(row);
        }
    }

private:
    using Block = std::vector<T>;
    static constexpr size_t blockRows = 4096;

    Block& own(size_t block)
    {
        auto& shared = m_blocks[block];
        if (shared.use_count() != 1)
            shared = std::make_shared<Block>(*shared);
        std::atomic_thread_fence(std::memory_order_acquire); // whoever let go of it last has read it to the end
        return *shared;
    }

    std::vector<std::shared_ptr<Block>> m_blocks;
    size_t m_size = 0;
};

} // namespace quarterdeck
