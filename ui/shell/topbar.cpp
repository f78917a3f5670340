// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/sources/truststrip.h"

#include <QHBoxLayout>

namespace quarterdeck {

TopBar::TopBar(const Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_drill(new PlainLabel(tr("DRILL"), PlainLabel::Role::Loud))
    , m_clock(new Button({}))
    , m_link(new PlainLabel({}, PlainLabel::Role::Dim))
{
    setObjectName(QStringLiteral("top"));
    setFixedHeight(36);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    auto* name = new PlainLabel(QStringLiteral("Quarterdeck"), PlainLabel::Role::Strong);
    name->setSteadyFor(name->text());
    row->addWidget(name);
    row->addWidget(m_drill);
    m_drill->setToolTip(plainToolTip(tr("An exercise from a recording: actions are rehearsed and not run.")));
    const std::array<QString, 3> words { tr("Command"), tr("Scribe"), tr("Review") };
    for (size_t i = 0; i < m_perspectives.size(); ++i) {
        m_perspectives[i] = new Button(words[i]);
        m_perspectives[i]->setLook(Button::Look::Tab);
        m_perspectives[i]->setCheckable(true);
        m_perspectives[i]->setObjectName(QStringLiteral("perspective%1").arg(i));
        row->addWidget(m_perspectives[i]);
        connect(m_perspectives[i], &QPushButton::clicked, this,
            [this, i] { emit perspectiveWanted(static_cast<Perspective>(i)); });
    }
    row->addStretch(1);
    auto* palette = new Button(tr("Search or do anything"), QStringLiteral("Ctrl K"));
    palette->setObjectName(QStringLiteral("palette"));
    palette->setMinimumWidth(180);
    palette->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    palette->setMaximumWidth(340);
    row->addWidget(palette, 4);
    row->addStretch(1);
    auto* theme = new Button(tr("Light / dark"));
    theme->setLook(Button::Look::Quiet);
    theme->setObjectName(QStringLiteral("theme"));
    row->addWidget(theme);
    m_clock->setLook(Button::Look::Quiet);
    m_clock->setStrong(true);
    m_clock->setObjectName(QStringLiteral("zone"));
    m_clock->setToolTip(plainToolTip(tr("UTC or local time, everywhere")));
    row->addWidget(m_clock);
    m_link->setPixels(12);
    m_link->setObjectName(QStringLiteral("link"));
    row->addWidget(m_link);
    connect(palette, &QPushButton::clicked, this, &TopBar::paletteWanted);
    connect(theme, &QPushButton::clicked, this, &TopBar::themeWanted);
    connect(m_clock, &QPushButton::clicked, this, &TopBar::zoneWanted);
    setPerspective(Perspective::Command);
    tick();
}

void TopBar::setPerspective(Perspective perspective)
{
    for (size_t i = 0; i < m_perspectives.size(); ++i)
        m_perspectives[i]->setChecked(i == static_cast<size_t>(perspective));
}

void TopBar::tick()
{
    m_drill->setVisible(m_desk.workspace().journal().drill);
    m_clock->setWord(QStringLiteral("%1 %2").arg(clockText(m_desk.now()), zoneText()));
    m_link->setText(TrustStrip::linkWords(m_desk));
    m_link->setRole(TrustStrip::linkIsLost(m_desk) ? PlainLabel::Role::Loud : PlainLabel::Role::Dim);
    if (!m_desk.link().problem.isEmpty())
        m_link->setToolTip(plainToolTip(m_desk.link().problem));
    else
        m_link->setToolTip({});
}

} // namespace quarterdeck
