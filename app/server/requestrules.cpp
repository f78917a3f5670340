// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestrules.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace quarterdeck {

namespace {

    Refusal refusal(int status, const char* sentence)
    {
        return { {}, status, QString::fromUtf8(sentence) };
    }

    bool isToken(std::string_view text)
    {
        constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
        return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                || marks.find(c) != std::string_view::npos;
        });
    }

    bool isDigits(const QByteArray& text)
    {
        return !text.isEmpty()
            && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    std::optional<Refusal> checkRequestLine(std::string_view line)
    {
        const auto first = line.find(' ');
        const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
        if (second == std::string_view::npos || !isToken(line.substr(0, first)))
            return refusal(400, "The request line is not \"METHOD target HTTP/1.1\".");
        const auto target = line.substr(first + 1, second - first - 1);
        const auto version = line.substr(second + 1);
        if (version != "HTTP/1.1" && version != "HTTP/1.0") {
            const bool other = version.size() == 8 && version.substr(0, 5) == "HTTP/" && version[6] == '.';
            return other ? refusal(505, "This server speaks HTTP/1.1 and HTTP/1.0 only.")
                         : refusal(400, "The request line does not end in HTTP/1.1.");
        }
        const bool visible =
            std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f; });
        if (target.empty() || !visible || target.find('#') != std::string_view::npos
            || (target.front() != '/' && !(target == "*" && line.substr(0, first) == "OPTIONS")))
            return refusal(
                400, "The target of the request is not a path of visible ASCII that starts with '/'.");
        return {};
    }

    /// The elements of a comma list, in lower case.
    std::vector<QByteArray> listOf(const RequestHead& head, const char* name)
    {
        std::vector<QByteArray> found;
        for (const auto& [key, value] : head.headers) {
            if (key != name)
                continue;
            for (const QByteArray& part : value.split(','))
                found.push_back(part.trimmed().toLower());
        }
        return found;
    }

    qsizetype count(const RequestHead& head, const char* name)
    {
        return std::count_if(
            head.headers.begin(), head.headers.end(), [&](const auto& h) { return h.first == name; });
    }

    std::optional<Refusal> checkLength(
        RequestHead& head, bool http11, const ServerLimits& limits, Framing& framing)
    {
        const auto lengths = count(head, "content-length");
        const auto codings = count(head, "transfer-encoding");
        if (lengths > 1)
            return refusal(400, "The request states Content-Length more than once.");
        if (codings > 0) {
            if (lengths > 0)
                return refusal(400, "The request states both Content-Length and Transfer-Encoding.");
            if (codings > 1 || !http11 || head.header("transfer-encoding").toLower() != "chunked")
                return refusal(
                    400, "The only Transfer-Encoding that is understood is \"chunked\", once, in HTTP/1.1.");
            framing.chunked = true;
            head.contentLength = -1;
            return {};
        }
        head.contentLength = 0;
        if (lengths == 0)
            return {};
        const QByteArray text = head.header("content-length");
        bool fits = false;
        const qint64 length = text.toLongLong(&fits);
        if (!isDigits(text) || !fits || text.size() > 18)
            return refusal(400, "Content-Length is not a number of bytes.");
        if (length > limits.body) {
            return Refusal { {}, 413,
                QStringLiteral("The body of %1 bytes is larger than the %2 bytes that are accepted.")
                    .arg(length)
                    .arg(limits.body) };
        }
        head.contentLength = length;
        return {};
    }

    const char* phrase(int status)
    {
        switch (status) {
        case 101:
            return "Switching Protocols";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        }
        return status < 400 ? "OK" : "Refused";
    }

    QByteArray oneLine(QByteArray text)
    {
        text.removeIf([](char c) { return c == '\r' || c == '\n' || c == '\0'; });
        return text;
    }

} // namespace

HeadScan::Result HeadScan::scan(std::string_view bytes)
{
    const auto end = std::min(qsizetype(bytes.size()), m_limits->head);
    while (m_at < end && !m_complete) {
        if (auto refused = step(bytes))
            return { 0, refused };
    }
    if (m_complete)
        return { m_at, {} };
    if (m_lines == 0 && m_at - m_lineStart > m_limits->target)
        return { 0, refusal(414, "The target of the request is too long.") };
    if (m_at >= m_limits->head)
        return { 0, refusal(431, "The header of the request is too large.") };
    return {};
}

