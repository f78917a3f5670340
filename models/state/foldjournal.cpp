// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/folder.h"

namespace quarterdeck {

void Folder::operator()(const UnknownFact& f)
{
    ++w.m_unknownFacts;
    say({}, QStringLiteral("A newer Quarterdeck wrote something that this one cannot read (kind %1).").arg(f.number));
}

void Folder::operator()(const JournalOpened& f)
{
    w.m_journal.journalId = f.journalId;
    w.m_journal.publicKey = f.publicKey;
    w.m_journal.drill = f.drill;
    w.m_journal.openedAt = entry.recordedAt;
}

void Folder::operator()(const EpochOpened& f)
{
    w.m_journal.epoch = f.epoch;
    say({},
        QStringLiteral("Entries %1 to %2 are lost and were given up: %3").arg(f.lostFrom).arg(f.lostTo).arg(f.reason.s));
}

void Folder::operator()(const SourceAdded& f)
{
    if (f.source.value == 0 || f.source.value > w.m_sources.size() + 1)
        return;
    if (f.source.value == w.m_sources.size() + 1)
        w.m_sources.emplace_back();
    auto& source = w.m_sources[f.source.value - 1];
    source.name = f.name;
    source.connector = f.connector;
    source.heartbeatMs = f.heartbeatMs;
    source.stateSince = entry.recordedAt;
    delta.sources = true;
}

void Folder::operator()(const SourceStateChanged& f)
{
    if (f.source.value == 0 || f.source.value > w.m_sources.size())
        return;
    auto& source = w.m_sources[f.source.value - 1];
    source.state = f.state;
    source.stateSince = entry.recordedAt;
    source.lastSignalAt = f.lastSignalAt;
    source.reason = f.reason.s;
    delta.sources = true;
}

void Folder::operator()(const TopologyLoaded& f)
{
    w.m_topologyFact = f;
    w.m_topology = Topology(f);
    delta.topology = true;
}

void Folder::operator()(const RunbookLoaded& f)
{
    w.m_runbooks[f.runbook] = {f.hash, f.runbook, f.version, f.title.s, f.description.s, f.risk, f.reversible};
    delta.runbooks = true;
}

void Folder::operator()(const SignalsRefused& f)
{
    if (f.source.value == 0 || f.source.value > w.m_sources.size()) {
        say({}, QStringLiteral("%1 requests were refused: %2").arg(f.count).arg(f.sentence.s));
        return;
    }
    auto& source = w.m_sources[f.source.value - 1];
    source.refused += f.count;
    source.lastRefusal = f.sentence.s;
    delta.sources = true;
}

void Folder::operator()(const SourceSaid& f)
{
    if (f.source.value == 0 || f.source.value > w.m_sources.size())
        return;
    auto& source = w.m_sources[f.source.value - 1];
    source.said = f.title.s;
    source.saidAt = entry.recordedAt;
    delta.sources = true;
    say({}, QStringLiteral("%1 says: %2").arg(source.name, f.title.s));
}

void Folder::operator()(const PartRedacted& f)
{
    // What the text had become part of is all over the state; folding again without it is the one way
    // that surely forgets it, and it is rare. The second time it is folded, the text is gone already.
    delta.rebuild = !w.m_redacted.contains(f.seq);
    say({}, QStringLiteral("The texts of entry %1 were redacted: %2").arg(f.seq).arg(f.reason.s));
}

void Folder::operator()(const CommandRefused& f)
{
    if (!f.id.isEmpty())
        w.m_refused.emplace(f.id, LateRefusal {f.code, f.sentence.s});
    say(f.incident,
        QStringLiteral("%1 by %2, made offline, was refused: %3").arg(f.command, entry.actor, f.sentence.s));
}

} // namespace quarterdeck
