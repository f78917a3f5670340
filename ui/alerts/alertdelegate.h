// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alertlistmodel.h"

#include <QStyledItemDelegate>

namespace quarterdeck {

class Desk;
class History;

/// Paints the visible cells of the alert table and nothing else.
class AlertDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    AlertDelegate(const Desk& desk, const History& history, QObject* parent);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The words of a cell: the model hands them to screen readers, the delegate paints them.
    /// What stands out about an alert: "new since the action · never seen"; mostly empty.
    static QString newsOf(const Desk& desk, const History& history, AlertId alert);
    static QString cellText(const Desk& desk, const History& history, AlertId alert, int column);
    static QString heading(int column);

private:
    const Desk& m_desk;
    const History& m_history;
};

} // namespace quarterdeck
