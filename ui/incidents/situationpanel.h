// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QFrame>

class QGridLayout;

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// What is wrong, how wide, since when, and what changed: with its own age in the heading.
class SituationPanel : public QFrame {
    Q_OBJECT

public:
    explicit SituationPanel(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();
    void tick();
    void setFeed(const QString& words); ///< whether the feed is still fresh, shown while the recovery is watched
    void setBefore(const QString& words); ///< what is known from the past, in one line; empty: no row

signals:
    void impactWanted();

private:
    PlainLabel* addRow(QGridLayout* grid, int row, const QString& key);
    void showNow(const struct Incident& incident, const struct Situation& s);
    void showChanges(const struct Situation& s);
    void showPeople(const struct Incident& incident);
    void showWatch(const struct Incident& incident);
    void setRow(PlainLabel* value, const QString& words); ///< without words the row is not there

    Desk& m_desk;
    IncidentId m_incident;
    Instant m_asOf = 0;
    PlainLabel* m_heading;
    Button* m_impactButton;
    PlainLabel* m_impact;
    PlainLabel* m_first;
    PlainLabel* m_now;
    PlainLabel* m_changed;
    PlainLabel* m_quiet;
    PlainLabel* m_silenced;
    PlainLabel* m_experts;
    PlainLabel* m_action;
    PlainLabel* m_watch;
    PlainLabel* m_before;
    QString m_feed;
};

} // namespace quarterdeck
