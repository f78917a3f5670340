// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/recorder.h"

namespace quarterdeck {

namespace {
constexpr int readChunk = 2000;
constexpr quint64 leastSnapshotFacts = 20'000;
}

Recorder::Recorder(SqliteJournal& journal, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_journal(journal)
    , m_clock(clock)
{
}

Outcome Recorder::load()
{
    m_workspace = Workspace();
    m_unsaved = 0;
    if (const auto snapshot = m_journal.loadSnapshot()) {
        if (auto state = Workspace::fromBytes(snapshot->bytes); state && state->head() == snapshot->head) {
            m_workspace = std::move(state).value();
        }
    }
    for (;;) {
        const auto chunk = m_journal.read(m_workspace.head().seq + 1, readChunk);
        if (!chunk)
            return chunk.error();
        for (const auto& stored : *chunk) {
            const auto entry = decodeEntry(stored);
            if (!entry)
                return entry.error();
            m_workspace.apply(*entry);
            m_unsaved += entry->facts.size();
            m_workspace.setHeadHash(stored.hash);
        }
        if (chunk->size() < readChunk)
            break;
    }
    m_durable = m_workspace.head();
    return Done {};
}

void Recorder::record(
    const QString& actor, const CommandId& command, const Decide& decide, Recorded recorded)
{
    Applying applying(m_workspace, m_clock.now(), actor, command);
    decide(applying);
    auto marks = std::exchange(m_marks, {});
    if (applying.empty()) {
        for (auto& mark : marks)
            m_journal.markEvidence(std::move(mark));
        if (recorded)
            recorded(Seq(0));
        return;
    }
    const Delta delta = applying.finish();
    m_unsaved += applying.facts().size();
    ++m_inFlight;
    m_journal.append(applying.draft(), std::move(marks),
        [this, generation = m_generation, recorded = std::move(recorded), redacts = delta.rebuild](
            const Result<StoredEntry>& result) { appended(generation, result, recorded, redacts); });
    emit applied(delta);
}

void Recorder::appended(
    int generation, const Result<StoredEntry>& result, const Recorded& recorded, bool redacts)
{
    --m_inFlight;
    if (result) {
        m_durable = {result->seq, result->hash};
        if (m_inFlight == 0)
            m_workspace.setHeadHash(result->hash);
        emit stored(*result);
        if (recorded)
            recorded(result->seq);
        if (redacts && m_inFlight == 0)
            refold();
        return;
    }
    // Everything decided after the lost entry rests on it; the first failure folds again for all of them.
    if (generation == m_generation) {
        ++m_generation;
        refold();
    }
    if (recorded)
        recorded(result.error());
}

void Recorder::refold()
{
    if (load())
        emit rebuilt();
}

quint64 Recorder::snapshotDue() const
{
    return qMax(leastSnapshotFacts, quint64(m_workspace.alertCount() / 4));
}

void Recorder::maybeSnapshot(quint64 facts)
{
    if (m_inFlight || m_unsaved < facts || m_workspace.head() != m_durable)
        return;
    m_unsaved = 0;
    m_journal.saveSnapshot(
        m_durable, [state = std::make_shared<const Workspace>(m_workspace)] { return state->toBytes(); });
}

} // namespace quarterdeck
