// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/ballast.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace quarterdeck {

bool Ballast::take(qint64 spare)
{
    if (m_held)
        return true;
    const int fd = ::open(QFile::encodeName(m_file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    m_held = posix_fallocate(fd, 0, m_bytes + spare) == 0 && (spare == 0 || ftruncate(fd, m_bytes) == 0);
    close(fd);
    if (!m_held)
        release();
    return m_held;
}

void Ballast::release()
{
    unlink(QFile::encodeName(m_file).constData());
    m_held = false;
}

} // namespace quarterdeck
