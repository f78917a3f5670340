// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jsontokens.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace quarterdeck {

namespace {

constexpr qint64 k_exactInteger = 1LL << 53;

/// How many decimal digits the number's value has before its decimal point; negative for small ones.
qint64 magnitude(std::string_view token)
{
    if (token.starts_with('-'))
        token.remove_prefix(1);
    const std::size_t e = std::min(token.find_first_of("eE"), token.size());
    const std::string_view mantissa = token.substr(0, e);
    qint64 digits = static_cast<qint64>(std::min(mantissa.find('.'), mantissa.size()));
    if (mantissa.starts_with('0'))
        digits = 2 - static_cast<qint64>(std::min(mantissa.find_first_of("123456789"), mantissa.size()));
    if (e == token.size())
        return digits;
    std::string_view exponent = token.substr(e + 1);
    const bool negative = exponent.starts_with('-');
    if (negative || exponent.starts_with('+'))
        exponent.remove_prefix(1);
    qint64 power = 0;
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
    if (read.ec != std::errc {})
        power = 1'000'000'000;
    return digits + (negative ? -power : power);
}

} // namespace

void appendUtf8(std::string& out, unsigned c)
{
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

qsizetype utf8Length(std::string_view bytes)
{
    const auto at = [bytes](std::size_t i) -> unsigned {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const auto tail = [&at](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
    const unsigned first = at(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return tail(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool overlong = first == 0xe0 && at(1) < 0xa0;
        const bool surrogate = first == 0xed && at(1) > 0x9f;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool overlong = first == 0xf0 && at(1) < 0x90;
        const bool beyond = first == 0xf4 && at(1) > 0x8f;
        return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

NumberRange rangeOf(std::string_view token, bool integer)
{
    const char* end = token.data() + token.size();
    if (integer) {
        qint64 exact = 0;
        const auto read = std::from_chars(token.data(), end, exact);
        if (read.ec == std::errc {} && exact >= -k_exactInteger && exact <= k_exactInteger)
            return NumberRange::Exact;
    }
    double value = 0;
    const auto read = std::from_chars(token.data(), end, value);
    if (read.ec == std::errc::result_out_of_range && magnitude(token) > 0)
        return NumberRange::TooLarge;
    return integer ? NumberRange::BigInteger : NumberRange::Exact;
}

} // namespace quarterdeck
