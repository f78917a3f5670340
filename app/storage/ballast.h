// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// Room that is held back for the moment when the disk is full: what is written then (a checkpoint, the
/// shared memory, a line in the system's log) has a place, and its return tells that there is room again.
class Ballast {
public:
    Ballast(QString file, qint64 bytes)
        : m_file(std::move(file))
        , m_bytes(bytes)
    {
    }

    /// Takes the room; false when it and `spare` bytes more are not there. It is taken whole or not at all.
    bool take(qint64 spare = 0);
    void release();
    bool held() const { return m_held; }
    qint64 bytes() const { return m_bytes; }

private:
    QString m_file;
    qint64 m_bytes;
    bool m_held = false;
};

} // namespace quarterdeck
