// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/folder.h"

namespace quarterdeck {

namespace {
constexpr qint64 minuteMs = 60'000;
}

void Folder::countHidden(const AlertRow& row, int by)
{
    if (row.silence && row.silence.value <= w.m_silences.size() && row.status == AlertStatus::Firing)
        w.m_silences[row.silence.value - 1].firing += static_cast<quint32>(by);
}

void Folder::setStatus(AlertId id, AlertRow& row, AlertStatus status, Instant at)
{
    const auto was = row.status;
    if (was == status)
        return;
    if (was == AlertStatus::Firing)
        --w.m_firing;
    if (was == AlertStatus::Unknown)
        --w.m_unknown;
    if (status == AlertStatus::Firing)
        ++w.m_firing;
    if (status == AlertStatus::Unknown)
        ++w.m_unknown;
    countHidden(row, -1);
    row.status = status;
    countHidden(row, 1);
    if (auto* i = incident(row.incident)) {
        const auto count = [&](AlertStatus s, qint32 by) {
            if (s == AlertStatus::Firing)
                i->firing = static_cast<quint32>(static_cast<qint32>(i->firing) + by);
            if (s == AlertStatus::Unknown)
                i->unknown = static_cast<quint32>(static_cast<qint32>(i->unknown) + by);
        };
        count(was, -1);
        count(status, 1);
        if (status == AlertStatus::Resolved)
            i->steps.push_back({at, -1, id});
        else if (was == AlertStatus::Resolved)
            i->steps.push_back({at, 1, id});
    }
    auto& minute = w.m_rate[entry.recordedAt / minuteMs];
    if (status == AlertStatus::Firing && was == AlertStatus::Resolved)
        ++minute.first;
    if (status == AlertStatus::Resolved)
        ++minute.second;
}

void Folder::operator()(const AlertRaised& f)
{
    if (f.alert.value != w.m_alerts.size() + 1)
        return; // verify names such an entry; the fold must not invent rows for it
    AlertRow row;
    row.key = f.key;
    row.raisedSeq = entry.seq;
    row.raisedFact = factIndex;
    row.startedAt = row.firstStartedAt = f.startedAt ? f.startedAt : entry.recordedAt;
    row.lastSeen = entry.recordedAt;
    row.promisedUntil = f.promisedUntil;
    row.name = w.m_names.index(f.name.s);
    row.service = w.m_names.index(f.service.s);
    row.resource = w.m_names.index(f.resource.s);
    row.source = f.source;
    row.severity = f.severity;
    w.m_alerts.push_back(row);
    w.m_byKey[f.key] = f.alert;
    ++w.m_firing;
    ++w.m_rate[entry.recordedAt / minuteMs].first;
    if (delta.newAlerts == 0)
        delta.firstNewAlert = f.alert.value;
    ++delta.newAlerts;
    heard(f.alert);
}

void Folder::operator()(const AlertRaisedAgain& f)
{
    auto* row = alert(f.alert);
    if (!row)
        return;
    const Instant startedAt = f.startedAt ? f.startedAt : entry.recordedAt;
    setStatus(f.alert, *row, AlertStatus::Firing, startedAt);
    row->startedAt = startedAt;
    row->endedAt = 0;
    row->lastSeen = entry.recordedAt;
    row->promisedUntil = f.promisedUntil;
    row->severity = f.severity;
    row->acknowledged = false; // a new occurrence has been seen by nobody
    ++row->count;
    ++row->occurrences;
    heard(f.alert);
    changed(f.alert);
}

void Folder::operator()(const AlertCleared& f)
{
    auto* row = alert(f.alert);
    if (!row)
        return;
    row->endedAt = f.endedAt ? f.endedAt : entry.recordedAt;
    row->endedByAbsence = f.how == ClearedHow::Absent;
    row->lastSeen = entry.recordedAt;
    setStatus(f.alert, *row, AlertStatus::Resolved, row->endedAt);
    changed(f.alert);
}

void Folder::operator()(const AlertLost& f)
{
    auto* row = alert(f.alert);
    if (!row || row->status != AlertStatus::Firing)
        return;
    row->endedAt = f.since;
    setStatus(f.alert, *row, AlertStatus::Unknown, f.since);
    changed(f.alert);
}

void Folder::operator()(const AlertChanged& f)
{
    auto* row = alert(f.alert);
    if (!row)
        return;
    if (row->status == AlertStatus::Unknown) {
        row->endedAt = 0;
        setStatus(f.alert, *row, AlertStatus::Firing, entry.recordedAt);
    }
    row->severity = f.severity;
    row->promisedUntil = f.promisedUntil;
    row->lastSeen = entry.recordedAt;
    ++row->count;
    if (auto* i = incident(row->incident))
        i->worst = qMax(i->worst, f.severity);
    changed(f.alert);
}

void Folder::operator()(const AlertsSeen& f)
{
    for (const auto& seen : f.alerts) {
        auto* row = alert(seen.alert);
        if (!row)
            continue;
        row->count += seen.times;
        row->lastSeen = qMax(row->lastSeen, seen.lastSeen);
        row->promisedUntil = qMax(row->promisedUntil, seen.promisedUntil);
        changed(seen.alert);
    }
}

void Folder::operator()(const AlertFlapping& f)
{
    if (auto* row = alert(f.alert)) {
        row->flapping = f.flapping;
        changed(f.alert);
    }
}

void Folder::operator()(const AlertAcknowledged& f)
{
    if (auto* row = alert(f.alert)) {
        row->acknowledged = f.acknowledged;
        changed(f.alert);
        actedOn(*row, f.acknowledged ? QStringLiteral("acknowledges") : QStringLiteral("no longer acknowledges"), {});
    }
}

void Folder::operator()(const AlertSuppressed& f)
{
    if (auto* row = alert(f.alert)) {
        countHidden(*row, -1);
        row->suppressed = f.suppressed;
        row->suppressedBySource = f.suppressed && entry.command.isEmpty() && !f.silence;
        row->silence = f.suppressed ? f.silence : SilenceId();
        if (row->silence && row->silence.value <= w.m_silences.size())
            ++w.m_silences[row->silence.value - 1].hid;
        countHidden(*row, 1);
        changed(f.alert);
        if (!f.silence)
            actedOn(*row, f.suppressed ? QStringLiteral("suppresses") : QStringLiteral("no longer suppresses"), f.reason.s);
    }
}

void Folder::actedOn(const AlertRow& row, const QString& verb, const QString& reason)
{
    auto* i = incident(row.incident);
    if (!i || entry.command.isEmpty()) // what a source says of its alerts is no act of a person
        return;
    // One act is one line, however many alerts it is about.
    const QString more = QStringLiteral(" and others");
    if (!i->log.empty() && i->log.back().seq == entry.seq && i->log.back().machine && i->log.back().text.startsWith(verb)) {
        auto& text = i->log.back().text;
        if (!text.contains(more))
            text.insert(reason.isEmpty() ? text.size() : text.size() - reason.size() - 3, more);
        return;
    }
    const QString where = w.name(row.resource ? row.resource : row.service);
    say(i->id, inBrackets(QStringLiteral("%1 %2 %3").arg(verb, w.name(row.name), where).trimmed(), reason));
}

void Folder::operator()(const ChangeRecorded& f)
{
    if (f.change.value != w.m_changes.size() + 1)
        return;
    ChangeInfo change {entry.seq, f.at ? f.at : entry.recordedAt, f.type.s, f.service.s, f.version.s, f.environment.s,
        f.title.s, {}};
    for (const auto& link : f.links)
        change.links.push_back(link.s);
    w.m_changes.push_back(std::move(change));
    delta.changes = true;
}

} // namespace quarterdeck
