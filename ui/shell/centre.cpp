// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/centre.h"

#include "ui/common/button.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace quarterdeck {

Centre::Centre(QWidget* parent)
    : QFrame(parent)
    , m_stack(new QStackedWidget)
    , m_row(new QHBoxLayout)
{
    setObjectName(QStringLiteral("centre"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 7, 0, 0);
    column->setSpacing(4);
    m_row->setContentsMargins(14, 0, 0, 0); // no room given away: ten words in any language
    m_row->setSpacing(0);
    m_row->addStretch(1);
    column->addLayout(m_row);
    column->addWidget(m_stack, 1);
}

void Centre::add(const QString& word, QWidget* page)
{
    const int at = count();
    auto* tab = new Button(word, QString::number((at + 1) % 10));
    tab->setLook(Button::Look::Tab);
    tab->setCheckable(true);
    tab->setChecked(at == 0);
    tab->setObjectName(QStringLiteral("tab%1").arg(at + 1));
    m_row->insertWidget(at, tab);
    m_tabs.push_back(tab);
    m_words.push_back(word);
    m_stack->addWidget(page);
    connect(tab, &QPushButton::clicked, this, [this, at] { show(at); });
}

void Centre::show(int page)
{
    for (int i = 0; i < count(); ++i)
        m_tabs[static_cast<size_t>(i)]->setChecked(i == page);
    if (m_stack->currentIndex() == page)
        return;
    m_stack->setCurrentIndex(page);
    emit changed(page);
}

int Centre::shown() const
{
    return m_stack->currentIndex();
}

void Centre::setCount(int page, int n)
{
    const QString& word = m_words[static_cast<size_t>(page)];
    m_tabs[static_cast<size_t>(page)]->setWord(n > 0 ? QStringLiteral("%1 %2").arg(word).arg(n) : word);
}

} // namespace quarterdeck
