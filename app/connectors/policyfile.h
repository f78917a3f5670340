// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/result.h"

#include <map>

namespace quarterdeck {

/// Acceptance policies, and for a back-test changed parameters:
///
///     parameters:                 # of a back-test only: link_threshold, bridge_threshold, calm_minutes,
///     steady_bits
///       link_threshold: 0.6
///     policies:                   # the first whose every condition holds accepts a group; at most 100
///       - id: customers-hit
///         at_least: critical      # of the worst firing alert: info, low, warning, high, critical
///         alerts: 2               # firing, at least
///         services: 2             # hit, at least
///         customer_facing: true   # one of these is, by the service map
///         of: [checkout, "pay*"]  # one of these is hit; * stands for any text
///         severity: 1             # SEV-1 … SEV-5 of the incident; absent: as proposed
struct PolicyFile {
    PoliciesLoaded policies;
    std::map<QString, double> parameters;
};

/// Errors: policies.unreadable, policies.refused and yaml.refused, naming the file and the line.
Result<PolicyFile> readPolicies(const QString& file);
Result<PolicyFile> readPolicies(const QByteArray& text, const QString& file);

} // namespace quarterdeck
