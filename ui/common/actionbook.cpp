// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/actionbook.h"

#include <QWidget>

namespace quarterdeck {

ActionBook::ActionBook(QWidget* host)
    : QObject(host)
    , m_host(host)
{
}

QAction* ActionBook::add(const QString& id, const QString& category, const QString& words,
    const QKeySequence& key, std::function<void()> run, std::function<QString()> whyNot)
{
    auto* action = new QAction(words, this);
    action->setObjectName(id);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    const size_t at = m_items.size();
    m_items.push_back({id, category, action, std::move(run), std::move(whyNot)});
    connect(action, &QAction::triggered, this, [this, at] { this->run(at); });
    m_host->addAction(action);
    return action;
}

const ActionBook::Item* ActionBook::find(const QString& id) const
{
    for (const auto& item : m_items) {
        if (item.id == id)
            return &item;
    }
    return nullptr;
}

void ActionBook::trigger(const QString& id)
{
    if (const auto* item = find(id))
        run(static_cast<size_t>(item - m_items.data()));
}

QString ActionBook::keyText(const QAction* action)
{
    return action->shortcut().toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' '));
}

void ActionBook::run(size_t at)
{
    const auto why = m_items[at].whyNot ? m_items[at].whyNot() : QString();
    if (!why.isEmpty()) {
        emit refused(why);
        return;
    }
    m_items[at].run();
}

} // namespace quarterdeck
