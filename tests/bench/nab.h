// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace quarterdeck {

/// Every series of `dir`/data/*/*.csv (timestamp,value; UTC) through an AnomalyWatch of its own, unlabelled
/// and a point at a time; `scores`/*/*.csv get timestamp,anomaly_score. Figures: points a second on this one
/// core (reading and writing files apart), the largest state of a series in bytes; "error" where something is
/// missing.
QJsonObject runNab(const QString& dir, const QString& scores);

} // namespace quarterdeck
