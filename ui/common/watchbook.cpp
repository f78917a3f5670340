// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/watchbook.h"

#include "models/domain/text.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"

#include <QStringList>
#include <QTimer>

namespace quarterdeck {

namespace {

    constexpr quint32 k_rows = 20'000; // looked at in a slice
    constexpr int k_texts = 40; // read in a slice, some 50 µs each
    constexpr int k_seriesShown = 2;

    QString figure(double value)
    {
        return QString::number(value, 'g', 3);
    }

} // namespace

WatchBook::WatchBook(Desk& desk, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(0);
    connect(m_timer, &QTimer::timeout, this, &WatchBook::read);
    connect(&desk, &Desk::applied, this, [this](const Delta& delta) {
        for (const auto id : delta.changedAlerts) {
            if (id.value < m_next)
                m_touched.insert(id);
        }
        // An incident that is accepted takes its warnings along.
        m_news = m_news || (!delta.incidents.empty() && !m_firing.empty());
        if (!m_touched.empty() || delta.newAlerts || m_news)
            m_timer->start();
    });
    connect(&desk, &Desk::replaced, this, &WatchBook::restart);
    m_timer->start();
}

void WatchBook::restart()
{
    m_firing.clear();
    m_names.clear();
    m_touched.clear();
    m_next = 1;
    m_news = true;
    m_timer->start();
}

void WatchBook::read()
{
    m_texts = 0;
    const auto& w = m_desk.workspace();
    while (!m_touched.empty() && m_texts < k_texts) {
        look(*m_touched.begin());
        m_touched.erase(m_touched.begin());
    }
    const quint32 to = qMin(w.alertCount(), m_next + k_rows);
    while (m_next <= to && m_texts < k_texts)
        look({ m_next++ });
    if (m_news)
        emit changed();
    m_news = false;
    if (!m_touched.empty() || m_next <= w.alertCount())
        m_timer->start();
}

void WatchBook::look(AlertId id)
{
    const auto& w = m_desk.workspace();
    const auto& row = w.alert(id);
    if (row.status != AlertStatus::Firing) {
        m_news = m_firing.erase(id) > 0 || m_news;
        return;
    }
    const auto name = m_names.find(row.name);
    if (name != m_names.end() && !name->second)
        return;
    ++m_texts;
    const auto text = m_desk.text(id);
    const auto warning = warningOf(text.annotations);
    if (name == m_names.end())
        m_names.emplace(row.name, warning.has_value());
    if (!warning)
        return;
    m_everSeen = true;
    m_news = true;
    m_firing[id] = { *warning, visible(text.title, 300) };
}

std::vector<AlertId> WatchBook::warnings() const
{
    const auto& w = m_desk.workspace();
    std::vector<AlertId> out;
    for (const auto& [id, watched] : m_firing) {
        const auto& row = w.alert(id);
        const auto* incident = w.incident(row.incident);
        if (!row.suppressed && !(incident && incident->accepted() && incident->open()))
            out.push_back(id);
    }
    std::sort(out.begin(), out.end(), [&](AlertId a, AlertId b) {
        const auto& x = w.alert(a);
        const auto& y = w.alert(b);
        return x.severity != y.severity ? x.severity > y.severity
                                        : std::tie(x.startedAt, a) < std::tie(y.startedAt, b);
    });
    return out;
}

QString WatchBook::figuresOf(const ChangeInfo& change) const
{
    const auto& w = m_desk.workspace();
    QStringList words;
    for (const auto& [id, watched] : m_firing) {
        const auto& row = w.alert(id);
        const auto& points = watched.warning.points;
        if (change.service.isEmpty() || w.name(row.service) != change.service || points.empty()
            || words.size() == k_seriesShown)
            continue;
        const Instant end = points.back().first + 1;
        const auto before = medianOf(points, 0, change.at);
        const auto after = medianOf(points, change.at, end);
        if (before && after)
            words << tr("%1: median %2 before, %3 after (until %4)")
                         .arg(visible(w.name(row.name), 80), figure(*before), figure(*after), clockText(end));
    }
    return words.join(QStringLiteral("; "));
}

} // namespace quarterdeck
