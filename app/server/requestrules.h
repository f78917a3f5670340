// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/server.h"

#include <optional>
#include <string_view>

namespace quarterdeck {

/// Reads the bytes of a head as they arrive and refuses what a lenient parser would mend: bare CR or LF,
/// control bytes, folded lines, blanks around names. What passes has one meaning only, which is what
/// keeps a proxy in front and this server from disagreeing about where a request ends.
class HeadScan {
public:
    explicit HeadScan(const ServerLimits& limits)
        : m_limits(&limits)
    {
    }

    struct Result {
        qsizetype size = 0; ///< of the complete head with its empty line; 0: more bytes are needed
        std::optional<Refusal> refusal;
    };

    /// `bytes` is all that has come of this request so far.
    Result scan(std::string_view bytes);

private:
    std::optional<Refusal> step(std::string_view bytes);
    std::optional<Refusal> endLine(std::string_view line);

    const ServerLimits* m_limits;
    qsizetype m_at = 0;
    qsizetype m_lineStart = 0;
    int m_lines = 0;
    bool m_complete = false;
};

/// How the body of a request is delimited, out of its fields; the head's contentLength is set.
struct Framing {
    bool chunked = false;
    bool keepAlive = false;
    bool upgrade = false; ///< asks for a WebSocket
    bool expectsContinue = false;
};

/// The rules that span fields: one Host, one Content-Length of digits, chunked alone, no coded content,
/// GET, POST and OPTIONS only, sizes. `http11` is the version of the request.
std::optional<Refusal> checkFields(
    RequestHead& head, bool http11, const ServerLimits& limits, Framing& framing);

/// Names compare without case; a port of digits may follow. `allowed` empty: everything is.
bool hostAllowed(const QByteArray& host, const std::vector<QByteArray>& allowed);

/// An upgrade that Beast would answer in its own words: method, version, key, Origin, body.
std::optional<Refusal> checkUpgrade(const RequestHead& head, const Framing& framing);

/// The reply as bytes. CR, LF and NUL in what the handler gave are dropped.
QByteArray replyBytes(const HttpReply& reply, bool keepAlive);

} // namespace quarterdeck
