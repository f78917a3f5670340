// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/archive.h"

#include "models/domain/bytes.h"
#include "models/state/postmortem.h"

#include <QCryptographicHash>

// The one-file archive of an incident, version 1 (.qdi)
//
// Wanted: one file to mail or to keep, that a Quarterdeck of ten years from now opens; that shows what was
// recorded and not what somebody made of it; that holds nothing of other incidents beyond what stands in
// the same entries; and of which one can say exactly what is proven.
//
//   magic    "quarterdeck incident\n"   (21 bytes; `file` and a person with a pager see what it is)
//   version  1 byte, 1
//   length   8 bytes, big endian, of what follows without the checksum
//   content  Archive's fields as models/domain/bytes.h writes them; entries with their stored bytes
//   checksum SHA-256 over everything before it: says "damaged" before anything is decoded
//
// What is proven. Each entry's hash covers its seq, the hash of the entry before it, and its body; the body
// holds the hash of the texts. All three are computed anew when the file is opened, so that no entry can be
// altered alone. Where the entry before is in the file too, the link is followed. Where it is not (entries
// of other incidents are left out), the link is a number that the file claims: it can be compared with the
// journal or with another archive of it, not proven from this file. The head is signed, so that whoever
// has the journal can show that this file's entries are in it, and nobody can pass off the head of another.
//
// Rejected: an SQLite file (a format with pages, free lists and a code path for writing, to be read in ten
// years); JSON (the hashes cover bytes, and base64 in JSON is neither readable nor small); all bodies of the
// journal without their texts, which would make the chain whole (it tells who acted on which other incident
// when, and an archive of 1 MB becomes one of 1 GB); compression (texts are few, and a bomb is one more thing
// to refuse).

namespace quarterdeck {

namespace {

const QByteArray magic = QByteArrayLiteral("quarterdeck incident\n");
constexpr char version = 1;
constexpr qsizetype lengthSize = 8;
constexpr qsizetype frameSize = 1 + lengthSize;
constexpr qint64 largest = 1LL << 30;

Error notReadable(const char* code, const QString& why)
{
    return error(code, QStringLiteral("This is not an incident that can be opened: %1.").arg(why));
}

struct ForContext {
    template <class F>
    bool operator()(const F&) const
    {
        return std::is_same_v<F, JournalOpened> || std::is_same_v<F, EpochOpened> || std::is_same_v<F, SourceAdded>
            || std::is_same_v<F, TopologyLoaded> || std::is_same_v<F, RunbookLoaded>
            || std::is_same_v<F, ChecklistLoaded> || std::is_same_v<F, PartRedacted>;
    }
};

/// Puts fillers before facts whose numbers are further on than the fold has got.
class Filler {
public:
    std::vector<Fact> before(const Entry& entry)
    {
        std::vector<Fact> out;
        for (const auto& fact : entry.facts) {
            if (const auto* raised = get_if<AlertRaised>(&fact))
                fillAlerts(out, raised->alert.value, entry.recordedAt);
            else if (const auto* change = get_if<ChangeRecorded>(&fact))
                fillChanges(out, change->change.value);
            else if (const auto* run = get_if<RunRequested>(&fact))
                fillRuns(out, run->run.value);
        }
        return out;
    }

private:
    static Text away() { return QStringLiteral("[not in this file]"); }

    // A file may claim any number; what it does not hold cannot cost more than this.
    static constexpr quint32 mostFillers = 2'000'000;

    void fillAlerts(std::vector<Fact>& out, quint32 until, Instant at)
    {
        for (; m_alert < until && m_made < mostFillers; ++m_alert, ++m_made) {
            AlertRaised f;
            f.alert = AlertId {m_alert};
            f.startedAt = at;
            f.name = away();
            out.emplace_back(f);
            AlertCleared cleared;
            cleared.alert = f.alert;
            cleared.endedAt = at;
            out.emplace_back(cleared);
        }
        m_alert = qMax(m_alert, until + 1);
    }

    void fillChanges(std::vector<Fact>& out, quint32 until)
    {
        for (; m_change < until && m_made < mostFillers; ++m_change, ++m_made) {
            ChangeRecorded f;
            f.change = ChangeId {m_change};
            f.at = 1; // long ago: no timeline shows it
            f.title = away();
            out.emplace_back(f);
        }
        m_change = qMax(m_change, until + 1);
    }

    void fillRuns(std::vector<Fact>& out, quint32 until)
    {
        for (; m_run < until && m_made < mostFillers; ++m_run, ++m_made) {
            RunRequested f;
            f.run = RunId {m_run};
            f.title = away();
            out.emplace_back(f);
        }
        m_run = qMax(m_run, until + 1);
    }

