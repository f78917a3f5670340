// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alertspage.h"

#include "models/items/alertlistmodel.h"
#include "ui/alerts/alertdelegate.h"
#include "ui/alerts/alertdetail.h"
#include "ui/alerts/foldedpane.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>

namespace quarterdeck {

namespace {

    constexpr qint64 k_handMs = 2500; // a hand that still moves over the rows is about to press one
    constexpr int k_row = 24;

    AlertSort sortOf(int column)
    {
        switch (static_cast<AlertListModel::Column>(column)) {
        case AlertListModel::SeverityColumn:
            return AlertSort::Severity;
        case AlertListModel::StatusColumn:
            return AlertSort::Status;
        case AlertListModel::CountColumn:
            return AlertSort::Count;
        case AlertListModel::ServiceColumn:
            return AlertSort::Service;
        case AlertListModel::ResourceColumn:
            return AlertSort::Resource;
        case AlertListModel::TitleColumn:
            return AlertSort::Name;
        case AlertListModel::IncidentColumn:
            return AlertSort::Incident;
        case AlertListModel::AgeColumn:
        case AlertListModel::ColumnCount:
            break;
        }
        return AlertSort::Started;
    }

} // namespace

AlertsPage::AlertsPage(Desk& desk, ActionBook& book, History& history, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_table(new QTableView)
    , m_folded(new FoldedPane(desk, book))
    , m_detail(new AlertDetail(desk, history))
    , m_filter(new QLineEdit)
    , m_syntax(new PlainLabel({}, PlainLabel::Role::Faint))
    , m_here(new Button(tr("This incident")))
    , m_all(new Button(tr("All alerts")))
    , m_badge(new Button({}))
    , m_laneText(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_empty(new PlainLabel({}, PlainLabel::Role::Dim))
{
    m_model = new AlertListModel(
        desk.workspace(),
        [&desk, &history](AlertId id, int column) { return AlertDelegate::cellText(desk, history, id, column); },
        &AlertDelegate::heading, this);
    makeTable(history);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFilter());
    column->addWidget(makeLane());
    column->addWidget(m_folded);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    auto* left = new QWidget;
    auto* rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_empty->setContentsMargins(14, 8, 14, 8);
    m_empty->setWraps(true);
    rows->addWidget(m_empty);
    rows->addWidget(m_table, 1);
    split->addWidget(left);
    split->addWidget(m_detail);
    m_detail->hide();
    split->setStretchFactor(0, 1);
    split->setSizes({ 540, 270 });
    column->addWidget(split, 1);
    connect(&desk, &Desk::applied, m_model, &AlertListModel::apply);
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        if (m_detail->isVisible()
            && (std::find(delta.changedAlerts.begin(), delta.changedAlerts.end(), m_detail->alert())
                != delta.changedAlerts.end()))
            m_detail->refresh();
    });
    connect(&desk, &Desk::replaced, this, [this] { m_model->setWorkspace(m_desk.workspace()); });
    connect(m_model, &AlertListModel::waitingChanged, this, &AlertsPage::showWaiting);
    connect(m_model, &AlertListModel::laneChanged, this, &AlertsPage::showLane);
    connect(m_detail, &AlertDetail::wanted, this, &AlertsPage::wanted);
    connect(m_folded, &FoldedPane::commandMade, this, &AlertsPage::commandMade);
    connect(m_folded, &FoldedPane::alertsWanted, this, &AlertsPage::filterBy);
    connect(m_folded, &FoldedPane::closed, m_table, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(&history, &History::grew, this, [this] {
        m_table->viewport()->update();
        if (m_detail->isVisible())
            m_detail->refresh();
    });
    showLane();
    showWaiting();
}

void AlertsPage::makeTable(const History& history)
{
    m_table->setObjectName(QStringLiteral("alerts"));
    m_table->setAccessibleName(tr("Alerts"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new AlertDelegate(m_desk, history, this));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(k_row);
    m_table->verticalHeader()->setDefaultSectionSize(k_row);
    auto* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(AlertListModel::AgeColumn, Qt::AscendingOrder);
    header->setSectionsClickable(true);
    // Title takes what is left; the rest is wide enough for its words.
    const std::array<int, AlertListModel::ColumnCount> widths {80, 100, 64, 56, 84, 76, 150, 120};
    for (size_t i = 0; i < widths.size(); ++i)
        m_table->setColumnWidth(static_cast<int>(i), widths[i]);
    header->setSectionResizeMode(AlertListModel::TitleColumn, QHeaderView::Stretch);
    header->moveSection(header->visualIndex(AlertListModel::TitleColumn), header->visualIndex(AlertListModel::ServiceColumn));
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        // Age runs against onset: the youngest first is the latest onset first.
        const bool age = sortOf(section) == AlertSort::Started;
        m_model->setOrder({ sortOf(section), (order == Qt::DescendingOrder) != age });
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const auto chosen = selected();
        m_detail->setAlert(chosen.empty() ? AlertId {} : chosen.front());
        m_detail->setVisible(!chosen.empty());
        hold();
        emit selectionChanged();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &AlertsPage::hold);
    connect(m_table, &QWidget::customContextMenuRequested, this,
        [this](const QPoint& at) { emit menuWanted(m_table->viewport()->mapToGlobal(at)); });
    m_table->viewport()->setMouseTracking(true);
    m_table->viewport()->installEventFilter(this);
    m_table->installEventFilter(this);
}

QWidget* AlertsPage::makeFilter()
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(14, 2, 14, 4);
    row->setSpacing(6);
    m_filter->setObjectName(QStringLiteral("alertFilter"));
    m_filter->setAccessibleName(tr("Filter of the alerts"));
    m_filter->setPlaceholderText(tr("Filter: words, service:cart, sev>=high, status:firing   Ctrl F"));
    m_filter->setClearButtonEnabled(false);
    m_syntax->setPixels(11);
    for (auto* scope : { m_here, m_all }) {
        scope->setCheckable(true);
        scope->setAutoExclusive(true);
        scope->setLook(Button::Look::Tab);
        row->addWidget(scope);
        connect(scope, &QPushButton::clicked, this, &AlertsPage::applyFilter);
    }
    m_all->setChecked(true);
    m_here->setEnabled(false);
    row->addWidget(m_filter, 1);
    row->addWidget(m_syntax, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &AlertsPage::applyFilter);
    m_syntax->hide();
    m_filter->installEventFilter(this);
    return box;
}

