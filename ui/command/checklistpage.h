// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/command/board.h"

namespace quarterdeck {

/// The checklists, that of the present phase first: ticking an item is a line in the log.
class ChecklistPage : public BoardPage {
    Q_OBJECT

public:
    ChecklistPage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent = nullptr);

    int openCount() const; ///< items of the present phase that nobody has ticked

protected:
    std::vector<BoardRow> rowsOf(const Incident& incident, Instant now) const override;
    void activated() override;

private:
    QString noItem() const;
    std::pair<QString, QString> item() const; ///< list and item
    bool isTicked() const;
};

} // namespace quarterdeck
