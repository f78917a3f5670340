// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jsonscanner.h"

#include "app/connectors/jsontokens.h"
#include "models/domain/text.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quarterdeck {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isPlainName(std::string_view key)
{
    if (key.empty() || isDigit(key.front()))
        return false;
    return std::all_of(key.begin(), key.end(),
        [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_'; });
}

class Scanner {
public:
    Scanner(QByteArrayView text, const ScanLimits& limits)
        : m_text(text.data(), static_cast<std::size_t>(text.size()))
        , m_limits(limits)
    {
        m_out.reserve(text.size() + 64);
    }

    Result<QByteArray> run()
    {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_at = m_copied = 3;
        skipSpace();
        if (m_at == m_text.size()) {
            fail(QStringLiteral("it is empty"));
        } else if (value()) {
            skipSpace();
            if (m_at < m_text.size())
                fail(QStringLiteral("something follows after the end of the value"));
        }
        if (m_error)
            return *m_error;
        copyUpTo(m_at);
        return std::move(m_out);
    }

private:
    struct Step {
        bool array = false;
        int index = 0;
        std::string_view key;
    };

    struct Key {
        std::string_view name;
        std::size_t at;
    };

    // Both return false so that a caller can say `return fail(...)`.
    bool failAt(std::size_t at, const QString& what)
    {
        if (!m_error) {
            m_error = error("json.refused",
                QStringLiteral("The JSON was refused: %1 (byte %2, at %3).").arg(what).arg(at).arg(path()),
                {what, QString::number(at), path()});
        }
        return false;
    }

    bool fail(const QString& what) { return failAt(m_at, what); }

    QString path() const
    {
        QString text;
        for (const Step& step : m_steps) {
            const QString key = QString::fromUtf8(step.key.data(), static_cast<qsizetype>(step.key.size()));
            if (step.array)
                text += QStringLiteral("%1[%2]")
                            .arg(text.isEmpty() ? QStringLiteral(".") : QString())
                            .arg(step.index);
            else if (isPlainName(step.key) && step.key.size() <= 64)
                text += QChar(u'.') + key;
            else if (!step.key.empty())
                text += QStringLiteral(".[\"%1\"]").arg(visible(key, 64));
        }
        return text.isEmpty() ? QStringLiteral("the top") : text;
    }

    bool more() const { return m_at < m_text.size(); }

    char peek() const { return more() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (more() && (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r'))
            ++m_at;
    }

    void copyUpTo(std::size_t end)
    {
        m_out.append(m_text.data() + m_copied, static_cast<qsizetype>(end - m_copied));
        m_copied = end;
    }

    bool value()
    {
        switch (peek()) {
        case '{':
            return object();
        case '[':
            return array();
        case '"': {
            std::string_view ignored;
            return string(ignored);
        }
        case 't':
            return literal("true");
        case 'f':
            return literal("false");
        case 'n':
            return literal("null");
        default:
            return number();
        }
    }

    bool literal(std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return fail(QStringLiteral("no JSON value begins like this"));
        m_at += word.size();
        return true;
    }

    bool enter(bool array)
    {
        if (static_cast<int>(m_steps.size()) >= m_limits.depth)
            return fail(QStringLiteral("it nests deeper than %1 levels").arg(m_limits.depth));
        m_steps.push_back({array, 0, {}});
        ++m_at;
        skipSpace();
        return true;
    }

    bool leave()
    {
        m_steps.pop_back();
        ++m_at;
        return true;
    }

    bool array()
    {
        if (!enter(true))
            return false;
        if (peek() == ']')
            return leave();
        while (value()) {
            skipSpace();
            if (peek() == ']')
                return leave();
            if (peek() != ',' || !more())
                return fail(more() ? QStringLiteral("a comma or the end of the array is missing")
                                   : QStringLiteral("it ends inside an array"));
            ++m_at;
            ++m_steps.back().index;
            skipSpace();
        }
        return false;
    }

    bool member(std::vector<Key>& keys)
    {
        const std::size_t keyAt = m_at;
        std::string_view key;
        if (peek() != '"')
            return fail(more() ? QStringLiteral("a key in quotes is missing")
                               : QStringLiteral("it ends inside an object"));
        if (!string(key))
            return false;
        if (++m_keys > m_limits.keys)
            return failAt(keyAt, QStringLiteral("it has more than %1 keys").arg(m_limits.keys));
        keys.push_back({key, keyAt});
        m_steps.back().key = key;
        skipSpace();
        if (peek() != ':')
            return fail(QStringLiteral("a colon is missing after a key"));
        ++m_at;
        skipSpace();
        return value();
    }

    bool object()
    {
        if (!enter(false))
            return false;
        std::vector<Key> keys;
        if (peek() == '}')
            return leave();
        while (member(keys)) {
            skipSpace();
            m_steps.back().key = {};
            if (peek() == '}')
                return noDuplicates(keys) && leave();
            if (peek() != ',' || !more())
                return fail(more() ? QStringLiteral("a comma or the end of the object is missing")
                                   : QStringLiteral("it ends inside an object"));
            ++m_at;
            skipSpace();
        }
        return false;
    }

    // Sorting instead of hashing: chosen keys cannot make it slow.
    bool noDuplicates(std::vector<Key>& keys)
    {
        std::sort(keys.begin(), keys.end(),
            [](const Key& a, const Key& b) { return a.name != b.name ? a.name < b.name : a.at < b.at; });
        const auto twice = std::adjacent_find(
            keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.name == b.name; });
        if (twice == keys.end())
            return true;
        m_steps.back().key = twice->name;
        return failAt(std::next(twice)->at, QStringLiteral("a key occurs twice in one object"));
    }

    bool hex4(unsigned& unit)
    {
        unit = 0;
        if (m_at + 4 > m_text.size())
            return fail(QStringLiteral("it ends inside a string"));
        const char* begin = m_text.data() + m_at;
        const auto read = std::from_chars(begin, begin + 4, unit, 16);
        if (read.ptr != begin + 4)
            return fail(QStringLiteral("\\u needs four hexadecimal digits"));
        m_at += 4;
        return true;
    }

    bool escape(std::string* decoded)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const std::size_t at = m_at - 1;
        const char c = peek();
        ++m_at;
        if (c != 'u') {
            const std::size_t which = letters.find(c);
            if (which == std::string_view::npos || m_at > m_text.size())
                return failAt(at, QStringLiteral("no escape of JSON begins like this"));
            if (decoded)
                decoded->push_back(meanings[which]);
            return true;
        }
        unsigned unit = 0;
        if (!hex4(unit))
            return false;
        if (unit >= 0xd800 && unit <= 0xdbff && m_text.substr(m_at, 2) == "\\u") {
            m_at += 2;
            unsigned low = 0;
            if (!hex4(low))
                return false;
            if (low >= 0xdc00 && low <= 0xdfff)
                unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
        if (unit >= 0xd800 && unit <= 0xdfff)
            return failAt(at, QStringLiteral("half of a surrogate pair stands alone"));
        if (unit == 0)
            return failAt(at, QStringLiteral("a string has a NUL in it"));
        if (decoded)
            appendUtf8(*decoded, unit);
        return true;
    }

    /// Reads a string; `name` is its decoded text, which lives as long as the scanner.
    bool string(std::string_view& name)
    {
        const std::size_t begin = ++m_at;
        const std::string_view rest = m_text.substr(begin);
        const std::size_t simple = rest.find_first_of("\"\\");
        const bool escapes = simple != std::string_view::npos && rest[simple] == '\\';
        std::string decoded;
        while (more() && peek() != '"') {
            const auto c = static_cast<unsigned char>(peek());
            if (m_at - begin >= static_cast<std::size_t>(m_limits.stringBytes))
                return failAt(
                    begin, QStringLiteral("a string is longer than %1 KiB").arg(m_limits.stringBytes / 1024));
            if (c == '\\') {
                ++m_at;
                if (!escape(&decoded))
                    return false;
                continue;
            }
            if (c < 0x20)
                return fail(c == 0 ? QStringLiteral("a string has a NUL in it")
                                   : QStringLiteral("a string has a raw control character in it"));
            const qsizetype length = c < 0x80 ? 1 : utf8Length(m_text.substr(m_at, 4));
            if (length == 0)
                return fail(QStringLiteral("it is not UTF-8"));
            if (escapes)
                decoded.append(m_text, m_at, static_cast<std::size_t>(length));
            m_at += static_cast<std::size_t>(length);
        }
        if (!more())
            return fail(QStringLiteral("it ends inside a string"));
        name = m_text.substr(begin, m_at - begin);
        if (escapes)
            name = m_decoded.emplace_back(std::move(decoded));
        ++m_at;
        return true;
    }

    void digits()
    {
        while (more() && isDigit(peek()))
            ++m_at;
    }

    bool number()
    {
        const std::size_t begin = m_at;
        bool integer = true;
        if (peek() == '-')
            ++m_at;
        if (!isDigit(peek()))
            return failAt(begin,
                more() ? QStringLiteral("no JSON value begins like this")
                       : QStringLiteral("it ends where a value is missing"));
        if (peek() == '0')
            ++m_at;
        else
            digits();
        if (isDigit(peek()))
            return failAt(begin, QStringLiteral("a number has a zero in front"));
        if (peek() == '.') {
            integer = false;
            ++m_at;
            if (!isDigit(peek()))
                return fail(QStringLiteral("a digit is missing after the decimal point"));
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            integer = false;
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!isDigit(peek()))
                return fail(QStringLiteral("a digit is missing in an exponent"));
            digits();
        }
        return inRange(begin, integer);
    }

    bool inRange(std::size_t begin, bool integer)
    {
        const std::string_view token = m_text.substr(begin, m_at - begin);
        if (token.size() > static_cast<std::size_t>(m_limits.stringBytes))
            return failAt(
                begin, QStringLiteral("a number has more than %1 digits").arg(m_limits.stringBytes));
        const NumberRange range = rangeOf(token, integer);
        if (range == NumberRange::TooLarge)
            return failAt(begin, QStringLiteral("a number is beyond the range of a double"));
        if (range == NumberRange::BigInteger) {
            copyUpTo(begin);
            m_out.append('"').append(token.data(), static_cast<qsizetype>(token.size())).append('"');
            m_copied = m_at;
        }
        return true;
    }

    std::string_view m_text;
    ScanLimits m_limits;
    std::size_t m_at = 0;
    std::size_t m_copied = 0;
    int m_keys = 0;
    QByteArray m_out;
    std::vector<Step> m_steps;
    std::deque<std::string> m_decoded;
    std::optional<Error> m_error;
};

} // namespace

Result<QByteArray> scanJson(QByteArrayView text, const ScanLimits& limits)
{
    return Scanner(text, limits).run();
}

} // namespace quarterdeck
