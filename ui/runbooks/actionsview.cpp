// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runbooks/actionsview.h"

#include "ui/common/button.h"
#include "ui/common/messagestrip.h"
#include "ui/common/plainlabel.h"
#include "ui/common/theme.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/runbooks/runwords.h"

#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QFontDatabase>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollBar>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTimer>

namespace quarterdeck {

namespace {

constexpr int soonMs = 60;
constexpr int leftWidth = 300; // "last used 2026-11-23 14:13, ✕ not verified" in a line
constexpr int rowHeight = 24;
constexpr int twoLines = 40;
constexpr int mostAlerts = 50; // to choose from by hand; the alert list is the place for more

/// Fixed, but with the metrics of the rest.
QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    return font;
}

/// A list of one-line texts that can be hit: as high as WCAG 2.5.8 asks, and elided instead of scrolled sideways.
QListWidget* plainList(const QString& name)
{
    auto* list = new QListWidget;
    list->setAccessibleName(name);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideRight);
    return list;
}

constexpr int usedRole = Qt::UserRole + 1;

/// A runbook, and below it its last use.
class RunbookDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text += QChar(QChar::LineSeparator) + index.data(usedRole).toString();
    }
};

/// What it is doing first: that is what changes.
QString runWords(const Run& run, Instant now)
{
    return QStringLiteral("%1  %2 · %3").arg(minuteText(run.requestedAt), stateWords(run, now), visible(run.title, 80));
}

QString alertWords(const Workspace& workspace, AlertId id)
{
    const auto& row = workspace.alert(id);
    return visible(QStringLiteral("%1 · %2 %3")
                       .arg(workspace.name(row.name), workspace.name(row.service), workspace.name(row.resource))
                       .trimmed(),
        120);
}

} // namespace

ActionsView::ActionsView(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_soon(new QTimer(this))
    , m_second(new QTimer(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(16);
    row->addWidget(makeLeft());
    row->addWidget(makeDetail(), 1);

    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    m_second->setInterval(1000);
    connect(m_soon, &QTimer::timeout, this, &ActionsView::refresh);
    connect(m_second, &QTimer::timeout, this, &ActionsView::tick);
    connect(&m_desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.runbooks || delta.incidents.contains(m_incident))
            soon();
    });
    connect(&m_desk, &Desk::replaced, this, &ActionsView::soon);
    connect(&m_desk, &Desk::linkChanged, this, &ActionsView::soon);
    refresh();
}

