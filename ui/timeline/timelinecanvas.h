// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinepainter.h"

#include <QWidget>

namespace quarterdeck {

/// The picture of the timeline and what hands do to it. Knows no desk: it is given a scene.
class TimelineCanvas : public QWidget {
    Q_OBJECT

public:
    explicit TimelineCanvas(QWidget* parent = nullptr);

    /// New items; what is looked at and what has the focus stay.
    void setScene(TimelineScene scene);
    const TimelineScene& scene() const { return m_scene; }
    const TimelineGeometry& geometryOfTime() const { return m_geometry; }
    void setNow(Instant now);
    void setFocusItem(size_t item);

    void fit(); ///< the whole incident, and follow it from now on
    void zoomBy(double factor);

    QSize sizeHint() const override { return {786, 300}; }
    QSize minimumSizeHint() const override { return {280, 180}; }

signals:
    void focusChanged(qsizetype item); ///< -1: none
    void activated(quint64 seq); ///< Enter or double click on an item
    void brushed(qint64 from, qint64 to); ///< equal: cleared

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();
    void follow(bool again);
    void step(int by);
    void stepLane(int by);
    void brushBy(double pixels);
    void setBrush(Instant from, Instant to);
    const PaintedMark* markAt(const QPointF& position) const;

    TimelineGeometry m_geometry;
    TimelineScene m_scene;
    std::vector<PaintedMark> m_painted;
    bool m_following = true;
    bool m_placed = false;
    QPointF m_pressed;
    QPointF m_last;
    enum class Drag { None, Pan, Brush } m_drag = Drag::None;
};

} // namespace quarterdeck
