// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"
#include "models/triage/urgency.h"

#include <QFrame>

class QListView;

namespace quarterdeck {

class Button;
class Desk;
class History;
class IncidentListModel;
class PlainLabel;

/// The left column: incidents, groups in Triage apart, what was closed; the load of the last ten minutes. Its rows
/// stand still under a hand; what is new waits behind a badge.
class IncidentsPanel : public QFrame {
    Q_OBJECT

public:
    IncidentsPanel(Desk& desk, History& history, QWidget* parent = nullptr);

    void choose(IncidentId id);
    void step(int by); ///< the next or the one before
    /// Puts what is most urgent first, as of now, or orders by severity again. What is new afterwards is put
    /// where it belongs; nothing else moves until somebody asks again. Answers what the order is, in words.
    QString toggleUrgency();
    /// Why an incident stands where it does: "urgency 1.35: SEV-1; customers see checkout; …".
    QString urgencyWords(IncidentId id);
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
    Urgency urgency(const Incident& incident);

    Desk& m_desk;
    History& m_history;
    IncidentListModel* m_model;
    QListView* m_view;
    PlainLabel* m_empty;
    PlainLabel* m_load;
    Button* m_badge;
    Instant m_touchedAt = 0; ///< when the mouse last moved over the rows
    IncidentId m_chosen;
    bool m_removing = false;
    PlainLabel* m_order;
    bool m_byUrgency = false;
    std::map<IncidentId, Urgency> m_urgencies; ///< as the list is ordered by
};

} // namespace quarterdeck
