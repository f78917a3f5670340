// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/messagestrip.h"

#include "ui/common/button.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"

#include <QHBoxLayout>

namespace quarterdeck {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent)
    , m_text(new PlainLabel)
    , m_close(new Button(tr("Dismiss")))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 4, 8, 4);
    m_text->setWraps(true);
    m_close->setLook(Button::Look::Quiet);
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QPushButton::clicked, this, &MessageStrip::clear);
    hide();
}

void MessageStrip::say(const QString& sentence, Tone tone)
{
    m_tone = tone;
    m_text->setText(sentence);
    setAccessibleName(m_text->text());
    show();
    update();
}

void MessageStrip::clear()
{
    hide();
    m_text->setText({});
}

QString MessageStrip::sentence() const
{
    return m_text->text();
}

void MessageStrip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.fillRect(rect(), c.raised);
    p.fillRect(0, 0, 3, height(), m_tone == Tone::Problem ? c.loud() : c.accent);
    p.setPen(c.line);
    p.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace quarterdeck
