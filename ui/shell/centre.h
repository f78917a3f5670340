// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QStackedWidget;

namespace quarterdeck {

class Button;

/// The views that share the centre, one key each.
class Centre : public QFrame {
    Q_OBJECT

public:
    explicit Centre(QWidget* parent = nullptr);

    void add(const QString& word, QWidget* page);
    void show(int page);
    int shown() const;

    int count() const { return static_cast<int>(m_tabs.size()); }

    QString word(int page) const { return m_words[static_cast<size_t>(page)]; }

    void setCount(int page, int count); ///< "Alerts 17"

signals:
    void changed(int page);

private:
    std::vector<Button*> m_tabs;
    std::vector<QString> m_words;
    QStackedWidget* m_stack;
    class QHBoxLayout* m_row;
};

} // namespace quarterdeck
