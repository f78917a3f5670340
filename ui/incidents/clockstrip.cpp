// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/clockstrip.h"

#include "models/items/tasklistmodel.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>

namespace quarterdeck {

namespace {

    constexpr qint64 k_calloutMs = 600'000;
    constexpr int k_gap = 8;
    constexpr int k_margin = 14;

    ClockItem taskClock(const TaskInfo& task, Instant now)
    {
        const Instant due = dueAt(task);
        ClockItem item;
        item.label = task.owner.isEmpty() ? ClockStrip::tr("to-do: %1").arg(task.text)
                                          : QStringLiteral("%1: %2").arg(personWord(task.owner), task.text);
        item.loud = now > due;
        item.figure = countdownText(item.loud ? now - due : due - now);
        if (item.loud)
            item.tail = ClockStrip::tr("overdue");
        else if (task.acknowledgedAt)
            item.tail = ClockStrip::tr("✓ heard");
        return item;
    }

} // namespace

std::vector<ClockItem> clocksOf(const Workspace& w, const Incident& i, Instant now)
{
    std::vector<ClockItem> items;
    const Instant start = i.observedAt && i.observedAt < i.openedAt ? i.observedAt : i.openedAt;
    const Instant end = i.resolvedAt ? i.resolvedAt : now;
    items.push_back({ i.resolvedAt ? ClockStrip::tr("Lasted") : ClockStrip::tr("Age"),
        countdownText(end - start), {}, false });
    std::vector<ClockItem> calm;
    if (i.accepted() && i.open()) {
        const qint64 since = qMax<qint64>(0, now - i.acceptedAt);
        calm.push_back(
            { ClockStrip::tr("Call-out in"), countdownText(k_calloutMs - since % k_calloutMs), {}, false });
    }
    for (const auto& task : i.tasks) {
        if (task.closedAt || task.boxMs <= 0)
            continue;
        const auto item = taskClock(task, now);
        (item.loud ? items : calm).push_back(item);
    }
    for (const auto id : i.runs) {
        const auto* run = w.run(id);
        if (!run || run->checkState != CheckState::Watching)
            continue;
        calm.push_back(
            { ClockStrip::tr("Post-check %1").arg(run->title), countdownText(now - run->checkStartedAt),
                ClockStrip::tr("of %1").arg(countdownText(run->checkUntil - run->checkStartedAt)), false });
    }
    items.insert(items.end(), calm.begin(), calm.end());
    return items;
}

ClockChip::ClockChip(QWidget* parent)
    : QFrame(parent)
    , m_label(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_figure(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_tail(new PlainLabel({}, PlainLabel::Role::Dim))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(4);
    for (auto* part : { m_label, m_figure, m_tail }) {
        part->setPixels(12);
        row->addWidget(part);
    }
    m_label->setMaximumWidth(220);
    m_figure->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFixedHeight(24);
}

void ClockChip::setItem(const ClockItem& item)
{
    if (item == m_item)
        return;
    m_item = item;
    for (auto* part : { m_label, m_tail })
        part->setRole(item.loud ? PlainLabel::Role::Loud : PlainLabel::Role::Dim);
    m_figure->setRole(item.loud ? PlainLabel::Role::Loud : PlainLabel::Role::Strong);
    m_label->setText(item.loud ? QStringLiteral("⚠ ") + item.label : item.label);
    m_figure->setText(item.figure);
    m_tail->setText(item.tail);
    m_tail->setVisible(!item.tail.isEmpty());
    updateGeometry();
    update();
}

void ClockChip::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const Colors& c = colorsOf(palette());
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(m_item.loud ? c.loud() : c.line);
    p.setBrush(m_item.loud ? QBrush(c.loudFill()) : QBrush(Qt::NoBrush));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

ClockStrip::ClockStrip(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_more(new PlainLabel({}, PlainLabel::Role::Dim))
{
    setObjectName(QStringLiteral("clock"));
    setFixedHeight(34);
    m_more->setParent(this);
    m_more->setPixels(12);
    refresh();
}

void ClockStrip::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void ClockStrip::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const auto items = i ? clocksOf(m_desk.workspace(), *i, m_desk.now()) : std::vector<ClockItem> {};
    while (m_chips.size() < items.size())
        m_chips.push_back(new ClockChip(this));
    // Placed by hand: what does not fit is counted, never squeezed.
    int x = k_margin;
    size_t shown = 0;
    const int room = width() - k_margin;
    for (size_t n = 0; n < m_chips.size(); ++n) {
        if (n < items.size())
            m_chips[n]->setItem(items[n]);
        const int wide = m_chips[n]->sizeHint().width();
        const bool last = n + 1 == items.size();
        const bool fits = n < items.size() && shown == n && x + wide <= room - (last ? 0 : 70);
        m_chips[n]->setVisible(fits);
        if (!fits)
            continue;
        m_chips[n]->setGeometry(x, (height() - 24) / 2, wide, 24);
        x += wide + k_gap;
        ++shown;
    }
    m_more->setVisible(shown < items.size() || !i);
    m_more->setText(i ? tr("+ %1 more").arg(items.size() - shown) : tr("No clock runs."));
    m_more->setGeometry(x, 0, qMax(0, room - x), height() - 1);
}

void ClockStrip::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    refresh();
}

} // namespace quarterdeck