QWidget* ActionsView::makeLeft()
{
    auto* left = new QWidget;
    left->setFixedWidth(leftWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new PlainLabel(tr("To clear"), PlainLabel::Role::Heading);
    column->addWidget(head);
    m_alerts = new QComboBox;
    head->setBuddy(m_alerts); // a combo box has no other name for a screen reader
    m_alerts->setAccessibleName(tr("Alert to clear"));
    m_alerts->setAccessibleDescription(tr("The alert that the action is meant to clear"));
    connect(m_alerts, &QComboBox::activated, this,
        [this](int at) {
            m_alert = AlertId {m_alerts->itemData(at).toUInt()};
            m_alertByHand = true;
        });
    column->addWidget(m_alerts);
    column->addWidget(new PlainLabel(tr("Runbooks"), PlainLabel::Role::Heading));
    m_runbooks = plainList(tr("Runbooks"));
    m_runbooks->setObjectName(QStringLiteral("runbooks"));
    m_runbooks->setItemDelegate(new RunbookDelegate(m_runbooks));
    connect(m_runbooks, &QListWidget::currentRowChanged, this, [this](int at) {
        if (at >= 0) {
            m_runs->setCurrentRow(-1);
            m_run = {};
            showDetail();
        }
    });
    column->addWidget(m_runbooks, 3);
    m_runsHead = new PlainLabel(tr("Runs"), PlainLabel::Role::Heading);
    column->addWidget(m_runsHead);
    m_runs = plainList(tr("Runs of this incident"));
    connect(m_runs, &QListWidget::currentRowChanged, this, [this](int at) {
        if (at >= 0) {
            m_runbooks->setCurrentRow(-1);
            m_run = RunId {m_runs->item(at)->data(Qt::UserRole).toUInt()};
            showDetail();
        }
    });
    column->addWidget(m_runs, 2);
    return left;
}

QWidget* ActionsView::makeDetail()
{
    auto* detail = new QWidget;
    auto* column = new QVBoxLayout(detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_banner = new PlainLabel(tr("REHEARSAL: nothing is executed"), PlainLabel::Role::Loud);
    column->addWidget(m_banner);
    // Where a run is prepared is at the top, where it is started is at the bottom: one click cannot do both.
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    m_title = new PlainLabel({}, PlainLabel::Role::Strong);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state = new PlainLabel({}, PlainLabel::Role::Dim);
    m_prepare = new Button(tr("Prepare"), {});
    m_prepare->setAccessibleDescription(tr("Shows exactly what would run. Nothing runs yet."));
    connect(m_prepare, &QPushButton::clicked, this, &ActionsView::prepare);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    head->addWidget(m_prepare);
    column->addLayout(head);
    m_words = new PlainLabel({}, PlainLabel::Role::Dim);
    m_words->setWraps(true);
    m_words->setPixels(12);
    column->addWidget(m_words);
    m_exactly = new QPlainTextEdit;
    m_exactly->setReadOnly(true);
    m_exactly->setFont(fixedFont());
    m_exactly->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_exactly->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_exactly->setTabChangesFocus(true);
    m_exactly->setUndoRedoEnabled(false);
    m_exactly->setAccessibleName(tr("Exactly what will run, and its output"));
    column->addWidget(m_exactly, 1);
    column->addStretch(0);
    m_message = new MessageStrip;
    column->addWidget(m_message);
    column->addWidget(makeConfirm());
    return detail;
}

QWidget* ActionsView::makeConfirm()
{
    auto* confirm = new QWidget;
    auto* row = new QHBoxLayout(confirm);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(24);
    m_start = new Button(tr("Run exactly this"), QStringLiteral("Ctrl ⏎"));
    m_start->setLook(Button::Look::Accent);
    // Only while the keyboard is in this view: Ctrl+Enter on the scribe's line must never start anything.
    new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this, this, &ActionsView::runExactlyThis,
        Qt::WidgetWithChildrenShortcut);
    m_cancel = new Button(tr("Do not run"), {});
    for (auto* b : {m_start, m_cancel})
        b->setAutoDefault(false);
    connect(m_start, &QPushButton::clicked, this, &ActionsView::runExactlyThis);
    connect(m_cancel, &QPushButton::clicked, this, &ActionsView::doNotRun);
    row->addWidget(m_start);
    row->addWidget(m_cancel);
    row->addStretch(1);
    return confirm;
}

void ActionsView::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_alert = {};
    m_alertByHand = false;
    m_run = {};
    m_awaited = 0;
    m_message->clear();
    refresh();
}

void ActionsView::setAlert(AlertId alert)
{
    m_alert = alert;
    m_alertByHand = true;
    fillAlerts();
}

void ActionsView::showRun(RunId run)
{
    m_run = run;
    refresh();
}

void ActionsView::soon()
{
    m_dirty = true;
    if (isVisible() && !m_soon->isActive())
        m_soon->start();
}

void ActionsView::refresh()
{
    m_dirty = false;
    if (m_awaited) {
        for (const auto& run : m_desk.workspace().runs()) {
            if (run.seq == m_awaited) {
                m_run = run.id;
                m_awaited = 0;
                break;
            }
        }
    }
    fillAlerts();
    fillRunbooks();
    fillRuns();
    showDetail();
}

/// The first suspect's own alerts first: an action is for what is broken and not for what suffers.
void ActionsView::fillAlerts()
{
    const auto& workspace = m_desk.workspace();
    const auto* incident = workspace.incident(m_incident);
    std::vector<AlertId> ids;
    if (incident) {
        ids = firingAlerts(workspace, *incident);
        const QString suspect = incident->suspects.empty() ? QString() : incident->suspects.front().service;
        std::stable_partition(ids.begin(), ids.end(),
            [&](AlertId id) { return workspace.name(workspace.alert(id).service) == suspect; });
        // Until somebody chooses, or has the keyboard in here, it is that of the suspect of this moment.
        if (!m_alertByHand && !ids.empty() && !isAncestorOf(QApplication::focusWidget()))
            m_alert = ids.front();
        const bool there = std::find(ids.begin(), ids.end(), m_alert) != ids.end();
        if (m_alert && !there && incident->alerts.contains(m_alert))
            ids.insert(ids.begin(), m_alert); // chosen, and cleared since: it stays until another is chosen
        else if (!there)
            m_alert = ids.empty() ? AlertId {} : ids.front();
    }
    if (ids.size() > mostAlerts)
        ids.resize(mostAlerts);
    const QSignalBlocker quiet(m_alerts);
    m_alerts->clear();
    for (const auto id : ids) {
        m_alerts->addItem(alertWords(workspace, id), id.value);
        if (id == m_alert)
            m_alerts->setCurrentIndex(m_alerts->count() - 1);
    }
    if (ids.empty())
        m_alerts->addItem(tr("No alert fires here"), 0U);
    m_alerts->setEnabled(!ids.empty());
}

