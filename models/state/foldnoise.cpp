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
    auto* silence = this->silence(f.silence);
    if (!silence) {
        if (f.silence.value != w.m_silences.size() + 1)
            return;
        silence = &w.m_silences.emplace_back();
        silence->id = f.silence;
        silence->from = entry.recordedAt;
        silence->source = f.source;
        silence->remote = f.remote;
    } else if (!f.source || silence->source != f.source) {
        return; // a number that a damaged entry used twice
    }
    silence->matchers = f.matchers;
    silence->owner = f.owner;
    silence->reason = f.reason.s;
    silence->until = f.until;
    silence->endedAt = 0;
    silence->endReason.clear();
    silence->endedHere = false;
    delta.silences = true;
}

void Folder::operator()(const SilenceEnded& f)
{
    auto* silence = this->silence(f.silence);
    if (!silence)
        return;
    silence->endedAt = entry.recordedAt;
    silence->endReason = f.reason.s;
    silence->endedHere = !entry.command.isEmpty();
    delta.silences = true;
}

SilenceInfo* Folder::silence(SilenceId id)
{
    return id.value >= 1 && id.value <= w.m_silences.size() ? &w.m_silences[id.value - 1] : nullptr;
}

void Folder::operator()(const SilenceQueued& f)
{
    auto* silence = this->silence(f.silence);
    if (!silence)
        return;
    const auto* before = silence->copyAt(f.source);
    SilenceCopy copy {f.source, before ? before->remote : QString(), f.end, false, false, 0, 0, {}};
    if (silence->source == f.source)
        copy.remote = silence->remote;
    std::erase_if(silence->copies, [&](const SilenceCopy& c) { return c.source == f.source; });
    silence->copies.push_back(std::move(copy));
    delta.silences = true;
}

void Folder::operator()(const SilenceAnswered& f)
{
    auto* silence = this->silence(f.silence);
    if (!silence)
        return;
    for (auto& copy : silence->copies) {
        if (copy.source != f.source)
            continue;
        copy.end = f.end;
        copy.taken = f.taken;
        copy.givenUp = f.givenUp;
        copy.attempts = f.attempts;
        copy.status = f.status;
        copy.answer = f.answer.s;
        if (!f.remote.isEmpty())
            copy.remote = f.remote;
    }
    delta.silences = true;
}

void Folder::operator()(const PoliciesLoaded& f)
{
    w.m_policies = f;
    delta.policies = true;
}

} // namespace quarterdeck