std::optional<Refusal> HeadScan::step(std::string_view bytes)
{
    const char c = bytes[size_t(m_at)];
    const bool afterReturn = m_at > 0 && bytes[size_t(m_at - 1)] == '\r';
    if (afterReturn != (c == '\n'))
        return refusal(400, "A line of the header does not end in CR LF.");
    if ((c < ' ' && c >= 0 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f)
        return refusal(400, "The header holds a control character.");
    ++m_at;
    if (c != '\n')
        return {};
    const auto line = bytes.substr(size_t(m_lineStart), size_t(m_at - 2 - m_lineStart));
    m_lineStart = m_at;
    return endLine(line);
}

std::optional<Refusal> HeadScan::endLine(std::string_view line)
{
    ++m_lines;
    if (m_lines == 1)
        return checkRequestLine(line);
    if (line.empty()) {
        m_complete = true;
        return {};
    }
    if (line.front() == ' ' || line.front() == '\t')
        return refusal(400, "A line of the header is folded.");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return refusal(400, "A line of the header is not \"Name: value\".");
    if (m_lines - 1 > m_limits->fields)
        return refusal(431, "The header of the request has too many fields.");
    return {};
}

std::optional<Refusal> checkFields(
    RequestHead& head, bool http11, const ServerLimits& limits, Framing& framing)
{
    const auto hosts = count(head, "host");
    if (hosts > 1 || (hosts == 0 && http11))
        return refusal(400, "The request does not name exactly one Host.");
    head.host = head.header("host");
    if (head.host.contains('@') || head.host.contains('/') || head.host.contains(',')
        || head.host.contains(' '))
        return refusal(400, "The Host of the request is not a name with an optional port.");
    if (auto refused = checkLength(head, http11, limits, framing))
        return refused;
    if (head.method != "GET" && head.method != "POST" && head.method != "OPTIONS")
        return refusal(405, "Only GET, POST and OPTIONS are understood.");
    const auto codings = listOf(head, "content-encoding");
    if (std::any_of(codings.begin(), codings.end(), [](const auto& c) { return c != "identity"; }))
        return refusal(415, "Compressed bodies are not accepted: send without Content-Encoding (in an OpenTelemetry "
                            "collector: compression: none).");
    const auto expectations = listOf(head, "expect");
    framing.expectsContinue = http11 && expectations.size() == 1 && expectations.front() == "100-continue";
    if (http11 && !expectations.empty() && !framing.expectsContinue)
        return refusal(417, "The only expectation that is understood is 100-continue.");

    const auto connection = listOf(head, "connection");
    const auto has = [&](const char* word) {
        return std::find(connection.begin(), connection.end(), word) != connection.end();
    };
    framing.keepAlive = http11 && !has("close");
    const auto upgrades = listOf(head, "upgrade");
    framing.upgrade = has("upgrade")
        && std::find(upgrades.begin(), upgrades.end(), QByteArrayLiteral("websocket")) != upgrades.end();
    return {};
}

bool hostAllowed(const QByteArray& host, const std::vector<QByteArray>& allowed)
{
    if (allowed.empty())
        return true;
    QByteArray name = host;
    const auto colon = host.lastIndexOf(':');
    if (colon > host.lastIndexOf(']')) {
        const QByteArray port = host.mid(colon + 1);
        if (!isDigits(port) || port.size() > 5)
            return false;
        name = host.left(colon);
    }
    return std::any_of(allowed.begin(), allowed.end(),
        [&](const QByteArray& a) { return a.compare(name, Qt::CaseInsensitive) == 0; });
}

std::optional<Refusal> checkUpgrade(const RequestHead& head, const Framing& framing)
{
    if (!head.header("origin").isNull())
        return refusal(403, "A web page may not open this connection.");
    if (head.method != "GET" || framing.chunked || head.contentLength > 0)
        return refusal(400, "A WebSocket is asked for by a GET without a body.");
    if (head.header("sec-websocket-version") != "13")
        return refusal(426, "The only WebSocket version that is understood is 13.");
    const auto key = QByteArray::fromBase64Encoding(
        head.header("sec-websocket-key"), QByteArray::AbortOnBase64DecodingErrors);
    if (count(head, "sec-websocket-key") != 1 || !key || key.decoded.size() != 16)
        return refusal(400, "Sec-WebSocket-Key is not 16 bytes in base64.");
    return {};
}

QByteArray replyBytes(const HttpReply& reply, bool keepAlive)
{
    const int status = reply.status >= 200 && reply.status <= 599 ? reply.status : 500;
    const bool bare = status == 204 || status == 304;
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phrase(status) + "\r\n";
    if (!bare) {
        bytes += "Content-Type: " + oneLine(reply.contentType) + "\r\n";
        bytes += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    }
    for (const auto& [name, value] : reply.headers) {
        if (isToken({ name.constData(), size_t(name.size()) }))
            bytes += name + ": " + oneLine(value) + "\r\n";
    }
    bytes += "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n";
    bytes += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (!bare)
        bytes += reply.body;
    return bytes;
}

HttpReply refusalReply(int status, const QString& sentence)
{
    HttpReply reply;
    reply.status = status;
    reply.body =
        QJsonDocument(QJsonObject { { QStringLiteral("error"), sentence } }).toJson(QJsonDocument::Compact);
    if (status == 405)
        reply.headers.emplace_back("Allow", "GET, POST, OPTIONS");
    if (status == 426) {
        reply.headers.emplace_back("Upgrade", "websocket");
        reply.headers.emplace_back("Sec-WebSocket-Version", "13");
    }
    if (status == 503)
        reply.headers.emplace_back("Retry-After", "1");
    return reply;
}

QByteArray RequestHead::header(const char* name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

QByteArray RequestHead::path() const
{
    return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
}

} // namespace quarterdeck
