// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/jsonwriter.h"

#include <QJsonDocument>

#include <cstdio>

namespace quarterdeck {

inline void printJson(const QJsonObject& object)
{
    // JSON escapes control characters by itself; what else could trick a terminal is escaped here.
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

/// Whatever has a field list, by the names of its members.
template <class T> QJsonObject asJson(const T& value)
{
    QJsonObject o;
    JsonWriter w(o);
    T::visitFields(value, w);
    return o;
}

} // namespace quarterdeck
