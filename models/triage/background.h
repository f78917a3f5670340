// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"
#include "models/triage/grouper.h"
#include "models/triage/surprise.h"

#include <set>
#include <unordered_map>

namespace quarterdeck {

/// What is background in a workspace: NoiseEngine over the alerts as they begin to fire (Workspace::heard()),
/// with what people say and did. Careful where the engine alone would not be, since nobody shall miss an
/// outage because it has become usual: nothing is folded before enough was heard, nothing grave, nothing of a
/// kind that was in an incident that people worked on, and of a service only what is steady indeed.
///
/// It follows from the workspace alone, so that rebuild() gives the answers of one that was kept up, as long
/// as heard() holds everything. One thread owns it; no clock.
class Background {
public:
    struct Verdict {
        bool fold = false;
        quint32 group = 0; ///< the engine's incident of an alert that names no service; 0: the links decide
        double bits = 0;
        QString words; ///< why
    };

    explicit Background(const triage::Levers& levers = {})
        : m_levers(levers)
    {
    }

    void rebuild(const Workspace& workspace);
    void applied(const Workspace& workspace, const Delta& delta);

    /// The alert has just begun to fire: it is the last of heard().
    Verdict judge(const Workspace& workspace, AlertId alert);

    /// What the last judge() showed besides: folded alerts that led up to it, and the group of each.
    std::vector<std::pair<AlertId, quint32>> lifted(const Workspace& workspace) const;

    /// The groups that the last judge() found to be one, {0, 0} for none.
    std::pair<quint32, quint32> merged() const
    {
        return { m_engine.changed().merged, m_engine.changed().into };
    }

    IncidentId incidentOf(quint32 group) const;

    void put(quint32 group, IncidentId incident) { m_incidents[group] = incident; }

    const NoiseEngine& engine() const { return m_engine; }

private:
    void hear(const Workspace& workspace);
    void pin(const Workspace& workspace);
    AlertId alertOf(const Workspace& workspace, quint32 number) const;
    void noteWorkedOn(const Workspace& workspace, const Incident& incident);

    triage::Levers m_levers;
    NoiseEngine m_engine;
    quint64 m_from = 0; ///< the number that the engine's first alert has among all that were heard
    std::unordered_map<quint32, IncidentId> m_incidents; ///< by group
    std::map<AlertKind, KindPin> m_pins;
    std::set<AlertKind> m_workedOn;
    std::set<IncidentId> m_noted; ///< incidents that are in m_workedOn
};

/// What the rules decide about an alert that has just begun to fire and is not suppressed: folded, put with
/// the rare ones around it, or linked (decideTriage). What is in an open incident stays shown.
void decideAlert(Applying& applying, Triage& triage, Background& background, AlertId alert);

} // namespace quarterdeck
