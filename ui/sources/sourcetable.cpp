// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sources/sourcetable.h"

#include "models/domain/text.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHeaderView>

namespace quarterdeck {

std::vector<SourceRow> sourceRows(const Desk& desk)
{
    std::vector<SourceRow> rows;
    const auto& sources = desk.workspace().sources();
    for (quint32 i = 0; i < sources.size(); ++i) {
        SourceRow row;
        row.name = sources[i].name;
        row.state = sources[i].state;
        row.lastSignalAt = sources[i].lastSignalAt;
        row.reason = !sources[i].lastRefusal.isEmpty() ? sources[i].lastRefusal
            : !sources[i].reason.isEmpty()         ? sources[i].reason
                                                   : sources[i].said;
        for (const auto& pulse : desk.pulse().sources) {
            if (pulse.source.value == i + 1) {
                row.pulse = pulse;
                row.state = pulse.state;
                row.lastSignalAt = qMax(row.lastSignalAt, qMax(pulse.lastSignalAt, pulse.lastHeartbeatAt));
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

QString sourceWords(const SourceRow& row, Instant now, bool old)
{
    QString words = QStringLiteral("%1 %2 ").arg(stateGlyph(row.state)).arg(row.name);
    if (row.lastSignalAt == 0)
        return words
            + (row.state == SourceState::Unproven ? stateWord(row.state)
                                                  : SourceTableModel::tr("%1, no signal yet").arg(stateWord(row.state)));
    if (old)
        return words + SourceTableModel::tr("was %1, last %2").arg(stateWord(row.state), clockText(row.lastSignalAt));
    const QString age = ageText(now - row.lastSignalAt);
    switch (row.state) {
    case SourceState::Live:
        return words + SourceTableModel::tr("live %1").arg(age);
    case SourceState::Late:
    case SourceState::Lost:
        return words + SourceTableModel::tr("%1 %2, last %3").arg(stateWord(row.state), age, minuteText(row.lastSignalAt));
    case SourceState::Unproven:
        return words + SourceTableModel::tr("unproven, last %1").arg(minuteText(row.lastSignalAt));
    }
    return words;
}

SourceTableModel::SourceTableModel(const Desk& desk, QObject* parent)
    : QAbstractTableModel(parent)
    , m_desk(desk)
{
}

void SourceTableModel::refresh()
{
    auto rows = sourceRows(m_desk);
    const auto was = static_cast<int>(m_rows.size());
    const auto is = static_cast<int>(rows.size());
    if (is > was)
        beginInsertRows({}, was, is - 1);
    else if (is < was)
        beginRemoveRows({}, is, was - 1);
    m_rows = std::move(rows);
    if (is > was)
        endInsertRows();
    else if (is < was)
        endRemoveRows();
    if (is > 0)
        emit dataChanged(index(0, 0), index(is - 1, columnCount() - 1));
}

int SourceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SourceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 9;
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()
        || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    const auto& row = m_rows[static_cast<size_t>(index.row())];
    switch (index.column()) {
    case 0:
        return visible(row.name, 100);
    case 1:
        return QStringLiteral("%1 %2").arg(stateGlyph(row.state)).arg(stateWord(row.state));
    case 2:
        return row.lastSignalAt
            ? tr("%1, %2").arg(clockText(row.lastSignalAt), agoText(m_desk.now() - row.lastSignalAt))
            : tr("never");
    case 3:
        return QString::number(row.pulse.gaps);
    case 4:
        return QString::number(row.pulse.reconnects);
    case 5:
        return tr("%1 s").arg(static_cast<double>(row.pulse.skewMs) / 1000.0, 0, 'f', 1);
    case 6:
        return tr("%1 = %2 + %3").arg(row.pulse.received).arg(row.pulse.accepted).arg(row.pulse.refused);
    case 7:
        return row.state == SourceState::Unproven ? tr("no heartbeat: add a Watchdog rule") : QString();
    case 8:
        return visible(row.reason, 300);
    default:
        return {};
    }
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList names { tr("Source"), tr("State"), tr("Last signal"), tr("Gaps"), tr("Reconnects"),
        tr("Clock skew"), tr("Received = accepted + refused"), tr("Proof"), tr("Last word") };
    return names.value(section);
}

SourceTable::SourceTable(const Desk& desk, QWidget* parent)
    : QTableView(parent)
    , m_model(new SourceTableModel(desk, this))
{
    setModel(m_model);
    setAccessibleName(tr("Sources"));
    setObjectName(QStringLiteral("sourceTable"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(24);
    setWordWrap(false);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setFixedHeight(152);
    const std::array<int, 8> widths { 150, 90, 150, 60, 84, 84, 210, 210 };
    for (size_t i = 0; i < widths.size(); ++i)
        setColumnWidth(static_cast<int>(i), widths[i]);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void SourceTable::showEvent(QShowEvent* event)
{
    refresh();
    QTableView::showEvent(event);
}

} // namespace quarterdeck
