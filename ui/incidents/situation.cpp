// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/situation.h"

#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace quarterdeck {

namespace {

    constexpr qint64 k_hourMs = 3'600'000;
    constexpr qint64 k_trendMs = 300'000;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("quarterdeck", text);
    }

    void lookAtAlerts(const Workspace& w, const Incident& incident, Situation& s)
    {
        AlertId first;
        for (const auto id : incident.alerts) {
            const auto& row = w.alert(id);
            if (!first || row.firstStartedAt < w.alert(first).firstStartedAt)
                first = id;
            s.suppressed += row.suppressed ? 1 : 0;
            s.flapping += row.flapping ? 1 : 0;
        }
        if (!first)
            return;
        const auto& row = w.alert(first);
        s.firstAt = row.firstStartedAt;
        s.firstFired = w.name(row.name);
        const QString& where = row.resource ? w.name(row.resource) : w.name(row.service);
        if (!where.isEmpty())
            s.firstFired += QLatin1Char(' ') + where;
    }

    void lookAtChanges(
        const Workspace& w, const std::vector<QString>& hit, Instant onset, Instant now, Situation& s)
    {
        for (size_t n = 0; n < w.changes().size(); ++n) {
            const auto& change = w.changes()[n];
            if (change.at < onset - k_hourMs || change.at > now)
                continue;
            const bool near =
                change.service.isEmpty() || std::any_of(hit.begin(), hit.end(), [&](const QString& service) {
                    return w.topology().hopsUpstream(service, change.service) >= 0
                        || service == change.service;
                });
            if (!near)
                continue;
            QString what = change.title.isEmpty() ? change.type : change.title;
            if (!change.service.isEmpty() && !what.contains(change.service))
                what = QStringLiteral("%1 %2").arg(change.service, what);
            if (!change.version.isEmpty() && !what.contains(change.version))
                what += QLatin1Char(' ') + change.version;
            s.changes.push_back({ { static_cast<quint32>(n + 1) }, what, change.at, onset - change.at });
        }
        std::sort(s.changes.begin(), s.changes.end(),
            [](const NearbyChange& a, const NearbyChange& b) { return a.at > b.at; });
    }

} // namespace

Situation situationOf(const Workspace& w, const Incident& incident, Instant now)
{
    Situation s;
    s.firing = incident.firing;
    s.unknown = incident.unknown;
    lookAtAlerts(w, incident, s);
    Instant last = 0;
    for (const auto& step : incident.steps) {
        if (step.at > now - k_trendMs && step.at <= now)
            s.change5m += step.delta;
        last = qMax(last, qMin(step.at, now));
    }
    s.quietMs = last ? now - last : 0;
    const auto hit = servicesOf(w, incident);
    const QSet<QString> hitSet(hit.begin(), hit.end());
    s.servicesHit = static_cast<int>(hit.size());
    s.servicesKnown = static_cast<int>(w.topology().services().size());
    QSet<QString> quiet;
    for (const auto& service : hit) {
        const auto* node = w.topology().find(service);
        s.customerFacing = s.customerFacing || (node && node->customerFacing);
        for (const auto& near : w.topology().needs(service)) {
            if (!hitSet.contains(near) && !quiet.contains(near)) {
                quiet.insert(near);
                s.notAlarmed.push_back(near);
            }
        }
    }
    const Instant onset = s.firstAt ? s.firstAt
        : incident.observedAt       ? incident.observedAt
                                    : incident.openedAt;
    lookAtChanges(w, hit, onset, now, s);
    return s;
}

std::vector<int> firingCurve(const Incident& incident, Instant from, Instant to, int points)
{
    std::vector<int> out(static_cast<size_t>(points), 0);
    if (points < 2 || to <= from)
        return out;
    for (const auto& step : incident.steps) {
        const qint64 at = (step.at - from) * (points - 1);
        const auto first = static_cast<size_t>(
            qBound(qint64 { 0 }, (at + (to - from) - 1) / (to - from), qint64 { points }));
        for (size_t i = first; i < out.size(); ++i)
            out[i] += step.delta;
    }
    return out;
}

QString trendWord(int change)
{
    return change > 0 ? tr("growing") : change < 0 ? tr("falling") : tr("flat");
}

QString briefingOf(const Workspace& w, const Incident& incident, Instant now)
{
    const auto s = situationOf(w, incident, now);
    QString out = tr("SITUATION  %1, %2, %3 since %4.")
                      .arg(sevWord(incident.severity), phaseWord(incident.phase), incident.title,
                          minuteText(incident.observedAt ? incident.observedAt : incident.openedAt));
    out += QLatin1Char('\n')
        + tr("IMPACT  %1").arg(incident.impact.isEmpty() ? tr("not stated yet") : incident.impact);
    out += QLatin1Char('\n')
        + tr("NOW  %1 firing, %2; %3 services; first %4")
              .arg(s.firing)
              .arg(trendWord(s.change5m))
              .arg(s.servicesHit)
              .arg(s.firstFired);
    for (const auto& suspect : incident.suspects) {
        out += QLatin1Char('\n')
            + tr("%1  %2: %3")
                  .arg(suspect.confirmed ? tr("CONFIRMED") : tr("SUSPECT"), suspect.label,
                      termWords(suspect.reasonsFor));
    }
    for (const auto& run : incident.runs) {
        if (const auto* r = w.run(run))
            out += QLatin1Char('\n') + tr("ACTION  %1 %2").arg(minuteText(r->requestedAt), r->title);
    }
    for (const auto& [role, holder] : incident.roles)
        out += QLatin1Char('\n') + tr("%1  %2").arg(roleWord(role), personWord(holder.person));
    for (const auto& task : incident.tasks) {
        if (!task.closedAt)
            out += QLatin1Char('\n')
                + tr("OPEN  %1 %2")
                      .arg(task.owner.isEmpty() ? tr("(nobody)") : personWord(task.owner), task.text);
    }
    for (const auto& line : incident.log) {
        if (line.kind == LineKind::Decision)
            out += QLatin1Char('\n') + tr("DECIDED  %1 %2").arg(minuteText(line.observedAt), line.text);
    }
    return out;
}

} // namespace quarterdeck
