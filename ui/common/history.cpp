// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/history.h"

#include "ui/common/desk.h"

#include <QTimer>

#include <utility>

namespace quarterdeck {

namespace {

    // A slice stays below half a frame; between two of them the window lives.
    constexpr size_t k_timesRead = 10'000;
    constexpr size_t k_alertsRead = 2'000;

} // namespace

History::History(Desk& desk, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(0);
    connect(m_timer, &QTimer::timeout, this, &History::read);
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        m_mapOld = m_mapOld || delta.topology;
        m_past.applied(m_desk.workspace(), delta);
        if (delta.newAlerts || !delta.changedAlerts.empty() || !delta.incidents.empty())
            m_timer->start();
    });
    connect(&desk, &Desk::replaced, this, &History::restart);
    m_timer->start();
}

void History::restart()
{
    m_kinds = {};
    m_past = {};
    m_mapOld = true;
    m_complete = false;
    m_timer->start();
}

void History::read()
{
    const bool kinds = m_kinds.read(m_desk.workspace(), k_timesRead);
    const bool past = m_past.read(m_desk.workspace(), k_alertsRead);
    const bool before = std::exchange(m_complete, kinds && past);
    if (!m_complete)
        m_timer->start();
    else if (!before)
        emit grew();
}

const ServiceGraph& History::map()
{
    if (m_mapOld)
        m_map = ServiceGraph(m_desk.workspace().topology());
    m_mapOld = false;
    return m_map;
}

QString History::seenWords(AlertId alert) const
{
    const auto& w = m_desk.workspace();
    if (!m_kinds.knowsEnough() || !w.hasAlert(alert))
        return {};
    const auto found = m_kinds.of(w.alert(alert));
    return found ? found->words : QString();
}

QString History::label(AlertId alert) const
{
    const auto& w = m_desk.workspace();
    if (!m_kinds.knowsEnough() || !w.hasAlert(alert))
        return {};
    const auto found = m_kinds.of(w.alert(alert));
    if (!found || found->label == Frequency::Label::Frequent)
        return {};
    return found->label == Frequency::Label::Never ? tr("never seen") : tr("rare");
}

QString History::groupLabel(const Incident& incident) const
{
    if (!m_kinds.knowsEnough())
        return {};
    const auto& w = m_desk.workspace();
    size_t read = 0;
    size_t never = 0;
    size_t rare = 0;
    for (const auto id : incident.alerts) {
        if (read == labelledAlerts)
            break;
        const auto found = m_kinds.of(w.alert(id));
        if (!found)
            continue;
        ++read;
        never += found->label == Frequency::Label::Never;
        rare += found->label == Frequency::Label::Rare;
    }
    if (never)
        return never == read ? tr("never seen") : tr("some never seen");
    if (rare)
        return rare == read ? tr("rare") : tr("some rare");
    return {};
}

} // namespace quarterdeck
