// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QFrame>

class QListView;

namespace quarterdeck {

class Button;
class Desk;
class IncidentListModel;
class PlainLabel;

/// The left column: incidents, groups in Triage apart, what was closed; the load of the last ten minutes. Its rows
/// stand still under a hand; what is new waits behind a badge.
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

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void hold();
    void showWaiting();
    void showLoad();

    Desk& m_desk;
    IncidentListModel* m_model;
    QListView* m_view;
    PlainLabel* m_empty;
    PlainLabel* m_load;
    Button* m_badge;
    Instant m_touchedAt = 0; ///< when the mouse last moved over the rows
    IncidentId m_chosen;
    bool m_removing = false;
};

} // namespace quarterdeck
