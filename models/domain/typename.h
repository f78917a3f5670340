// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace quarterdeck {

/// The unqualified name of a type or of an enum's value, as the compiler spells it: names in exports and
/// on the command line cannot drift from those in the code. GCC and Clang.
template <class T>
QString typeName()
{
    std::string_view s = __PRETTY_FUNCTION__;
    const auto from = s.find("T = ") + 4;
    s = s.substr(from, s.find_first_of(";]", from) - from);
    const auto colon = s.rfind(':');
    if (colon != std::string_view::npos)
        s = s.substr(colon + 1);
    return QString::fromLatin1(s.data(), static_cast<qsizetype>(s.size()));
}

namespace detail {
template <auto V>
constexpr std::string_view valueName()
{
    std::string_view s = __PRETTY_FUNCTION__;
    const auto from = s.find("V = ") + 4;
    s = s.substr(from, s.find_first_of(";]", from) - from);
    const auto colon = s.rfind(':');
    return colon == std::string_view::npos ? s : s.substr(colon + 1);
}

template <class E, int I>
QString enumNameFrom(E value)
{
    if constexpr (I >= 64) {
        return QString::number(static_cast<int>(value));
    } else {
        if (static_cast<int>(value) != I)
            return enumNameFrom<E, I + 1>(value);
        constexpr std::string_view s = valueName<static_cast<E>(I)>();
        if constexpr (s.empty() || s.front() == '(')
            return QString::number(I);
        else
            return QString::fromLatin1(s.data(), static_cast<qsizetype>(s.size()));
    }
}
} // namespace detail

/// The name of an enum's value below 64, or its number.
template <class E>
QString enumName(E value)
{
    return detail::enumNameFrom<E, 0>(value);
}

} // namespace quarterdeck
