// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Times leave jq as text or numbers with the name of their format and are read here: jq's own strptime
// knows neither fractions nor zones, and its mktime rounds.
//
//   rfc3339                         2026-11-23T14:07:02.25Z, any fraction, offset or Z (the default)
//   epoch_s epoch_ms epoch_us epoch_ns   a number or its digits; epoch_s may have a fraction
//   a pattern                       yyyy MM dd HH mm ss, S (any fraction), z (Z, UTC, GMT, +02:00,
//                                   +0200, +02), everything else literally: "yyyy.MM.dd HH:mm:ss"
//
// Without a format, beside rfc3339, those texts are read that can mean one thing only:
// 2019-02-15T23:53:45.093+0000, 2021-04-28 21:50:00 +0200 and 2021-04-28 21:50:00 UTC.
// A pattern without z needs a zone: UTC, an offset or a name such as Europe/Berlin. There is no default:
// guessing "local" is how two hours go missing from a timeline. Years 1 and 0 and epoch 0 mean "no time".

#include "models/domain/result.h"
#include "models/domain/time.h"

#include <QJsonValue>

namespace quarterdeck {

struct TimeFormat {
    QString format; ///< empty: rfc3339 and what can mean one thing only
    QString zone;

    bool operator==(const TimeFormat&) const = default;
};

/// A text or number of jq's, or an object {text, format, zone}, which overrides `usual`. Null, "" and
/// absent give 0. Error "time.refused".
Result<Instant> readTime(const QJsonValue& value, const TimeFormat& usual = {});

Result<Instant> readTime(const QString& text, const TimeFormat& format);

/// Refuses a format that readTime() would not understand.
Outcome checkTimeFormat(const TimeFormat& format);

} // namespace quarterdeck
