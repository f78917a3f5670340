// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that are on the disk already: those that a relay left undecided, and those in quarantine whose connector
// was put right since.
#include "app/relay/intake.h"

#include "app/connectors/nativealerts.h"
#include "app/relay/intakewords.h"

namespace quarterdeck {

namespace {

constexpr int resumeChunk = 200;
constexpr int remapChunk = 20; // a second: what arrives now comes first

} // namespace

QString Intake::connectorOf(const EvidenceRecord& record) const
{
    if (isNative(record.path.toUtf8()))
        return nativeConnector;
    const QString& named = m_sources.config(record.source).connector;
    return named.isEmpty() ? record.source : named;
}

void Intake::remap(const QStringList& connectors)
{
    // One that runs is begun anew, for both.
    const bool all = connectors.isEmpty() || (m_remap && m_remap->connectors.isEmpty());
    Remap next {all ? QStringList() : connectors};
    if (m_remap && !all)
        next.connectors += m_remap->connectors;
    if (m_remap)
        next.pending = m_remap->pending;
    m_remap = std::move(next);
}

void Intake::remapSome()
{
    if (!m_remap || !m_remap->pending.isEmpty())
        return;
    const auto chunk = m_recorder.journal().quarantinedEvidence(remapChunk, m_remap->after);
    if (!chunk || chunk->empty()) {
        if (m_waiting.empty()) // what it gave is decided: its keys are needed until then
            m_remap.reset();
        return;
    }
    for (const auto& stored : *chunk) {
        m_remap->after = stored.id;
        const QString connector = connectorOf(stored.record);
        if (m_inMemory.contains(stored.id) || m_deciding.contains(stored.id)
            || (!m_remap->connectors.isEmpty() && !m_remap->connectors.contains(connector)))
            continue;
        m_inMemory.insert(stored.id);
        m_remap->pending.insert(stored.id);
        map(sourceFor(stored.record.source, connector), connector, stored.id, stored.record);
    }
}

void Intake::resume()
{
    quint64 after = 0;
    for (;;) {
        const auto chunk = m_recorder.journal().waitingEvidence(resumeChunk, after);
        if (!chunk || chunk->empty())
            return;
        for (const auto& stored : *chunk) {
            after = stored.id;
            if (m_inMemory.contains(stored.id) || m_deciding.contains(stored.id))
                continue;
            if (stored.record.path == outputPath) {
                m_recorder.journal().markEvidence(outputMark(stored.id));
                continue;
            }
            m_inMemory.insert(stored.id);
            if (const size_t decided = progressOf(stored.reason))
                m_begun[stored.id] = decided;
            const bool native = isNative(stored.record.path.toUtf8());
            const QString connector = connectorOf(stored.record);
            const SourceId source = sourceFor(stored.record.source, connector);
            if (!native) {
                map(source, connector, stored.id, stored.record);
                continue;
            }
            NativeOptions options;
            options.watchdog = m_sources.config(stored.record.source).watchdog;
            auto all = parseNativeAlerts(stored.record.body, stored.record.receivedAt, options);
            mapped(source, stored.id, stored.record.receivedAt,
                all ? Result<Signals>(Signals(std::move(all).value())) : Result<Signals>(all.error()));
        }
    }
}

} // namespace quarterdeck
