// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace quarterdeck {

/// Entries a second that are encoded and decoded, and both times as multiples of hashing the same bytes
/// with SHA-256 in the same run: a machine's speed falls out of such a ratio.
QJsonObject runCodec(int entries, int factsEach);

/// Entries a second that a workspace folds, and its snapshot, against decoding the same entries.
QJsonObject runFold(int entries, int factsEach);

} // namespace quarterdeck
