// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/requestrules.h"

#include <memory>

namespace quarterdeck {

/// Bytes in, one request out. No socket and no clock, so that a fuzzer can drive it. The head passes
/// HeadScan first and then Beast's parser, and the body is Beast's alone.
class RequestReader {
public:
    enum class Step { NeedMore, Ready, Refused };

    explicit RequestReader(const ServerLimits& limits);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Takes the head off the front of `bytes`. Ready: head() and framing() hold.
    Step takeHead(QByteArray& bytes);
    /// Takes what belongs to the body; only after takeHead was Ready. What is left starts the next request.
    Step takeBody(QByteArray& bytes);

    const RequestHead& head() const;
    RequestHead& head();
    const Framing& framing() const;
    qint64 bodySize() const;
    QByteArray takenBody();
    const Refusal& refusal() const; ///< after Refused; the peer is not filled in

private:
    class Parser;
    Step refuse(Refusal refusal);

    const ServerLimits* m_limits;
    HeadScan m_scan;
    std::unique_ptr<Parser> m_parser;
    Framing m_framing;
    Refusal m_refusal;
};

} // namespace quarterdeck
