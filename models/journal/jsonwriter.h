// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/fields.h"
#include "models/domain/ids.h"
#include "models/domain/text.h"
#include "models/domain/time.h"
#include "models/domain/typename.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace quarterdeck {

/// Visits a field list into a JSON object: the readable face of facts, commands and states. Instants are
/// recognised by name (…At, since, until, lastSeen) and written as RFC 3339.
class JsonWriter {
public:
    explicit JsonWriter(QJsonObject& out)
        : m_out(out)
    {
    }

    template <class T>
    void operator()(const char* name, const T& value)
    {
        if constexpr (std::is_same_v<T, qint64>) {
            if (isInstant(name)) {
                m_out.insert(QLatin1String(name), value ? QJsonValue(toIso(value)) : QJsonValue());
                return;
            }
        }
        m_out.insert(QLatin1String(name), json(value));
    }

    template <class T>
    static QJsonValue json(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>)
            return value;
        else if constexpr (std::is_enum_v<T>)
            return enumName(value);
        else if constexpr (std::is_integral_v<T>)
            return number(value);
        else if constexpr (std::is_same_v<T, double>)
            return value;
        else
            return wide(value);
    }

private:
    /// Keys are 64 bits wide and JSON readers are not: what a double cannot hold is written as text.
    template <class T>
    static QJsonValue number(T value)
    {
        if constexpr (sizeof(T) == 8) {
            if (value > (T(1) << 53))
                return QString::number(value);
        }
        return static_cast<qint64>(value);
    }

    static bool isInstant(const char* name)
    {
        const auto length = std::strlen(name);
        return (length > 2 && std::strcmp(name + length - 2, "At") == 0) || std::strcmp(name, "at") == 0
            || std::strcmp(name, "since") == 0 || std::strcmp(name, "until") == 0
            || std::strcmp(name, "lastSeen") == 0 || std::strcmp(name, "promisedUntil") == 0;
    }

    static QJsonValue wide(const QString& s) { return s; }
    static QJsonValue wide(const Text& t) { return t.s; }
    static QJsonValue wide(const QByteArray& b) { return QString::fromLatin1(b.toHex()); }

    template <class Tag>
    static QJsonValue wide(Id<Tag> id)
    {
        return static_cast<qint64>(id.value);
    }

    template <class A, class B>
    static QJsonValue wide(const std::pair<A, B>& p)
    {
        return QJsonArray {json(p.first), json(p.second)};
    }

    template <class T>
    static QJsonValue wide(const std::optional<T>& v)
    {
        return v ? json(*v) : QJsonValue();
    }

    template <class T>
    static QJsonValue wide(const std::vector<T>& v)
    {
        QJsonArray a;
        for (const auto& e : v)
            a.append(json(static_cast<const T&>(e)));
        return a;
    }

    template <class T>
    static QJsonValue wide(const std::set<T>& v)
    {
        QJsonArray a;
        for (const auto& e : v)
            a.append(json(e));
        return a;
    }

    template <class K, class V>
    static QJsonValue wide(const std::map<K, V>& m)
    {
        QJsonArray a;
        for (const auto& [k, v] : m)
            a.append(QJsonArray {json(k), json(v)});
        return a;
    }

    template <HasFields T>
    static QJsonValue wide(const T& value)
    {
        QJsonObject o;
        JsonWriter w(o);
        T::visitFields(value, w);
        return o;
    }

    QJsonObject& m_out;
};

} // namespace quarterdeck
