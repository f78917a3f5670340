// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/topology/servicefacts.h"
#include "ui/topology/topologylayout.h"

#include <QWidget>

namespace quarterdeck {

/// A service on the map at scale 1.
struct NodeSize {
    static constexpr double width = 172;
    static constexpr double columnGap = 56;
    static constexpr double rowGap = 16;
    static double height(); ///< three lines of text
};

/// The map as it is painted. Knows no desk: it is given layout, facts and owners.
class TopologyCanvas : public QWidget {
    Q_OBJECT

public:
    struct Scene {
        TopologyLayout layout;
        std::vector<ServiceFacts> facts; ///< one for each node of the layout
        std::vector<ServiceNode> services; ///< likewise; without owner where the map has none
        size_t hidden = 0;
        QString empty; ///< what to say instead of a map
    };

    explicit TopologyCanvas(QWidget* parent = nullptr);

    /// The selection stays, by name; place and scale stay while the map has the same shape.
    void setScene(Scene scene);
    const Scene& scene() const { return m_scene; }
    void select(size_t node);
    size_t selected() const { return m_selected; }
    std::vector<bool> blastRadius() const; ///< what needs the selected one, directly or not
    QRectF nodeBox(size_t node) const; ///< on the widget

    void fit();
    void zoomBy(double factor, const QPointF& around);

    QSize sizeHint() const override { return {786, 300}; }
    QSize minimumSizeHint() const override { return {280, 160}; }

signals:
    void selectionChanged(qsizetype node); ///< -1: none
    void activated(const QString& service);

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
    bool event(QEvent* event) override;

private:
    QRectF mapBox(size_t node) const;
    QSizeF mapSize() const;
    size_t nodeAt(const QPointF& position) const;
    void walk(int key);
    void paintEdge(QPainter& painter, const PlacedEdge& edge, const Colors& colors, const std::vector<bool>& blast) const;
    void paintNode(QPainter& painter, size_t node, const Colors& colors, bool inBlast) const;
    void paintWords(QPainter& painter, size_t node, const QRectF& box, const Colors& colors) const;

    Scene m_scene;
    size_t m_selected = SIZE_MAX;
    double m_scale = 1;
    QPointF m_offset;
    bool m_fitted = true;
    QPointF m_last;
    bool m_dragging = false;
};

} // namespace quarterdeck
