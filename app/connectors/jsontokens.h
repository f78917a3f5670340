// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace quarterdeck {

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Appends the code point `c` as UTF-8.
void appendUtf8(std::string& out, unsigned c);

/// Length of the well-formed UTF-8 sequence at the front of `bytes` (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF), or 0.
qsizetype utf8Length(std::string_view bytes);

enum class NumberRange : quint8 {
    Exact, ///< a double carries it as it is meant
    BigInteger, ///< an integer beyond ±2^53
    TooLarge ///< beyond the largest double
};

/// Of a well-formed JSON number token. What is too near to zero for a double is zero to every reader
/// and counts as Exact; what is too large is infinite to some and an error to others.
NumberRange rangeOf(std::string_view token, bool integer);

} // namespace quarterdeck
