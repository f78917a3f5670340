// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/policies.h"

#include "models/domain/typename.h"
#include "models/state/silences.h"

namespace quarterdeck {

const AcceptancePolicy* policyFor(
    const Workspace& workspace, const ServiceGraph& graph, const Incident& incident)
{
    const auto& policies = workspace.policies().policies;
    if (policies.empty())
        return nullptr;
    quint32 alerts = 0;
    Severity worst = Severity::Unknown;
    bool customerFacing = false;
    std::set<NameIndex> services;
    for (const auto id : incident.alerts) {
        const auto& row = workspace.alert(id);
        if (row.status != AlertStatus::Firing || row.suppressed)
            continue;
        ++alerts;
        worst = qMax(worst, row.severity);
        if (row.service == 0 || !services.insert(row.service).second)
            continue;
        const int node = graph.node(workspace.name(row.service));
        customerFacing = customerFacing || (node >= 0 && graph.customerFacing(node));
    }
    const auto hit = [&](const QString& pattern) {
        return std::any_of(
            services.begin(), services.end(), [&](NameIndex s) { return fits(pattern, workspace.name(s)); });
    };
    const auto holds = [&](const AcceptancePolicy& p) {
        return alerts >= qMax(p.alerts, 1U) && worst >= p.atLeast && services.size() >= p.services
            && (customerFacing || !p.customerFacing)
            && (p.of.empty() || std::any_of(p.of.begin(), p.of.end(), hit));
    };
    const auto found = std::find_if(policies.begin(), policies.end(), holds);
    return found == policies.end() ? nullptr : &*found;
}

QString inWords(const AcceptancePolicy& policy)
{
    QStringList words;
    const auto atLeast = [&](quint32 n, const QString& what) {
        if (n > 0)
            words << QStringLiteral("%1 %2 or more").arg(QString::number(n), what);
    };
    atLeast(policy.alerts, QStringLiteral("alerts"));
    if (policy.atLeast != Severity::Unknown)
        words << QStringLiteral("worst %1 or graver").arg(enumName(policy.atLeast));
    atLeast(policy.services, QStringLiteral("services"));
    if (!policy.of.empty())
        words << QStringLiteral("of %1").arg(
            QStringList(policy.of.begin(), policy.of.end()).join(QStringLiteral(" or ")));
    if (policy.customerFacing)
        words << QStringLiteral("seen by customers");
    return words.isEmpty() ? QStringLiteral("every group") : words.join(QStringLiteral(", "));
}

} // namespace quarterdeck
