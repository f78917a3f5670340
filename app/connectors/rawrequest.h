// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <utility>
#include <vector>

namespace quarterdeck {

/// A request as it came: what the evidence inbox stores and a connector maps.
struct RawRequest {
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// By name, without regard to case; several are joined by ", "; empty if there is none.
    QByteArray header(QByteArrayView name) const;
    /// The media type in lower case without parameters: "application/json".
    QByteArray contentType() const;
};

/// A request out of a file: a dump that begins with a request line ("POST /x HTTP/1.1", headers, an
/// empty line, body; line ends CRLF or LF), else the whole file is the body.
RawRequest readRequestFile(const QByteArray& file);

/// Headers as a JSON object of texts with lower-case names, for jq. Authorization, cookies and what
/// looks like a token are left out: a mapping cannot put into a title what it does not get.
QByteArray headersAsJson(const RawRequest& request);

/// application/x-www-form-urlencoded as a JSON object; a name that occurs again makes a list.
/// Error "form.refused": not UTF-8, more than 1,000 fields.
Result<QByteArray> formAsJson(QByteArrayView body);

/// Percent-decoding of one text; nothing is refused.
QByteArray percentDecoded(QByteArrayView text);

} // namespace quarterdeck
