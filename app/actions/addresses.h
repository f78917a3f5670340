// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/runbook.h"

namespace quarterdeck {

/// Whether an address is literal, or made of `vars` alone: what comes with an alert never chooses a host, a
/// scheme or a path. Such values belong into `path` and `query`, where they are percent-encoded.
Outcome checkAddressRule(const TextElement& url);

/// A header that a runbook may set; not those by which a request's end or its receiver is told.
Outcome checkHeaderName(const QString& name);

/// One header's value: printable ASCII.
Outcome checkHeaderValue(const QString& name, const QString& value);

/// The address that is asked: `base` with segments and query parameters, each percent-encoded as a whole.
/// Refused ("action.address") are schemes other than http and https, a user name, a fragment, an address
/// without host, and empty or dotted segments.
Result<QString> buildAddress(
    const QString& base, const QStringList& segments, const std::vector<std::pair<QString, QString>>& query);

} // namespace quarterdeck
