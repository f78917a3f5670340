// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QString>

namespace quarterdeck {

/// Keeps a second program out of a folder, for as long as it lives. An open-file-description lock: gone
/// with its process however that ends, held against the same process too, and not dropped by closing some
/// other descriptor of the file. The file says who holds it.
class FileLock {
public:
    /// "<prefix>.locked" with a sentence of who holds it; "<prefix>.unwritable".
    static Result<FileLock> take(const QString& file, const char* prefix);

    FileLock(FileLock&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }

    FileLock& operator=(FileLock&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }

    ~FileLock();

private:
    explicit FileLock(int fd)
        : m_fd(fd)
    {
    }

    int m_fd = -1;
};

/// Makes a folder (0700) when missing and refuses network file systems, whose locks and syncs are not what
/// they say. "journal.unwritable", "journal.remote-disk".
Outcome prepareFolder(const QString& folder);

/// Makes a new file's name durable.
void syncFolder(const QString& folder);

/// Writes a file of its own durably (0600): a temporary one, synced, renamed, the folder synced.
Outcome writeFileDurably(const QString& file, const QByteArray& bytes);

} // namespace quarterdeck
