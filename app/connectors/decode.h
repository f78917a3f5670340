// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/connectors/jsonscanner.h"
#include "app/connectors/rawrequest.h"
#include "models/domain/result.h"

namespace quarterdeck {

/// The payload as the rule's programs get it: one JSON text that went through the scanner.
/// Errors: "json.refused", "form.refused", "cloudevents.refused".
Result<QByteArray> decodePayload(const ReceiveRule& rule, const RawRequest& request);

/// One JSON text per line as an array; empty lines are nothing. Error "json.refused" names the line.
Result<QByteArray> jsonLinesAsJson(QByteArrayView body, const ScanLimits& limits);

/// Texts at `paths` (".Message", ".records[].info") that are JSON become what they say, through the same
/// scanner as the payload, so that numbers beyond doubles stay exact. A text that is not JSON, or is refused,
/// stays a text: no event is lost to what is inside it.
QByteArray decodeInside(const QByteArray& json, const std::vector<QString>& paths, const ScanLimits& limits);

} // namespace quarterdeck
