// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/verify.h"

#include "app/storage/journalopen.h"
#include "app/storage/schema.h"

#include <deque>
#include <set>

namespace quarterdeck {

namespace {

constexpr int k_piece = 200; ///< bodies reach 256 KiB
/// Heads are signed each 64 entries, at the end of a batch of 64: a longer stretch without one was cut out.
constexpr Seq k_longestUnsigned = 256;

class Verifier {
public:
    Verifier(Database& db, QString folder, const VerifyOptions& options)
        : m_db(db)
        , m_folder(std::move(folder))
        , m_options(options)
    {
        m_report.publicKey = options.publicKey;
    }

    Outcome run(const std::function<void(Seq, Seq)>& progress, const std::atomic<bool>* cancel);
    VerifyReport report() { return std::move(m_report); }

private:
    bool entry(const StoredEntry& entry, const StoredEntry* next);
    void blame(const StoredEntry& entry, const StoredEntry* next, const QString& sentence);
    void facts(const StoredEntry& entry);
    void signedHeads(const StoredEntry& entry);
    void outside(const StoredEntry& entry);
    void afterwards();
    void bad(Seq seq, Seq upTo, const QString& sentence);
    std::optional<SignedHead> nextSigned();

    Database& m_db;
    const QString m_folder;
    const VerifyOptions& m_options;
    VerifyReport m_report;
    std::optional<Witnessed> m_witnessed;
    QByteArray m_previous = zeroHash();
    Seq m_expected = 1;
    Seq m_vouched = 0; ///< the last seq that a good signed head stands for
    std::vector<SignedHead> m_heads; ///< a piece of them
    size_t m_nextHead = 0;
    Seq m_headsFrom = 0;
    std::set<Seq> m_redacted;
    std::set<Seq> m_covered;
};

/// Keeps the first bad one: what is found later about an earlier entry counts.
void Verifier::bad(Seq seq, Seq upTo, const QString& sentence)
{
    if (m_report.firstBad != 0 && m_report.firstBad <= seq)
        return;
    m_report.firstBad = seq;
    m_report.badUpTo = qMax(seq, upTo);
    m_report.sentence = sentence;
}

/// The next signed head in order of seq, without taking it.
std::optional<SignedHead> Verifier::nextSigned()
{
    if (m_nextHead == m_heads.size()) {
        auto piece = rows::heads(m_db, m_headsFrom, k_piece);
        if (!piece || piece->empty())
            return std::nullopt;
        m_heads = std::move(piece).value();
        m_headsFrom = m_heads.back().head.seq + 1;
        m_nextHead = 0;
    }
    return m_heads[m_nextHead];
}

/// A link that does not fit has two ends. An entry that fits its own hash and that its follower (or the
/// witness) vouches for is not the one that was changed: then it is the one before.
void Verifier::blame(const StoredEntry& entry, const StoredEntry* next, const QString& sentence)
{
    const auto before = [&](const QString& what) {
        // A signed head may have said "one of these"; the chain says which.
        if (m_report.firstBad <= entry.seq - 1 && entry.seq - 1 <= m_report.badUpTo)
            m_report.firstBad = 0;
        bad(entry.seq - 1, 0, what);
    };
    const bool own = entry.hash == entryHash(entry.seq, entry.previous, entry.body);
    const bool vouched = next ? next->previous == entry.hash
                              : m_witnessed && m_witnessed->head == Head {entry.seq, entry.hash};
    if (entry.seq == m_expected && entry.seq > 1 && entry.previous != m_previous) {
        if (own && vouched)
            return before(QStringLiteral("Entry %1: it is not the one that entry %2 was written behind.")
                              .arg(entry.seq - 1)
                              .arg(entry.seq));
        if (!own && entry.hash == entryHash(entry.seq - 1, entry.previous, entry.body))
            return before(QStringLiteral("Entry %1: it was inserted; the one that follows was number %1.").arg(entry.seq - 1));
    }
    bad(m_expected, 0, sentence);
}

bool Verifier::entry(const StoredEntry& stored, const StoredEntry* next)
{
    if (auto checked = checkEntry(stored, m_expected, m_previous); !checked) {
        blame(stored, next, checked.error().sentence);
        return false;
    }
    facts(stored);
    signedHeads(stored);
    outside(stored);
    m_previous = stored.hash;
    m_report.head = {stored.seq, stored.hash};
    m_report.entries = m_expected++;
    return true;
}

void Verifier::facts(const StoredEntry& stored)
{
    if (stored.redacted)
        m_redacted.insert(stored.seq);
    if (!rows::hasFact(stored.body, {FactKind::JournalOpened, FactKind::EpochOpened, FactKind::PartRedacted}))
        return;
    const auto decoded = decodeEntry(stored);
    if (!decoded) {
        bad(stored.seq, 0, decoded.error().sentence);
        return;
    }
    for (const auto& fact : decoded->facts) {
        if (const auto* opened = get_if<JournalOpened>(&fact); opened && stored.seq == 1) {
            if (!m_options.publicKey.isEmpty() && m_options.publicKey != opened->publicKey)
                bad(1, 0, QStringLiteral("Entry 1: the journal's public key is not the one that was expected."));
            else
                m_report.publicKey = opened->publicKey;
        } else if (holds_alternative<EpochOpened>(fact)) {
            m_report.epochs.push_back(stored.seq);
        } else if (const auto* redacted = get_if<PartRedacted>(&fact)) {
            m_covered.insert(redacted->seq);
        }
    }
}

void Verifier::signedHeads(const StoredEntry& stored)
{
    for (auto head = nextSigned(); head && head->head.seq <= stored.seq; head = nextSigned()) {
        ++m_nextHead;
        ++m_report.headsChecked;
        if (!verifyHead(m_report.publicKey, *head)) {
            bad(head->head.seq, 0,
                QStringLiteral("Entry %1: the signature of its head is not by this journal's key.").arg(head->head.seq));
        } else if (head->head != Head {stored.seq, stored.hash}) {
            bad(m_vouched + 1, stored.seq,
                QStringLiteral("Entries %1 to %2: at least one of them was rewritten; the head that was signed after "
                               "entry %2 is another.")
                    .arg(m_vouched + 1)
                    .arg(stored.seq));
        } else {
            m_vouched = stored.seq;
        }
    }
    if (stored.seq - m_vouched > k_longestUnsigned)
        bad(m_vouched + 1, stored.seq,
            QStringLiteral("Entries from %1 on: no signed head stands for them, and there should be one each 64 entries.")
                .arg(m_vouched + 1));
}

/// What was seen elsewhere: by the witness, on consoles, on paper.
void Verifier::outside(const StoredEntry& stored)
{
    const auto compare = [&](const Head& known, const QString& who) {
        if (known.seq == stored.seq && known.hash != stored.hash)
            bad(m_vouched + 1, stored.seq,
                QStringLiteral("Entries %1 to %2: at least one of them was rewritten; %3 remembers entry %2 with "
                               "another hash.")
                    .arg(m_vouched + 1)
                    .arg(stored.seq)
                    .arg(who));
    };
    if (m_witnessed)
        compare(m_witnessed->head, QStringLiteral("the witness"));
    for (const auto& known : m_options.knownHeads)
        compare(known, QStringLiteral("a head noted elsewhere"));
}

void Verifier::afterwards()
{
    const Seq last = m_report.entries;
    const auto lost = [&](Seq seq, const QString& who) {
        if (seq > last)
            bad(last + 1, seq,
                QStringLiteral("Entries %1 to %2 are missing: %3 knows them.").arg(last + 1).arg(seq).arg(who));
    };
    if (m_witnessed)
        lost(m_witnessed->head.seq, QStringLiteral("the witness"));
    for (const auto& known : m_options.knownHeads)
        lost(known.seq, QStringLiteral("a head noted elsewhere"));
    for (auto head = nextSigned(); head; head = nextSigned(), ++m_nextHead)
        lost(head->head.seq, QStringLiteral("a signed head"));
    lost(static_cast<Seq>(m_db.number("SELECT max(seq) FROM parts")), QStringLiteral("a text"));
    if (m_db.number("SELECT count(*) FROM parts WHERE seq < 1") > 0)
        bad(1, 0, QStringLiteral("There are texts of no entry."));
    const bool cut = m_report.firstBad == last + 1;
    for (const Seq seq : m_redacted) // what is missing may well have said so
        if (!cut && !m_covered.contains(seq))
            bad(seq, 0, QStringLiteral("Entry %1: its texts were deleted and no entry says so.").arg(seq));
}

Outcome Verifier::run(const std::function<void(Seq, Seq)>& progress, const std::atomic<bool>* cancel)
{
    // The witness first: what it knows then must be in a database that is read later.
    m_witnessed = HeadWitness::read(JournalFiles {m_folder}.witness());
    // One moment for all that is read: a relay goes on writing beside us.
    if (m_db.run("BEGIN") != SQLITE_OK)
        return m_db.lastError("journal.unreadable", QStringLiteral("The journal cannot be read"));
    if (m_options.integrityCheck) {
        auto s = m_db.prepare("PRAGMA integrity_check(1)");
        if (!s || s->step() < 0 || s->text(0) != QStringLiteral("ok"))
            m_report.sentence = QStringLiteral("The database's own check says: %1").arg(s ? s->text(0) : m_db.lastMessage());
    }
    const auto head = rows::head(m_db);
    const auto publicKey = rows::meta(m_db, rows::k_publicKey);
    if (!head || !publicKey)
        return !head ? head.error() : publicKey.error();
    if (m_report.publicKey.isEmpty())
        m_report.publicKey = *publicKey;

    std::deque<StoredEntry> ahead;
    Seq from = 1;
    bool whole = true;
    while (whole && m_expected <= head->seq) {
        if (cancel && *cancel) {
            m_report.cancelled = true;
            m_report.sentence = QStringLiteral("Stopped after %1 entries.").arg(m_report.entries);
            return Done {};
        }
        if (ahead.size() < 2 && from != 0) {
            auto piece = rows::entries(m_db, from, k_piece);
            if (!piece) {
                bad(m_expected, 0,
                    QStringLiteral("Entry %1: the database is damaged there. %2").arg(m_expected).arg(piece.error().sentence));
                whole = false;
                break;
            }
            from = piece->size() < k_piece ? 0 : piece->back().seq + 1;
            ahead.insert(ahead.end(), std::make_move_iterator(piece->begin()), std::make_move_iterator(piece->end()));
            if (progress)
                progress(m_report.entries, head->seq);
        }
        if (ahead.empty()) {
            bad(m_expected, 0, QStringLiteral("Entry %1: it is missing.").arg(m_expected));
            whole = false;
            break;
        }
        whole = entry(ahead[0], ahead.size() > 1 ? &ahead[1] : nullptr);
        ahead.pop_front();
    }
    if (whole)
        afterwards();
    const auto tip = rows::evidenceTip(m_db);
    m_report.witnessOk = m_witnessed && m_witnessed->head.seq <= m_report.entries
        && (!tip || m_witnessed->evidence <= tip->lastId);
    m_report.redactions = m_redacted.size();
    m_report.ok = m_report.firstBad == 0 && m_report.witnessOk && m_report.sentence.isEmpty();
    if (m_report.ok)
        m_report.sentence = QStringLiteral("All %1 entries, %2 signed heads and the witness are as they should be; %3 "
                                           "redacted.")
                                .arg(m_report.entries)
                                .arg(m_report.headsChecked)
                                .arg(m_report.redactions);
    else if (m_report.sentence.isEmpty())
        m_report.sentence = m_witnessed
            ? QStringLiteral("Accepted requests are missing: the witness knows number %1.").arg(m_witnessed->evidence)
            : QStringLiteral("The witness is missing or damaged: nobody can say whether entry %1 was the last one.")
                  .arg(m_report.entries);
    return Done {};
}

} // namespace

Result<VerifyReport> verifyJournal(const QString& folder, const VerifyOptions& options,
    const std::function<void(Seq, Seq)>& progress, const std::atomic<bool>* cancel)
{
    auto db = Database::open(JournalFiles {folder}.database(), Database::Access::ReadOnly);
    if (!db)
        return db.error();
    if (auto known = schema::check(*db.value()); !known)
        return known.error();
    Verifier verifier(*db.value(), folder, options);
    auto done = verifier.run(progress, cancel);
    db.value()->run("ROLLBACK");
    if (!done)
        return done.error();
    return verifier.report();
}

} // namespace quarterdeck
