// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

class QApplication;

namespace quarterdeck {

/// Every colour of the program, once for each theme. Severity colours appear nowhere but on what is wrong.
struct Colors {
    bool dark = false;
    QColor canvas, pane, raised, line, border;
    QColor text, dim, faint; ///< all of them readable: ≥ 4.5:1 on canvas, pane and raised
    QColor accent, accentFill; ///< what can be pressed, and what is chosen
    QColor hatch; ///< stripes over what may not be true any more
    std::array<QColor, 6> severity; ///< 1 … 5 by rank; 0: unknown
    std::array<QColor, 6> severityFill;

    const QColor& loud() const { return severity[1]; } ///< overdue, lost, refused

    const QColor& loudFill() const { return severityFill[1]; }
};

const Colors& darkColors();
const Colors& lightColors();

/// The colours that go with a palette: a widget asks with its own.
const Colors& colorsOf(const QPalette& palette);

enum class Scheme { System, Light, Dark };

/// Style, palette, font and the small style sheet of the whole program.
void applyTheme(QApplication& app, Scheme scheme);
QPalette paletteOf(const Colors& colors);

/// WCAG 2: 1 … 21.
double contrast(const QColor& a, const QColor& b);

QFont textFont(int pixels = 13, QFont::Weight weight = QFont::Normal);

} // namespace quarterdeck
