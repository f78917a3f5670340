// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/incidentlistmodel.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace quarterdeck {

class Desk;
class History;

/// Rows of the left column: stripe, title, chip, age, sparkline, phase and commander; of a group in Triage, whether its
/// kind was seen before and who has it in hand.
class IncidentDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    IncidentDelegate(const Desk& desk, const History& history, const IncidentListModel* model, QObject* parent);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// All that a row says, in one string: for screen readers and for tests.
    static QString rowText(const Desk& desk, const History& history, const IncidentListRow& row);
    static QString headingText(const Desk& desk, IncidentSection section);

private:
    void paintOpen(QPainter& p, const QRect& box, const Incident& incident) const;
    void paintShort(QPainter& p, const QRect& box, const Incident& incident) const;
    const std::vector<int>& curve(const Incident& incident) const;

    struct Curve {
        Seq seq = 0;
        qint64 bucket = 0;
        std::vector<int> values;
    };

    const Desk& m_desk;
    const History& m_history;
    const IncidentListModel* m_model;
    mutable QHash<IncidentId, Curve> m_curves; ///< painted every second, changed every few
};

} // namespace quarterdeck
