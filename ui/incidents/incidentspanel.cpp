// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/incidentspanel.h"

#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/incidents/incidentdelegate.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QListView>
#include <QToolTip>

namespace quarterdeck {

namespace {
    constexpr qint64 k_handMs = 2500; // a hand that still moves over the rows is about to press one
    constexpr int k_flood = 10; // EEMUA 191: more in ten minutes than one person can work on
}

IncidentsPanel::IncidentsPanel(Desk& desk, History& history, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_history(history)
    , m_view(new QListView)
    , m_empty(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_load(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_badge(new Button({}))
    , m_order(new PlainLabel({}, PlainLabel::Role::Dim))
{
    setObjectName(QStringLiteral("left"));
    m_model = new IncidentListModel(
        desk.workspace(),
        [&desk, &history](const IncidentListRow& row) { return IncidentDelegate::rowText(desk, history, row); }, this);
    // Before the view hears of it: a row that goes away must not choose its neighbour.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    m_view->setObjectName(QStringLiteral("incidents"));
    m_view->setAccessibleName(tr("Incidents"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new IncidentDelegate(desk, history, m_model, m_view));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_empty->setWraps(true);
    m_empty->setContentsMargins(12, 4, 12, 8);
    m_load->setPixels(12);
    m_load->setContentsMargins(12, 0, 12, 0);
    auto* declare = new Button(tr("Declare an incident"), QStringLiteral("Ctrl D"));
    declare->setObjectName(QStringLiteral("declare"));
    m_badge->setLook(Button::Look::Accent);
    m_badge->setObjectName(QStringLiteral("waitingIncidents"));
    m_badge->setAccessibleName(tr("New incidents that wait"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 8);
    column->setSpacing(4);
    m_order->setPixels(12);
    m_order->setContentsMargins(12, 4, 12, 0);
    m_order->setObjectName(QStringLiteral("incidentOrder"));
    m_order->hide();
    column->addWidget(m_order);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty);
    column->addWidget(m_load);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 2, 12, 0);
    row->addWidget(declare);
    row->addStretch(1);
    column->addLayout(row);
    auto* news = new QHBoxLayout; // below all rows: a badge that comes and goes moves none of them
    news->setContentsMargins(12, 0, 12, 0);
    news->addWidget(m_badge);
    news->addStretch(1);
    column->addLayout(news);
    auto space = m_badge->sizePolicy();
    space.setRetainSizeWhenHidden(true);
    m_badge->setSizePolicy(space);
    connect(m_badge, &QPushButton::clicked, this, [this] { m_model->flush(); });
    connect(m_model, &IncidentListModel::waitingChanged, this, &IncidentsPanel::showWaiting);
    connect(declare, &QPushButton::clicked, this, &IncidentsPanel::declareWanted);
    connect(&desk, &Desk::applied, m_model, &IncidentListModel::apply);
    connect(&desk, &Desk::replaced, this, [this] { m_model->setWorkspace(m_desk.workspace()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& index) {
            const auto id = m_model->incidentAt(index.row());
            if (id && !m_removing)
                emit chosen(id);
        });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_removing = false;
        choose(m_chosen);
    });
    connect(m_view, &QWidget::customContextMenuRequested, this,
        [this](const QPoint& at) { emit menuWanted(m_view->viewport()->mapToGlobal(at)); });
    showLoad();
    showWaiting();
}

void IncidentsPanel::hold()
{
    m_model->hold(m_touchedAt != 0 && m_desk.now() - m_touchedAt < k_handMs);
}

void IncidentsPanel::showWaiting()
{
    const int major = m_model->waitingMajor();
    m_badge->setVisible(m_model->waiting() > 0);
    if (m_model->waiting() > 0)
        m_badge->setWord(major ? tr("+%1 · %2 major").arg(m_model->waiting()).arg(major)
                               : tr("+%1").arg(m_model->waiting()));
}

bool IncidentsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::MouseMove) {
        m_touchedAt = m_desk.now();
        hold();
    }
    if (watched == m_view->viewport() && event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto id = m_model->incidentAt(m_view->indexAt(help->pos()).row());
        const QString words = urgencyWords(id);
        QToolTip::showText(help->globalPos(), words.isEmpty() ? QString() : plainToolTip(words), m_view);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void IncidentsPanel::choose(IncidentId id)
{
    m_chosen = id;
    if (id && m_model->rowOfIncident(id) < 0)
        m_model->flush(); // who chooses it from elsewhere sees it
    const int row = m_model->rowOfIncident(id);
    if (row < 0) {
        m_view->clearSelection();
        return;
    }
    if (m_view->currentIndex().row() != row)
        m_view->setCurrentIndex(m_model->index(row));
}

void IncidentsPanel::step(int by)
{
    int row = m_view->currentIndex().row() + by;
    while (row >= 0 && row < m_model->rowCount() && !m_model->incidentAt(row))
        row += by;
    if (m_model->incidentAt(row))
        m_view->setCurrentIndex(m_model->index(row));
}

Urgency IncidentsPanel::urgency(const Incident& incident)
{
    return urgencyOf(m_desk.workspace(), m_history.map(), &m_history.kinds(), incident, m_desk.now());
}

QString IncidentsPanel::toggleUrgency()
{
    m_byUrgency = !m_byUrgency;
    m_urgencies.clear();
    m_order->setVisible(m_byUrgency);
    if (!m_byUrgency) {
        m_model->setOrder({});
        return tr("Incidents are ordered by severity and age.");
    }
    m_order->setText(tr("Most urgent first, as of %1 · Q").arg(clockText(m_desk.now())));
    // Each incident is weighed once: an order that changed by itself would move rows under the hand.
    const auto weighed = [this](const Incident& i) -> const Urgency& {
        const auto known = m_urgencies.find(i.id);
        return known != m_urgencies.end() ? known->second : m_urgencies.emplace(i.id, urgency(i)).first->second;
    };
    m_model->setOrder([weighed](const Incident& a, const Incident& b) {
        return isMoreUrgent(a, weighed(a), b, weighed(b));
    });
    choose(m_chosen);
    return tr("The most urgent incidents stand first, as of %1; tool tips and L say why.")
        .arg(clockText(m_desk.now()));
}

QString IncidentsPanel::urgencyWords(IncidentId id)
{
    const auto* incident = m_desk.workspace().incident(id);
    if (!incident || !incident->open())
        return {};
    const auto known = m_urgencies.find(id);
    const Urgency u = known != m_urgencies.end() ? known->second : urgency(*incident);
    return tr("urgency %1: %2").arg(QString::number(u.score, 'f', 2), termWords(u.terms));
}

void IncidentsPanel::tick(const QString& calm)
{
    bool any = false;
    for (const auto& row : m_model->rows())
        any = any || row.incident;
    m_empty->setVisible(!any);
    m_empty->setText(calm);
    hold();
    m_view->viewport()->update();
    showLoad();
}

void IncidentsPanel::showLoad()
{
    const qint64 minute = m_desk.now() / 60'000;
    int raised = 0;
    const auto& rate = m_desk.workspace().rate();
    for (auto it = rate.upper_bound(minute - 10); it != rate.end(); ++it)
        raised += static_cast<int>(it->second.first);
    const bool flood = raised > k_flood;
    m_load->setRole(flood ? PlainLabel::Role::Text : PlainLabel::Role::Dim);
    m_load->setText(
        flood ? tr("Load: %1 new in 10 min, FLOOD").arg(raised) : tr("Load: %1 new in 10 min").arg(raised));
    m_load->setToolTip(
        plainToolTip(tr("New alerts of the team in ten minutes; above %1 is a flood.").arg(k_flood)));
}

} // namespace quarterdeck
