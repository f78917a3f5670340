// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace quarterdeck {

/// A word that can be pressed, with the key that presses it. Never an icon without a word.
class Button : public QPushButton {
    Q_OBJECT

public:
    enum class Look { Plain, Quiet, Accent, Loud, Tab, Text };

    explicit Button(const QString& word, const QString& key = {}, QWidget* parent = nullptr);

    void setWord(const QString& foreign);

    QString word() const { return m_word; }

    void setKey(const QString& key);
    void setLook(Look look);
    /// Bold for the chosen one of a row.
    void setStrong(bool strong);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int padding() const;
    int keyWidth() const;

    QString m_word;
    QString m_key;
    Look m_look = Look::Plain;
    bool m_strong = false;
};

/// ▲ SEV-1: shape, word and colour; pressing it offers to raise or lower.
class SeverityChip : public QPushButton {
    Q_OBJECT

public:
    explicit SeverityChip(QWidget* parent = nullptr);

    void setRank(int rank, const QString& word);

    QSize sizeHint() const override;

    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_rank = 0;
    QString m_word;
};

} // namespace quarterdeck
