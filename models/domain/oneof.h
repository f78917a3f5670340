// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>

namespace quarterdeck {

// A flat std::variant for sets of sixty types. The standard library stores and visits a variant by recursion over
// the rest of its list, so what a compiler has to make and to name grows with the third power of the list: a file
// that copied one fact took 38 s under the sanitizers and gave 33 MB of object code. Boost.Variant2, which recurses
// in steps of ten, took 15 s; this, with one row of four functions for each type, takes 4 s. Its interface is the
// part of std::variant's that is used here; there is no valueless state.

namespace detail {

struct Operations {
    void (*destroy)(void*);
    void (*copy)(void* to, const void* from);
    void (*move)(void* to, void* from);
};

template <class T>
inline constexpr Operations operationsOf {
    [](void* p) { static_cast<T*>(p)->~T(); },
    [](void* to, const void* from) { new (to) T(*static_cast<const T*>(from)); },
    [](void* to, void* from) { new (to) T(std::move(*static_cast<T*>(from))); },
};

template <class Result, class Visitor, class T>
Result visitOne(Visitor& visitor, const void* value)
{
    return visitor(*static_cast<const T*>(value));
}

} // namespace detail

/// A value of exactly one of the types; without another, of the first.
template <class... Ts>
class OneOf {
    static_assert((std::is_nothrow_move_constructible_v<Ts> && ...), "moving must not leave nothing behind");

    template <class T>
    static constexpr bool has = (std::is_same_v<T, Ts> || ...);

    template <class T>
    static constexpr std::uint16_t indexOf = [] {
        constexpr std::array same {std::is_same_v<T, Ts>...};
        return static_cast<std::uint16_t>(std::find(same.begin(), same.end(), true) - same.begin());
    }();

    using First = std::tuple_element_t<0, std::tuple<Ts...>>;

public:
    static constexpr std::size_t size = sizeof...(Ts);

    OneOf()
    {
        new (m_bytes) First();
    }

    template <class T, class U = std::remove_cvref_t<T>>
        requires has<U>
    OneOf(T&& value) // NOLINT(google-explicit-constructor): like std::variant
        : m_index(indexOf<U>)
    {
        new (m_bytes) U(std::forward<T>(value));
    }

    OneOf(const OneOf& other)
        : m_index(other.m_index)
    {
        operations().copy(m_bytes, other.m_bytes);
    }

    OneOf(OneOf&& other) noexcept
        : m_index(other.m_index)
    {
        operations().move(m_bytes, other.m_bytes);
    }

    OneOf& operator=(OneOf other) noexcept
    {
        operations().destroy(m_bytes);
        m_index = other.m_index;
        operations().move(m_bytes, other.m_bytes);
        return *this;
    }

    ~OneOf() { operations().destroy(m_bytes); }

    std::size_t index() const { return m_index; }

    template <class T>
        requires has<T>
    const T* as() const
    {
        return m_index == indexOf<T> ? std::launder(reinterpret_cast<const T*>(m_bytes)) : nullptr;
    }

    template <class T>
        requires has<T>
    T* as()
    {
        return m_index == indexOf<T> ? std::launder(reinterpret_cast<T*>(m_bytes)) : nullptr;
    }

    template <class Visitor>
    decltype(auto) accept(Visitor&& visitor) const
    {
        using V = std::remove_reference_t<Visitor>;
        using Result = std::invoke_result_t<V&, const First&>;
        static constexpr std::array<Result (*)(V&, const void*), size> table {&detail::visitOne<Result, V, Ts>...};
        return table[m_index](visitor, m_bytes);
    }

    /// Calls `f.operator()<T>()` for each of the types, in order.
    template <class F>
    static void eachType(F&& f)
    {
        (f.template operator()<Ts>(), ...);
    }

private:
    const detail::Operations& operations() const
    {
        static constexpr std::array<const detail::Operations*, size> all {&detail::operationsOf<Ts>...};
        return *all[m_index];
    }

    alignas(Ts...) std::byte m_bytes[std::max({sizeof(Ts)...})];
    std::uint16_t m_index = 0;
};

template <class Visitor, class... Ts>
decltype(auto) visit(Visitor&& visitor, const OneOf<Ts...>& value)
{
    return value.accept(std::forward<Visitor>(visitor));
}

/// The value if it is a T, else null.
template <class T, class... Ts>
const T* get_if(const OneOf<Ts...>* value)
{
    return value->template as<T>();
}

template <class T, class... Ts>
T* get_if(OneOf<Ts...>* value)
{
    return value->template as<T>();
}

template <class T, class... Ts>
bool holds_alternative(const OneOf<Ts...>& value)
{
    return value.template as<T>() != nullptr;
}

/// Of a value that is a T.
template <class T, class... Ts>
const T& get(const OneOf<Ts...>& value)
{
    return *value.template as<T>();
}

template <class T, class... Ts>
T& get(OneOf<Ts...>& value)
{
    return *value.template as<T>();
}

} // namespace quarterdeck
