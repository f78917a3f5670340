// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/clockstrip.h"

#include "models/state/commandclock.h"
#include "models/state/silences.h"
#include "ui/common/desk.h"
#include "ui/common/paint.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"

#include <QHBoxLayout>

namespace quarterdeck {

namespace {

    constexpr int k_gap = 8;
    constexpr int k_margin = 14;

    QString labelOf(const DueItem& item)
    {
        switch (item.kind) {
        case DueKind::Age:
            return ClockStrip::tr("Age");
        case DueKind::Callout:
            return ClockStrip::tr("Call-out");
        case DueKind::Update:
            return item.id.endsWith(QLatin1String("public")) ? ClockStrip::tr("Public update")
                                                             : ClockStrip::tr("Internal update");
        case DueKind::Poll:
            return ClockStrip::tr("Objections to: %1").arg(item.what);
        case DueKind::PostCheck:
            return ClockStrip::tr("Post-check %1").arg(item.what);
        case DueKind::Task:
        case DueKind::Decision:
            break;
        }
        return item.what;
    }

    QString bridgeWords(const CallBridge& b)
    {
        QStringList words;
        if (!b.link.isEmpty())
            words << ClockStrip::tr("Call %1").arg(b.link);
        if (!b.phone.isEmpty())
            words << (b.pin.isEmpty() ? b.phone : ClockStrip::tr("%1 PIN %2").arg(b.phone, b.pin));
        if (!b.chat.isEmpty())
            words << b.chat;
        return words.join(QStringLiteral(" · "));
    }

} // namespace

std::vector<ClockItem> clocksOf(const Workspace& w, const Incident& i, Instant now)
{
    std::vector<ClockItem> items;
    if (!i.open() || !i.accepted()) {
        const Instant start = i.observedAt && i.observedAt < i.openedAt ? i.observedAt : i.openedAt;
        items.push_back({ i.resolvedAt ? ClockStrip::tr("Lasted") : ClockStrip::tr("Age"),
            countdownText((i.resolvedAt ? i.resolvedAt : now) - start), {}, false });
        return items;
    }
    std::vector<ClockItem> calm;
    for (const auto& due : dueItems(w, i, now)) {
        ClockItem item { labelOf(due), countdownText(qAbs(due.leftMs)), {}, due.overdue };
        if (due.kind == DueKind::Poll)
            item.loud = false; // its own strip says that the countdown is over
        else if (due.overdue)
            item.tail = ClockStrip::tr("overdue");
        else if (due.snoozed)
            item.tail = ClockStrip::tr("put off");
        (due.kind == DueKind::Age || item.loud ? items : calm).push_back(item);
    }
    for (const auto& warning : silenceWarnings(w, now))
        items.push_back({ ClockStrip::tr("Silence %1 ends, %n alerts return", nullptr, static_cast<int>(warning.returns)).arg(warning.silence.value),
            countdownText(qMax<qint64>(0, warning.until - now)), {}, true });
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
    , m_bridge(new PlainLabel)
{
    setObjectName(QStringLiteral("clock"));
    setFixedHeight(34);
    m_more->setParent(this);
    m_more->setPixels(12);
    m_bridge->setParent(this);
    m_bridge->setPixels(12);
    m_bridge->setObjectName(QStringLiteral("bridge"));
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
    const QString bridge = i ? bridgeWords(i->bridge) : QString();
    m_bridge->setText(bridge);
    m_bridge->setVisible(!bridge.isEmpty());
    const int bridgeWidth = bridge.isEmpty() ? 0 : qMin(m_bridge->sizeHint().width(), width() * 2 / 5);
    m_bridge->setGeometry(width() - k_margin - bridgeWidth, 0, bridgeWidth, height() - 1);
    const int room = width() - k_margin - (bridgeWidth ? bridgeWidth + k_gap : 0);
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
