// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace quarterdeck {

class PlainLabel;

/// DRILL, across the whole window and in no one's way: it takes no click and no focus.
class Watermark : public QWidget {
    Q_OBJECT

public:
    explicit Watermark(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Stays as long as what it says is true.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);
    void setWords(const QString& words); ///< empty: nothing to say

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlainLabel* m_words;
};

/// The one question that closing asks.
class CloseQuestion : public QFrame {
    Q_OBJECT

public:
    explicit CloseQuestion(QWidget* parent = nullptr);
    void ask();

signals:
    void decided(bool keepListening);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Button* m_keep;
};

} // namespace quarterdeck
