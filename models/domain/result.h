// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <utility>
#include <variant>

namespace quarterdeck {

/// What went wrong, as a value: a code that ui/ translates by, its arguments, and an English sentence
/// that a tired operator understands (who sent what, why it was refused, what to do).
struct Error {
    QString code; ///< dotted and stable, e.g. "journal.full"
    QString sentence;
    QStringList arguments;

    bool operator==(const Error&) const = default;
};

inline Error error(const char* code, QString sentence, QStringList arguments = {})
{
    return {QString::fromLatin1(code), std::move(sentence), std::move(arguments)};
}

/// A value or an Error. Never ignored: the class is [[nodiscard]].
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) // NOLINT(google-explicit-constructor): `return value;` is the point
        : m_value(std::in_place_index<0>, std::move(value))
    {
    }

    Result(Error e) // NOLINT(google-explicit-constructor)
        : m_value(std::in_place_index<1>, std::move(e))
    {
    }

    bool ok() const { return m_value.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T& value() const& { return std::get<0>(m_value); }
    T& value() & { return std::get<0>(m_value); }
    T&& value() && { return std::get<0>(std::move(m_value)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<1>(m_value); }

private:
    std::variant<T, Error> m_value;
};

struct Done {
    bool operator==(const Done&) const = default;
};

/// The result of what has no value but may fail: `return Done{};`.
using Outcome = Result<Done>;

} // namespace quarterdeck
