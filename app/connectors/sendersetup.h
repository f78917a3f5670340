// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "models/domain/result.h"

namespace quarterdeck {

/// What is configured at a system so that it sends to us: its connector's `setup` with our address and token.
struct SenderSetup {
    QString text;
    QString sourcesYaml; ///< what sources.yaml needs beside it; empty: nothing
};

/// `url` is this server's address as its senders see it, http or https, without a path of ours; `source` is the name
/// that its alerts will be under. Errors: "setup.url", "setup.source", "connector.no-setup".
Result<SenderSetup> senderSetup(
    const Connector& connector, const QString& source, const QString& url, const QString& token);

/// A Prometheus rule file with one alert that always fires, so that a source proves that it is alive.
QString watchdogRule(const QString& name);

/// A sender's token out of a file: its only word, or of lines NAME CLASSES TOKEN the one of class send that is called
/// `preferred`, else the first. Empty: there is none.
QString senderToken(const QString& file, const QString& preferred);

} // namespace quarterdeck
