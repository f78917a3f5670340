// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/headwitness.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtEndian>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace quarterdeck {

namespace {

constexpr qsizetype k_slotSize = 96;
constexpr off_t k_slotDistance = 4096;
constexpr char k_magic[] = "QDW1";

struct Slot {
    quint64 counter = 0;
    Witnessed witnessed;
};

QByteArray encode(const Slot& slot)
{
    QByteArray out(k_slotSize, '\0');
    char* p = out.data();
    std::memcpy(p, k_magic, 4);
    qToBigEndian<quint64>(slot.counter, p + 4);
    qToBigEndian<quint64>(slot.witnessed.head.seq, p + 12);
    std::memcpy(p + 20, slot.witnessed.head.hash.constData(), hashSize);
    qToBigEndian<quint64>(slot.witnessed.evidence, p + 52);
    const auto sum = QCryptographicHash::hash(QByteArrayView(p, 64), QCryptographicHash::Sha256);
    std::memcpy(p + 64, sum.constData(), hashSize);
    return out;
}

std::optional<Slot> decode(const QByteArray& bytes)
{
    const char* p = bytes.constData();
    if (bytes.size() != k_slotSize || std::memcmp(p, k_magic, 4) != 0
        || QCryptographicHash::hash(QByteArrayView(p, 64), QCryptographicHash::Sha256) != bytes.sliced(64))
        return std::nullopt;
    Slot slot;
    slot.counter = qFromBigEndian<quint64>(p + 4);
    slot.witnessed.head = {qFromBigEndian<quint64>(p + 12), QByteArray(p + 20, hashSize)};
    slot.witnessed.evidence = qFromBigEndian<quint64>(p + 52);
    return slot;
}

std::optional<Slot> newest(int fd)
{
    std::optional<Slot> best;
    for (const off_t at : {off_t(0), k_slotDistance}) {
        QByteArray bytes(k_slotSize, '\0');
        if (pread(fd, bytes.data(), k_slotSize, at) != k_slotSize)
            continue;
        const auto slot = decode(bytes);
        if (slot && (!best || slot->counter > best->counter))
            best = slot;
    }
    return best;
}

} // namespace

Result<HeadWitness> HeadWitness::open(const QString& file, bool mayCreate)
{
    const QByteArray name = QFile::encodeName(file);
    const auto failed = [&](int code) {
        return error("journal.no-witness",
            QStringLiteral("%1, which remembers the end of the journal, cannot be opened: %2.")
                .arg(file, QString::fromLocal8Bit(std::strerror(code))),
            {file});
    };
    HeadWitness out(::open(name.constData(), O_RDWR | O_CLOEXEC | (mayCreate ? O_CREAT : 0), 0600));
    if (out.m_fd < 0)
        return failed(errno);
    if (const int code = posix_fallocate(out.m_fd, 0, k_slotDistance * 2); code != 0)
        return failed(code);
    if (const auto slot = newest(out.m_fd)) {
        out.m_counter = slot->counter;
        out.m_last = slot->witnessed;
    } else if (mayCreate) {
        if (const int code = out.write({}); code != 0)
            return failed(code);
    }
    return out;
}

std::optional<Witnessed> HeadWitness::read(const QString& file)
{
    const int fd = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    const auto slot = newest(fd);
    close(fd);
    return slot ? std::optional(slot->witnessed) : std::nullopt;
}

HeadWitness::HeadWitness(HeadWitness&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_counter(other.m_counter)
    , m_last(std::move(other.m_last))
{
}

HeadWitness& HeadWitness::operator=(HeadWitness&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    m_counter = other.m_counter;
    m_last = std::move(other.m_last);
    return *this;
}

HeadWitness::~HeadWitness()
{
    if (m_fd >= 0)
        close(m_fd);
}

int HeadWitness::write(const Witnessed& witnessed)
{
    const Slot slot {m_counter + 1, witnessed};
    const QByteArray bytes = encode(slot);
    const off_t at = (slot.counter & 1) ? k_slotDistance : 0;
    for (qsizetype done = 0; done < bytes.size();) {
        const auto n = pwrite(m_fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done), at + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO;
        done += n;
    }
    if (fdatasync(m_fd) != 0)
        return errno;
    m_counter = slot.counter;
    m_last = witnessed;
    return 0;
}

} // namespace quarterdeck
