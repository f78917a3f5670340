// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"
#include "models/domain/shards.h"

#include <QHash>

#include <span>
#include <tuple>
#include <vector>

namespace quarterdeck {

/// Alerts under keys, asked for "the latest K of this key". Taking an alert out leaves a stale slot behind
/// that the next question passing it sweeps away, so that every slot is swept once and no change of one
/// alert is slow, however many share its key and however wrong the senders' clocks are. The answers depend on the filed alerts only, never on the
/// order in which they came and went.
class RecencyIndex {
public:
    using Key = quint64;

    enum class Kind : quint8 { All = 1, Service, Name, Resource, Host, Token };

    static constexpr Key key(Kind kind, quint32 value) { return (Key(kind) << 32) | value; }

    void clear();

    /// Files the alert, or files it again where its time changed. Keys of one alert never change.
    void file(AlertId alert, Instant at, std::span<const Key> keys);
    void unfile(AlertId alert);
    bool filed(AlertId alert) const;
    bool filedAt(AlertId alert, Instant at) const;
    quint32 count() const { return m_count; }

    /// Appends the latest `most` alerts of the key, latest first, ties by the higher number first.
    void latest(Key key, int most, std::vector<AlertId>& out);

private:
    struct Slot {
        Instant at = 0;
        AlertId alert;
        quint32 turn = 0; ///< valid while it is the alert's turn

        bool operator<(const Slot& o) const { return std::tie(at, alert) < std::tie(o.at, o.alert); }
    };

    struct Filed {
        Instant at = 0;
        quint32 turn = 0; ///< counts up with each filing
        bool in = false;
    };

    using Line = std::vector<Slot>; ///< by time

    bool valid(const Slot& slot) const;
    void sweepIfFull(Line& line);
    void insert(Line& line, const Slot& slot);
    void insert(Key key, const Slot& slot);
    void latest(Line& line, int& most, std::vector<AlertId>& out);

    std::vector<Filed> m_filed; ///< by AlertId value - 1
    Shards<Line> m_slots;
    QHash<Key, std::vector<Line>> m_older; ///< of a long line: pieces of it, all before what m_slots has
    quint32 m_count = 0;
};

} // namespace quarterdeck
