// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/urgency.h"

#include "models/triage/parameters.h"

#include <algorithm>
#include <cmath>

namespace quarterdeck {

namespace {

    struct Reading {
        std::set<int> nodes; ///< services hit that are on the map
        std::vector<QString> customerFacing;
        const AlertRow* first = nullptr; ///< the first one that fires
        AlertId firstId;
    };

    double hundredths(double value)
    {
        return std::round(value * 100) / 100;
    }

    Reading read(const Workspace& workspace, const ServiceGraph& graph, const Incident& incident)
    {
        Reading out;
        int left = triage::alertsRead;
        for (const auto id : incident.alerts) {
            if (left-- == 0)
                break;
            const auto& row = workspace.alert(id);
            if (row.status != AlertStatus::Firing || row.suppressed)
                continue;
            if (!out.first || row.startedAt < out.first->startedAt) {
                out.first = &row;
                out.firstId = id;
            }
            const int node = row.service ? graph.node(workspace.name(row.service)) : -1;
            if (node >= 0 && out.nodes.insert(node).second && graph.customerFacing(node))
                out.customerFacing.push_back(visible(graph.name(node), 60));
        }
        return out;
    }

    int grown(const Incident& incident, Instant now)
    {
        int change = 0;
        for (auto it = incident.steps.rbegin(); it != incident.steps.rend(); ++it) {
            if (it->at <= now - triage::urgentGrowthMs)
                break;
            if (it->at <= now)
                change += it->delta;
        }
        return change;
    }

} // namespace

Urgency urgencyOf(const Workspace& workspace, const ServiceGraph& graph, const KindBook* book,
    const Incident& incident, Instant now)
{
    Urgency out;
    const auto say = [&](const char16_t* name, double value, const QString& words) {
        out.terms.push_back({ QString::fromUtf16(name), hundredths(value), words });
        out.score += value;
    };
    const auto plural = [](qsizetype n, const QString& one, const QString& many) {
        return n == 1 ? one : many.arg(n);
    };
    const auto reading = read(workspace, graph, incident);
    say(u"severity", triage::urgentSeverity * (5 - qBound(1, int(incident.severity), 5)),
        QStringLiteral("SEV-%1%2")
            .arg(QString::number(incident.severity),
                incident.accepted() ? QString() : QStringLiteral(" as proposed")));
    if (!reading.customerFacing.empty()) {
        QStringList names(reading.customerFacing.begin(), reading.customerFacing.end());
        names.sort();
        say(u"customers", triage::urgentCustomers,
            QStringLiteral("customers see %1").arg(names.mid(0, 3).join(QStringLiteral(", "))));
    }
    if (!incident.impact.isEmpty())
        say(u"impact", triage::urgentImpact, QStringLiteral("an impact is stated"));

    std::set<int> needing;
    int facing = 0;
    for (const int node : reading.nodes) {
        for (const auto& n : graph.neededBy(node)) {
            if (reading.nodes.contains(n.node) || !needing.insert(n.node).second)
                continue;
            facing += graph.customerFacing(n.node) ? 1 : 0;
        }
    }
    if (!needing.empty()) {
        const auto n = double(needing.size());
        QString words = plural(qsizetype(needing.size()), QStringLiteral("1 more service needs what is hit"),
            QStringLiteral("%1 more services need what is hit"));
        if (facing)
            words += QStringLiteral(", %1 of them seen by customers").arg(facing);
        say(u"downstream", triage::urgentDownstream * n / (n + triage::urgentHalfAt), words);
    }
    if (incident.firing == 0 && incident.unknown == 0)
        say(u"calm", triage::urgentCalm, QStringLiteral("nothing of it fires"));
    else if (const int growth = grown(incident, now); growth > 0)
        say(u"growth", triage::urgentGrowth * growth / (growth + triage::urgentHalfAt),
            QStringLiteral("%1 more firing than %2 ago").arg(growth).arg(inWords(triage::urgentGrowthMs)));
    else if (growth < 0)
        say(u"growth", -triage::urgentGrowth * -growth / (-growth + triage::urgentHalfAt),
            QStringLiteral("%1 fewer firing than %2 ago").arg(-growth).arg(inWords(triage::urgentGrowthMs)));

    if (incident.recurrenceOf)
        say(u"recurrence", triage::urgentHistory,
            QStringLiteral("it came back after incident %1").arg(incident.recurrenceOf.value));
    if (const auto f = book && book->knowsEnough() && reading.first ? book->of(*reading.first) : std::nullopt) {
        const double value = f->label == Frequency::Label::Never ? triage::urgentHistory
            : f->label == Frequency::Label::Frequent             ? -triage::urgentHistory
                                                                 : 0;
        say(u"history", value,
            QStringLiteral("its first alert, %1, is %2")
                .arg(visible(workspace.name(reading.first->name), 60), f->words));
    }
    if (incident.accepted() && incident.major() && incident.commander.isEmpty())
        say(u"command", triage::urgentCommand, QStringLiteral("nobody commands"));

    std::stable_sort(out.terms.begin(), out.terms.end(),
        [](const Term& a, const Term& b) { return std::abs(a.value) > std::abs(b.value); });
    out.score = hundredths(out.score);
    return out;
}

bool isMoreUrgent(const Incident& a, const Urgency& ofA, const Incident& b, const Urgency& ofB)
{
    return std::tuple(-ofA.score, a.openedAt, a.id) < std::tuple(-ofB.score, b.openedAt, b.id);
}

} // namespace quarterdeck
