// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <QJsonObject>

namespace quarterdeck {

/// What status updates, the join brief and the hand-over briefing are made from: the incident as one JSON
/// document, for jq templates that anybody can replace. The same entries and the same `now` make the same bytes.
/// Instants are RFC 3339 in UTC or null, `…Minutes` whole minutes, rounded so that nothing that is left reads as
/// 0 and nothing overdue as left; texts are foreign data. Members, all always there:
///
///   format 1; now; incident {id, title, phase, drill}; severity 1–5; ageMinutes since it was accepted;
///   openedAt, acceptedAt, resolvedAt; impact {text, since, reports}; commander; commandMinutes;
///   alerts {firing, unknown, suppressed, first {name, at}}; services {hit [], upstream []} in order of onset;
///   cause {kind: "confirmed" | "supported" | "testing" | "suspect" | "unknown", text, reasons []};
///   questions [{kind: "proposal" | "hypothesis", text, belief, minutes or null, objections [{by, reason}]}];
///   actions [{kind: "task" | "decision" | "run", text, owner, state, at, minutes or null}] that are not finished;
///   done [the same, with state the outcome]; decisions [{text, owner, at, worked: "yes" | "no" | "unclear" | ""}];
///   organisation [{person, roles [], presence, minutes or null, words}]; spans [{lead, reports [], tooMany}];
///   posts [{audience, at, by, via, text}]; next [{audience, at, minutes}]; changedSince: at of the last post or
///   null; changed [{at, who, text}] since then; turns {raised, cleared} of alerts since then; open [closing matters]; bridge {link, phone, pin, chat};
///   head {seq, hash}; journal.
QJsonObject situationDocument(const Workspace& workspace, const Incident& incident, Instant now, const Head& head);

/// The document as it is handed to a template: UTF-8, keys in order.
QByteArray situationJson(const Workspace& workspace, const Incident& incident, Instant now, const Head& head);

/// How many customers' reports were counted; a correction is no further one.
qint64 customerReports(const Incident& incident);

} // namespace quarterdeck