QWidget* AlertsPage::makeLane()
{
    auto* box = new QWidget;
    box->setFixedHeight(30); // always there: a lane that comes and goes would move the rows under the hand
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(14, 1, 14, 3);
    row->setSpacing(6);
    m_laneText->setPixels(12);
    m_laneText->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(m_laneText);
    for (size_t i = 0; i < m_lane.size(); ++i) {
        m_lane[i] = new Button({});
        m_lane[i]->setLook(Button::Look::Loud);
        m_lane[i]->setObjectName(QStringLiteral("critical%1").arg(i + 1));
        m_lane[i]->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        m_lane[i]->setMaximumWidth(230);
        row->addWidget(m_lane[i]);
        connect(m_lane[i], &QPushButton::clicked, this,
            [this, i] { showAlert({ m_lane[i]->property("alert").toUInt() }); });
    }
    row->addStretch(1);
    m_badge->setLook(Button::Look::Accent);
    m_badge->setObjectName(QStringLiteral("waitingAlerts"));
    row->addWidget(m_badge);
    connect(m_badge, &QPushButton::clicked, this, [this] {
        m_table->clearSelection();
        m_table->scrollToTop();
        m_touchedAt = 0;
        m_model->hold(false);
        m_model->flush();
    });
    return box;
}

void AlertsPage::setIncident(IncidentId id)
{
    const bool first = !m_incident && id;
    m_incident = id;
    m_here->setEnabled(bool(id));
    if (first)
        m_here->setChecked(true);
    if (!id)
        m_all->setChecked(true);
    applyFilter();
}

