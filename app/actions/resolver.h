// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From a runbook, an alert and a person's values to exactly what will run. This happens once: what is
// journalled, shown and approved is what runs, byte for byte. Expressions are evaluated in one pass over
// values; their results are never read as expressions, shell or address syntax again.
//
// A resolved http step is an argument vector, too, so that one view shows both kinds:
//   method, address, body, "expect 200 204", "Header: value" …

#include "app/actions/runbook.h"
#include "models/domain/facts.h"

#include <QJsonObject>

#include <functional>
#include <map>

namespace quarterdeck {

/// What expressions see.
struct ActionContext {
    QJsonObject alert; ///< name, service, severity, resource, labels, annotations
    QJsonObject incident; ///< id, title, severity, services
    QJsonObject vars;
};

/// SHA-256 over the encoded steps and check: what an approval is bound to.
QByteArray resolvedHash(const std::vector<ResolvedStep>& steps, const ResolvedCheck& check);

/// Fills in runbook, hash, title, steps, check and resolvedHash; incident, alert and the rest are the
/// caller's. `given` are the parameters that a person changed. `done` is called once.
/// Errors: "run.not-offered" (`applies` is not true), "run.parameter", "action.value", "action.address",
/// "expression.refused" and those of JqWorker.
void resolveRunbook(JqWorker& worker, const Runbook& runbook, const ActionContext& context,
    const std::map<QString, QString>& given, std::function<void(Result<RunRequested>)> done);

} // namespace quarterdeck