void ActionsView::fillRunbooks()
{
    const QSignalBlocker quiet(m_runbooks);
    const QString had = m_runbooks->currentItem() ? m_runbooks->currentItem()->data(Qt::UserRole).toString() : QString();
    const int scroll = m_runbooks->verticalScrollBar()->value();
    m_runbooks->clear();
    for (const auto& [id, runbook] : m_desk.workspace().runbooks()) {
        const QString title = visible(runbook.title, 120);
        const QString used = lastUseWords(m_desk.workspace(), runbook, m_desk.now());
        auto* item = new QListWidgetItem(title, m_runbooks);
        item->setData(Qt::UserRole, id);
        item->setData(usedRole, used);
        item->setSizeHint({0, twoLines});
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2, %3").arg(title, riskWords(runbook), used));
        if (!m_run && id == had)
            m_runbooks->setCurrentItem(item);
    }
    if (!m_run && m_runbooks->currentRow() < 0 && m_runbooks->count())
        m_runbooks->setCurrentRow(0);
    m_runbooks->doItemsLayout(); // else there is nothing to scroll yet
    m_runbooks->verticalScrollBar()->setValue(scroll); // nothing moves under a hand because an entry came
}

void ActionsView::fillRuns()
{
    const QSignalBlocker quiet(m_runs);
    m_runs->clear();
    const auto* incident = m_desk.workspace().incident(m_incident);
    if (incident) {
        for (auto it = incident->runs.rbegin(); it != incident->runs.rend(); ++it) {
            const auto* run = m_desk.workspace().run(*it);
            if (!run)
                continue;
            auto* item = new QListWidgetItem(runWords(*run, m_desk.now()), m_runs);
            item->setSizeHint({0, rowHeight});
            item->setData(Qt::UserRole, run->id.value);
            if (wantsPerson(*run))
                item->setForeground(colorsOf(palette()).loud());
            if (*it == m_run)
                m_runs->setCurrentItem(item);
        }
    }
    m_runsHead->setText(m_runs->count() ? tr("Runs") : tr("Runs: none yet"));
}

const Run* ActionsView::shownRun() const
{
    return m_run ? m_desk.workspace().run(m_run) : nullptr;
}

const RunbookInfo* ActionsView::chosenRunbook() const
{
    const auto* item = m_runbooks->currentItem();
    if (!item)
        return nullptr;
    const auto it = m_desk.workspace().runbooks().find(item->data(Qt::UserRole).toString());
    return it == m_desk.workspace().runbooks().end() ? nullptr : &it->second;
}

void ActionsView::act(CommandBody body)
{
    m_message->clear();
    m_desk.ask(std::move(body), [self = QPointer<ActionsView>(this)](const Result<Seq>& answer) {
        if (!self)
            return;
        if (!answer) {
            self->m_message->say(sentenceOf(answer.error()), MessageStrip::Tone::Problem);
            return;
        }
        self->m_awaited = *answer;
        self->refresh();
        if (self->isAncestorOf(QApplication::focusWidget()))
            self->m_exactly->setFocus(); // to read first; never on the button that starts it
    });
}

void ActionsView::prepare()
{
    const auto* runbook = chosenRunbook();
    if (!runbook || m_run)
        return;
    act(PrepareRun {{m_incident, {}}, m_alert, runbook->id, {}});
}

void ActionsView::runExactlyThis()
{
    const auto* run = shownRun();
    if (run && run->state == RunState::Prepared && m_start->isVisible() && m_start->isEnabled())
        act(StartRun {run->id, run->resolvedHash});
}

void ActionsView::doNotRun()
{
    const auto* run = shownRun();
    if (run && (run->state == RunState::Prepared || run->state == RunState::Approved))
        act(CancelRun {run->id, tr("a person decided against it")});
}

/// Only words that run with the clock; lists keep their rows.
void ActionsView::tick()
{
    const auto& workspace = m_desk.workspace();
    for (int i = 0; i < m_runs->count(); ++i) {
        auto* item = m_runs->item(i);
        const auto* run = workspace.run(RunId {item->data(Qt::UserRole).toUInt()});
        if (!run || (run->state != RunState::Running && run->checkState != CheckState::Watching))
            continue;
        item->setText(runWords(*run, m_desk.now()));
        if (run->id == m_run)
            m_state->setText(stateWords(*run, m_desk.now()));
    }
}

void ActionsView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty)
        refresh();
    m_second->start();
}

void ActionsView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_second->stop();
}

} // namespace quarterdeck
