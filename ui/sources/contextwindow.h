// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QWidget>

#include <vector>

class QListWidget;
class QScrollArea;
class QTimer;
class QVBoxLayout;

namespace quarterdeck {

class ContextPanel;
class Desk;
class MessageStrip;
class PlainLabel;

/// What other systems show of an incident: links of the configured systems with its services and time, and those that
/// its alerts brought along, runbooks first. Only http and https, each address in full before it is opened, and opened
/// by Enter or a double click alone. Below them is what the systems answer themselves, asked when this is opened.
class ContextWindow : public QWidget {
    Q_OBJECT

public:
    explicit ContextWindow(Desk& desk, QWidget* parent = nullptr);

    void open(IncidentId incident);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void askPanels();
    void add(const QString& title, const QString& url);
    void openChosen();
    void copyChosen();

    Desk& m_desk;
    PlainLabel* m_title;
    QListWidget* m_list;
    PlainLabel* m_address;
    MessageStrip* m_message;
    QScrollArea* m_area;
    QVBoxLayout* m_column;
    std::vector<ContextPanel*> m_panels;
    QTimer* m_second;
    IncidentId m_incident;
};

} // namespace quarterdeck