void AlertsPage::applyFilter()
{
    QString text = m_filter->text();
    const auto typed = AlertFilter::parse(text);
    m_syntax->setVisible(!typed);
    if (!typed) {
        const int at = typed.error().arguments.value(0).toInt() + 1;
        m_syntax->setRole(PlainLabel::Role::Loud);
        m_syntax->setText(tr("✕ at %1: %2").arg(at).arg(typed.error().sentence));
        return; // the last filter that made sense stays in force
    }
    if (m_here->isChecked() && m_incident)
        text += QStringLiteral(" incident:%1").arg(m_incident.value);
    m_table->setColumnHidden(AlertListModel::IncidentColumn, m_here->isChecked());
    if (const auto filter = AlertFilter::parse(text))
        m_model->setFilter(*filter);
}

void AlertsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void AlertsPage::filterBy(const QString& text)
{
    m_all->setChecked(true);
    m_filter->setText(text);
    applyFilter();
}

void AlertsPage::showAlert(AlertId id)
{
    int row = m_model->rowOf(id);
    if (row < 0) {
        m_filter->clear();
        m_all->setChecked(true);
        applyFilter();
        row = m_model->rowOf(id);
    }
    if (row >= 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_model->index(row, 0));
    }
    m_detail->setAlert(id);
}

std::vector<AlertId> AlertsPage::selected() const
{
    std::vector<AlertId> out;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        out.push_back(m_model->alertAt(index.row()));
    return out;
}

void AlertsPage::hold()
{
    const bool handNear = m_touchedAt != 0 && m_desk.now() - m_touchedAt < k_handMs;
    m_model->hold(
        m_table->selectionModel()->hasSelection() || m_table->verticalScrollBar()->value() > 0 || handNear);
}

bool AlertsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::MouseMove) {
        m_touchedAt = m_desk.now();
        hold();
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        if (watched == m_filter) {
            m_filter->clear();
            m_table->setFocus();
            return true;
        }
        if (watched == m_table) {
            m_table->clearSelection();
            m_table->scrollToTop();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void AlertsPage::tick(const QString& calm)
{
    hold();
    if (!isVisible())
        return;
    m_folded->tick();
    m_table->viewport()->update();
    const bool none = m_model->rowCount() == 0;
    m_empty->setVisible(none);
    if (none)
        m_empty->setText(
            m_filter->text().isEmpty() && !m_here->isChecked() ? calm : tr("No alert matches the filter."));
}

void AlertsPage::showLane()
{
    const auto lane = m_model->lane(3);
    const int total = m_model->laneTotal();
    m_laneText->setText(total == 0 ? tr("No critical alert is unacknowledged.")
                                   : tr("%n critical, not acknowledged:", nullptr, total));
    for (size_t i = 0; i < m_lane.size(); ++i) {
        m_lane[i]->setVisible(i < lane.size());
        if (i >= lane.size())
            continue;
        const auto& w = m_desk.workspace();
        const auto& row = w.alert(lane[i]);
        m_lane[i]->setProperty("alert", lane[i].value);
        m_lane[i]->setWord(QStringLiteral("▲ %1 %2").arg(
            w.name(row.name), w.name(row.resource ? row.resource : row.service)));
    }
}

void AlertsPage::showWaiting()
{
    const int waiting = m_model->waiting();
    const int critical = m_model->waitingCritical();
    m_badge->setVisible(waiting > 0);
    if (waiting > 0)
        m_badge->setWord(
            critical ? tr("+%1 · %2 critical").arg(waiting).arg(critical) : tr("+%1").arg(waiting));
}

} // namespace quarterdeck
