// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace quarterdeck {

class Button;
class PlainLabel;

/// Errors, refusals and answers, where they happened: pushed into the layout, never over it.
class MessageStrip : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Note, Problem };

    explicit MessageStrip(QWidget* parent = nullptr);

    void say(const QString& sentence, Tone tone);
    void clear();
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlainLabel* m_text;
    Button* m_close;
    Tone m_tone = Tone::Note;
};

} // namespace quarterdeck
