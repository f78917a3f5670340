// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>

#include <array>

class QGridLayout;

namespace quarterdeck {

class Button;
class Desk;
class History;
class PlainLabel;

/// What was like this incident before and what ended it, who is likely to help, and what else is open that has
/// to do with it. Each incident named is one press away.
class HistoryPanel : public QFrame {
    Q_OBJECT

public:
    HistoryPanel(Desk& desk, History& history, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();
    void focusFirst(); ///< the first incident that can be opened, else the panel itself

    /// In one line, for the situation: "like 12 Redis out of memory; never seen before".
    QString summary() const { return m_summary; }

signals:
    void incidentWanted(quarterdeck::IncidentId id);

private:
    struct Row {
        Button* open = nullptr;
        PlainLabel* words = nullptr;
    };

    Row makeRow(QGridLayout* grid, int at, const QString& name);
    void show(Row& row, IncidentId id, const QString& title, const QString& words);
    void showPast(const struct Incident& incident);
    void showRelated(const struct Incident& incident);
    void showSeen(const struct Incident& incident);

    Desk& m_desk;
    History& m_history;
    IncidentId m_incident;
    QString m_summary;
    PlainLabel* m_urgency;
    PlainLabel* m_seen;
    PlainLabel* m_none;
    PlainLabel* m_responders;
    PlainLabel* m_noRelated;
    std::array<Row, 3> m_past;
    std::array<Row, 3> m_related;
};

} // namespace quarterdeck
