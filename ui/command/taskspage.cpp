// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/taskspage.h"

#include "models/domain/text.h"
#include "models/items/tasklistmodel.h"
#include "ui/common/actionbook.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>
#include <QListView>
#include <QStyledItemDelegate>

namespace quarterdeck {

namespace {

    QString stateOf(const TaskInfo& task, Instant now)
    {
        if (task.closedAt) {
            const QString word = task.done ? TasksPage::tr("done %1") : TasksPage::tr("dropped %1");
            return word.arg(minuteText(task.closedAt))
                + (task.outcome.isEmpty() ? QString() : QStringLiteral(": ") + task.outcome);
        }
        QString words;
        if (const Instant due = dueAt(task))
            words = now > due ? TasksPage::tr("⚠ overdue %1").arg(countdownText(now - due))
                              : TasksPage::tr("%1 left").arg(countdownText(due - now));
        else
            words = TasksPage::tr("since %1").arg(minuteText(task.assignedAt));
        if (!task.owner.isEmpty())
            words += task.acknowledgedAt ? TasksPage::tr(" · ✓ heard") : TasksPage::tr(" · not heard yet");
        return words;
    }

    QString ownerOf(const TaskInfo& task)
    {
        return task.owner.isEmpty() ? TasksPage::tr("nobody yet") : personWord(task.owner);
    }

    class TaskDelegate : public QStyledItemDelegate {
    public:
        TaskDelegate(const Desk& desk, const TaskListModel* model, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_desk(desk)
            , m_model(model)
        {
        }

        QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return { 100, 28 }; }

        void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const auto* task = m_model->taskAt(index.row());
            if (!task)
                return;
            const Colors& c = colorsOf(option.palette);
            p->save();
            if (option.state & QStyle::State_Selected)
                p->fillRect(option.rect, c.accentFill);
            const bool overdue = !task->closedAt && dueAt(*task) && m_desk.now() > dueAt(*task);
            const QRect box = option.rect.adjusted(14, 0, -14, 0);
            const QRect owner(box.left(), box.top(), 120, box.height());
            const QRect state(box.right() - 220, box.top(), 221, box.height());
            const QRect text(owner.right() + 8, box.top(), state.left() - owner.right() - 16, box.height());
            p->setFont(textFont(13, QFont::DemiBold));
            p->setPen(task->closedAt || task->owner.isEmpty() ? c.dim : c.text);
            p->drawText(owner, Qt::AlignVCenter,
                p->fontMetrics().elidedText(visible(ownerOf(*task), 80), Qt::ElideRight, owner.width()));
            p->setFont(textFont());
            p->setPen(task->closedAt ? c.dim : c.text);
            p->drawText(text, Qt::AlignVCenter,
                p->fontMetrics().elidedText(visible(task->text, 400), Qt::ElideRight, text.width()));
            p->setPen(overdue ? c.loud() : c.dim);
            drawFigures(*p, state, Qt::AlignRight | Qt::AlignVCenter,
                elidedFigures(p->font(), visible(stateOf(*task, m_desk.now()), 200), state.width()));
            p->restore();
        }

    private:
        const Desk& m_desk;
        const TaskListModel* m_model;
    };

} // namespace

TasksPage::TasksPage(Desk& desk, ActionBook& book, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_view(new QListView)
    , m_empty(new PlainLabel(
          tr("No task yet. In the scribe line: a @who 5m text, or t text for one without an owner."),
          PlainLabel::Role::Dim))
{
    m_model = new TaskListModel(
        desk.workspace(),
        [&desk](const TaskInfo& t) {
            return QStringLiteral("%1: %2, %3")
                .arg(visible(ownerOf(t), 80), visible(t.text, 400), visible(stateOf(t, desk.now()), 200));
        },
        this);
    m_view->setModel(m_model);
    m_view->setObjectName(QStringLiteral("tasks"));
    m_view->setAccessibleName(tr("Tasks"));
    m_view->setItemDelegate(new TaskDelegate(desk, m_model, this));
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_empty->setContentsMargins(14, 6, 14, 6);
    m_empty->setWraps(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(m_empty);
    column->addWidget(m_view, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 0, 14, 0);
    const auto add = [&](const QString& id, const QString& words, std::function<void()> run,
                         std::function<QString()> whyNot) {
        book.add(id, tr("Tasks"), words, {}, std::move(run), std::move(whyNot));
        auto* button = new Button(words);
        button->setObjectName(id);
        connect(button, &QPushButton::clicked, this, [this, id] { emit wanted(id); });
        row->addWidget(button);
        m_buttons.push_back(button);
    };
    add(
        QStringLiteral("task.heard"), tr("Heard"),
        [this] {
            emit commandMade(AcknowledgeTask { { m_incident, {} }, chosen()->task });
        },
        [this] { return chosen() && chosen()->acknowledgedAt ? tr("It is heard already.") : noTask(); });
    add(
        QStringLiteral("task.done"), tr("Done"),
        [this] {
            emit commandMade(CloseTask { { m_incident, {} }, chosen()->task, true, {} });
        },
        [this] { return noTask(); });
    add(
        QStringLiteral("task.drop"), tr("Drop"),
        [this] {
            emit commandMade(CloseTask { { m_incident, {} }, chosen()->task, false, {} });
        },
        [this] { return noTask(); });
    row->addStretch(1);
    column->addLayout(row);
    connect(&desk, &Desk::applied, m_model, &TaskListModel::apply);
    connect(&desk, &Desk::applied, this, &TasksPage::showState);
    connect(&desk, &Desk::replaced, this, [this] {
        m_model->setWorkspace(m_desk.workspace());
        showState();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& at) {
        // Coming here by Tab makes a row the current one without choosing it: then nobody would see which.
        m_view->selectionModel()->select(at, QItemSelectionModel::ClearAndSelect);
        showState();
    });
    showState();
}

void TasksPage::setIncident(IncidentId id)
{
    m_incident = id;
    m_model->setIncident(id);
    showState();
}

void TasksPage::tick()
{
    if (m_view->isVisible())
        m_view->viewport()->update();
}

int TasksPage::openCount() const
{
    const auto* i = m_desk.workspace().incident(m_incident);
    return i ? static_cast<int>(std::count_if(
               i->tasks.begin(), i->tasks.end(), [](const TaskInfo& t) { return t.closedAt == 0; }))
             : 0;
}

const TaskInfo* TasksPage::chosen() const
{
    return m_model->taskAt(m_view->currentIndex().row());
}

QString TasksPage::noTask() const
{
    if (!chosen())
        return tr("Choose a task first (key 4).");
    return chosen()->closedAt ? tr("It is closed.") : QString();
}

void TasksPage::showState()
{
    m_empty->setVisible(m_model->rowCount() == 0);
    for (auto* button : m_buttons)
        button->setEnabled(noTask().isEmpty());
}

} // namespace quarterdeck
