// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/snapshot.h"

#include "app/storage/filelock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QtEndian>

namespace quarterdeck {

namespace {

constexpr char k_magic[] = "quarterdeck snapshot 2\n";
// Against damage alone, and of 60 MB at a million alerts: three times as fast as SHA-256 where there is no instruction for it.
constexpr auto k_check = QCryptographicHash::Blake2b_256;
constexpr qsizetype k_magicSize = sizeof k_magic - 1;
constexpr qsizetype k_headerSize = k_magicSize + hashSize + 8 + hashSize;

QString fileOf(const QString& folder, Seq seq)
{
    return QStringLiteral("%1/snapshot-%2").arg(folder).arg(seq);
}

} // namespace

std::vector<Seq> snapshotFiles(const QString& folder)
{
    std::vector<Seq> out;
    for (const auto& name : QDir(folder).entryList({QStringLiteral("snapshot-*")}, QDir::Files)) {
        bool number = false;
        const Seq seq = name.mid(9).toULongLong(&number);
        if (number)
            out.push_back(seq);
    }
    std::sort(out.begin(), out.end(), std::greater<>());
    return out;
}

Outcome writeSnapshotFile(const QString& folder, const Snapshot& snapshot)
{
    QByteArray rest(8, '\0');
    rest.reserve(8 + hashSize + snapshot.bytes.size());
    qToBigEndian<quint64>(snapshot.head.seq, rest.data());
    rest += snapshot.head.hash;
    rest += snapshot.bytes;
    const QByteArray all
        = k_magic + QCryptographicHash::hash(rest, k_check) + rest;
    if (auto written = writeFileDurably(fileOf(folder, snapshot.head.seq), all); !written)
        return written;
    const auto files = snapshotFiles(folder);
    for (size_t i = 2; i < files.size(); ++i)
        QFile::remove(fileOf(folder, files[i]));
    return Done {};
}

Result<Snapshot> readSnapshotFile(const QString& folder, Seq seq)
{
    QFile file(fileOf(folder, seq));
    const auto damaged = [&] {
        return error("journal.damaged-snapshot",
            QStringLiteral("The snapshot %1 is damaged or missing; the journal is read from further back.")
                .arg(file.fileName()),
            {file.fileName()});
    };
    if (!file.open(QIODevice::ReadOnly))
        return damaged();
    const QByteArray all = file.readAll();
    if (all.size() < k_headerSize || !all.startsWith(k_magic))
        return damaged();
    const auto rest = QByteArrayView(all).sliced(k_magicSize + hashSize);
    if (QCryptographicHash::hash(rest, k_check) != all.mid(k_magicSize, hashSize))
        return damaged();
    Snapshot out;
    out.head.seq = qFromBigEndian<quint64>(rest.data());
    out.head.hash = rest.sliced(8, hashSize).toByteArray();
    out.bytes = rest.sliced(8 + hashSize).toByteArray();
    if (out.head.seq != seq)
        return damaged();
    return out;
}

void removeSnapshotFiles(const QString& folder)
{
    for (const auto& name : QDir(folder).entryList({QStringLiteral("snapshot-*")}, QDir::Files))
        QFile::remove(folder + QLatin1Char('/') + name);
    syncFolder(folder);
}

} // namespace quarterdeck
