// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/connectors/rawrequest.h"
#include "models/domain/result.h"
#include "models/domain/time.h"

namespace quarterdeck {

/// Whether a request is from somebody who has the source's secret: HMAC over the raw bytes within its
/// time window, or the token header, compared in constant time. A rule with both wants both. Replays
/// inside the window are the relay's to notice: it remembers, a connector does not.
/// Errors: "signature.missing", "signature.wrong", "signature.late", "signature.secret".
Outcome verifyRequest(
    const VerifyRule& rule, const RawRequest& request, const QByteArray& secret, Instant now);

/// The rule that the request satisfies, of several of which any is enough. Else the error of the first whose
/// header came with it, or of the first.
Result<const VerifyRule*> verifyAny(
    const std::vector<VerifyRule>& rules, const RawRequest& request, const QByteArray& secret, Instant now);

} // namespace quarterdeck