    quint32 m_alert = 1;
    quint32 m_change = 1;
    quint32 m_run = 1;
    quint32 m_made = 0;
};

} // namespace

bool belongsToArchive(const Workspace& workspace, const Incident& incident, const Entry& entry)
{
    return concerns(workspace, incident, entry)
        || std::any_of(entry.facts.begin(), entry.facts.end(),
            [](const Fact& fact) { return visit(ForContext {}, fact); });
}

QByteArray writeArchive(const Archive& archive)
{
    ByteWriter content;
    Archive::visitFields(archive, content);
    const QByteArray body = content.take();
    QByteArray out = magic;
    out.append(version);
    for (int i = 7; i >= 0; --i)
        out.append(static_cast<char>((static_cast<quint64>(body.size()) >> (8 * i)) & 0xff));
    out += body;
    return out + QCryptographicHash::hash(out, QCryptographicHash::Sha256);
}

Result<Archive> readArchive(const QByteArray& bytes)
{
    if (!bytes.startsWith(magic) || bytes.size() < magic.size() + frameSize + hashSize)
        return notReadable("archive.unknown", QStringLiteral("it is another kind of file, or it ends too early"));
    if (bytes[magic.size()] != version)
        return notReadable("archive.newer",
            QStringLiteral("it has format %1, and this program reads format %2; open it with a newer Quarterdeck")
                .arg(static_cast<quint8>(bytes[magic.size()]))
                .arg(static_cast<int>(version)));
    quint64 length = 0;
    for (qsizetype i = 0; i < lengthSize; ++i)
        length = (length << 8) | static_cast<quint8>(bytes[magic.size() + 1 + i]);
    const qsizetype rest = bytes.size() - magic.size() - frameSize - hashSize;
    if (length > static_cast<quint64>(largest) || length != static_cast<quint64>(rest))
        return notReadable("archive.damaged", QStringLiteral("its length is wrong; it was probably cut off on its way"));
    const auto covered = QByteArrayView(bytes).chopped(hashSize);
    QCryptographicHash sum(QCryptographicHash::Sha256);
    sum.addData(covered);
    if (QByteArrayView(bytes).last(hashSize) != sum.result())
        return notReadable("archive.damaged", QStringLiteral("its checksum does not match"));
    Archive archive;
    ByteReader reader(covered.sliced(magic.size() + frameSize));
    Archive::visitFields(archive, reader);
    if (reader.failed())
        return notReadable("archive.damaged", QStringLiteral("its content cannot be decoded"));
    return archive;
}

Result<ArchiveCheck> checkArchive(const Archive& archive, const SignatureTest& test)
{
    ArchiveCheck found;
    const StoredEntry* last = nullptr;
    for (const auto& entry : archive.entries) {
        const bool follows = last && entry.seq == last->seq + 1;
        if ((last && entry.seq <= last->seq) || entry.seq == 0 || entry.seq > archive.head.seq)
            return error("archive.order", QStringLiteral("Entry %1 is out of order in this file.").arg(entry.seq));
        const auto checked = checkEntry(entry, entry.seq, follows ? last->hash : entry.previous);
        if (!checked)
            return checked.error();
        ++found.entries;
        found.links += follows ? 1 : 0;
        found.gaps += !follows && entry.seq != (last ? last->seq : 0) + 1 ? 1 : 0;
        found.redacted += entry.redacted ? 1 : 0;
        last = &entry;
    }
    if (last && last->seq == archive.head.seq) {
        if (last->hash != archive.head.hash)
            return error("archive.head", QStringLiteral("The last entry is not the one that the head names."));
        found.endsAtHead = true;
    } else {
        ++found.gaps;
    }
    if (test && !archive.signature.isEmpty()) {
        if (!test(archive))
            return error("archive.signature", QStringLiteral("The head's signature does not fit the journal's key."));
        found.signatureChecked = true;
    }
    return found;
}

Result<std::vector<Entry>> entriesToFold(const Archive& archive)
{
    std::vector<Entry> out;
    Filler filler;
    for (const auto& stored : archive.entries) {
        auto entry = decodeEntry(stored);
        if (!entry)
            return entry.error();
        auto missing = filler.before(*entry);
        if (!missing.empty()) {
            Entry made;
            made.seq = entry->seq - 1; // numbers were given in an entry that is not here, so this place is free
            made.recordedAt = entry->recordedAt;
            made.actor = QStringLiteral("archive");
            made.facts = std::move(missing);
            out.push_back(std::move(made));
        }
        out.push_back(std::move(entry).value());
    }
    return out;
}

} // namespace quarterdeck
