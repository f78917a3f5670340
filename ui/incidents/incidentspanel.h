// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>

class QListView;

namespace quarterdeck {

class Button;
class Desk;
class IncidentListModel;
class PlainLabel;

/// The left column: incidents, groups in Triage apart, what was closed; the load of the last ten minutes.
class IncidentsPanel : public QFrame {
    Q_OBJECT

public:
    explicit IncidentsPanel(Desk& desk, QWidget* parent = nullptr);

    void choose(IncidentId id);
    void step(int by); ///< the next or the one before
    void tick(const QString& calm); ///< what is true when there is no incident

    QListView* list() const { return m_view; }

signals:
    void chosen(quarterdeck::IncidentId id);
    void declareWanted();
    void menuWanted(const QPoint& globalPos);

private:
    void showLoad();

    Desk& m_desk;
    IncidentListModel* m_model;
    QListView* m_view;
    PlainLabel* m_empty;
    PlainLabel* m_load;
    IncidentId m_chosen;
    bool m_removing = false;
};

} // namespace quarterdeck
