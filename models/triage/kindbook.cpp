// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/kindbook.h"

#include "models/triage/parameters.h"

namespace quarterdeck {

namespace {

    constexpr quint64 rareTimes = 3;
    constexpr qint64 dayMs = 24 * 3'600'000LL;

    QString counted(quint64 n)
    {
        return n == 1 ? QStringLiteral("once") : QStringLiteral("%1 times").arg(n);
    }

} // namespace

bool KindBook::read(const Workspace& workspace, size_t timesMost)
{
    const auto& heard = workspace.heard();
    m_next = qMax(m_next, workspace.heardBefore());
    const quint64 end = workspace.heardBefore() + heard.size();
    for (; m_next < end && timesMost > 0; ++m_next, --timesMost) {
        const auto& h = heard[m_next - workspace.heardBefore()];
        const Instant at = workspace.heardAt(h);
        const AlertKind kind = kindOf(workspace.alert(h.alert));
        m_first = m_first ? m_first : at;
        m_latest = qMax(m_latest, at);
        ++m_names[kind.name];
        auto known = m_kinds.find(kind);
        if (known == m_kinds.end()) {
            if (m_kinds.size() >= kindsMost)
                continue;
            known = m_kinds.emplace(kind, Times { 0, at, 0, 0 }).first;
        }
        auto& times = known->second;
        ++times.times;
        times.previous = times.last;
        times.last = at;
    }
    return m_next >= end;
}

bool KindBook::knowsEnough() const
{
    return spanMs() >= triage::kindsKnownMs;
}

std::optional<Frequency> KindBook::of(const AlertRow& row) const
{
    const auto known = m_kinds.find(kindOf(row));
    if (known == m_kinds.end())
        return std::nullopt;
    const auto& times = known->second;
    Frequency out;
    out.before = times.times - 1;
    out.last = times.previous;
    const auto ofName = m_names.find(row.name);
    out.elsewhere = ofName == m_names.end() ? 0 : ofName->second - times.times;
    if (out.before == 0) {
        out.words = out.elsewhere
            ? QStringLiteral("never seen here before, %1 elsewhere").arg(counted(out.elsewhere))
            : QStringLiteral("never seen before");
        return out;
    }
    const qint64 every = (times.last - times.first) / qint64(out.before);
    const bool rare = out.before <= rareTimes || every > dayMs;
    out.label = rare ? Frequency::Label::Rare : Frequency::Label::Frequent;
    out.words = rare ? QStringLiteral("rare: %1 before, the last time %2 earlier")
                           .arg(counted(out.before), inWords(times.last - out.last))
                     : QStringLiteral("frequent: %1 before, about every %2")
                           .arg(counted(out.before), inWords(every));
    return out;
}

} // namespace quarterdeck
