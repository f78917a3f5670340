// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/button.h"

#include "models/domain/text.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"

namespace quarterdeck {

namespace {
constexpr int k_height = 24; // the least that WCAG 2.5.8 asks for
constexpr int k_keyPixels = 11;
}

Button::Button(const QString& word, const QString& key, QWidget* parent)
    : QPushButton(parent)
    , m_key(key)
{
    setFont(textFont(12));
    setFocusPolicy(Qt::StrongFocus);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setWord(word);
}

void Button::setWord(const QString& foreign)
{
    const QString shown = visible(foreign, 200);
    if (shown == m_word && !text().isEmpty())
        return;
    m_word = shown;
    setText(plainCaption(foreign));
    setAccessibleName(m_word);
    updateGeometry();
    update();
}

void Button::setKey(const QString& key)
{
    if (key == m_key)
        return;
    m_key = key;
    updateGeometry();
    update();
}

void Button::setLook(Look look)
{
    if (look == m_look)
        return;
    m_look = look;
    updateGeometry();
    update();
}

void Button::setStrong(bool strong)
{
    if (strong == m_strong)
        return;
    m_strong = strong;
    setFont(textFont(12, strong ? QFont::DemiBold : QFont::Normal));
    updateGeometry();
    update();
}

int Button::padding() const
{
    return m_look == Look::Text ? 2 : m_look == Look::Tab ? 6 : 9;
}

int Button::keyWidth() const
{
    return m_key.isEmpty() ? 0 : QFontMetrics(textFont(k_keyPixels)).horizontalAdvance(m_key) + 10 + 6;
}

QSize Button::sizeHint() const
{
    return {figuresWidth(font(), m_word) + 2 * padding() + keyWidth() + 1, k_height};
}

QSize Button::minimumSizeHint() const
{
    // Fixed words stay whole; only those that carry foreign text may be cut.
    if (m_look == Look::Tab || m_look == Look::Quiet || m_look == Look::Accent)
        return sizeHint();
    const int least = 6 * fontMetrics().averageCharWidth() + 2 * padding() + keyWidth();
    return {qMin(sizeHint().width(), qMax(k_height, least)), k_height};
}

void Button::paintEvent(QPaintEvent*)
{
    const Colors& c = colorsOf(palette());
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool chosen = isChecked() || isDown();
    QColor ink = c.accent;
    QColor fill = Qt::transparent;
    QColor edge = Qt::transparent;
    switch (m_look) {
    case Look::Plain:
        fill = chosen ? c.accentFill : c.raised;
        edge = c.border;
        break;
    case Look::Accent:
        fill = c.accentFill;
        edge = c.accent;
        ink = c.text;
        break;
    case Look::Loud:
        fill = c.loudFill();
        edge = c.loud();
        ink = c.loud();
        break;
    case Look::Tab:
        fill = chosen ? c.accentFill : QColor(Qt::transparent);
        ink = chosen ? c.text : c.dim;
        break;
    case Look::Quiet:
    case Look::Text:
        fill = chosen ? c.accentFill : QColor(Qt::transparent);
        ink = m_strong ? c.text : c.dim;
        break;
    }
    if (underMouse() && isEnabled() && m_look != Look::Loud && !chosen)
        fill = m_look == Look::Plain ? c.accentFill : c.dark ? c.line : c.line;
    if (!isEnabled())
        ink = c.faint;
    p.setPen(edge.alpha() ? QPen(isEnabled() ? edge : c.line) : QPen(Qt::NoPen));
    p.setBrush(fill.alpha() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (m_look != Look::Text || underMouse())
        p.drawRoundedRect(box, 5, 5);
    const int room = width() - 2 * padding() - keyWidth();
    p.setPen(ink);
    p.setFont(font());
    drawFigures(p, QRect(padding(), 0, room + 1, height()), Qt::AlignVCenter | Qt::AlignLeft,
        elidedFigures(font(), m_word, room + 1));
    if (!m_key.isEmpty()) {
        const QFont small = textFont(k_keyPixels);
        const QRectF hint(
            width() - padding() - keyWidth() + 6.5, (height() - 17) / 2.0 + 0.5, keyWidth() - 7, 16);
        p.setFont(small);
        p.setPen(m_look == Look::Loud ? c.loud() : c.line);
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(hint, 3, 3);
        p.setPen(m_look == Look::Loud ? c.loud() : c.dim);
        p.drawText(hint, Qt::AlignCenter, m_key);
    }
    if (hasFocus())
        drawFocusRing(p, rect(), 5, c);
}

SeverityChip::SeverityChip(QWidget* parent)
    : QPushButton(parent)
{
    setFont(textFont(15, QFont::DemiBold));
    setFocusPolicy(Qt::StrongFocus);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SeverityChip::setRank(int rank, const QString& word)
{
    if (rank == m_rank && word == m_word)
        return;
    m_rank = rank;
    m_word = word;
    setText(word);
    setAccessibleName(tr("Severity %1").arg(word));
    updateGeometry();
    update();
}

QSize SeverityChip::sizeHint() const
{
    return {drawSeverityChip(nullptr, {}, 28, m_rank, m_word, font(), darkColors()), 28};
}

void SeverityChip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    drawSeverityChip(&p, {0, 0}, height(), m_rank, m_word, font(), c);
    if (hasFocus() || underMouse())
        drawFocusRing(p, rect(), 4, c);
}

} // namespace quarterdeck
