// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/commandstrip.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>

namespace quarterdeck {

CommandStrip::CommandStrip(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_words(new PlainLabel)
    , m_first(new Button({}))
    , m_second(new Button({}))
{
    setObjectName(QStringLiteral("commandStrip"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 5, 14, 5);
    m_first->setLook(Button::Look::Accent);
    m_words->setWraps(true);
    row->addWidget(m_words, 1);
    row->addWidget(m_first);
    row->addWidget(m_second);
    connect(m_first, &QPushButton::clicked, this, [this] { emit wanted(m_firstAction); });
    connect(m_second, &QPushButton::clicked, this, [this] { emit wanted(m_secondAction); });
    hide();
}

void CommandStrip::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void CommandStrip::offer(const QString& words, const QString& first, const QString& firstWord,
    const QString& second, const QString& secondWord)
{
    m_words->setText(words);
    m_firstAction = first;
    m_secondAction = second;
    if (!first.isEmpty())
        m_first->setWord(firstWord);
    if (!second.isEmpty())
        m_second->setWord(secondWord);
    m_first->setVisible(!first.isEmpty());
    m_second->setVisible(!second.isEmpty());
    show();
}

void CommandStrip::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const QString me = m_desk.link().person;
    for (const auto& pending : m_desk.pending()) {
        const auto* ref = incidentOf(pending.command.body);
        const bool claim = holds_alternative<TakeCommand>(pending.command.body)
            || holds_alternative<AssumeCommand>(pending.command.body);
        if (i && claim && ref && m_desk.workspace().incident(*ref) == i) {
            offer(tr("Command of %1: CLAIMED, NOT CONFIRMED. It is sent once the server is reachable.")
                      .arg(personWord(pending.author)),
                {}, {});
            return;
        }
    }
    if (i && i->handOver) {
        const auto& h = *i->handOver;
        if (h.to == me)
            offer(tr("%1 offers you command. Read the briefing, then accept and read it back.")
                      .arg(personWord(h.from)),
                QStringLiteral("command.accept"), tr("Accept command…"), QStringLiteral("command.decline"),
                tr("Decline"));
        else if (h.from == me)
            offer(tr("You offered command to %1, %2. You hold it until it is accepted.")
                      .arg(personWord(h.to), agoText(m_desk.now() - h.at)),
                QStringLiteral("command.withdraw"), tr("Withdraw the offer"));
        else
            offer(tr("%1 offers command to %2.").arg(personWord(h.from), personWord(h.to)), {}, {});
        return;
    }
    if (i && i->challenge) {
        const auto& c = *i->challenge;
        const qint64 left = answerMs - (m_desk.now() - c.at);
        if (i->commander == me)
            offer(tr("%1 asks whether you still hold command. %2 left to answer.")
                      .arg(personWord(c.by), countdownText(left)),
                QStringLiteral("command.answer"), tr("I am in command"));
        else if (left > 0)
            offer(tr("%1 was asked to answer; command can be assumed in %2.")
                      .arg(personWord(i->commander), countdownText(left)),
                {}, {});
        else
            offer(
                tr("%1 has not answered for %2.").arg(personWord(i->commander), inWords(m_desk.now() - c.at)),
                QStringLiteral("command.assume"), tr("Assume command…"));
        return;
    }
    hide();
}

void CommandStrip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.fillRect(rect(), c.raised);
    p.fillRect(0, 0, 3, height(), c.accent);
    p.setPen(c.line);
    p.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace quarterdeck
