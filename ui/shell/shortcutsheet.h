// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace quarterdeck {

class ActionBook;

/// Ctrl+/: every key at one glance, made from the actions themselves.
class ShortcutSheet : public QFrame {
    Q_OBJECT

public:
    ShortcutSheet(const ActionBook& book, QWidget* parent);

    void toggle();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill();

    const ActionBook& m_book;
};

} // namespace quarterdeck
