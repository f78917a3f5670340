// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/state.h"
#include "ui/command/editorpanel.h"

#include <QObject>

namespace quarterdeck {

class ActionBook;

/// Everything that is done to an incident and its alerts, as actions of the book. What an act still lacks is
/// asked for in the inline editor.
class IncidentActions : public QObject {
    Q_OBJECT

public:
    IncidentActions(ActionBook& book, Desk& desk, EditorPanel& editor, QObject* parent);

    void setIncident(IncidentId id) { m_incident = id; }

    void setSelection(std::vector<AlertId> alerts) { m_alerts = std::move(alerts); }

    /// The briefing sheet of a hand-over, made elsewhere from the same state.
    void setBriefing(std::function<QString(IncidentId)> briefing) { m_briefing = std::move(briefing); }
    /// The picture of the map that an offer of command is logged with, PNG; empty: none.
    void setMap(std::function<QByteArray()> map) { m_map = std::move(map); }

    void setSeverity(int severity);
    void setPhase(Phase phase);
    void declare(std::vector<AlertId> alerts);
    void ask(CommandBody body);

signals:
    void said(const QString& sentence, bool problem);
    void declared(quarterdeck::Seq seq);

private:
    void addIncident();
    void addLife();
    void addCommand();
    void addOffers();
    void addRoles();
    void addAlerts();
    void addSilences();
    void addClock();
    void addTeams();
    void setTeam();
    void restrict();
    void setSilence();
    void assign(const QString& role);
    void offerCommand();
    void acceptCommand();
    void reasoned(const QString& title, const QString& verb, std::function<CommandBody(const QString&)> make,
        bool needed = true);
    void pickIncident(
        const QString& title, const QString& verb, std::function<CommandBody(IncidentRef)> make);

    const Incident* incident() const;

    IncidentRef ref() const { return { m_incident, {} }; }

    QString noIncident() const;
    QString noOpen() const;
    QString noAlerts() const;
    QString lacks(Permission permission) const;

    ActionBook& m_book;
    Desk& m_desk;
    EditorPanel& m_editor;
    IncidentId m_incident;
    std::vector<AlertId> m_alerts;
    std::function<QString(IncidentId)> m_briefing;
    std::function<QByteArray()> m_map;
};

} // namespace quarterdeck
