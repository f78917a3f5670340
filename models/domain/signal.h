// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/time.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace quarterdeck {

/// Alert severities, as sources give them; an incident's severity is SEV-1 … SEV-5 and another thing.
enum class Severity : quint8 { Unknown, Info, Low, Warning, High, Critical };

enum class SignalKind : quint8 {
    Alert, ///< something that is or was wrong, de-duplicated by key
    Change, ///< a deployment, configuration push or flag flip
    Heartbeat, ///< the source proves that it is alive; nothing else
    Info, ///< informational: a signal that is no alert
    Page ///< what a system that pages for us says of a page of ours: its dedup_key is the one that the page carried
};

enum class SignalStatus : quint8 { Firing, Acknowledged, Resolved, Suppressed, Info };

using Labels = std::vector<std::pair<QString, QString>>; ///< sorted by name, names unique

/// One inbound item from a source, normalised: what every connector maps to and triage reads.
/// Every string is foreign data on every path.
struct Signal {
    SignalKind kind = SignalKind::Alert;
    SignalStatus status = SignalStatus::Firing;
    Severity severity = Severity::Unknown;
    QString id; ///< the source's own id of this item, if it has one
    QString dedupKey; ///< stable over firing and resolved; made of the labels where a source has none
    QString name; ///< alertname, or a change's type ("service.deployed")
    QString title;
    QString description;
    QString service;
    QString resource;
    QString environment;
    QString version; ///< of a change
    Labels labels;
    Labels annotations;
    std::vector<QString> links;
    Instant startedAt = 0;
    Instant endedAt = 0; ///< 0: not ended. In the future: the source promises to renew until then.
};

} // namespace quarterdeck
