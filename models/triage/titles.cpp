// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/titles.h"

#include <algorithm>
#include <array>

namespace quarterdeck {

namespace {

constexpr qsizetype partMost = 120; // of a name or a resource

/// Exact while it can be counted at a glance; then in steps, so that a growing storm does not rename it
/// with every service.
QString servicesHit(int services)
{
    if (services <= 9)
        return QStringLiteral("%1 services hit").arg(services);
    int step = 10;
    for (const int next : {20, 50, 100, 200, 500, 1000}) {
        if (services >= next)
            step = next;
    }
    return QStringLiteral("%1 or more services hit").arg(step);
}

/// What most of the others need, then what was hit first; a cycle is decided by the same order.
const Hit* leading(const Hits& hits)
{
    const Hit* best = nullptr;
    std::tuple<int, int, Instant, QString> bestRank;
    for (size_t i = 0; i < hits.list.size(); ++i) {
        const auto& hit = hits.list[i];
        std::tuple rank(-hits.explained(i), -static_cast<int>(hit.worst), hit.onset, hit.service);
        if (!best || rank < bestRank) {
            best = &hit;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace

QString titleFor(const Workspace& workspace, AlertId alert)
{
    const auto& row = workspace.alert(alert);
    const QString name = visible(workspace.name(row.name), partMost);
    const QString what = name.isEmpty() ? QStringLiteral("Alert without a name") : name;
    const QString where = visible(workspace.name(row.service ? row.service : row.resource), partMost);
    return where.isEmpty() ? what : QStringLiteral("%1 on %2").arg(what, where);
}

QString titleFor(const Workspace& workspace, const Hits& hits)
{
    const auto* lead = leading(hits);
    if (!lead)
        return {};
    const QString title = titleFor(workspace, lead->lead);
    return hits.services > 1 ? QStringLiteral("%1 · %2").arg(title, servicesHit(hits.services)) : title;
}

quint8 severityFor(Severity worst, bool customerFacing, int services)
{
    struct Row {
        Severity worst;
        std::array<quint8, 4> severity; // alone, customer-facing, three or more, both
    };

    static constexpr std::array<Row, 6> table {Row {Severity::Critical, {3, 2, 2, 1}},
        Row {Severity::High, {3, 3, 3, 2}}, Row {Severity::Warning, {4, 4, 4, 3}},
        Row {Severity::Unknown, {4, 4, 4, 3}}, Row {Severity::Low, {5, 5, 5, 4}},
        Row {Severity::Info, {5, 5, 5, 5}}};
    constexpr int broad = 3;
    const size_t column = (customerFacing ? 1U : 0U) + (services >= broad ? 2U : 0U);
    for (const auto& row : table) {
        if (row.worst == worst)
            return row.severity[column];
    }
    return 4;
}

} // namespace quarterdeck
