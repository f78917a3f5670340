// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QFrame>

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

/// The proposal that waits for objections: its words, the countdown, who objects, and one key each. Shown in every
/// perspective, only while there is one.
class PollStrip : public QFrame {
    Q_OBJECT

public:
    explicit PollStrip(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    void refresh();

signals:
    void wanted(const QString& action);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Desk& m_desk;
    IncidentId m_incident;
    PlainLabel* m_words;
    PlainLabel* m_answers;
    PlainLabel* m_left;
    Button* m_proceed;
};

} // namespace quarterdeck
