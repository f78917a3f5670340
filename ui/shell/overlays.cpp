// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/overlays.h"

#include "ui/common/button.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace quarterdeck {

Watermark::Watermark(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setObjectName(QStringLiteral("watermark"));
    parent->installEventFilter(this);
    hide();
}

void Watermark::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    QColor ink = colorsOf(palette()).text;
    ink.setAlphaF(0.05F); // seen at once, and what lies under it keeps its contrast
    p.setPen(ink);
    p.setFont(textFont(height() / 3, QFont::Bold));
    p.translate(rect().center());
    p.rotate(-24);
    p.drawText(QRect(-width(), -height() / 2, 2 * width(), height()), Qt::AlignCenter, tr("DRILL"));
}

bool Watermark::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_words(new PlainLabel({}, PlainLabel::Role::Loud))
{
    setObjectName(QStringLiteral("banner"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 4, 14, 4);
    m_words->setWraps(true);
    m_words->setPixels(12);
    row->addWidget(m_words);
    hide();
}

void Banner::setWords(const QString& words)
{
    m_words->setText(words);
    setVisible(!words.isEmpty());
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.fillRect(rect(), c.loudFill());
}

CloseQuestion::CloseQuestion(QWidget* parent)
    : QFrame(parent)
    , m_keep(new Button(tr("Keep listening")))
{
    setObjectName(QStringLiteral("closeQuestion"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 14, 6);
    auto* words = new PlainLabel(
        tr("Should the server on this machine keep listening for alerts while the window is closed?"));
    words->setWraps(true);
    auto* stop = new Button(tr("Stop it too"));
    auto* stay = new Button(tr("Don't close"), QStringLiteral("Esc"));
    m_keep->setLook(Button::Look::Accent);
    m_keep->setObjectName(QStringLiteral("keepListening"));
    stop->setObjectName(QStringLiteral("stopListening"));
    row->addWidget(words, 1);
    row->addWidget(m_keep);
    row->addWidget(stop);
    row->addWidget(stay);
    connect(m_keep, &QPushButton::clicked, this, [this] { emit decided(true); });
    connect(stop, &QPushButton::clicked, this, [this] { emit decided(false); });
    connect(stay, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void CloseQuestion::ask()
{
    show();
    m_keep->setFocus(Qt::OtherFocusReason);
}

void CloseQuestion::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.fillRect(rect(), c.raised);
    p.fillRect(0, 0, 3, height(), c.accent);
}

void CloseQuestion::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace quarterdeck
