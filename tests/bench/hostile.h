// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace quarterdeck {

/// What is built to hurt the rules, as signals through all of them, entries of 200 and a settling a second:
/// one label on every alert, one label unique in each, 10,000 services in a chain, in a ring, and in ten
/// cliques of 1,000 (ten million edges), clocks that are up to ten days off. For each of `alerts` alerts
/// (services: a tenth): alerts a second from the signal to the folded decision, the slowest entry and the
/// slowest settling in milliseconds, the most candidates that one alert was compared with, incidents,
/// resident MiB; and, with everything open, microseconds to clear one alert and to raise it again.
QJsonObject runHostile(quint32 alerts);

} // namespace quarterdeck
