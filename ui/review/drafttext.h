// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QPlainTextEdit>

class QSyntaxHighlighter;

namespace quarterdeck {

/// The entry that a line of the draft names, or 0: the last "entry N" of the line.
Seq entryOfLine(const QString& line);
/// Where "entry N" stands in the line; empty where it does not.
std::pair<qsizetype, qsizetype> entryPlace(const QString& line);

/// The draft as plain text, set so that it can be read; each line's entry can be clicked, or opened with Enter
/// from the line where the cursor is. Text only: what the draft quotes has no power here.
class DraftText : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit DraftText(QWidget* parent = nullptr);

    /// Keeps the place that is being read.
    void setDraft(const QString& markdown);

signals:
    void entryActivated(quint64 seq);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Seq entryAt(const QPoint& position) const;

    QSyntaxHighlighter* m_look;
    QPoint m_pressed;
};

} // namespace quarterdeck
