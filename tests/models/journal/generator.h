// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"

#include <QRandomGenerator>

#include <map>
#include <optional>
#include <set>

namespace quarterdeck {

/// Fills whatever has a field list with random values, so that no fact and no member is forgotten by a
/// test. The same seed gives the same values.
class Generator {
public:
    explicit Generator(quint32 seed)
        : m_random(seed)
    {
    }

    template <class T>
    void operator()(const char* name, T& value)
    {
        fill(value);
        // Upcasting mends what lies outside SEV-1 … SEV-5.
        if constexpr (std::is_same_v<T, quint8>)
            if (QByteArrayView(name) == "severity" || QByteArrayView(name) == "to" || QByteArrayView(name) == "from")
                value = static_cast<quint8>(1 + m_random.bounded(5));
    }

    template <class F>
    F fact()
    {
        F out;
        F::visitFields(out, *this);
        return out;
    }

    quint64 number() { return m_random.generate64() >> m_random.bounded(64); }
    int bounded(int limit) { return m_random.bounded(limit); }

    QString string()
    {
        static const QString some[] = {QString(), QStringLiteral("redis"), QStringLiteral("Größe  "),
            QString::fromUtf8("\U0001F525 fire"), QStringLiteral("a\nb\tc"), QStringLiteral("<img src='/dev/zero'>"),
            QString(QChar(0)) + QStringLiteral("nul"), QString(300, QLatin1Char('x'))};
        const int pick = m_random.bounded(12);
        return pick < 8 ? some[pick] : QString::number(m_random.generate64(), 36);
    }

    QByteArray bytes()
    {
        QByteArray out(m_random.bounded(40), '\0');
        for (char& c : out)
            c = static_cast<char>(m_random.bounded(256));
        return out;
    }

private:
    template <class T>
    void fill(T& value)
    {
        if constexpr (std::is_same_v<T, bool>)
            value = m_random.bounded(2) != 0;
        else if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(m_random.bounded(6));
        else if constexpr (std::is_integral_v<T>)
            value = static_cast<T>(number());
        else if constexpr (std::is_same_v<T, double>)
            value = m_random.bounded(1000.0) - 500;
        else
            wide(value);
    }

    void wide(QString& s) { s = string(); }
    void wide(Text& t) { t.s = string(); }
    void wide(QByteArray& b) { b = bytes(); }

    template <class Tag>
    void wide(Id<Tag>& id)
    {
        id.value = static_cast<quint32>(number());
    }

    template <class A, class B>
    void wide(std::pair<A, B>& p)
    {
        fill(p.first);
        fill(p.second);
    }

    template <class T>
    void wide(std::optional<T>& v)
    {
        v.reset();
        if (m_random.bounded(2))
            fill(v.emplace());
    }

    template <class T>
    void wide(std::vector<T>& v)
    {
        v.resize(static_cast<size_t>(m_random.bounded(4)));
        for (auto& e : v)
            fill(e);
    }

    template <class K, class V>
    void wide(std::map<K, V>& m)
    {
        for (int n = m_random.bounded(4); n > 0; --n) {
            K key {};
            fill(key);
            fill(m[key]);
        }
    }

    template <class T>
    void wide(std::set<T>& v)
    {
        for (int n = m_random.bounded(4); n > 0; --n) {
            T key {};
            fill(key);
            v.insert(std::move(key));
        }
    }

    template <HasFields T>
    void wide(T& value)
    {
        T::visitFields(value, *this);
    }

    QRandomGenerator m_random;
};

/// Calls `use(Fact)` with a random fact of every known kind.
template <class Use>
void everyFact(Generator& generator, const Use& use)
{
    Fact::eachType([&]<class F>() {
        if constexpr (!std::is_same_v<F, UnknownFact>)
            use(Fact(generator.fact<F>()));
    });
}

} // namespace quarterdeck
