// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/logmodel.h"
#include "ui/common/textruns.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace quarterdeck {

struct Colors;

/// Paints a line of the log: time, who, what; pending ones in italics and with the word.
class LogDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    LogDelegate(const LogModel* model, QObject* parent);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The same words as they are painted, in one string: for screen readers and for tests.
    static QString lineText(const LogLineInfo& line, const LogModel* model);
    static QString waitingText(const WaitingLine& line);

private:
    TextRuns runs(int row, const Colors& colors) const;

    const LogModel* m_model;
    /// Heights of texts at a width: laying out thousands of lines again must not measure each of them again.
    mutable QHash<std::pair<QString, int>, int> m_heights;
};

} // namespace quarterdeck
