// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// What waits for an answer about command: an offer, a challenge, a claim that is not confirmed. Shown only
/// when there is something to answer.
class CommandStrip : public QFrame {
    Q_OBJECT

public:
    explicit CommandStrip(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();

    static constexpr qint64 answerMs = 60'000; ///< a challenge unanswered for so long lets command be assumed

signals:
    void wanted(const QString& action); ///< the id of an action

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void offer(const QString& words, const QString& first, const QString& firstWord,
        const QString& second = {}, const QString& secondWord = {});

    Desk& m_desk;
    IncidentId m_incident;
    PlainLabel* m_words;
    Button* m_first;
    Button* m_second;
    QString m_firstAction;
    QString m_secondAction;
};

} // namespace quarterdeck
