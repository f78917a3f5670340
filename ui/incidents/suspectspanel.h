// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <QFrame>

#include <array>

namespace quarterdeck {

class Button;
class Desk;
class WatchBook;
class PlainLabel;

/// The machine says suspect, with reasons for and against; only a person confirms. Proposals of a merge
/// stand above them: they wait for an answer.
class SuspectsPanel : public QFrame {
    Q_OBJECT

public:
    SuspectsPanel(Desk& desk, const WatchBook& watches, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();

    /// The runbook that fits a suspect: roll back for a change, restart for a service.
    static const RunbookInfo* runbookFor(const Workspace& workspace, const Suspect& suspect);
    /// The alert that it should clear: the suspect's own first one.
    static AlertId alertFor(const Workspace& workspace, const Incident& incident, const Suspect& suspect);

signals:
    void actionWanted(const QString& runbook, quarterdeck::AlertId alert);
    void confirmWanted(const QString& label, bool confirmed);
    void proposalDecided(quarterdeck::ProposalId proposal, bool accept);

private:
    struct Row {
        QWidget* box = nullptr;
        PlainLabel* name = nullptr;
        Button* action = nullptr;
        Button* confirm = nullptr;
        PlainLabel* why = nullptr;
        PlainLabel* against = nullptr;
        PlainLabel* figures = nullptr; ///< of a change: before and after
    };

    QWidget* makeProposal();
    Row makeRow(size_t at);
    void showProposal();
    QString figuresOf(const Suspect& suspect) const;

    Desk& m_desk;
    const WatchBook& m_watches;
    IncidentId m_incident;
    ProposalId m_proposal;
    PlainLabel* m_heading;
    PlainLabel* m_none;
    QWidget* m_proposalBox;
    PlainLabel* m_proposalText;
    std::array<Row, 3> m_rows;
};

} // namespace quarterdeck
