// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace quarterdeck {

/// Signals a second that each connector's mapping gives over its fixtures (DIR/NAME/*), on one core: reading, deciding
/// which rule it is, the worker process and the signals' check included; beside jq's command line with the same programs
/// and the same decoded payloads. The ratio is ours to jq's, so that a machine's speed falls out.
QJsonObject runConnectors(const QString& fixtures, double secondsEach);

} // namespace quarterdeck
