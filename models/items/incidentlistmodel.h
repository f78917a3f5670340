// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/keyedlist.h"
#include "models/state/workspace.h"

#include <functional>

namespace quarterdeck {

enum class IncidentSection : quint8 { Open, Triage, Closed };

/// A row of the left column: the heading of a section, or an incident in it.
struct IncidentListRow {
    IncidentSection section = IncidentSection::Open;
    IncidentId incident; ///< none: the section's heading

    /// The same row: an accepted group moves from one section to another and stays the chosen one.
    bool operator==(const IncidentListRow& other) const
    {
        return incident == other.incident && (incident || section == other.section);
    }
};

/// The rows that should be there: those worked on, groups in Triage apart, and the last closed ones.
/// Ordered by what does not change from second to second, so that rows stay where they are.
/// `before`, where given, orders those that are open instead.
using IncidentOrder = std::function<bool(const Incident&, const Incident&)>;
std::vector<IncidentListRow> incidentRows(const Workspace& workspace, const IncidentOrder& before = {});

/// Those rows, kept as they are while held: a hand is over them, and what is new waits and is counted.
class IncidentListModel : public KeyedList<IncidentListRow> {
    Q_OBJECT

public:
    enum Role { IncidentRole = Qt::UserRole, SectionRole };

    using RowText = std::function<QString(const IncidentListRow&)>;

    IncidentListModel(const Workspace& workspace, RowText text, QObject* parent = nullptr);

    void setWorkspace(const Workspace& workspace);
    void apply(const Delta& delta);
    void hold(bool held);

    /// Shows what waits, and goes on holding.
    void flush();

    int waiting() const { return static_cast<int>(m_waiting.size()); }

    int waitingMajor() const;
    /// Orders open incidents by this, which has to answer the same until another one is set; none: by severity.
    void setOrder(IncidentOrder before);
    IncidentId incidentAt(int row) const;
    int rowOfIncident(IncidentId id) const;

    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void waitingChanged();

private:
    const Workspace* m_workspace;
    RowText m_text;
    std::vector<IncidentId> m_waiting; ///< open, and without a row while it is held
    bool m_held = false;
    IncidentOrder m_before;
};

} // namespace quarterdeck
