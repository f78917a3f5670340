// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

namespace quarterdeck {

class Desk;

/// What a commander must not miss while looking elsewhere, and nothing else: a new major incident, a lost link, a
/// stale source, an overdue clock. Each is told once, until it has ended and comes again.
class Notifier : public QObject {
    Q_OBJECT

public:
    explicit Notifier(const Desk& desk, QObject* parent = nullptr);

    /// Once a second. The sentences of what is new since the last time; what holds at the first look is on the
    /// screen already and is not told.
    QStringList look();

    /// look(), then desktop notification and sound for each. Without a notification service only the sound is left.
    void tick();

    void setMuted(bool muted) { m_muted = muted; }
    bool isMuted() const { return m_muted; }

private:
    void tell(const QString& sentence);

    const Desk& m_desk;
    QSet<QString> m_told;
    bool m_first = true;
    bool m_muted = false; ///< the sound; the notification stays
};

} // namespace quarterdeck
