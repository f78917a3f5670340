// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/memoryjournal.h"

#include "models/domain/random.h"


namespace quarterdeck {

void MemoryJournal::append(Draft draft, Appended done)
{
    if (m_failure) {
        done(*m_failure);
        return;
    }
    // Random, as the journal on disk has it: without its salt a redacted text could be guessed from its hash.
    const QByteArray salt = randomBytes(saltSize);
    m_entries.push_back(encodeEntry(draft, m_entries.size() + 1, head().hash, salt));
    done(m_entries.back());
}

Outcome MemoryJournal::redact(Seq seq)
{
    if (seq == 0 || seq > m_entries.size())
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1 to redact.").arg(seq));
    auto& entry = m_entries[seq - 1];
    entry.part.clear();
    entry.salt.clear();
    entry.redacted = true;
    return Done {};
}

Result<std::vector<StoredEntry>> MemoryJournal::read(Seq from, int limit) const
{
    std::vector<StoredEntry> out;
    for (Seq s = qMax<Seq>(from, 1); s <= m_entries.size() && limit > 0; ++s, --limit)
        out.push_back(m_entries[s - 1]);
    return out;
}

Head MemoryJournal::head() const
{
    if (m_entries.empty())
        return {};
    return {m_entries.back().seq, m_entries.back().hash};
}

} // namespace quarterdeck
