// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <unordered_map>

namespace quarterdeck {

/// How often a kind of alert fires on a resource, in words: "never seen before", "rare: 2 times before, the
/// last time 12 d 4 h ago", "frequent: 144 times before, about every 10 m".
struct Frequency {
    enum class Label : quint8 { Never, Rare, Frequent };
    Label label = Label::Never;
    quint64 before = 0; ///< times that this kind fired on this resource before its latest time
    quint64 elsewhere = 0; ///< times that this name fired on other resources
    Instant last = 0; ///< of those before
    QString words;
};

/// Counts how often each kind of alert began to fire, out of Workspace::heard(): what a list says beside a
/// row without looking through a million. Kept up by read(); 65,536 kinds at most, what comes beyond them has
/// no figure. One thread owns it; no clock.
class KindBook {
public:
    static constexpr size_t kindsMost = 65'536;

    /// Reads what was heard since, at most so many times; true once nothing is left.
    bool read(const Workspace& workspace, size_t timesMost);

    /// Of an alert's kind as it was last heard; nothing where it has no figure.
    std::optional<Frequency> of(const AlertRow& row) const;

    /// From the first time heard to the last one: "never" of ten minutes is no news.
    qint64 spanMs() const { return m_latest - m_first; }

    /// Whether enough has been heard for "never" and "rare" to mean something: triage::kindsKnownMs.
    bool knowsEnough() const;

private:
    struct Times {
        quint64 times = 0;
        Instant first = 0;
        Instant last = 0;
        Instant previous = 0; ///< before the last
    };

    struct KindHash {
        size_t operator()(const AlertKind& kind) const
        {
            return std::hash<quint64>()(quint64(kind.name) << 32 | kind.resource);
        }
    };

    quint64 m_next = 0; ///< among all that were ever heard
    Instant m_first = 0;
    Instant m_latest = 0;
    std::unordered_map<AlertKind, Times, KindHash> m_kinds;
    std::unordered_map<NameIndex, quint64> m_names;
};

} // namespace quarterdeck
