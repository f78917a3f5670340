// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertdelegate.h"

#include "models/domain/text.h"
#include "models/state/runsight.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

namespace quarterdeck {

AlertDelegate::AlertDelegate(const Desk& desk, const History& history, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_desk(desk)
    , m_history(history)
{
}

QString AlertDelegate::heading(int column)
{
    switch (static_cast<AlertListModel::Column>(column)) {
    case AlertListModel::SeverityColumn:
        return tr("Severity");
    case AlertListModel::StatusColumn:
        return tr("Status");
    case AlertListModel::CountColumn:
        return tr("Heard");
    case AlertListModel::AgeColumn:
        return tr("Age");
    case AlertListModel::ServiceColumn:
        return tr("Service");
    case AlertListModel::ResourceColumn:
        return tr("Resource");
    case AlertListModel::TitleColumn:
        return tr("Alert");
    case AlertListModel::IncidentColumn:
        return tr("Incident");
    case AlertListModel::ColumnCount:
        break;
    }
    return {};
}

QString AlertDelegate::newsOf(const Desk& desk, const History& history, AlertId id)
{
    QStringList words;
    if (isNewSinceAction(desk.workspace(), desk.workspace().alert(id)))
        words << tr("new since the action");
    if (const QString label = history.label(id); !label.isEmpty())
        words << label;
    return words.join(QStringLiteral(" · "));
}

QString AlertDelegate::cellText(const Desk& desk, const History& history, AlertId id, int column)
{
    const auto& w = desk.workspace();
    if (!w.hasAlert(id))
        return {};
    const auto& row = w.alert(id);
    switch (static_cast<AlertListModel::Column>(column)) {
    case AlertListModel::SeverityColumn:
        return severityWord(row.severity);
    case AlertListModel::StatusColumn:
        return statusWord(row);
    case AlertListModel::CountColumn:
        return row.occurrences > 1 ? tr("%1× in %2").arg(row.count).arg(row.occurrences)
                                   : tr("%1×").arg(row.count);
    case AlertListModel::AgeColumn:
        return ageText(desk.now() - row.startedAt);
    case AlertListModel::ServiceColumn:
        return visible(w.name(row.service), 100);
    case AlertListModel::ResourceColumn:
        return visible(w.name(row.resource), 100);
    case AlertListModel::TitleColumn: {
        const QString& name = w.name(row.name);
        const QString title = desk.text(id).title;
        const QString label = newsOf(desk, history, id);
        const QString words
            = visible(title.isEmpty() || title == name ? name : QStringLiteral("%1: %2").arg(name, title), 300);
        return label.isEmpty() ? words : QStringLiteral("%1 · %2").arg(label, words);
    }
    case AlertListModel::IncidentColumn: {
        const auto* incident = w.incident(row.incident);
        return incident ? QStringLiteral("%1 %2%3")
                              .arg(incident->id.value)
                              .arg(visible(incident->title, 60), row.pinned ? tr(" (pinned)") : QString())
                        : row.folded ? tr("– background")
                         : QStringLiteral("–");
    }
    case AlertListModel::ColumnCount:
        break;
    }
    return {};
}

void AlertDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const AlertListModel*>(index.model());
    const AlertId id = model ? model->alertAt(index.row()) : AlertId {};
    if (!id || !m_desk.workspace().hasAlert(id))
        return;
    const auto& row = m_desk.workspace().alert(id);
    const Colors& c = colorsOf(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, c.accentFill);
    const bool over = row.status == AlertStatus::Resolved || row.suppressed;
    if (row.status == AlertStatus::Unknown && index.column() == AlertListModel::StatusColumn)
        drawHatch(*painter, option.rect, c);
    QRect box = option.rect.adjusted(6, 0, -6, 0);
    QString words = cellText(m_desk, m_history, id, index.column());
    const bool strong = index.column() == AlertListModel::SeverityColumn && !over;
    painter->setFont(textFont(12, strong ? QFont::DemiBold : QFont::Normal));
    const auto rank = static_cast<size_t>(rankOf(row.severity));
    QColor ink = over ? c.dim : c.text;
    if (index.column() == AlertListModel::SeverityColumn) {
        // What is over carries no colour any more; its shape and word stay.
        ink = over ? c.dim : c.severity[rank];
        drawSeverityGlyph(*painter, QRectF(box.left(), box.top() + (box.height() - 10) / 2.0, 10, 10),
            static_cast<int>(rank), ink);
        box.setLeft(box.left() + 16);
    } else if (index.column() == AlertListModel::StatusColumn && row.status == AlertStatus::Unknown) {
        painter->fillRect(QRect(box.left() - 2, box.top() + 4,
                              painter->fontMetrics().horizontalAdvance(words) + 5, box.height() - 8),
            option.state & QStyle::State_Selected ? c.accentFill : c.canvas);
    }
    if (index.column() == AlertListModel::TitleColumn) {
        // What is new stands out by weight: colour is for severity alone.
        if (const QString label = newsOf(m_desk, m_history, id); !label.isEmpty()) {
            painter->setPen(ink);
            painter->setFont(textFont(12, QFont::DemiBold));
            painter->drawText(box, Qt::AlignVCenter, label);
            box.setLeft(box.left() + painter->fontMetrics().horizontalAdvance(label));
            words = words.mid(label.size());
            painter->setFont(textFont(12));
        }
    }
    painter->setPen(ink);
    const bool figure =
        index.column() == AlertListModel::CountColumn || index.column() == AlertListModel::AgeColumn;
    drawFigures(*painter, box, (figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
        elidedFigures(painter->font(), words, box.width()));
    painter->setPen(c.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

} // namespace quarterdeck
