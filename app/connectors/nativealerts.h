// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one format that needs no connector: the array that Prometheus posts to an Alertmanager,
// `POST /api/v2/alerts`, [{labels, annotations?, startsAt?, endsAt?, generatorURL?}, ...]. Loki's and
// Mimir's ruler, VMAlert and Thanos Rule send the same. It is read by simdjson because a storm is
// thousands of these per second and must not wait for jq.
//
// All or nothing: one alert that cannot be read refuses the request, with a sentence that names the
// alert by its index, the label and the limit. The sender gets it as the answer; to keep the rest would
// hide for weeks that one rule's alerts never arrive. Members that we do not know are skipped, as
// Alertmanager does, since new versions of senders add them.

#include "models/domain/result.h"
#include "models/domain/signal.h"

#include <QByteArrayView>

#include <vector>

namespace quarterdeck {

struct NativeOptions {
    /// The alert that always fires to show that alerting works; it becomes a Heartbeat.
    QString watchdog = QStringLiteral("Watchdog");
    /// How many milliseconds the sender's clock is ahead of ours, if somebody measured it. endsAt is
    /// the sender's time: a clock that is minutes behind would otherwise make firing alerts look ended.
    qint64 senderAheadMs = 0;
};

/// Limits: 10,000 alerts, and per alert those of SignalLimits. Errors: "native.json" (no JSON, with the
/// place), "native.refused" (an alert that is none; the sentence says which and why).
Result<std::vector<Signal>> parseNativeAlerts(
    QByteArrayView body, Instant receivedAt, const NativeOptions& options = {});

} // namespace quarterdeck
