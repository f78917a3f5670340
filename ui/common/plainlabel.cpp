// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plainlabel.h"

#include "models/domain/text.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace quarterdeck {

PlainLabel::PlainLabel(const QString& text, Role role, QWidget* parent)
    : QLabel(parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::NoTextInteraction);
    setFocusPolicy(Qt::NoFocus);
    restyle();
    setText(text);
}

void PlainLabel::setText(const QString& foreign)
{
    const QString shown = wordWrap() ? visibleLines(foreign, 4000) : visible(foreign);
    if (shown != text())
        QLabel::setText(shown);
}

void PlainLabel::setRole(Role role)
{
    if (role == m_role)
        return;
    m_role = role;
    restyle();
    update();
}

void PlainLabel::setPixels(int pixels)
{
    m_pixels = pixels;
    restyle();
}

void PlainLabel::setWraps(bool wraps)
{
    setWordWrap(wraps);
    auto policy = sizePolicy();
    policy.setHeightForWidth(wraps);
    policy.setHorizontalPolicy(wraps ? QSizePolicy::Ignored : QSizePolicy::Preferred);
    policy.setVerticalPolicy(wraps ? QSizePolicy::Minimum : QSizePolicy::Preferred);
    setSizePolicy(policy);
}

void PlainLabel::setSteadyFor(const QString& widest)
{
    m_steady = figuresWidth(font(), widest);
    updateGeometry();
}

QSize PlainLabel::sizeHint() const
{
    if (wordWrap())
        return QLabel::sizeHint();
    const auto margins = contentsMargins();
    return {qMax(m_steady, figuresWidth(font(), text())) + margins.left() + margins.right() + 1,
        fontMetrics().height() + margins.top() + margins.bottom()};
}

QSize PlainLabel::minimumSizeHint() const
{
    if (wordWrap())
        return QLabel::minimumSizeHint();
    const QSize wanted = sizeHint();
    return {qMin(wanted.width(), qMax(m_steady, fontMetrics().averageCharWidth() * 5)), wanted.height()};
}

QColor PlainLabel::ink() const
{
    const Colors& c = colorsOf(palette());
    switch (m_role) {
    case Role::Text:
    case Role::Strong:
    case Role::Title:
        return c.text;
    case Role::Dim:
    case Role::Heading:
        return c.dim;
    case Role::Faint:
        return c.faint;
    case Role::Loud:
        return c.loud();
    }
    return c.text;
}

void PlainLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(isEnabled() ? ink() : colorsOf(palette()).faint);
    const QRect box = contentsRect();
    if (wordWrap()) {
        painter.drawText(box, static_cast<int>(alignment()) | Qt::TextWordWrap, text());
        return;
    }
    drawFigures(painter, box, alignment(), elidedFigures(font(), text(), box.width()));
}

bool PlainLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && !wordWrap()
        && figuresWidth(font(), text()) > contentsRect().width()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

void PlainLabel::restyle()
{
    int pixels = m_pixels;
    if (pixels == 0)
        pixels = m_role == Role::Title ? 17 : m_role == Role::Heading ? 12 : 13;
    const bool strong =
        m_role == Role::Strong || m_role == Role::Heading || m_role == Role::Title || m_role == Role::Loud;
    setFont(textFont(pixels, strong ? QFont::DemiBold : QFont::Normal));
    updateGeometry();
}

QString plainToolTip(const QString& foreign)
{
    return QStringLiteral("<p>%1</p>")
        .arg(visibleLines(foreign, 2000).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

QString plainCaption(const QString& foreign)
{
    return visible(foreign, 200).replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace quarterdeck
