// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/keyedlist.h"
#include "models/state/workspace.h"

#include <functional>

namespace quarterdeck {

/// A line that was written and is not sent or not answered yet.
struct WaitingLine {
    CommandId command;
    Instant at = 0;
    QString author;
    QString text;

    bool operator==(const WaitingLine&) const = default;
};

/// A row of the log: a line by its place in the incident's log, or a command that waits.
struct LogRow {
    quint32 line = 0;
    CommandId waiting;

    bool operator==(const LogRow&) const = default;
};

/// Rows in the order of what happened: back-dated lines insert in the middle; waiting ones come last.
std::vector<LogRow> logRows(const Incident* incident, const std::vector<WaitingLine>& waiting);

class LogModel : public KeyedList<LogRow> {
    Q_OBJECT

public:
    enum Role { WaitingRole = Qt::UserRole };

    using LineText = std::function<QString(const LogLineInfo&)>;
    using WaitingText = std::function<QString(const WaitingLine&)>;

    LogModel(const Workspace& workspace, LineText line, WaitingText waiting, QObject* parent = nullptr);

    void setWorkspace(const Workspace& workspace);
    void setIncident(IncidentId id);
    void setWaiting(std::vector<WaitingLine> waiting);
    void apply(const Delta& delta);

    const LogLineInfo* lineAt(int row) const;
    const WaitingLine* waitingAt(int row) const;
    /// The text of the line that `line` corrects.
    const LogLineInfo* find(LineId line) const;

    QVariant data(const QModelIndex& index, int role) const override;

private:
    const Incident* incident() const { return m_workspace->incident(m_incident); }

    const Workspace* m_workspace;
    LineText m_lineText;
    WaitingText m_waitingText;
    IncidentId m_incident;
    std::vector<WaitingLine> m_waiting;
};

} // namespace quarterdeck
