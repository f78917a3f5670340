// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/senders.h"
#include "ui/common/desk.h"

#include <QObject>
#include <QTimer>

#include <vector>

class QWidget;

namespace quarterdeck {

/// Looks at a console from inside of its own thread: how late a precise timer is, which alerts have
/// arrived, and how long it took from the beginning of the request to the first painting after it.
class StormWatch : public QObject {
    Q_OBJECT

public:
    /// `view`: the viewport of the alert list.
    StormWatch(Desk& desk, const Senders& senders, QWidget& view, quint32 alerts);

    quint32 arrived() const { return m_arrivedCount; }

    bool hasArrived(quint32 number) const { return m_arrived[number]; }

    quint32 twice() const { return m_twice; }

    Times& lateness() { return m_lateness; }

    Times& postToRow() { return m_postToRow; }

    Times& postToFold() { return m_postToFold; }

    int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ticked();
    void applied(const Delta& delta);
    void count(AlertId id);

    Desk& m_desk;
    const Senders& m_senders;
    std::vector<bool> m_arrived;
    std::vector<SteadyClock::time_point> m_unpainted; ///< requests whose row is in the workspace only
    quint32 m_counted = 0; ///< alerts of the workspace that were looked at
    quint32 m_arrivedCount = 0;
    quint32 m_twice = 0;
    int m_paints = 0;
    QTimer m_timer;
    SteadyClock::time_point m_tickedAt;
    Times m_lateness;
    Times m_postToRow;
    Times m_postToFold;
};

} // namespace quarterdeck
