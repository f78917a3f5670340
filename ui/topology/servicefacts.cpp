// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/servicefacts.h"

#include "models/state/timeline.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QCoreApplication>

namespace quarterdeck {

namespace {

constexpr qint64 hourMs = 3'600'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("quarterdeck", text);
}

} // namespace

std::map<QString, ServiceFacts> serviceFacts(const Workspace& workspace, const Incident& incident)
{
    std::map<QString, ServiceFacts> out;
    for (const auto& service : workspace.topology().services())
        out[service.name];
    for (const auto id : incident.alerts) {
        if (!workspace.hasAlert(id))
            continue;
        const auto& row = workspace.alert(id);
        auto& facts = out[workspace.name(row.service)];
        if (facts.onset == 0 || row.firstStartedAt < facts.onset)
            facts.onset = row.firstStartedAt;
        switch (row.status) {
        case AlertStatus::Firing:
            ++facts.firing;
            facts.worst = qMax(facts.worst, row.severity);
            break;
        case AlertStatus::Unknown:
            ++facts.unknown;
            break;
        case AlertStatus::Resolved:
            ++facts.cleared;
            break;
        }
    }
    for (const auto& service : servicesInvolved(workspace, incident))
        out[service].involved = true;
    std::vector<ServiceFacts*> hit;
    for (auto& [name, facts] : out) {
        facts.onMap = workspace.topology().find(name) != nullptr;
        if (facts.hit())
            hit.push_back(&facts);
    }
    std::stable_sort(hit.begin(), hit.end(), [](const auto* a, const auto* b) { return a->onset < b->onset; });
    for (size_t i = 0; i < hit.size(); ++i)
        hit[i]->order = static_cast<int>(i) + 1;
    for (size_t i = 0; i < incident.suspects.size(); ++i) {
        const auto it = out.find(incident.suspects[i].service);
        if (it == out.end())
            continue;
        if (it->second.suspect == 0)
            it->second.suspect = static_cast<int>(i) + 1;
        it->second.confirmed = it->second.confirmed || incident.suspects[i].confirmed;
    }
    const Instant from = impactStart(incident) - hourMs;
    for (const auto& change : workspace.changes()) {
        const auto it = out.find(change.service);
        if (it == out.end() || change.at < from || (incident.resolvedAt && change.at > incident.resolvedAt))
            continue;
        ++it->second.changes;
        it->second.lastChange = qMax(it->second.lastChange, change.at);
    }
    return out;
}

QString onsetNumber(int order)
{
    if (order < 1)
        return {};
    if (order <= 20)
        return QChar(static_cast<char16_t>(u'①' + order - 1));
    return QStringLiteral("(%1)").arg(order);
}

QString stateOf(const ServiceFacts& facts)
{
    if (facts.firing)
        return QStringLiteral("%1 %2").arg(facts.firing).arg(severityWord(facts.worst));
    if (facts.unknown)
        return tr("%1 unknown").arg(facts.unknown);
    if (facts.cleared)
        return tr("%1 cleared").arg(facts.cleared);
    return facts.involved ? tr("not alarmed") : tr("no alerts");
}

QString sentenceOf(const QString& service, const ServiceFacts& facts, const ServiceNode* node)
{
    QStringList parts;
    parts << QStringLiteral("%1: %2").arg(service.isEmpty() ? tr("no service named") : visible(service), stateOf(facts));
    if (facts.firing && facts.unknown)
        parts << tr("%1 unknown").arg(facts.unknown);
    if (facts.hit())
        parts << tr("alarmed as number %1, %2").arg(facts.order).arg(clockText(facts.onset));
    if (facts.suspect)
        parts << (facts.confirmed ? tr("confirmed suspect") : tr("suspect %1").arg(facts.suspect));
    if (facts.changes)
        parts << tr("%1 changes, the last %2").arg(facts.changes).arg(clockText(facts.lastChange));
    if (node && !node->owner.isEmpty())
        parts << tr("owner %1").arg(visible(node->owner));
    if (node && node->customerFacing)
        parts << tr("customers see it");
    if (!facts.onMap)
        parts << tr("not on the map");
    return parts.join(QStringLiteral(" · "));
}

} // namespace quarterdeck
