// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/metrics.h"

#include "models/state/timeline.h"

#include <algorithm>

namespace quarterdeck {

namespace {

struct Point {
    Instant at = 0;
    Seq seq = 0;
};

constexpr qint64 clocksAgreeMs = 2000;
const auto serverClock = QStringLiteral("server clock");
const auto twoClocks = QStringLiteral("from the source's or person's clock to the server's: a skew is not taken out");

/// The impact's begin, and the entry that says so.
Point impact(const Workspace& workspace, const Incident& incident)
{
    Point point {impactStart(incident), incident.openedSeq};
    if (incident.impactSince) {
        for (const auto& line : incident.log) {
            if (line.machine && line.text.startsWith(QLatin1String("impact: ")))
                point.seq = line.seq;
        }
        return point;
    }
    for (const auto id : incident.alerts) {
        if (workspace.hasAlert(id) && workspace.alert(id).firstStartedAt == point.at) {
            point.seq = workspace.alert(id).raisedSeq;
            break;
        }
    }
    return point;
}

/// The end of the last alert, once nothing fires and nothing is unknown.
Point recovered(const std::vector<ServiceRecovery>& services)
{
    Point last;
    for (const auto& s : services) {
        if (s.to == 0)
            return {};
        if (s.to > last.at)
            last = {s.to, s.toSeq};
    }
    return last;
}

Point firstPhase(const Incident& incident, Phase phase)
{
    for (const auto& change : incident.phases) {
        if (change.to == phase)
            return {change.at, change.seq};
    }
    return {};
}

Point firstCommand(const Incident& incident)
{
    for (const auto& line : incident.log) {
        if (!line.machine)
            continue;
        if (line.text.startsWith(QLatin1String("takes command"))
            || line.text.startsWith(QLatin1String("assumes command"))
            || line.text.startsWith(QLatin1String("accepts command")))
            return {line.recordedAt, line.seq};
    }
    return {};
}

Metric figure(const char* id, QString name, QString definition, const QString& clock, Point from, Point to,
    const QString& missing)
{
    Metric m {QString::fromLatin1(id), std::move(name), std::move(definition), clock, from.at, to.at, from.seq, to.seq,
        {}};
    if (to.at == 0)
        m.missing = missing;
    else if (from.at == 0)
        m.missing = QStringLiteral("nobody has said when the impact began");
    else if (to.at < from.at && from.at - to.at <= clocksAgreeMs)
        m.to = m.from; // two clocks that are set right still differ by this much
    else if (to.at < from.at)
        m.missing = QStringLiteral("its end is before its begin: a clock is off, or a time was back-dated");
    return m;
}

} // namespace

std::vector<ServiceRecovery> recoveries(const Workspace& workspace, const Incident& incident)
{
    std::map<QString, ServiceRecovery> byName;
    for (const auto id : incident.alerts) {
        if (!workspace.hasAlert(id))
            continue;
        const auto& row = workspace.alert(id);
        auto& s = byName[workspace.name(row.service)];
        s.service = workspace.name(row.service);
        if (s.alerts++ == 0 || row.firstStartedAt < s.from) {
            s.from = row.firstStartedAt;
            s.fromSeq = row.raisedSeq;
        }
        s.firing += row.status == AlertStatus::Firing ? 1 : 0;
        s.unknown += row.status == AlertStatus::Unknown ? 1 : 0;
        s.to = qMax(s.to, row.endedAt);
    }
    std::vector<ServiceRecovery> out;
    for (auto& [name, s] : byName) {
        if (s.firing || s.unknown)
            s.to = 0;
        out.push_back(std::move(s));
    }
    std::stable_sort(out.begin(), out.end(),
        [](const ServiceRecovery& a, const ServiceRecovery& b) { return a.from < b.from; });
    return out;
}

std::vector<PhaseSpan> phaseSpans(const Incident& incident)
{
    std::vector<PhaseSpan> spans;
    for (const auto& change : incident.phases) {
        if (!spans.empty())
            spans.back().to = change.at;
        spans.push_back({change.to, change.at, 0, change.seq, change.actor});
    }
    return spans;
}

std::vector<Metric> incidentMetrics(const Workspace& workspace, const Incident& incident)
{
    const Point start = impact(workspace, incident);
    const Point opened {incident.openedAt, incident.openedSeq};
    const Point accepted = firstPhase(incident, Phase::Investigating);
    const auto services = recoveries(workspace, incident);
    std::vector<Metric> out;
    out.push_back(figure("detect", QStringLiteral("Time to detect"),
        QStringLiteral("from the start of the impact to the opening of the incident, by rule or by a person"),
        twoClocks, start, opened, QStringLiteral("not opened")));
    out.push_back(figure("accept", QStringLiteral("Time to accept"),
        QStringLiteral("from the opening to the first moment when a person works on it (phase Investigating)"),
        serverClock, opened, accepted, QStringLiteral("nobody has accepted it")));
    out.push_back(figure("command", QStringLiteral("Time to command"),
        QStringLiteral("from the opening to the first Incident Commander"), serverClock, opened,
        firstCommand(incident), QStringLiteral("nobody has taken command")));
    out.push_back(figure("mitigate", QStringLiteral("Time to mitigate"),
        QStringLiteral("from the start of the impact to the first time that people set the phase to Monitoring"),
        twoClocks, start, firstPhase(incident, Phase::Monitoring), QStringLiteral("never set to Monitoring")));
    out.push_back(figure("recover", QStringLiteral("Time to recover"),
        QStringLiteral("from the start of the impact to the end of the last alert, with none firing or unknown"),
        QStringLiteral("the sources' clocks"), start, recovered(services),
        services.empty() ? QStringLiteral("it has no alerts to tell") : QStringLiteral("alerts still fire or are unknown")));
    out.push_back(figure("resolve", QStringLiteral("Time to resolve"),
        QStringLiteral("from the start of the impact to the last time that a person resolved it"), twoClocks, start,
        incident.resolvedAt ? Point {incident.resolvedAt, [&] {
            Seq seq = 0;
            for (const auto& change : incident.phases)
                seq = change.to == Phase::Resolved ? change.seq : seq;
            return seq;
        }()} : Point {}, QStringLiteral("not resolved")));
    return out;
}

} // namespace quarterdeck
