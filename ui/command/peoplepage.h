// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/command/board.h"

namespace quarterdeck {

/// Who is here, paged or missing, who holds what, how many report to whom, and where to reach everybody.
class PeoplePage : public BoardPage {
    Q_OBJECT

public:
    PeoplePage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent = nullptr);

    int awaitedCount() const; ///< paged without an answer, and missing

protected:
    std::vector<BoardRow> rowsOf(const Incident& incident, Instant now) const override;

private:
    void note(Presence presence, const QString& words);
    void page();
    void setBridge();
    QString person() const; ///< the chosen one
};

} // namespace quarterdeck
