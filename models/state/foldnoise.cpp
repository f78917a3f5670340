// SPDX-License-Identifier: GPL-3.0-or-later
// What is folded, silenced or accepted by itself.
#include "models/state/folder.h"

namespace quarterdeck {

namespace {

    constexpr size_t heardKept = 1U << 20;
    constexpr size_t heardSlack = 1U << 18; ///< dropped at once, so that dropping costs nothing an alert
    constexpr size_t linesMost = 65'536;
    constexpr qint64 tenthMs = 100;

} // namespace

void Folder::heard(AlertId id)
{
    if (w.m_heard.size() >= heardKept + heardSlack) {
        w.m_heard.erase(w.m_heard.begin(), w.m_heard.begin() + heardSlack);
        w.m_heardBefore += heardSlack;
    }
    if (w.m_heard.empty())
        w.m_heardFrom = entry.recordedAt;
    const Instant since = qMax<Instant>(0, entry.recordedAt - w.m_heardFrom) / tenthMs;
    w.m_heard.push_back({ id, static_cast<quint32>(qMin<Instant>(since, UINT32_MAX)) });
}

void Folder::operator()(const AlertFolded& f)
{
    auto* row = alert(f.alert);
    if (!row)
        return;
    changed(f.alert);
    if (!f.folded)
        return unfold(*row);
    AlertKind kind = kindOf(*row);
    if (w.m_foldedLines.size() >= linesMost && !w.m_foldedLines.contains(kind))
        kind = {};
    auto& line = w.m_foldedLines[kind];
    if (line.times == 0)
        line.first = entry.recordedAt;
    ++line.times;
    line.alerts += row->folded ? 0 : 1;
    line.last = entry.recordedAt;
    line.reason = f.reason.s;
    row->folded = true;
    delta.foldedLines = true;
}

void Folder::unfold(AlertRow& row)
{
    if (!row.folded)
        return;
    row.folded = false;
    auto line = w.m_foldedLines.find(kindOf(row));
    if (line == w.m_foldedLines.end())
        line = w.m_foldedLines.find({});
    if (line != w.m_foldedLines.end() && line->second.alerts > 0)
        --line->second.alerts;
    delta.foldedLines = true;
}

void Folder::operator()(const KindPinned& f)
{
    const AlertKind kind { w.m_names.index(f.name.s), w.m_names.index(f.resource.s) };
    if (f.pin == KindPin::ByRate)
        w.m_kindPins.erase(kind);
    else
        w.m_kindPins[kind] = { f.pin, entry.actor, f.reason.s, entry.recordedAt };
    delta.kindPins = true;
}

void Folder::operator()(const SilenceSet& f)
{
    if (f.silence.value != w.m_silences.size() + 1)
        return;
    SilenceInfo silence;
    silence.id = f.silence;
    silence.matchers = f.matchers;
    silence.owner = f.owner;
    silence.reason = f.reason.s;
    silence.from = entry.recordedAt;
    silence.until = f.until;
    w.m_silences.push_back(std::move(silence));
    delta.silences = true;
}

void Folder::operator()(const SilenceEnded& f)
{
    if (f.silence.value == 0 || f.silence.value > w.m_silences.size())
        return;
    auto& silence = w.m_silences[f.silence.value - 1];
    silence.endedAt = entry.recordedAt;
    silence.endReason = f.reason.s;
    delta.silences = true;
}

void Folder::operator()(const PoliciesLoaded& f)
{
    w.m_policies = f;
    delta.policies = true;
}

} // namespace quarterdeck
