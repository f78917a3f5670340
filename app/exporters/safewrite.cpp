// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/safewrite.h"

#include "models/domain/random.h"
#include "models/domain/text.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace quarterdeck {

namespace {

Error cannot(const QString& path, const QString& why)
{
    return error("export.not-written", QStringLiteral("%1 was not written: %2.").arg(visible(path), why), {path, why});
}

#ifdef Q_OS_UNIX

/// Closes a descriptor.
class Descriptor {
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }

    int get() const { return m_number; }

private:
    int m_number;
};

QString reason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

bool writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto n = ::write(file, bytes.data(), static_cast<size_t>(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = bytes.sliced(n);
    }
    return true;
}

// QSaveFile follows a link in the file's place when it opens, so that a link swapped in at the right moment
// would lead it elsewhere. A descriptor of the folder and rename() within it have no such moment.
Outcome writeInto(const QString& folder, const QString& name, const QByteArray& bytes, const QString& path)
{
    const Descriptor dir(::open(folder.toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (dir.get() < 0)
        return cannot(path, QStringLiteral("its folder cannot be opened (%1)").arg(reason()));
    const QByteArray target = name.toLocal8Bit();
    struct stat there {};
    if (::fstatat(dir.get(), target.constData(), &there, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(there.st_mode))
        return cannot(path, S_ISLNK(there.st_mode) ? QStringLiteral("a link stands in its place; remove it first")
                                                   : QStringLiteral("something that is not a file stands in its place"));
    // Random, so that nobody who may write into the folder can put something in its place beforehand.
    const QByteArray part = ".quarterdeck-" + randomBytes(8).toHex();
    const Descriptor file(
        ::openat(dir.get(), part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (file.get() < 0)
        return cannot(path, reason());
    if (!writeAll(file.get(), bytes) || ::fsync(file.get()) != 0
        || ::renameat(dir.get(), part.constData(), dir.get(), target.constData()) != 0) {
        const QString why = reason();
        ::unlinkat(dir.get(), part.constData(), 0);
        return cannot(path, why);
    }
    ::fsync(dir.get());
    return Done {};
}

#else

Outcome writeInto(const QString& folder, const QString& name, const QByteArray& bytes, const QString& path)
{
    const QString whole = folder + QChar(u'/') + name;
    if (QFileInfo(whole).isSymLink())
        return cannot(path, QStringLiteral("a link stands in its place; remove it first"));
    QSaveFile file(whole);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannot(path, file.errorString());
    return Done {};
}

#endif

} // namespace

bool isPlainFileName(const QString& name)
{
    static const QRegularExpression device(QStringLiteral("^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?$"),
        QRegularExpression::CaseInsensitiveOption);
    if (name.isEmpty() || name.toUtf8().size() > 255 || name == QLatin1String(".") || name == QLatin1String("..")
        || name.endsWith(QChar(u'.')) || name.endsWith(QChar(u' ')) || device.match(name).hasMatch())
        return false;
    for (const QChar c : name) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f || QStringLiteral("/\\:*?\"<>|").contains(c))
            return false;
    }
    return true;
}

Outcome safeWrite(const QString& path, const QByteArray& bytes)
{
    if (path.isEmpty())
        return error("export.not-written", QStringLiteral("Nothing was written: no file is named."));
    if (path.contains(QChar(u'\0')))
        return cannot(path, QStringLiteral("the name holds a character that no file name may have"));
    const qsizetype slash = path.lastIndexOf(QChar(u'/'));
    const QString name = path.mid(slash + 1);
    if (!isPlainFileName(name))
        return cannot(path, QStringLiteral("“%1” cannot be a file's name everywhere").arg(visible(name)));
    const QString parent = slash < 0 ? QStringLiteral(".") : slash == 0 ? QStringLiteral("/") : path.left(slash);
    const QString folder = QFileInfo(parent).canonicalFilePath();
    if (folder.isEmpty())
        return cannot(path, QStringLiteral("the folder %1 does not exist").arg(visible(parent)));
    return writeInto(folder, name, bytes, path);
}

} // namespace quarterdeck
