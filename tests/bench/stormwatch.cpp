// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/stormwatch.h"

#include <QEvent>
#include <QWidget>

namespace quarterdeck {

namespace {
    constexpr int k_frameMs = 16;
    constexpr quint32 k_sampleEvery = 100;
}

StormWatch::StormWatch(Desk& desk, const Senders& senders, QWidget& view, quint32 alerts)
    : m_desk(desk)
    , m_senders(senders)
    , m_arrived(alerts)
{
    view.installEventFilter(this);
    connect(&desk, &Desk::applied, this, &StormWatch::applied);
    connect(&desk, &Desk::replaced, this, [this] { applied({}); });
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(k_frameMs);
    connect(&m_timer, &QTimer::timeout, this, &StormWatch::ticked);
    m_tickedAt = SteadyClock::now();
    m_timer.start();
}

void StormWatch::ticked()
{
    const double late = msSince(m_tickedAt) - k_frameMs;
    m_tickedAt = SteadyClock::now();
    m_lateness.add(late > 0 ? late : 0);
}

void StormWatch::applied(const Delta&)
{
    for (const auto& w = m_desk.workspace(); m_counted < w.alertCount();)
        count({ ++m_counted });
}

void StormWatch::count(AlertId id)
{
    const auto& w = m_desk.workspace();
    const QString& resource = w.name(w.alert(id).resource);
    bool ok = false;
    const quint32 number = resource.mid(5).toUInt(&ok);
    if (!ok || number >= m_arrived.size())
        return;
    if (m_arrived[number]) {
        ++m_twice;
        return;
    }
    m_arrived[number] = true;
    ++m_arrivedCount;
    if (number % k_sampleEvery)
        return;
    m_postToFold.add(msSince(m_senders.begunAt(number)));
    m_unpainted.push_back(m_senders.begunAt(number));
}

bool StormWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        ++m_paints;
        for (const auto begun : std::exchange(m_unpainted, {}))
            m_postToRow.add(msSince(begun));
    }
    return QObject::eventFilter(watched, event);
}

} // namespace quarterdeck
