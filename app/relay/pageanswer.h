// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/state/workspace.h"

namespace quarterdeck {

/// What somebody who was paged says, as the system that paged them posts it to /v1/answers with a send token:
///
///   {"dedup_key": "quarterdeck-…-17", "presence": "present", "person": "swift", "words": "joins in 10 minutes"}
///
/// `dedup_key` is the one that the page carried; presence is present, missing or gone; without `person` it is whoever
/// was paged. Errors: "answer.refused".
Result<PersonAnswered> readPageAnswer(const QByteArray& body, const Workspace& workspace);

} // namespace quarterdeck
