// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>
#include <QImage>
#include <QPersistentModelIndex>

class QLineEdit;
class QListView;

namespace quarterdeck {

class Button;
class Desk;
class LogModel;
class MessageStrip;
class PlainLabel;

/// The log of an incident and, under it, the scribe line: always one key away, and what is typed in it
/// survives a lost link, a refusal and a change of the incident.
class LogPanel : public QFrame {
    Q_OBJECT

public:
    explicit LogPanel(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void focusLine();
    void correctChosen(); ///< the next line corrects the chosen one
    void refreshTimes();

signals:
    /// The scribe line was pasted into, and the clipboard holds a picture and no text.
    void picturePasted(const QImage& picture);

public:
    QLineEdit* line() const { return m_line; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeLine();
    void submit();
    void takePending();
    QString pager() const;
    void showInto();
    void showState();
    void setCorrects(LineId line, const QString& text);
    void atEnd();
    void keepPlace();

    Desk& m_desk;
    IncidentId m_incident;
    LineId m_corrects;
    LogModel* m_model;
    QPersistentModelIndex m_read; ///< the first line in sight while rows come in above it
    int m_readTop = 0;
    bool m_keeping = false;
    QListView* m_view;
    PlainLabel* m_empty;
    QLineEdit* m_line;
    PlainLabel* m_into; ///< which incident the line goes to, where there are several
    PlainLabel* m_hint;
    PlainLabel* m_meaning;
    QWidget* m_correcting;
    PlainLabel* m_correctingText;
    MessageStrip* m_message;
};

} // namespace quarterdeck
