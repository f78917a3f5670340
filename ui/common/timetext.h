// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

namespace quarterdeck {

/// One switch for every time on the screen: UTC or this machine's zone. Kept as a property of the
/// application, the one object that every view already shares.
bool showsLocalTime();
void setShowsLocalTime(bool local);

QString clockText(Instant at); ///< 14:07:02
QString minuteText(Instant at); ///< 14:07
QString dayAndMinuteText(Instant at); ///< 2026-11-23 14:07
QString dayAndClockText(Instant at); ///< 2026-11-23 14:07:02
QString zoneText(); ///< "UTC" or "CET"

/// "3 s", "4 m", "2 h 10 m"; below a second "now".
QString ageText(qint64 ms);
QString agoText(qint64 ms); ///< "3 s ago"
QString countdownText(qint64 ms); ///< 1:28, 1:04:10; never negative: the words say overdue

} // namespace quarterdeck
