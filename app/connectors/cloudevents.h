// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/jsonscanner.h"
#include "app/connectors/rawrequest.h"
#include "models/domain/result.h"

namespace quarterdeck {

/// A CloudEvents request (HTTP binding 1.0.2) as a JSON array of events, whichever way it came:
/// structured (one object), batched (an array) or binary (attributes in ce-* headers, percent-decoded).
/// An event is its attributes and `data`: JSON where its content type says so, else a text; what is
/// base64 is decoded if it then is JSON or UTF-8, else left in `data_base64`. A bare CDEvent, an object
/// with `context` and `subject`, counts as one event whose data it is.
/// Error "cloudevents.refused" or "json.refused".
Result<QByteArray> cloudEventsAsJson(const RawRequest& request, const ScanLimits& limits);

} // namespace quarterdeck
