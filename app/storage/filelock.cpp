// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/filelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

Error named(const char* prefix, const char* what, const QString& sentence, const QString& file)
{
    return {QString::fromLatin1(prefix) + QLatin1Char('.') + QString::fromLatin1(what), sentence, {file}};
}

QString systemSentence(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

bool writeAll(int fd, const QByteArray& bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const auto n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

} // namespace

Result<FileLock> FileLock::take(const QString& file, const char* prefix)
{
    FileLock out(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (out.m_fd < 0)
        return named(prefix, "unwritable",
            QStringLiteral("%1 cannot be written: %2.").arg(file, systemSentence(errno)), file);
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (fcntl(out.m_fd, F_OFD_SETLK, &whole) != 0) {
        QByteArray who(256, '\0');
        who.truncate(qMax<ssize_t>(0, pread(out.m_fd, who.data(), 255, 0)));
        const QString holder = QString::fromUtf8(who).section(QLatin1Char('\n'), 0, 0);
        return named(prefix, "locked",
            QStringLiteral("%1 is in use by %2. Only one program at a time may write there: stop that one, or use "
                           "another folder.")
                .arg(QFileInfo(file).path(), holder.isEmpty() ? QStringLiteral("another program") : holder),
            file);
    }
    const QByteArray me = QStringLiteral("process %1 (%2)\n")
                              .arg(getpid())
                              .arg(QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget().section(u'/', -1))
                              .toUtf8();
    // Words for people only: the lock holds without them, also on a full disk.
    if (ftruncate(out.m_fd, 0) == 0)
        writeAll(out.m_fd, me);
    return out;
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        close(m_fd);
}

Outcome prepareFolder(const QString& folder)
{
    const QByteArray name = QFile::encodeName(folder);
    if (!QDir().exists(folder)) {
        QDir().mkpath(QFileInfo(folder).absolutePath());
        if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
            return error("journal.unwritable",
                QStringLiteral("The folder %1 cannot be made: %2.").arg(folder, systemSentence(errno)), {folder});
        syncFolder(QFileInfo(folder).absolutePath());
    }
    struct statfs fs = {};
    if (statfs(name.constData(), &fs) != 0)
        return error("journal.unwritable",
            QStringLiteral("The folder %1 cannot be used: %2.").arg(folder, systemSentence(errno)), {folder});
    for (const quint32 remote : {0x6969U, 0x517BU, 0xFF534D42U, 0xFE534D42U}) // NFS, SMB, CIFS, SMB2
        if (static_cast<quint32>(fs.f_type) == remote)
            return error("journal.remote-disk",
                QStringLiteral("%1 is on a network file system, where neither locks nor saved data can be relied "
                               "on. Use a local disk.")
                    .arg(folder),
                {folder});
    return Done {};
}

void syncFolder(const QString& folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

Outcome writeFileDurably(const QString& file, const QByteArray& bytes)
{
    const QString temporary = file + QStringLiteral(".new");
    const QByteArray name = QFile::encodeName(temporary);
    const int fd = ::open(name.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && writeAll(fd, bytes) && fsync(fd) == 0;
    const int code = errno;
    if (fd >= 0)
        close(fd);
    good = good && rename(name.constData(), QFile::encodeName(file).constData()) == 0;
    if (!good) {
        unlink(name.constData());
        return error("journal.unwritable",
            QStringLiteral("%1 cannot be written: %2.").arg(file, systemSentence(code)), {file});
    }
    syncFolder(QFileInfo(file).absolutePath());
    return Done {};
}

} // namespace quarterdeck
