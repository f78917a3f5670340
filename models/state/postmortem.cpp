// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/postmortem.h"

#include "models/state/draughtsman.h"

namespace quarterdeck {

const DraftSection* Postmortem::section(const QString& id) const
{
    for (const auto& s : sections) {
        if (s.id == id)
            return &s;
    }
    return nullptr;
}

Postmortem buildPostmortem(const Workspace& workspace, const std::vector<Entry>& entriesOfIncident,
    const Incident& incident, const Head& head)
{
    Postmortem p;
    p.incident = incident.id;
    p.severity = incident.severity;
    p.title = incident.title;
    p.drill = workspace.journal().drill;
    p.head = head;
    p.journalId = workspace.journal().journalId;
    p.sections = Draughtsman(workspace, entriesOfIncident, incident).sections();
    const QString words = QStringLiteral("Made from the journal up to entry %1, whose hash is %2")
                              .arg(head.seq)
                              .arg(QString::fromLatin1(head.hash.toHex()));
    DraftSection last {QStringLiteral("head"), QStringLiteral("Evidence"),
        QStringLiteral("Each line above names its entry. With the journal, “quarterdeckctl verify” and “quarterdeckctl "
                       "entries” show that it is unchanged."),
        {{words, head.seq, 0, 0, {}, false}}};
    p.sections.push_back(std::move(last));
    p.metrics = incidentMetrics(workspace, incident);
    p.services = recoveries(workspace, incident);
    p.phases = phaseSpans(incident);
    p.items = buildTimeline(workspace, incident);
    p.curve = firingCurve(workspace, incident);
    p.impact = impactStart(incident);
    p.from = p.impact;
    p.to = incident.resolvedAt ? incident.resolvedAt : p.impact;
    for (const auto& item : p.items) {
        if (!item.dimmed)
            p.from = qMin(p.from, item.at);
        p.to = qMax(p.to, qMax(item.at, item.until));
    }
    for (const auto& point : p.curve)
        p.to = qMax(p.to, point.at);
    return p;
}

} // namespace quarterdeck
