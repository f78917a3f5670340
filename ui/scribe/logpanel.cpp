// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scribe/logpanel.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/scribe/logdelegate.h"
#include "ui/scribe/scribeline.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QListView>
#include <QMimeData>
#include <QPointer>
#include <QScrollBar>
#include <QShortcut>

namespace quarterdeck {

namespace {

    qint64 shownOffsetMs(Instant now)
    {
        return showsLocalTime() ? QDateTime::fromMSecsSinceEpoch(now).offsetFromUtc() * 1000LL : 0;
    }

} // namespace

LogPanel::LogPanel(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_view(new QListView)
    , m_empty(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_line(new QLineEdit)
    , m_into(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_hint(new PlainLabel({}, PlainLabel::Role::Faint))
    , m_meaning(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_correcting(new QWidget)
    , m_correctingText(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_message(new MessageStrip)
{
    setObjectName(QStringLiteral("logPanel"));
    m_model = new LogModel(
        desk.workspace(), [this](const LogLineInfo& l) { return LogDelegate::lineText(l, m_model); },
        &LogDelegate::waitingText, this);
    m_view->setObjectName(QStringLiteral("log"));
    m_view->setAccessibleName(tr("Log of the incident"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new LogDelegate(m_model, this));
    m_view->setResizeMode(QListView::Adjust);
    // QListView lays out anew for another width only where text wraps; a scroll bar that comes and goes would change it.
    m_view->setWordWrap(true);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    // Not in batches: what has not been laid out cannot be scrolled to, and a line just written would stay out of sight.
    m_view->setLayoutMode(QListView::SinglePass);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_empty->setWraps(true);
    m_empty->setContentsMargins(14, 12, 14, 12);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_empty);
    column->addWidget(m_view, 1);
    column->addWidget(m_message);
    column->addWidget(makeLine());
    connect(&desk, &Desk::applied, m_model, &LogModel::apply);
    connect(&desk, &Desk::applied, this, &LogPanel::showState);
    connect(&desk, &Desk::pendingChanged, this, &LogPanel::takePending);
    connect(&desk, &Desk::replaced, this, [this] {
        m_model->setWorkspace(m_desk.workspace());
        showState();
        atEnd();
    });
    for (auto signal : { &QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved })
        connect(m_model, signal, this, &LogPanel::keepPlace);
    showState();
}

QWidget* LogPanel::makeLine()
{
    auto* box = new QFrame;
    box->setObjectName(QStringLiteral("scribe"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    auto* row = new QHBoxLayout(m_correcting);
    row->setContentsMargins(0, 0, 0, 0);
    auto* drop = new Button(tr("Don't correct"));
    drop->setLook(Button::Look::Quiet);
    row->addWidget(m_correctingText, 1);
    row->addWidget(drop);
    m_correcting->hide();
    connect(drop, &QPushButton::clicked, this, [this] { setCorrects({}, {}); });
    m_line->setObjectName(QStringLiteral("scribeLine"));
    m_line->setAccessibleName(tr("Scribe line"));
    m_line->setAccessibleDescription(
        tr("n note, d decision, t to-do, h hypothesis, a @who 5m task, s status, p @team page, q proposal; -3m or 14:07 back-dates"));
    m_line->setPlaceholderText(tr("Write a line   /"));
    m_line->setMaxLength(2000);
    m_line->setMinimumHeight(30);
    m_hint->setText(tr("n note · d decision · t to-do · h hypothesis · a @who 5m task · s status · p @team page · "
                       "q proposal, any objections? · "
                       "-3m back-dates"));
    m_into->setObjectName(QStringLiteral("scribeInto"));
    m_into->setPixels(12);
    m_into->hide();
    m_line->installEventFilter(this);
    m_hint->setPixels(11);
    m_hint->setWraps(true);
    m_meaning->setPixels(11);
    m_meaning->hide();
    column->addWidget(m_correcting);
    column->addWidget(m_into);
    column->addWidget(m_line);
    column->addWidget(m_meaning);
    column->addWidget(m_hint);
    connect(m_line, &QLineEdit::returnPressed, this, &LogPanel::submit);
    // What is typed stays; the keys of the views work again.
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_line, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, m_line, &QWidget::clearFocus);
    connect(m_line, &QLineEdit::textChanged, this, &LogPanel::showState);
    return box;
}

void LogPanel::setIncident(IncidentId id)
{
    if (id == m_incident)
        return;
    m_incident = id;
    setCorrects({}, {});
    m_model->setIncident(id);
    takePending();
    showState();
    atEnd();
}

void LogPanel::takePending()
{
    std::vector<WaitingLine> waiting;
    for (const auto& pending : m_desk.pending()) {
        const auto* ref = incidentOf(pending.command.body);
        const auto* about = ref ? m_desk.workspace().incident(*ref) : nullptr;
        if (about && about->id != m_incident)
            continue; // one whose incident has no number yet is shown everywhere: it must not be lost of
                      // sight
        waiting.push_back({ pending.command.id, pending.command.madeAt, pending.author,
            pendingWords(pending.command.body) });
    }
    m_model->setWaiting(std::move(waiting));
    showState();
}

void LogPanel::submit()
{
    const QString typed = m_line->text();
    const auto parsed = parseScribeLine(typed, m_desk.now(), shownOffsetMs(m_desk.now()));
    if (!parsed) {
        m_message->say(parsed.error().sentence, MessageStrip::Tone::Problem);
        return;
    }
    if (!m_incident) {
        m_message->say(
            tr("Choose an incident first, or declare one: the line belongs to an incident. Your text stays."),
            MessageStrip::Tone::Problem);
        return;
    }
    m_message->clear();
    m_line->clear();
    atEnd(); // where it will stand
    const LineId corrects = m_corrects;
    setCorrects({}, {});
    auto command = commandOf(*parsed, { m_incident, {} }, corrects);
    if (auto* page = get_if<PagePerson>(&command); page && page->how.isEmpty())
        page->how = pager();
    m_desk.ask(std::move(command),
        [self = QPointer(this), typed](const Result<Seq>& answer) {
            if (!self || answer || isWaiting(answer.error()))
                return;
            // Typed text survives a refusal: back into the line, or into the message if another is begun.
            if (self->m_line->text().isEmpty())
                self->m_line->setText(typed);
            self->m_message->say(self->m_line->text() == typed
                    ? sentenceOf(answer.error())
                    : tr("%1 You wrote: %2").arg(sentenceOf(answer.error()), typed),
                MessageStrip::Tone::Problem);
        });
}

bool LogPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        const auto* pasted = QGuiApplication::clipboard()->mimeData();
        if (pasted && pasted->hasImage() && !pasted->hasText()) {
            emit picturePasted(qvariant_cast<QImage>(pasted->imageData()));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

/// The channel that pages where the line does not say how: the first one, if there is any.
QString LogPanel::pager() const
{
    for (const auto& [name, channel] : m_desk.workspace().channels()) {
        if (channel.pages)
            return name;
    }
    return {};
}

/// Several incidents at once: a line that goes into the wrong one is found out too late.
void LogPanel::showInto()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const bool several = i && m_desk.workspace().worked().size() > 1;
    m_into->setVisible(several);
    if (several)
        m_into->setText(tr("→ %1 %2 · %3").arg(glyphOf(i->severity)).arg(sevWord(i->severity), i->title));
}

void LogPanel::showState()
{
    showInto();
    const bool any = m_model->rowCount() > 0;
    m_empty->setVisible(!any);
    if (!any)
        m_empty->setText(m_incident ? tr("Nothing has been logged yet. What you do is logged by doing it.")
                                    : tr("No incident is chosen."));
    const QString typed = m_line->text().trimmed();
    m_meaning->setVisible(!typed.isEmpty());
    m_hint->setVisible(typed.isEmpty());
    if (typed.isEmpty())
        return;
    const auto parsed = parseScribeLine(typed, m_desk.now(), shownOffsetMs(m_desk.now()));
    if (!parsed) {
        m_meaning->setText(parsed.error().sentence);
        return;
    }
    const QString way = !parsed->text.isEmpty() ? parsed->text : pager();
    QString words = parsed->page ? (way.isEmpty() ? tr("%1 is paged").arg(personWord(parsed->owner))
                                                  : tr("%1 is paged (%2)").arg(personWord(parsed->owner), way))
        : parsed->proposal       ? tr("proposal: any strong objections?")
        : parsed->task
        ? (parsed->owner.isEmpty() ? tr("to-do, no owner yet")
                                   : tr("task for %1").arg(personWord(parsed->owner)))
        : kindWord(parsed->kind);
    if (parsed->boxMs)
        words += QStringLiteral(" · %1").arg(inWords(parsed->boxMs));
    if (parsed->observedAt)
        words += tr(" · at %1").arg(clockText(parsed->observedAt));
    m_meaning->setText(tr("Enter logs: %1").arg(words));
}

void LogPanel::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void LogPanel::correctChosen()
{
    const auto* line = m_model->lineAt(m_view->currentIndex().row());
    if (!line || !line->line) {
        m_message->say(tr("Choose a typed line of the log first; what was done is undone by its own action."),
            MessageStrip::Tone::Problem);
        return;
    }
    setCorrects(line->line, line->text);
    focusLine();
}

void LogPanel::setCorrects(LineId line, const QString& text)
{
    m_corrects = line;
    m_correctingText->setText(tr("Corrects: %1").arg(text));
    m_correcting->setVisible(bool(line));
}

void LogPanel::refreshTimes()
{
    m_view->viewport()->update();
    takePending();
}

/// Who reads the end goes on reading the end; who reads above keeps the line under the eye, also when back-dated lines
/// come in before it.
void LogPanel::keepPlace()
{
    if (m_keeping)
        return; // several rows in one go: the place is that of before all of them
    m_keeping = true;
    const auto* bar = m_view->verticalScrollBar();
    m_read = bar->value() >= bar->maximum() - 4 ? QPersistentModelIndex() : QPersistentModelIndex(m_view->indexAt({ 8, 1 }));
    m_readTop = m_view->visualRect(m_read).top();
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_keeping = false;
            if (!m_read.isValid()) {
                m_view->scrollToBottom();
                return;
            }
            m_view->scrollTo(m_read, QAbstractItemView::PositionAtTop);
            m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - m_readTop);
        },
        Qt::QueuedConnection);
}

void LogPanel::atEnd()
{
    QMetaObject::invokeMethod(m_view, &QListView::scrollToBottom, Qt::QueuedConnection);
}

} // namespace quarterdeck
