// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/background.h"

#include "models/triage/decidetriage.h"
#include "models/triage/parameters.h"

namespace quarterdeck {

using triage::Noise;

namespace {

    bool closed(const Incident& incident)
    {
        return incident.phase == Phase::Resolved || incident.phase == Phase::Review;
    }

    /// A group that nobody touched, of one alert that comes and goes so often that the group never ends.
    bool alone(const Incident& incident)
    {
        return incident.phase == Phase::Triage && !incident.touched && !incident.accepted()
            && incident.origin == IncidentOrigin::Rule && incident.alerts.size() == 1;
    }

} // namespace

void Background::rebuild(const Workspace& workspace)
{
    *this = Background(m_levers);
    m_from = workspace.heardBefore();
    pin(workspace);
    for (const auto& [id, incident] : workspace.incidents())
        noteWorkedOn(workspace, incident);
    hear(workspace);
    for (quint32 i = 0; i < m_engine.alerts(); ++i) {
        const auto& row = workspace.alert(alertOf(workspace, i));
        const quint32 group = m_engine.incidentOf(i);
        if (group && row.incident && !row.service)
            m_incidents[group] = row.incident;
    }
}

void Background::applied(const Workspace& workspace, const Delta& delta)
{
    if (delta.kindPins)
        pin(workspace);
    for (const auto id : delta.incidents) {
        if (const auto* incident = workspace.incident(id))
            noteWorkedOn(workspace, *incident);
    }
}

void Background::pin(const Workspace& workspace)
{
    std::map<AlertKind, KindPin> now;
    for (const auto& [kind, info] : workspace.kindPins())
        now[kind] = info.pin;
    for (const auto& [kind, pin] : m_pins) {
        if (!now.contains(kind))
            m_engine.pin(kind.resource, kind.name, {});
    }
    for (const auto& [kind, pin] : now)
        m_engine.pin(
            kind.resource, kind.name, pin == KindPin::Show ? NoiseEngine::Pin::Keep : NoiseEngine::Pin::Fold);
    m_pins = std::move(now);
}

void Background::noteWorkedOn(const Workspace& workspace, const Incident& incident)
{
    if (!closed(incident) || !incident.accepted() || !m_noted.insert(incident.id).second)
        return;
    for (const auto id : incident.alerts)
        m_workedOn.insert(kindOf(workspace.alert(id)));
}

void Background::hear(const Workspace& workspace)
{
    const auto& heard = workspace.heard();
    for (quint64 next = m_from + m_engine.alerts(); next < workspace.heardBefore() + heard.size(); ++next) {
        const auto& h = heard[next - workspace.heardBefore()];
        const AlertKind kind = kindOf(workspace.alert(h.alert));
        m_engine.add(workspace.heardAt(h), kind.resource, kind.name);
    }
}

AlertId Background::alertOf(const Workspace& workspace, quint32 number) const
{
    return workspace.heard()[m_from + number - workspace.heardBefore()].alert;
}

Background::Verdict Background::judge(const Workspace& workspace, AlertId alert)
{
    hear(workspace);
    const auto number = m_engine.alerts() - 1;
    const auto& judged = m_engine.alert(number);
    const auto& row = workspace.alert(alert);
    Verdict out;
    out.bits = judged.centibits / 100.0;
    out.words = judged.first && !NoiseEngine::folded(judged.why) ? QStringLiteral("never seen before")
                                                                 : inWords(judged.why, out.bits);
    if (judged.why == NoiseEngine::Why::PersonFolded) {
        out.fold = true;
        return out;
    }
    if (!m_engine.knowsEnough() || judged.why == NoiseEngine::Why::PersonKept)
        return out;
    const bool careful = row.severity >= Noise::neverFolded || m_workedOn.contains(kindOf(row));
    if (row.service)
        out.fold = !careful && out.bits <= m_levers.steadyBits;
    else if (judged.incident)
        out.group = m_engine.incidentOf(number);
    else
        out.fold = !careful;
    return out;
}

std::vector<std::pair<AlertId, quint32>> Background::lifted(const Workspace& workspace) const
{
    std::vector<std::pair<AlertId, quint32>> out;
    for (const quint32 number : m_engine.changed().lifted)
        out.emplace_back(alertOf(workspace, number), m_engine.incidentOf(number));
    return out;
}

IncidentId Background::incidentOf(quint32 group) const
{
    const auto at = m_incidents.find(group);
    return at == m_incidents.end() ? IncidentId() : at->second;
}

void decideAlert(Applying& applying, Triage& triage, Background& background, AlertId alert)
{
    const auto& w = applying.workspace();
    const auto verdict = background.judge(w, alert);
    const auto& row = w.alert(alert);
    const auto* current = w.incident(row.incident);
    const auto group = [&](AlertId id, quint32 in, const QString& words, double bits) {
        background.put(in,
            decideGroup(applying, triage, id, background.incidentOf(in),
                { { QStringLiteral("surprise"), bits, words } }));
    };
    const bool free = row.status == AlertStatus::Firing && !row.suppressed && !row.pinned;
    const bool inOpen = current && current->open();
    if (free && verdict.fold && (!inOpen || alone(*current))) {
        const IncidentId left = row.incident;
        if (left)
            applying.add(AlertDetached { alert, left, false });
        applying.add(AlertFolded { alert, true, verdict.bits, verdict.words });
        if (inOpen)
            applying.add(PhaseSet {
                left, Phase::Triage, Phase::Resolved, QStringLiteral("its one alert is background by now") });
        triage.sync(w, alert);
    } else if (inOpen) {
        triage.sync(w, alert); // what is shown stays where it is
    } else if (free && verdict.group) {
        group(alert, verdict.group, verdict.words, verdict.bits);
    } else {
        decideTriage(applying, triage, alert);
    }
    for (const auto& [id, in] : background.lifted(w)) {
        const auto& led = w.alert(id);
        if (led.folded && !led.service && led.status == AlertStatus::Firing && !led.suppressed)
            group(id, in, inWords(NoiseEngine::Why::LeadUp, 0), 0);
    }
    if (const auto [from, into] = background.merged(); from) {
        const IncidentId one = background.incidentOf(from);
        const IncidentId other = background.incidentOf(into);
        if (one && other)
            decideMerge(applying, triage, one, other, alert,
                { { QStringLiteral("alike"), 0,
                    QStringLiteral("the same rare alerts, soon after one another") } });
        if (other)
            background.put(into, w.alert(alert).incident ? w.alert(alert).incident : other);
    }
}

} // namespace quarterdeck
