// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

namespace quarterdeck {

/// Milliseconds since 1970-01-01T00:00Z; 0 means "not known".
using Instant = qint64;

/// "2026-11-23T14:07:02.250Z".
QString toIso(Instant at);

/// RFC 3339 with any number of fractional digits and an offset or Z. Nothing for what is not one, and 0
/// for the "year 1" that Go's zero time is written as.
std::optional<Instant> fromIso(QStringView text);

/// "3 m 50 s", "2 h 10 m", "45 s": at most two units, for sentences.
QString inWords(qint64 milliseconds);

/// The wall clock as an edge: everything that needs "now" is handed one.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    /// Milliseconds that never step: for deadlines.
    virtual qint64 monotonic() const = 0;
};

} // namespace quarterdeck
