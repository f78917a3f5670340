// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/pollstrip.h"

#include "ui/command/decisionspage.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>

namespace quarterdeck {

PollStrip::PollStrip(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_words(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_answers(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_left(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_proceed(new Button(tr("Proceed"), QStringLiteral("G")))
{
    setObjectName(QStringLiteral("pollStrip"));
    m_words->setObjectName(QStringLiteral("pollWords"));
    m_answers->setObjectName(QStringLiteral("pollAnswers"));
    m_left->setSteadyFor(QStringLiteral("00:00"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 5, 14, 5);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_words);
    column->addWidget(m_answers);
    row->addLayout(column, 1);
    row->addWidget(m_left);
    const auto add = [&](Button* button, const QString& action) {
        button->setObjectName(QStringLiteral("poll.") + action);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, action] { emit wanted(action); });
    };
    add(new Button(tr("Object…"), QStringLiteral("X")), QStringLiteral("decision.object"));
    add(new Button(tr("No objection"), QStringLiteral("N")), QStringLiteral("decision.agree"));
    add(m_proceed, QStringLiteral("decision.proceed"));
    hide();
}

void PollStrip::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void PollStrip::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const auto* p = i ? openPoll(*i) : nullptr;
    setVisible(p != nullptr);
    if (!p)
        return;
    m_words->setText(p->owner.isEmpty()
            ? tr("%1 proposes: %2. Any strong objections?").arg(personWord(p->proposedBy), p->text)
            : tr("%1 proposes: %2 (%3). Any strong objections?").arg(personWord(p->proposedBy), p->text, personWord(p->owner)));
    QStringList answers;
    for (const auto& o : p->objections)
        answers << tr("✕ %1: %2").arg(personWord(o.by), o.reason);
    if (!p->agreed.empty())
        answers << tr("%n without objection", nullptr, static_cast<int>(p->agreed.size()));
    m_answers->setRole(p->objections.empty() ? PlainLabel::Role::Dim : PlainLabel::Role::Loud);
    m_answers->setText(answers.isEmpty() ? tr("No answer yet.") : answers.join(QStringLiteral(" · ")));
    const qint64 left = p->until - m_desk.now();
    m_left->setText(left > 0 ? countdownText(left) : tr("hearing none"));
    m_proceed->setLook(left <= 0 && p->objections.empty() ? Button::Look::Accent : Button::Look::Plain);
}

void PollStrip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.fillRect(rect(), c.raised);
    p.fillRect(0, 0, 3, height(), c.accent);
    p.setPen(c.line);
    p.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace quarterdeck
