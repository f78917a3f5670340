// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/entry.h"

namespace quarterdeck {

/// The bytes that an entry keeps, compared with the hash beside them. Errors: "attachment.none" where the entry keeps
/// none, "attachment.redacted" where its texts are gone or are for members only, "attachment.damaged".
Result<QByteArray> attachedBytes(const Entry& entry);

} // namespace quarterdeck
