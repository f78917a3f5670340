// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/timetext.h"

#include <QCoreApplication>
#include <QDateTime>

namespace quarterdeck {

namespace {

constexpr const char* k_property = "qdLocalTime";

QString format(Instant at, const QString& pattern)
{
    if (at == 0)
        return QStringLiteral("–");
    const auto utc = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
    return (showsLocalTime() ? utc.toLocalTime() : utc).toString(pattern);
}

} // namespace

bool showsLocalTime()
{
    const auto* app = QCoreApplication::instance();
    return app && app->property(k_property).toBool();
}

void setShowsLocalTime(bool local)
{
    if (auto* app = QCoreApplication::instance())
        app->setProperty(k_property, local);
}

QString clockText(Instant at)
{
    return format(at, QStringLiteral("HH:mm:ss"));
}

QString minuteText(Instant at)
{
    return format(at, QStringLiteral("HH:mm"));
}

QString dayAndMinuteText(Instant at)
{
    return format(at, QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString dayAndClockText(Instant at)
{
    return format(at, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString zoneText()
{
    return showsLocalTime() ? QDateTime::currentDateTime().timeZoneAbbreviation() : QStringLiteral("UTC");
}

QString ageText(qint64 ms)
{
    if (ms < 1000)
        return QCoreApplication::translate("TimeText", "now");
    return inWords(ms < 60'000 ? ms : ms / 60'000 * 60'000);
}

QString agoText(qint64 ms)
{
    return ms < 1000 ? QCoreApplication::translate("TimeText", "now")
                     : QCoreApplication::translate("TimeText", "%1 ago").arg(ageText(ms));
}

QString countdownText(qint64 ms)
{
    const qint64 s = qMax<qint64>(0, ms) / 1000;
    const QString tail = QStringLiteral("%1:%2")
                             .arg(s / 60 % 60, s >= 3600 ? 2 : 1, 10, QLatin1Char('0'))
                             .arg(s % 60, 2, 10, QLatin1Char('0'));
    return s >= 3600 ? QStringLiteral("%1:%2").arg(s / 3600).arg(tail) : tail;
}

} // namespace quarterdeck
