// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <functional>
#include <vector>

namespace quarterdeck {

/// Everything that can be done, once: the palette, the menus, the buttons' keys and the shortcut sheet all
/// read it. An action that cannot be done now says why instead of being deaf.
class ActionBook : public QObject {
    Q_OBJECT

public:
    struct Item {
        QString id;
        QString category;
        QAction* action = nullptr;
        std::function<void()> run;
        std::function<QString()> whyNot; ///< empty: it can be done
    };

    /// `host`: the window whose keys they are.
    explicit ActionBook(QWidget* host);

    QAction* add(const QString& id, const QString& category, const QString& words, const QKeySequence& key,
        std::function<void()> run, std::function<QString()> whyNot = {});

    const std::vector<Item>& items() const { return m_items; }

    const Item* find(const QString& id) const;
    void trigger(const QString& id);
    static QString keyText(const QAction* action); ///< "Ctrl K"

signals:
    void refused(const QString& sentence);

private:
    void run(size_t at);

    QWidget* m_host;
    std::vector<Item> m_items;
};

} // namespace quarterdeck
