// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every payload that goes to jq is read by this scanner first.
//
// Why one of our own: jq 1.6 keeps the last of two equal keys, holds every number as a double (so it
// rounds integers beyond 2^53), nests 10,000 deep and takes lone surrogates for U+FFFD; QJsonDocument
// does three of these four as well. An identifier that two readers understand differently is a way to
// close somebody else's alert, so such a text is refused and not repaired. The one repair is that
// integers beyond ±2^53 become strings of their digits: real senders do write them (Alertmanager v3's
// groupKey, OTLP's nanoseconds), they are identifiers or times, and both are read as text.
//
// Rejected: simdjson for this (no duplicate keys, no key paths in errors, and the text has to be
// written out again for libjq anyway) and truncation of what is too long (a cut label is another label).

#include "models/domain/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace quarterdeck {

/// What a JSON text may be at most. A limit that is hit refuses the text as a whole.
struct ScanLimits {
    int depth = 32; ///< arrays and objects inside each other
    qsizetype stringBytes = 64 * 1024; ///< of one string or key, as written
    int keys = 10'000; ///< of all objects together
};

/// The same JSON text with integers beyond ±2^53 as strings and without a byte order mark. The error
/// (code "json.refused") says what is wrong, at which byte of `text` and at which jq path.
Result<QByteArray> scanJson(QByteArrayView text, const ScanLimits& limits = {});

} // namespace quarterdeck
