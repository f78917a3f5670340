// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/streams/earlywarning.h"
#include "models/state/workspace.h"

#include <QObject>

#include <map>
#include <set>

class QTimer;

namespace quarterdeck {

class Desk;

/// The alerts of watched series that fire, with what their annotations say. Found in slices, since an alert's
/// texts are read by row: a name that no watched series has is read once. Lives on the GUI thread.
class WatchBook : public QObject {
    Q_OBJECT

public:
    struct Watched {
        EarlyWarning warning;
        QString title;
    };

    explicit WatchBook(Desk& desk, QObject* parent = nullptr);

    const std::map<AlertId, Watched>& firing() const { return m_firing; }

    /// Of these, in no accepted incident and not suppressed: gravest first, then the one that has been firing
    /// longest.
    std::vector<AlertId> warnings() const;

    /// Whether a watched series has ever been seen to warn.
    bool everSeen() const { return m_everSeen; }

    /// Of a change's service: medians of its watched series before and after it, in words; empty where there
    /// is none with points on both sides.
    QString figuresOf(const ChangeInfo& change) const;

signals:
    void changed();

private:
    void restart();
    void read();
    void look(AlertId id);

    Desk& m_desk;
    QTimer* m_timer;
    std::map<AlertId, Watched> m_firing;
    std::map<NameIndex, bool> m_names; ///< whether alerts of this name are of watched series
    std::set<AlertId> m_touched;
    quint32 m_next = 1; ///< alerts before it have been looked at
    bool m_everSeen = false;
    bool m_news = false;
    int m_texts = 0; ///< read in this slice
};

} // namespace quarterdeck
