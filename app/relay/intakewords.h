// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What taking a request in and taking it up again later agree on.

#include <QByteArray>
#include <QString>

namespace quarterdeck {

inline const QString nativeConnector = QStringLiteral("prometheus");

/// How far a request that fills several entries was decided, written with each of them: a relay that dies in
/// between goes on there and hears nothing twice. Mapping the same request gives the same signals again.
inline QString progressWords(size_t decided)
{
    return QStringLiteral("%1 of its signals are recorded").arg(decided);
}

inline size_t progressOf(const QString& reason)
{
    return reason.section(u' ', 0, 0).toULongLong();
}

inline bool isNative(const QByteArray& path)
{
    return path == "/api/v2/alerts" || path == "/api/v1/alerts";
}

} // namespace quarterdeck
