// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/loadedjournal.h"

namespace quarterdeck {

namespace {
constexpr int readChunk = 2000;
}

Outcome eachEntry(const JournalReader& reader, const std::function<void(const StoredEntry&, const Entry&)>& visit)
{
    for (Seq from = 1;;) {
        const auto chunk = reader.read(from, readChunk);
        if (!chunk)
            return chunk.error();
        for (const auto& stored : *chunk) {
            const auto entry = decodeEntry(stored);
            if (!entry)
                return entry.error();
            visit(stored, *entry);
            from = stored.seq + 1;
        }
        if (chunk->size() < readChunk)
            return Done {};
    }
}

Result<LoadedJournal> loadJournal(const Arguments& a)
{
    auto reader = JournalReader::open(a.value("data"));
    if (!reader)
        return reader.error();
    LoadedJournal out {std::move(reader).value(), {}};
    const auto done = eachEntry(*out.reader, [&](const StoredEntry& stored, const Entry& entry) {
        out.workspace.apply(entry);
        out.workspace.setHeadHash(stored.hash);
    });
    if (!done)
        return done.error();
    return out;
}

Result<const Incident*> wantedIncident(const Arguments& a, const Workspace& w)
{
    const IncidentId id {a.value("incident").toUInt()};
    const auto* incident = w.incident(id);
    if (!incident)
        return error("incident.unknown", QStringLiteral("There is no incident “%1”.").arg(a.value("incident")));
    return incident;
}

} // namespace quarterdeck
