// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <array>

namespace quarterdeck {

class Button;
class Desk;
class PlainLabel;

enum class Perspective { Command, Scribe, Review };

/// Name, perspectives, the way to everything, the clock and the link.
class TopBar : public QFrame {
    Q_OBJECT

public:
    explicit TopBar(const Desk& desk, QWidget* parent = nullptr);

    void setPerspective(Perspective perspective);
    void tick();

signals:
    void perspectiveWanted(quarterdeck::Perspective perspective);
    void paletteWanted();
    void zoneWanted();
    void themeWanted();

private:
    const Desk& m_desk;
    PlainLabel* m_drill;
    std::array<Button*, 3> m_perspectives {};
    Button* m_clock;
    PlainLabel* m_link;
};

} // namespace quarterdeck
