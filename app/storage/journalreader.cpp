// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalreader.h"

#include "app/storage/journalopen.h"
#include "app/storage/schema.h"

#include <QFile>

namespace quarterdeck {

struct JournalReader::Private {
    QString folder;
    std::unique_ptr<Database> db;
};

JournalReader::JournalReader()
    : d(std::make_unique<Private>())
{
}

JournalReader::~JournalReader() = default;

Result<std::unique_ptr<JournalReader>> JournalReader::open(const QString& folder, const QByteArray& vfs)
{
    const JournalFiles files {folder};
    const bool copy = !QFile::exists(files.database()) && QFile::exists(files.copy());
    auto db = Database::open(copy ? files.copy() : files.database(), Database::Access::ReadOnly, vfs);
    if (!db)
        return db.error();
    if (auto known = schema::check(*db.value()); !known)
        return known.error();
    std::unique_ptr<JournalReader> out(new JournalReader);
    out->d->folder = folder;
    out->d->db = std::move(db).value();
    return out;
}

Result<std::vector<StoredEntry>> JournalReader::read(Seq from, int limit) const
{
    return rows::entries(*d->db, from, limit);
}

Result<Head> JournalReader::head() const
{
    return rows::head(*d->db);
}

Result<std::vector<SignedHead>> JournalReader::heads(Seq from, int limit) const
{
    return rows::heads(*d->db, from, limit);
}

Result<std::optional<SignedHead>> JournalReader::latestHead() const
{
    return rows::latestHead(*d->db);
}

Result<std::optional<StoredEntry>> JournalReader::entry(Seq seq) const
{
    auto found = rows::entries(*d->db, seq, 1);
    if (!found)
        return found.error();
    if (found->empty() || found->front().seq != seq)
        return std::optional<StoredEntry>();
    return std::optional(found->front());
}

Result<QByteArray> JournalReader::meta(const QByteArray& key) const
{
    return rows::meta(*d->db, key);
}

Result<std::vector<StoredEvidence>> JournalReader::waitingEvidence(int limit, quint64 after) const
{
    return rows::evidenceAfter(*d->db, after, limit, EvidenceState::Waiting);
}

Result<std::vector<StoredEvidence>> JournalReader::quarantinedEvidence(int limit, quint64 after) const
{
    return rows::evidenceAfter(*d->db, after, limit, EvidenceState::Quarantined);
}

Result<std::map<QString, qint64>> JournalReader::quarantinedBySource() const
{
    return rows::quarantinedBySource(*d->db);
}

Result<std::vector<StoredEvidence>> JournalReader::evidenceAfter(quint64 after, int limit) const
{
    return rows::evidenceAfter(*d->db, after, limit);
}

Result<StoredEvidence> JournalReader::evidence(quint64 id) const
{
    return rows::evidence(*d->db, id);
}

Result<qint64> JournalReader::evidenceBytes() const
{
    const auto tip = rows::evidenceTip(*d->db);
    return tip ? Result<qint64>(tip->bytes) : Result<qint64>(tip.error());
}

std::optional<Snapshot> JournalReader::snapshot() const
{
    return usableSnapshot(*d->db, d->folder);
}

} // namespace quarterdeck
