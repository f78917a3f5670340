// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "ui/common/button.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/timeline/timelinewords.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedLayout>
#include <QTimer>

namespace quarterdeck {

namespace {
constexpr int soonMs = 60;
constexpr int secondMs = 1000;
constexpr int rowHeight = 24;
constexpr size_t longestList = 2000; // a list for reading, not an archive: the newest are kept
}

TimelineView::TimelineView(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_canvas(new TimelineCanvas)
    , m_list(new QListWidget)
    , m_stack(new QStackedLayout)
    , m_soon(new QTimer(this))
    , m_second(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 0, 10, 6);
    column->setSpacing(2);
    m_list->setAccessibleName(tr("Timeline as a list"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_stack->addWidget(m_canvas);
    m_stack->addWidget(m_list);
    column->addLayout(m_stack, 1);
    column->addWidget(makeFoot());
    setFocusProxy(m_canvas);

    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    m_second->setInterval(secondMs);
    connect(m_soon, &QTimer::timeout, this, &TimelineView::refresh);
    connect(m_second, &QTimer::timeout, this, &TimelineView::tick);
    connect(m_canvas, &TimelineCanvas::focusChanged, this, &TimelineView::showFocus);
    connect(m_canvas, &TimelineCanvas::activated, this, &TimelineView::entryActivated);
    connect(m_canvas, &TimelineCanvas::brushed, this, &TimelineView::showBrush);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { emit entryActivated(item->data(Qt::UserRole).toULongLong()); });
    connect(&m_desk, &Desk::applied, this, [this](const Delta& delta) {
        if (delta.incidents.contains(m_incident) || delta.changes || delta.topology)
            soon();
    });
    connect(&m_desk, &Desk::replaced, this, &TimelineView::soon);
    refresh();
}

QWidget* TimelineView::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_words = new PlainLabel({}, PlainLabel::Role::Dim);
    m_words->setPixels(12);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_words, 1);
    const auto button = [&](const QString& word, const QString& key, auto act) {
        auto* b = new Button(word, key);
        b->setLook(Button::Look::Quiet);
        connect(b, &QPushButton::clicked, this, act);
        row->addWidget(b);
        return b;
    };
    button(tr("Zoom in"), QStringLiteral("+"), [this] { m_canvas->zoomBy(1 / 1.5); });
    button(tr("Zoom out"), QStringLiteral("−"), [this] { m_canvas->zoomBy(1.5); });
    button(tr("Whole"), QStringLiteral("0"), [this] { m_canvas->fit(); });
    m_asList = button(tr("As a list"), {}, [this] { showList(m_stack->currentWidget() != m_list); });
    return foot;
}

void TimelineView::setIncident(IncidentId incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_canvas->setFocusItem(SIZE_MAX);
    refresh();
    m_canvas->fit();
}

void TimelineView::showList(bool list)
{
    if (list)
        fillList();
    m_stack->setCurrentWidget(list ? static_cast<QWidget*>(m_list) : m_canvas);
    setFocusProxy(m_stack->currentWidget());
    m_asList->setWord(list ? tr("As a picture") : tr("As a list"));
    m_stack->currentWidget()->setFocus();
}

void TimelineView::soon()
{
    m_dirty = true;
    if (isVisible() && !m_soon->isActive())
        m_soon->start();
}

void TimelineView::refresh()
{
    m_dirty = false;
    TimelineScene scene;
    scene.now = m_desk.now();
    if (const auto* incident = m_desk.workspace().incident(m_incident)) {
        scene.items = buildTimeline(m_desk.workspace(), *incident);
        scene.curve = firingCurve(m_desk.workspace(), *incident);
        scene.impact = impactStart(*incident);
        scene.live = incident->resolvedAt == 0;
        if (!scene.live)
            scene.now = incident->resolvedAt;
    }
    m_canvas->setScene(std::move(scene));
    m_canvas->setAccessibleDescription(summary());
    if (m_stack->currentWidget() == m_list)
        fillList();
    if (m_canvas->scene().focus == SIZE_MAX)
        showFocus(-1);
}

void TimelineView::tick()
{
    if (m_canvas->scene().live)
        m_canvas->setNow(m_desk.now());
}

void TimelineView::fillList()
{
    const auto& items = m_canvas->scene().items;
    const size_t skipped = items.size() > longestList ? items.size() - longestList : 0;
    const int row = m_list->currentRow();
    m_list->clear();
    for (size_t i = skipped; i < items.size(); ++i) {
        auto* line = new QListWidgetItem(
            QStringLiteral("%1 · %2").arg(laneWord(items[i].lane), sentenceOf(items[i])), m_list);
        line->setSizeHint({0, rowHeight});
        line->setData(Qt::UserRole, static_cast<qulonglong>(items[i].seq));
    }
    m_list->setCurrentRow(qBound(0, row, m_list->count() - 1));
}

void TimelineView::showFocus(qsizetype item)
{
    const auto& scene = m_canvas->scene();
    if (item >= 0 && item < static_cast<qsizetype>(scene.items.size())) {
        m_words->setText(sentenceOf(scene.items[static_cast<size_t>(item)]));
        m_canvas->setAccessibleDescription(m_words->text());
        return;
    }
    m_words->setText(scene.items.empty() ? tr("Nothing is known of this incident yet.")
                                         : tr("← → through the items, ↑ ↓ between lanes, Shift+← → measures"));
    m_canvas->setAccessibleDescription(summary());
}

void TimelineView::showBrush(qint64 from, qint64 to)
{
    if (from != to)
        m_words->setText(tr("%1–%2 · %3").arg(clockText(from), clockText(to), inWords(to - from)));
    else
        showFocus(-1);
    emit rangeSelected(from, to);
}

QString TimelineView::summary() const
{
    const auto& scene = m_canvas->scene();
    if (scene.items.empty())
        return tr("Nothing is known of this incident yet.");
    std::array<int, laneCount> count {};
    for (const auto& item : scene.items)
        ++count[static_cast<size_t>(item.lane)];
    const auto firing = scene.curve.empty() ? 0U : scene.curve.back().known();
    const auto unknown = scene.curve.empty() ? 0U : scene.curve.back().unknown;
    return tr("Impact starts %1. %2 alerts firing, %3 unknown. %4 changes, %5 acts of people, %6 actions and checks, "
              "%7 messages. Arrow keys go through them.")
        .arg(clockText(scene.impact))
        .arg(firing)
        .arg(unknown)
        .arg(count[1])
        .arg(count[2])
        .arg(count[3])
        .arg(count[4]);
}

void TimelineView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_second->start();
    if (m_dirty)
        refresh();
    tick();
}

void TimelineView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_second->stop();
}

} // namespace quarterdeck
