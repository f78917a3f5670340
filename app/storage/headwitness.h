// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/journal.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace quarterdeck {

// The head witness: DIR/witness
//
// Wanted: that a journal which lost its tail says so. SQLite drops committed rows in silence when a bit
// of its WAL flips (the rest of the WAL is then taken for garbage), and its integrity check is content;
// a chain cannot show that its end is missing, either.
//
//   two slots, at 0 and at 4096, each 96 bytes:
//   "QDW1" · counter (8, big endian) · seq (8) · head hash (32) · last evidence id (8) · zeros (4) · SHA-256 of these 64
//
// Written alternately after each commit and before its callbacks: pwrite, fdatasync. One write that is
// torn leaves the other slot, which is one batch older. So the database may be ahead of the witness by
// what the last batch held, and is never behind. Preallocated, so a full disk cannot stop it.
//
// Rejected: a row in the database (lost with the tail it should witness); one slot (a torn write would
// leave none); an append-only file (grows, and its own tail may be lost).

struct Witnessed {
    Head head;
    quint64 evidence = 0; ///< last id given to a stored request

    bool operator==(const Witnessed&) const = default;
};

class HeadWitness {
public:
    /// Opens for writing; makes and preallocates it when missing and `mayCreate`.
    static Result<HeadWitness> open(const QString& file, bool mayCreate);
    /// The newest whole slot; nothing when there is no file or no whole slot.
    static std::optional<Witnessed> read(const QString& file);

    HeadWitness(HeadWitness&& other) noexcept;
    HeadWitness& operator=(HeadWitness&& other) noexcept;
    ~HeadWitness();

    /// What it says; nothing when no slot is whole.
    const std::optional<Witnessed>& last() const { return m_last; }

    /// Durable when it returns. 0, or the errno.
    int write(const Witnessed& witnessed);

private:
    explicit HeadWitness(int fd)
        : m_fd(fd)
    {
    }

    int m_fd = -1;
    quint64 m_counter = 0;
    std::optional<Witnessed> m_last;
};

} // namespace quarterdeck
