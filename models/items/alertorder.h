// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alertfilter.h"

namespace quarterdeck {

enum class AlertSort : quint8 { Started, Severity, Status, Count, Service, Resource, Name, Incident };

struct AlertOrder {
    AlertSort by = AlertSort::Started;
    bool descending = true;

    bool operator==(const AlertOrder&) const = default;
};

/// A total order: equal keys go by onset, newest first, and then by id.
/// `names`: by NameIndex.
bool comesBefore(
    const AlertOrder& order, const AlertColumns& a, const AlertColumns& b, const std::vector<QString>& names);

/// Which rows, in which order: from scratch.
std::vector<AlertId> orderAlerts(const std::vector<AlertColumns>& rows, AlertFilter filter,
    const AlertOrder& order, const std::vector<QString>& names);

} // namespace quarterdeck
