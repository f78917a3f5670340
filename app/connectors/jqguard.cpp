// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jqguard.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace quarterdeck {

namespace {

constexpr std::array<std::string_view, 20> k_words {"import", "include", "env", "input", "inputs",
    "input_filename", "input_line_number", "debug", "stderr", "halt", "halt_error", "now", "localtime",
    "strflocaltime", "get_search_list", "modulemeta", "get_prog_origin", "get_jq_origin", "ENV",
    "__prog_args"};
constexpr std::array<std::string_view, 2> k_variables {"ENV", "__prog_args"};

bool startsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continuesName(char c)
{
    return startsName(c) || (c >= '0' && c <= '9');
}

/// Reads jq 1.6's tokens as far as telling code from strings and comments needs it.
class Guard {
public:
    explicit Guard(std::string program)
        : m_text(std::move(program))
    {
    }

    Outcome run()
    {
        while (m_at < m_text.size()) {
            if (!step())
                return error("jq.forbidden", m_sentence, {m_word, QString::number(m_line)});
        }
        return Done {};
    }

private:
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void advance()
    {
        if (m_text[m_at] == '\n')
            ++m_line;
        ++m_at;
    }

    bool step()
    {
        const char c = peek();
        const bool called = m_called;
        m_called = called && (c == ' ' || c == '\t' || c == '\n' || c == '\r');
        if (c == '?' && called && !isKept()) {
            m_word = QStringLiteral("?");
            m_sentence = QStringLiteral("a “?” behind a call or a parenthesis swallows every error further down the "
                                        "program: write opt(f) or [f?][0] instead of f?");
            return false;
        }
        if (c == '#') {
            skipComment();
        } else if (c == '"') {
            advance();
            skipString();
        } else if (c == '(') {
            m_parentheses.push_back(false);
            advance();
        } else if (c == ')') {
            const bool interpolation = !m_parentheses.empty() && m_parentheses.back();
            if (!m_parentheses.empty())
                m_parentheses.pop_back();
            advance();
            m_called = !interpolation;
            if (interpolation)
                skipString(); // the rest of the string that the code stands in
        } else if (c == '$') {
            advance();
            skipSpace();
            return name(Place::Variable);
        } else if (c == '.' && startsName(peek(1)) && !(m_at > 0 && m_text[m_at - 1] == '.')) {
            advance();
            return name(Place::Field);
        } else if (startsName(c)) {
            return name(Place::Code);
        } else if (c >= '0' && c <= '9') {
            while (continuesName(peek())) // 1e5 is no name
                advance();
        } else {
            advance();
        }
        return true;
    }

    enum class Place : quint8 { Code, Field, Variable };

    bool name(Place place)
    {
        const std::size_t begin = m_at;
        while (continuesName(peek()))
            ++m_at;
        const std::string_view word = std::string_view(m_text).substr(begin, m_at - begin);
        if (place == Place::Field)
            return true;
        m_called = place == Place::Code;
        if (place == Place::Variable) {
            if (std::find(k_variables.begin(), k_variables.end(), word) == k_variables.end())
                return true;
        } else if (std::find(k_words.begin(), k_words.end(), word) == k_words.end() || isKey()) {
            return true;
        }
        m_word = (place == Place::Variable ? QStringLiteral("$") : QString())
            + QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
        m_sentence =
            QStringLiteral("“%1” may not be used in a mapping: it would reach outside of the payload")
                .arg(m_word);
        return false;
    }

    /// Whether the word before the current place is the key of an object: a colon follows.
    bool isKey() const
    {
        std::size_t at = m_at;
        while (at < m_text.size() && (m_text[at] == ' ' || m_text[at] == '\t'))
            ++at;
        return at < m_text.size() && m_text[at] == ':' && !(at + 1 < m_text.size() && m_text[at + 1] == ':');
    }

    /// Whether the `?` here is the last of a list, [f?], which is as far as it can swallow; or no `?` at all
    /// but the alternative of destructuring, `?//`.
    bool isKept() const
    {
        std::size_t at = m_at + 1;
        if (m_text.compare(at, 2, "//") == 0)
            return true;
        while (at < m_text.size() && (m_text[at] == ' ' || m_text[at] == '\t' || m_text[at] == '\n'))
            ++at;
        return at < m_text.size() && m_text[at] == ']';
    }

    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r' || peek() == '#') {
            if (peek() == '#')
                skipComment();
            else
                advance();
        }
    }

    void skipComment()
    {
        while (m_at < m_text.size() && peek() != '\n')
            advance();
    }

    void skipString()
    {
        while (m_at < m_text.size()) {
            const char c = peek();
            advance();
            if (c == '"')
                return;
            if (c == '\\' && m_at < m_text.size()) {
                const bool code = peek() == '(';
                advance();
                if (code) {
                    m_parentheses.push_back(true);
                    return;
                }
            }
        }
    }

    std::string m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_called = false; ///< the token before was a function or a closing parenthesis
    std::vector<bool> m_parentheses; ///< of each open one, whether it began as \( inside a string
    QString m_word;
    QString m_sentence;
};

} // namespace

Outcome checkJqProgram(const QString& program)
{
    if (program.contains(QChar(u'\0')))
        return error(
            "jq.forbidden", QStringLiteral("a program has a NUL in it"), {QString(), QStringLiteral("1")});
    return Guard(program.toStdString()).run();
}

} // namespace quarterdeck
