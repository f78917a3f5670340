// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/backtestpane.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QBoxLayout>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPointer>

namespace quarterdeck {

namespace {

    QString template_()
    {
        const triage::Levers now;
        return QStringLiteral("parameters:\n"
                              "  link_threshold: %1     # more: fewer alerts join\n"
                              "  bridge_threshold: %2   # more: fewer groups merge\n"
                              "  calm_minutes: %3       # a group that is calm ends\n"
                              "  steady_bits: %4        # more: more is folded as background\n"
                              "# policies:             # those that accept; absent: as they are\n"
                              "#   - id: customers-hit\n"
                              "#     at_least: critical\n")
            .arg(now.linkThreshold)
            .arg(now.bridgeThreshold)
            .arg(now.calmMs / 60'000)
            .arg(now.steadyBits);
    }

} // namespace

BacktestPane::BacktestPane(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_text(new QPlainTextEdit)
    , m_answer(new QPlainTextEdit)
    , m_state(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_run(new Button(tr("Test them"), QStringLiteral("Ctrl Return")))
{
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_text->setObjectName(QStringLiteral("backtestRules"));
    m_text->setAccessibleName(tr("Changed parameters and policies, as in policies.yaml"));
    m_text->setPlainText(template_());
    m_text->setFont(fixed);
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    m_answer->setObjectName(QStringLiteral("backtestAnswer"));
    m_answer->setAccessibleName(tr("What the back-test found"));
    m_answer->setReadOnly(true);
    m_answer->setFont(fixed);
    m_answer->setTabChangesFocus(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_run->setLook(Button::Look::Accent);
    m_run->setObjectName(QStringLiteral("backtestRun"));
    m_state->setObjectName(QStringLiteral("backtestState"));
    auto* close = new Button(tr("Close"), QStringLiteral("Esc"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 6);
    column->setSpacing(4);
    auto* heading = new PlainLabel(tr("Back-test · other rules over the same alerts, without what people did; nothing is changed by it"),
        PlainLabel::Role::Heading);
    column->addWidget(heading);
    auto* sides = new QHBoxLayout;
    sides->addWidget(m_text, 2);
    sides->addWidget(m_answer, 3);
    column->addLayout(sides, 1);
    auto* acts = new QHBoxLayout;
    acts->addWidget(m_run);
    acts->addWidget(close);
    acts->addWidget(m_state, 1);
    column->addLayout(acts);
    m_state->setText(tr("Not run yet."));
    connect(m_run, &QPushButton::clicked, this, [this] { m_running ? cancel() : run(); });
    connect(close, &QPushButton::clicked, this, &BacktestPane::closed);
}

void BacktestPane::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void BacktestPane::setRunning(bool running)
{
    m_running = running;
    m_run->setWord(running ? tr("Cancel") : tr("Test them"));
}

void BacktestPane::run()
{
    setRunning(true);
    m_answer->clear(); // figures of other rules must not stand beside these
    m_state->setRole(PlainLabel::Role::Dim);
    m_state->setText(tr("Reading…"));
    m_desk.backtest(
        m_text->toPlainText(),
        [self = QPointer(this)](quint64 read, quint64 of) {
            if (self && self->m_running)
                self->m_state->setText(tr("%1 of %2 entries").arg(read).arg(of));
        },
        [self = QPointer(this)](const Result<BacktestPair::Answer>& answer) {
            if (!self || !self->m_running)
                return;
            self->setRunning(false);
            if (answer) {
                self->show(*answer);
                return;
            }
            self->m_state->setRole(PlainLabel::Role::Loud);
            self->m_state->setText(sentenceOf(answer.error()));
        });
}

void BacktestPane::cancel()
{
    if (!m_running)
        return;
    m_desk.cancelBacktest();
    setRunning(false);
    m_state->setText(tr("Cancelled: nothing was found out."));
}

std::vector<std::array<QString, 3>> BacktestPane::figuresOf(const BacktestPair::Answer& answer)
{
    const auto number = [](quint32 n) { return QString::number(n); };
    const auto& a = answer.now;
    const auto& b = answer.changed;
    return { { tr("Incidents made"), number(a.incidents), number(b.incidents) },
        { tr("accepted by policy"), number(a.accepted), number(b.accepted) },
        { tr("Folded as background"), number(a.folded), number(b.folded) },
        { tr("In no incident else"), number(a.alone), number(b.alone) },
        { tr("Merges proposed"), number(a.proposals), number(b.proposals) },
        { tr("Second alert joins after"), inWords(a.firstGroupMs), inWords(b.firstGroupMs) },
        { tr("Alerts moved"), QStringLiteral("–"),
            tr("%1 of %2").arg(number(answer.moved), number(a.alerts)) } };
}

void BacktestPane::show(const BacktestPair::Answer& answer)
{
    constexpr int k_name = 26;
    constexpr int k_figure = 12;
    QString out = QString().leftJustified(k_name) + tr("now").rightJustified(k_figure) + tr("changed").rightJustified(k_figure)
        + QLatin1Char('\n');
    for (const auto& [name, now, changed] : figuresOf(answer))
        out += name.leftJustified(k_name) + now.rightJustified(k_figure) + changed.rightJustified(k_figure) + QLatin1Char('\n');
    if (!answer.movedWords.empty()) {
        out += QLatin1Char('\n') + tr("Moved") + QLatin1Char('\n');
        for (const auto& words : answer.movedWords)
            out += QStringLiteral("  ") + visible(words, 300) + QLatin1Char('\n');
        if (answer.moved > answer.movedWords.size())
            out += tr("  and %1 more").arg(answer.moved - quint32(answer.movedWords.size())) + QLatin1Char('\n');
    }
    m_answer->setPlainText(out);
    m_state->setText(tr("Done at %1.").arg(clockText(m_desk.now())));
}

bool BacktestPane::eventFilter(QObject* watched, QEvent* event)
{
    // Before the window's own keys: in the text these two are the text's.
    if (watched == m_text && event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape || (key->key() == Qt::Key_Return && key->modifiers() == Qt::ControlModifier))
            event->accept();
    }
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            emit closed();
            return true;
        }
        if (key->key() == Qt::Key_Return && key->modifiers() == Qt::ControlModifier) {
            run();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace quarterdeck
