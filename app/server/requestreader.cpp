// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestreader.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <limits>

namespace quarterdeck {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

    QByteArray bytesOf(beast::string_view text)
    {
        return { text.data(), qsizetype(text.size()) };
    }

    /// A chunk's size line or the bytes between two chunks; more than this without an end is an attack.
    constexpr qsizetype chunkLine = 256;

    /// Whether what Beast left of a chunked body can still become a chunk. It goes on waiting when a quoted
    /// extension is not closed in its line.
    bool canBecomeChunk(const QByteArray& bytes)
    {
        const qsizetype start = bytes.startsWith("\r\n") ? 2 : 0;
        const auto end = bytes.indexOf("\r\n", start);
        if (bytes.size() > chunkLine || bytes.indexOf("\r\n\r\n", start) >= 0)
            return false;
        return end < 0 || (end > start && bytes[start] == '0'); // the last chunk waits for one more line
    }

} // namespace

class RequestReader::Parser : public http::basic_parser<true> {
public:
    explicit Parser(const ServerLimits& limits)
        : m_limits(&limits)
    {
        // HeadScan holds the head to its limit; Beast's must only not be the stricter one.
        header_limit(std::uint32_t(std::min<qsizetype>(limits.head, 1 << 30) + 16));
        eager(false);
    }

    RequestHead head;
    QByteArray body;
    bool http11 = false;
    bool headDone = false;

private:
    void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int version,
        error_code& ec) override
    {
        ec = {};
        head.method = bytesOf(method);
        head.target = bytesOf(target);
        http11 = version == 11;
    }

    void on_response_impl(int, beast::string_view, int, error_code& ec) override { ec = {}; }

    void on_field_impl(
        http::field, beast::string_view name, beast::string_view value, error_code& ec) override
    {
        ec = {};
        // Trailers could contradict the head that was admitted; nobody who sends to us needs them.
        if (headDone)
            ec = http::error::bad_field;
        else
            head.headers.emplace_back(bytesOf(name).toLower(), bytesOf(value).trimmed());
    }

    void on_header_impl(error_code& ec) override
    {
        ec = {};
        headDone = true;
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code& ec) override { ec = {}; }

    std::size_t on_body_impl(beast::string_view text, error_code& ec) override
    {
        ec = {};
        makeRoom(body.size() + qsizetype(text.size()));
        body.append(text.data(), qsizetype(text.size()));
        return text.size();
    }

    void on_chunk_header_impl(std::uint64_t, beast::string_view extension, error_code& ec) override
    {
        ec = {};
        if (qsizetype(extension.size()) > m_limits->chunkExtension)
            ec = http::error::bad_chunk_extension;
    }

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view text, error_code& ec) override
    {
        return on_body_impl(text, ec);
    }

    void on_finish_impl(error_code& ec) override { ec = {}; }

    /// Three steps to the largest size it may have, because each step holds the old and the new bytes.
    void makeRoom(qsizetype size)
    {
        if (size <= body.capacity())
            return;
        const qint64 whole = head.contentLength >= 0 ? head.contentLength : m_limits->chunkedBody;
        for (const qint64 step : { qint64(64) * 1024, qint64(1024) * 1024, whole }) {
            if (step >= size && step <= qint64(64) * 1024 * 1024)
                return body.reserve(qsizetype(std::min(step, whole)));
        }
    }

    const ServerLimits* m_limits;
};

RequestReader::RequestReader(const ServerLimits& limits)
    : m_limits(&limits)
    , m_scan(limits)
    , m_parser(std::make_unique<Parser>(limits))
{
}

RequestReader::~RequestReader() = default;

RequestReader::Step RequestReader::refuse(Refusal refusal)
{
    m_refusal = std::move(refusal);
    return Step::Refused;
}

RequestReader::Step RequestReader::takeHead(QByteArray& bytes)
{
    const auto scanned = m_scan.scan({ bytes.constData(), size_t(bytes.size()) });
    if (scanned.refusal)
        return refuse(*scanned.refusal);
    if (scanned.size == 0)
        return Step::NeedMore;
    // checkFields refuses a stated length that is too large, with a sentence; Beast would do it without.
    m_parser->body_limit(std::numeric_limits<std::uint64_t>::max());
    error_code ec;
    qsizetype used = 0;
    while (!m_parser->is_header_done() && used < scanned.size && !ec)
        used += qsizetype(m_parser->put({ bytes.constData() + used, size_t(scanned.size - used) }, ec));
    if (ec || !m_parser->is_header_done() || used != scanned.size)
        return refuse({ {}, 400, QStringLiteral("The header of the request is malformed.") });
    bytes.remove(0, used);
    if (auto refused = checkFields(m_parser->head, m_parser->http11, *m_limits, m_framing))
        return refuse(*refused);
    m_parser->body_limit(std::uint64_t(m_framing.chunked ? m_limits->chunkedBody : m_limits->body));
    return Step::Ready;
}

RequestReader::Step RequestReader::takeBody(QByteArray& bytes)
{
    qsizetype used = 0;
    error_code ec;
    while (!m_parser->is_done() && used < bytes.size() && !ec)
        used += qsizetype(m_parser->put({ bytes.constData() + used, size_t(bytes.size() - used) }, ec));
    bytes.remove(0, used);
    if (ec == http::error::body_limit) {
        return refuse({ {}, 413,
            QStringLiteral("The chunked body is larger than the %1 bytes that are accepted.")
                .arg(m_limits->chunkedBody) });
    }
    if (ec && ec != http::error::need_more)
        return refuse({ {}, 400, QStringLiteral("The chunks of the body are malformed.") });
    if (m_parser->is_done())
        return Step::Ready;
    if (m_framing.chunked && !canBecomeChunk(bytes))
        return refuse({ {}, 400, QStringLiteral("The size line of a chunk is malformed.") });
    return Step::NeedMore;
}

const RequestHead& RequestReader::head() const
{
    return m_parser->head;
}

RequestHead& RequestReader::head()
{
    return m_parser->head;
}

const Framing& RequestReader::framing() const
{
    return m_framing;
}

qint64 RequestReader::bodySize() const
{
    return m_parser->body.size();
}

QByteArray RequestReader::takenBody()
{
    return std::move(m_parser->body);
}

const Refusal& RequestReader::refusal() const
{
    return m_refusal;
}

} // namespace quarterdeck
