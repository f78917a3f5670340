// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of ActionsView: what would run, and what became of it.
#include "ui/runbooks/actionsview.h"

#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/runbooks/runwords.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollBar>

namespace quarterdeck {

void ActionsView::setText(const QString& text)
{
    m_exactly->setVisible(!text.isEmpty());
    if (m_exactly->toPlainText() == text)
        return;
    const int scroll = m_exactly->verticalScrollBar()->value();
    m_exactly->setPlainText(text);
    m_exactly->verticalScrollBar()->setValue(scroll);
}

void ActionsView::showDetail()
{
    const auto* run = shownRun();
    const auto* runbook = chosenRunbook();
    m_banner->setVisible(run ? run->mode == RunMode::Rehearse : m_desk.workspace().journal().drill);
    m_start->setVisible(run && run->state == RunState::Prepared);
    m_cancel->setVisible(run && (run->state == RunState::Prepared || run->state == RunState::Approved));
    m_prepare->setVisible(!run && runbook);
    m_state->setVisible(run);
    const bool can = m_desk.link().connected && !m_desk.link().readOnly;
    for (auto* b : {m_start, m_cancel, m_prepare})
        b->setEnabled(can);
    const bool mayStart = m_desk.link().permissions.contains(neededFor(CommandBody(StartRun {})));
    m_start->setEnabled(can && mayStart);
    m_start->setWord(mayStart ? tr("Run exactly this") : tr("Waits for somebody who may start it"));
    if (run) {
        showRunDetail(*run);
    } else if (runbook) {
        showRunbook(*runbook);
    } else {
        m_title->setText(tr("No runbook is loaded"));
        m_words->setText(tr("A runbook is a YAML file of steps with a post-check. The server reads them from its "
                            "folder of runbooks."));
        setText({});
    }
    if (!can)
        m_prepare->setToolTip(plainToolTip(tr("Without the server nothing can be prepared or started: an action never "
                                              "waits in a queue.")));
}

void ActionsView::showRunbook(const RunbookInfo& runbook)
{
    m_title->setText(runbook.title);
    m_words->setText(QStringLiteral("%1 · %2 · %3\n%4\n%5\n\n%6")
                         .arg(riskWords(runbook), visible(runbook.id), tr("version %1").arg(runbook.version),
                             lastUseWords(m_desk.workspace(), runbook, m_desk.now()),
                             visibleLines(runbook.description, 1500),
                             tr("Prepare shows exactly what would run, where, and with which values. Nothing runs yet.")));
    setText({});
}

void ActionsView::showRunDetail(const Run& run)
{
    m_title->setText(run.title);
    m_state->setText(stateWords(run, m_desk.now()));
    m_state->setRole(wantsPerson(run) ? PlainLabel::Role::Loud : PlainLabel::Role::Dim);
    QString words = whoAndWhen(run);
    const QString why = run.checkState == CheckState::Ended ? run.verdictReason : run.reason;
    if (!why.isEmpty())
        words += QChar(u'\n') + visible(why, 600);
    if (const QString sight = sightWords(m_desk.workspace(), run); !sight.isEmpty())
        words += QLatin1Char('\n') + sight;
    m_words->setText(words);
    const QString where = run.mode == RunMode::Rehearse ? tr("nowhere: a rehearsal")
                                                        : tr("on the server, %1").arg(visible(m_desk.link().server));
    QString text = exactly(run, where) + QStringLiteral("\n\n") + checkWords(run.check);
    if (const QString output = outputOf(run); !output.isEmpty())
        text = output + QStringLiteral("\n— ") + tr("what was run") + QStringLiteral(" —\n") + text;
    setText(text);
}

} // namespace quarterdeck
