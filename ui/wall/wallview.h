// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QWidget>

namespace quarterdeck {

class Desk;
struct Incident;

/// One incident for a screen on the wall, in a window of its own: who commands, how old it is, what is due next, what
/// fires and whether the feed can be trusted. Nothing in it can be pressed. Its smallest letter is a 26th of the
/// height: 17 mm on a screen of 55 inches, which is read from three metres (20 minutes of arc).
class WallView : public QWidget {
    Q_OBJECT

public:
    explicit WallView(Desk& desk, QWidget* parent = nullptr);

    void setIncident(IncidentId id);
    /// `trust`: what the trust strip says of the feed; `calm` where it says nothing bad.
    void tick(const QString& trust, bool calm);
    void toggle();

    /// What is on it, as one text: for screen readers, and for tests.
    QString words() const;

    QSize sizeHint() const override { return { 1280, 720 }; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintIncident(QPainter& painter, const QRect& box, const Incident& incident);
    void paintClocks(QPainter& painter, const QRect& box, const Incident& incident);
    void paintFiring(QPainter& painter, const QRect& box, const Incident& incident);
    void paintBottom(QPainter& painter, const QRect& box);
    std::vector<const Incident*> others() const;

    Desk& m_desk;
    IncidentId m_incident;
    QString m_trust;
    bool m_calm = false;
};

} // namespace quarterdeck
