// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A signal as JSON: what a connector's jq gives, and what `quarterdeckctl map` prints.
//
//   kind         alert (the default), change, heartbeat, info
//   id           the source's own id of this item
//   dedup_key    stable over firing and resolved; of an alert absent: the hash of its labels
//   status       firing, acknowledged, resolved, suppressed, info (absent: firing, and info for what is
//                no alert)
//   severity     critical, high, warning, low, info, unknown (the default)
//   name title description service resource environment version    texts
//   labels annotations    objects of texts
//   links        texts; what is neither http nor https is left out
//   started_at ended_at   times (timeformats.h); printed in RFC 3339 or null
//   expires_s    of a firing alert whose system never says that it ended: seconds from its arrival after
//                which nothing is known of it any more; printed as the ended_at that it makes
//
// What `each` of the prelude gives is a signal inside {each: ...}, or {refused: "sentence"} for an item
// that could not be read: it costs itself, and the others of its request are taken.
//
// A member beside these, a wrong type or a word that is not listed refuses the whole request: it is
// quarantined with the sentence and mapped again when the connector is right. Left out silently it
// would be an alert without its service, found weeks later. (Signals through `each` are refused singly.)

#include "app/connectors/timeformats.h"
#include "models/domain/result.h"
#include "models/domain/signal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <vector>

namespace quarterdeck {

/// What one request became: its signals in order, and a sentence for each item that could not be read while
/// others could.
struct Signals : std::vector<Signal> {
    Signals() = default;
    explicit Signals(std::vector<Signal> all)
        : std::vector<Signal>(std::move(all))
    {
    }

    QStringList refused;
};

struct ReadOptions {
    std::map<QString, TimeFormat> times; ///< by field
    Instant receivedAt = 0; ///< where expires_s counts from
    bool cutStrings = false; ///< a text that is too long is cut, with a mark that says how much is missing
};

/// Error "signal.refused"; the sentence names the result by its index, and the member. So is a request whose
/// items are all refused.
Result<Signals> toSignals(const QJsonArray& results, const ReadOptions& options = {});

/// All members listed above, also the empty ones.
QJsonObject toJson(const Signal& signal);

/// One line of JSON without its line end: `kind` first, then `source`, then the others as listed above.
QByteArray toJsonLine(const Signal& signal, const QString& source);

} // namespace quarterdeck
