// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

#include <cmath>

namespace quarterdeck {

namespace {

QColor rgb(uint value)
{
    return QColor::fromRgb(value);
}

QString styleSheet(const Colors& c)
{
    // Only what a palette cannot say: thin lines, a focus ring that is seen, quiet scroll bars.
    QString s = QStringLiteral(
        "QLineEdit, QPlainTextEdit { border: 1px solid @border; border-radius: 5px; padding: "
        "3px 7px;"
        " background: @canvas; color: @text; selection-background-color: @accentFill; selection-color: "
        "@text; }"
        "QLineEdit:focus, QPlainTextEdit:focus { border: 1px solid @accent; }"
        "QComboBox QAbstractItemView { border: 1px solid @border; background: @raised; color: @text;"
        " selection-background-color: @accentFill; selection-color: @text; }"
        "QAbstractItemView { border: 1px solid transparent; outline: 0; background: @canvas; "
        "alternate-background-color: "
        "@canvas;"
        " gridline-color: @line; selection-background-color: @accentFill; selection-color: @text; }"
        "QAbstractItemView:focus { border: 1px solid @accent; }"
        "QFrame#top, QFrame#centre, QFrame#situation, QFrame#suspects, QFrame#history, QFrame#alertDetail"
        " { background: @canvas; }"
        "QFrame#left, QFrame#left QListView, QFrame#logPanel, QFrame#logPanel QListView, QFrame#clock,"
        " QFrame#trust { background: @pane; }"
        "QFrame#header, QFrame#scribe, QFrame#editor { background: @raised; }"
        "QHeaderView::section { background: @canvas; color: @dim; border: 0; border-bottom: 1px solid "
        "@line;"
        " padding: 2px 6px; font-size: 12px; } QHeaderView { border: 0; background: @canvas; }"
        "QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }"
        "QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }"
        "QScrollBar::handle { background: @border; border-radius: 3px; margin: 2px; min-height: 24px; "
        "min-width: 24px; }"
        "QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page"
        " { background: transparent; border: 0; width: 0; height: 0; }"
        "QMenu { background: @raised; border: 1px solid @border; padding: 4px; }"
        "QMenu::item { padding: 4px 18px 4px 12px; border-radius: 4px; color: @text; }"
        "QMenu::item:selected { background: @accentFill; } QMenu::item:disabled { color: @faint; }"
        "QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }"
        "QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 3px; }"
        "QSplitter::handle { background: @line; } QSplitter::handle:hover { background: @accent; }");
    const std::array<std::pair<const char*, QColor>, 10> names {{{"@accentFill", c.accentFill},
        {"@accent", c.accent}, {"@border", c.border}, {"@canvas", c.canvas}, {"@pane", c.pane}, {"@raised", c.raised},
        {"@line", c.line}, {"@text", c.text}, {"@dim", c.dim}, {"@faint", c.faint}}};
    for (const auto& [name, color] : names)
        s.replace(QLatin1String(name), color.name());
    return s;
}

bool systemIsDark()
{
    // Qt 6.4 has no QStyleHints::colorScheme(): the standard palette's lightness says it.
    const QPalette p = QApplication::style() ? QApplication::style()->standardPalette() : QPalette();
    return p.color(QPalette::Window).lightness() < p.color(QPalette::WindowText).lightness();
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

const Colors& darkColors()
{
    static const Colors c {true, rgb(0x1a1c1f), rgb(0x212428), rgb(0x2a2e33), rgb(0x363b41), rgb(0x78818a),
        rgb(0xdfe3e7), rgb(0xa9b1b9), rgb(0x979fa7), rgb(0x8fb4d9), rgb(0x2f4458), rgb(0x3a3f45),
        {rgb(0xa9b1b9), rgb(0xff7a59), rgb(0xf0ab2e), rgb(0xd9c65b), rgb(0x6cb8e6), rgb(0xa9b1b9)},
        {rgb(0x2f3439), rgb(0x4a2118), rgb(0x43310f), rgb(0x39340f), rgb(0x1c3646), rgb(0x2f3439)}};
    return c;
}

const Colors& lightColors()
{
    static const Colors c {false, rgb(0xe9ebed), rgb(0xf6f7f8), rgb(0xffffff), rgb(0xcfd4d9), rgb(0x7a838c),
        rgb(0x1c2126), rgb(0x4b545d), rgb(0x59626b), rgb(0x1f5a8f), rgb(0xd5e4f1), rgb(0xd0d5da),
        {rgb(0x4b545d), rgb(0xb3261e), rgb(0x7d5100), rgb(0x5f5700), rgb(0x1a5f8a), rgb(0x4b545d)},
        {rgb(0xdfe3e7), rgb(0xf8dcd8), rgb(0xf6e6c5), rgb(0xece6bd), rgb(0xd3e5f2), rgb(0xdfe3e7)}};
    return c;
}

const Colors& colorsOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkColors() : lightColors();
}

QPalette paletteOf(const Colors& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.canvas);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.canvas);
    p.setColor(QPalette::AlternateBase, c.pane);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.faint);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.text);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Highlight, c.accentFill);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.line);
    p.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.faint);
    return p;
}

void applyTheme(QApplication& app, Scheme scheme)
{
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && systemIsDark());
    const Colors& c = dark ? darkColors() : lightColors();
    if (QApplication::style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(textFont());
    QApplication::setPalette(paletteOf(c));
    app.setStyleSheet(styleSheet(c));
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

QFont textFont(int pixels, QFont::Weight weight)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

} // namespace quarterdeck
