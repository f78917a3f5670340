// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsheet.h"

#include "ui/common/actionbook.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"

#include <QGridLayout>
#include <QKeyEvent>

namespace quarterdeck {

ShortcutSheet::ShortcutSheet(const ActionBook& book, QWidget* parent)
    : QFrame(parent)
    , m_book(book)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keys"));
    hide();
}

void ShortcutSheet::toggle()
{
    if (isVisible()) {
        hide();
        return;
    }
    if (!layout())
        fill();
    adjustSize();
    move((parentWidget()->width() - width()) / 2, qMax(40, (parentWidget()->height() - height()) / 3));
    show();
    raise();
    setFocus();
}

void ShortcutSheet::fill()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 16);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(5);
    grid->addWidget(new PlainLabel(tr("Keys · Esc closes"), PlainLabel::Role::Heading), 0, 0, 1, 2);
    constexpr int rows = 20;
    int n = 0;
    for (const auto& item : m_book.items()) {
        const QString key = ActionBook::keyText(item.action);
        if (key.isEmpty())
            continue;
        const int column = n / rows * 2;
        grid->addWidget(new PlainLabel(key, PlainLabel::Role::Strong), 1 + n % rows, column, Qt::AlignRight);
        grid->addWidget(
            new PlainLabel(item.action->text(), PlainLabel::Role::Text), 1 + n % rows, column + 1);
        ++n;
    }
}

void ShortcutSheet::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(c.border);
    p.setBrush(c.raised);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void ShortcutSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace quarterdeck
