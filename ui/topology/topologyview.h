// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/desk.h"
#include "ui/topology/topologylayout.h"

#include <QWidget>

class QListWidget;
class QStackedLayout;
class QTimer;

namespace quarterdeck {

class Button;
class PlainLabel;
class TopologyCanvas;

/// The service map of one incident: who was alarmed in which order, what they need, who needs them.
class TopologyView : public QWidget {
    Q_OBJECT

public:
    explicit TopologyView(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId incident);
    TopologyCanvas* canvas() const { return m_canvas; }
    void showList(bool list);

signals:
    void serviceActivated(const QString& service);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeFoot();
    void soon();
    void refresh();
    void fillList();
    void showSelection(qsizetype node);

    Desk& m_desk;
    IncidentId m_incident;
    TopologyCanvas* m_canvas;
    std::vector<LayoutNode> m_nodes; ///< what the layout was made for
    TopologyLayout m_layout;
    QListWidget* m_list;
    QStackedLayout* m_stack;
    PlainLabel* m_words;
    Button* m_asList;
    QTimer* m_soon;
    bool m_dirty = true;
};

} // namespace quarterdeck
