// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <QFrame>

namespace quarterdeck {

class Desk;
class PlainLabel;

/// One clock of the strip, as words: what it is, its figure, and what stands behind it.
struct ClockItem {
    QString label;
    QString figure;
    QString tail;
    bool loud = false;

    bool operator==(const ClockItem&) const = default;
};

/// Every clock of an incident, overdue ones first behind the age. Computed, so that it survives restart
/// and sleep.
std::vector<ClockItem> clocksOf(const Workspace& workspace, const Incident& incident, Instant now);

class ClockChip : public QFrame {
    Q_OBJECT

public:
    explicit ClockChip(QWidget* parent = nullptr);
    void setItem(const ClockItem& item);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ClockItem m_item;
    PlainLabel* m_label;
    PlainLabel* m_figure;
    PlainLabel* m_tail;
};

class ClockStrip : public QFrame {
    Q_OBJECT

public:
    explicit ClockStrip(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Desk& m_desk;
    IncidentId m_incident;
    std::vector<ClockChip*> m_chips;
    PlainLabel* m_more;
    PlainLabel* m_bridge; ///< where everybody talks
};

} // namespace quarterdeck
