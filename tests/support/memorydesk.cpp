// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memorydesk.h"

#include "models/state/attachedbytes.h"

namespace quarterdeck {

MemoryDesk::MemoryDesk(QObject* parent)
    : Desk(parent)
    , m_workspace(std::make_unique<Workspace>())
{
    m_link.connected = m_link.everConnected = true;
    m_link.person = QStringLiteral("kestrel");
    m_link.server = QStringLiteral("this machine");
    m_link.roundTripMs = 12;
    m_link.permissions = {Permission::Observe, Permission::Respond, Permission::Command, Permission::Approve,
        Permission::Admin};
}

Seq MemoryDesk::put(const QString& actor, std::vector<Fact> facts, const CommandId& command)
{
    return putAt(m_now, actor, std::move(facts), command);
}

Seq MemoryDesk::putAt(Instant at, const QString& actor, std::vector<Fact> facts, const CommandId& command)
{
    Seq seq = 0;
    m_journal.append({at, actor, command, std::move(facts)}, [&](const Result<StoredEntry>& stored) {
        if (!stored)
            return;
        const auto decoded = decodeEntry(*stored);
        if (!decoded)
            return;
        seq = stored->seq;
        const Delta delta = m_workspace->apply(*decoded);
        m_workspace->setHeadHash(stored->hash);
        emit applied(delta);
    });
    return seq;
}

void MemoryDesk::tellPulse(FeedPulse pulse, qint64 ageMs)
{
    m_pulse = std::move(pulse);
    m_pulseAge = ageMs;
    emit pulsed();
}

void MemoryDesk::tellLink(LinkStatus link)
{
    m_link = std::move(link);
    emit linkChanged();
}

void MemoryDesk::tellPending(std::vector<PendingCommand> pending)
{
    m_pending = std::move(pending);
    emit pendingChanged();
}

void MemoryDesk::replaceAll()
{
    auto fresh = std::make_unique<Workspace>();
    for (Seq seq = 1; seq <= m_journal.head().seq; ++seq) {
        if (const auto e = entry(seq))
            fresh->apply(*e);
    }
    std::swap(m_workspace, fresh); // the old one lives until everybody has heard
    emit replaced();
}

void MemoryDesk::ask(CommandBody body, Answer answer)
{
    m_asked.push_back(body);
    const auto result = m_handler ? m_handler(body) : Result<Seq>(m_workspace->head().seq);
    if (answer)
        answer(result);
}

std::optional<Entry> MemoryDesk::entry(Seq seq) const
{
    const auto stored = m_journal.read(seq, 1);
    if (!stored || stored->empty())
        return std::nullopt;
    auto decoded = decodeEntry(stored->front());
    return decoded ? std::optional(*decoded) : std::nullopt;
}

AlertText MemoryDesk::text(AlertId alert) const
{
    AlertText out;
    if (!m_workspace->hasAlert(alert))
        return out;
    const auto& row = m_workspace->alert(alert);
    const auto e = entry(row.raisedSeq);
    if (!e || row.raisedFact >= e->facts.size())
        return out;
    const auto* f = get_if<AlertRaised>(&e->facts[row.raisedFact]);
    if (!f)
        return out;
    out = {
        f->name.s, f->service.s, f->resource.s, f->environment.s, f->title.s, f->description.s, {}, {}, {}};
    for (const auto& [k, v] : f->labels)
        out.labels.emplace_back(k.s, v.s);
    for (const auto& [k, v] : f->annotations)
        out.annotations.emplace_back(k.s, v.s);
    for (const auto& link : f->links)
        out.links.push_back(link.s);
    return out;
}

std::optional<AlertAttached> MemoryDesk::why(AlertId alert) const
{
    if (!m_workspace->hasAlert(alert) || !m_workspace->alert(alert).incident)
        return std::nullopt;
    const auto e = entry(m_workspace->alert(alert).attachedSeq);
    if (!e)
        return std::nullopt;
    for (const auto& fact : e->facts) {
        const auto* f = get_if<AlertAttached>(&fact);
        if (f && f->alert == alert)
            return *f;
    }
    return std::nullopt;
}

Result<QByteArray> MemoryDesk::attachment(Seq seq) const
{
    const auto e = entry(seq);
    return e ? attachedBytes(*e) : Result<QByteArray>(error("attachment.none", QStringLiteral("No such entry.")));
}

Outcome MemoryDesk::exportDraft(IncidentId, const QString&, const QString&)
{
    return Done {};
}

QString MemoryDesk::draft(IncidentId) const
{
    return m_draft;
}

} // namespace quarterdeck
