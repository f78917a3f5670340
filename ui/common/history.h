// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/triage/kindbook.h"
#include "models/triage/past.h"
#include "models/triage/servicegraph.h"

#include <QObject>

class QTimer;

namespace quarterdeck {

class Desk;

/// What the window remembers of before, for labels and comparisons: how often kinds fired, what past incidents
/// were like, and the service map as numbers. Reads in slices of a few milliseconds, and goes on as more comes.
/// Lives on the GUI thread.
class History : public QObject {
    Q_OBJECT

public:
    explicit History(Desk& desk, QObject* parent = nullptr);

    const KindBook& kinds() const { return m_kinds; }

    const PastMemory& past() const { return m_past; }

    /// Of the present topology.
    const ServiceGraph& map();

    /// Nothing is left to be read: what is not found was not there.
    bool complete() const { return m_complete; }

    /// In words, where enough is known for it to mean something; else empty.
    QString seenWords(AlertId alert) const;

    /// Never seen, or rare: "never seen" and "rare", where enough is known; else empty.
    QString label(AlertId alert) const;

    /// Of a group: "never seen" and "rare" where all of its kinds are, "some never seen" and "some rare" where some are;
    /// looks at its first labelledAlerts alerts.
    QString groupLabel(const Incident& incident) const;

    static constexpr size_t labelledAlerts = 256;

signals:
    void grew(); ///< all that there was has been read; what comes afterwards is read as it comes

private:
    void read();
    void restart();

    Desk& m_desk;
    KindBook m_kinds;
    PastMemory m_past;
    ServiceGraph m_map;
    bool m_mapOld = true;
    bool m_complete = false;
    QTimer* m_timer;
};

} // namespace quarterdeck
