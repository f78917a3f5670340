// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"

#include <QStringList>

#include <initializer_list>

namespace quarterdeck {

/// Limits of one signal, whoever sends it. More than that is a mistake at the sender, who is told.
struct SignalLimits {
    static constexpr int labels = 64; ///< and as many annotations
    static constexpr qsizetype nameBytes = 1024;
    static constexpr qsizetype valueBytes = 64 * 1024;
    static constexpr qsizetype textBytes = 256 * 1024; ///< of one signal: it goes into one entry and one frame
};

/// Bytes of all of a signal's texts in UTF-8.
qsizetype textBytes(const Signal& signal);

/// Why a signal is too large, for "an alert was refused: …", or an empty string.
QString tooLarge(const Signal& signal);

/// Sorts by name and removes empty values, which in Prometheus' world mean "no such label". Returns the
/// name that occurs twice, or an empty string.
QString normalise(Labels& labels);

/// The de-duplication key of an alert that has no better one: the first 16 bytes, in hexadecimal, of
/// SHA-256 over its normalised label pairs. Every name and every value is preceded by its length in
/// UTF-8 bytes (32 bits, little endian), so that no two label sets read alike.
///
/// Prometheus' own post, Alertmanager's webhook and its API carry the same labels, so the same alert
/// has the same key whichever way it comes. Alertmanager's `fingerprint` (FNV-1a, 64 bits) is not used:
/// Prometheus does not send it, some senders leave it out, and 64 bits without a secret can be forged.
QString labelsKey(const Labels& labels);

/// The first of `names` that `labels` has, or an empty string.
QString firstOf(const Labels& labels, std::initializer_list<QLatin1StringView> names);

/// Whether a link from outside may be shown as one: http or https and nothing else.
bool isWebLink(QStringView link);

/// `{job="api", …}`: the title of an alert that has no name.
QString labelsAsTitle(const Labels& labels);

} // namespace quarterdeck
