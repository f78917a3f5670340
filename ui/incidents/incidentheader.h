// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"

#include <QFrame>

#include <array>

namespace quarterdeck {

class Button;
class Desk;
class History;
class PlainLabel;
class SeverityChip;
struct Incident;

/// Severity, title, phase and who holds what, each of them a command; of a group in Triage, whether its kind was seen
/// before and who has it in hand.
class IncidentHeader : public QFrame {
    Q_OBJECT

public:
    IncidentHeader(Desk& desk, const History& history, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();

signals:
    void severityWanted(const QPoint& globalPos);
    void phaseWanted(quarterdeck::Phase phase);
    void rolesWanted();
    void commandWanted();
    void acceptWanted();

private:
    void showPhases(const Incident& incident);
    void showPeople(const Incident& incident);
    void showWhoIsOnIt(const Incident& incident);

    Desk& m_desk;
    const History& m_history;
    IncidentId m_incident;
    SeverityChip* m_severity;
    PlainLabel* m_title;
    std::array<Button*, 5> m_phases {};
    PlainLabel* m_closed;
    PlainLabel* m_commander;
    PlainLabel* m_post;
    Button* m_take;
    Button* m_accept;
    Button* m_roles;
    std::vector<QWidget*> m_parts;
};

} // namespace quarterdeck
