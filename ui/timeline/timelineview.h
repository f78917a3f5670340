// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"

#include <QWidget>

class QListWidget;
class QStackedLayout;
class QTimer;

namespace quarterdeck {

class Button;
class PlainLabel;
class TimelineCanvas;

/// One incident over time: alerts, changes, people, actions, comms. The same as a picture and as a list,
/// because a picture alone is nothing to a screen reader.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId incident);
    IncidentId incident() const { return m_incident; }
    TimelineCanvas* canvas() const { return m_canvas; }
    void showList(bool list);

signals:
    void entryActivated(quint64 seq);
    void rangeSelected(qint64 from, qint64 to); ///< equal: nothing is selected

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeFoot();
    void soon(); ///< refresh once for a burst of entries
    void refresh();
    void tick();
    void fillList();
    void showFocus(qsizetype item);
    void showBrush(qint64 from, qint64 to);
    QString summary() const;

    Desk& m_desk;
    IncidentId m_incident;
    TimelineCanvas* m_canvas;
    QListWidget* m_list;
    QStackedLayout* m_stack;
    PlainLabel* m_words;
    Button* m_asList;
    QTimer* m_soon;
    QTimer* m_second;
    bool m_dirty = true;
};

} // namespace quarterdeck
