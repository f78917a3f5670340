// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/triage/grouper.h"

#include <set>

namespace quarterdeck {

/// What the rules decide about an alert that has just begun to fire (AlertRaised or AlertRaisedAgain was
/// added to `applying` before). Call it for every such alert: where nothing is to be done it adds nothing.
/// Adds IncidentOpened, AlertAttached, IncidentMerged or MergeProposed; never touches what a person has
/// pinned, and only proposes where a person has acted or an incident is accepted.
void decideTriage(Applying& applying, Triage& triage, AlertId alert);

/// Puts an alert that is in no open incident into this one, or, where that is none or closed, into a new one.
/// Answers where it is.
IncidentId decideGroup(
    Applying& applying, Triage& triage, AlertId alert, IncidentId incident, std::vector<Term> terms);

/// Two groups turn out to be one: merged while nobody touched either, else proposed. `because` is in `other`.
void decideMerge(
    Applying& applying, Triage& triage, IncidentId incident, IncidentId other, AlertId because, std::vector<Term> terms);

/// Once at the end of an intake tick: for the incidents that the facts of `applying` are about, a better
/// title and a graver proposed severity while untouched in Triage, and suspects where their order or their
/// reasons changed. Adds IncidentRenamed, SeveritySet, SuspectsRanked.
void settleTriage(Applying& applying, Triage& triage);

/// The same for named incidents.
void settleTriage(Applying& applying, Triage& triage, const std::set<IncidentId>& incidents);

/// The same for as many of the `dirty` ones as triage::settleWork allows, which are taken out: round in order of
/// their numbers, from the one behind `after` on.
void settleTriage(Applying& applying, Triage& triage, std::set<IncidentId>& dirty, IncidentId& after);

/// Every second: groups in Triage that nobody touched and where all has cleared for `calmMs` end, so that
/// the list holds what needs somebody. Adds PhaseSet. An alert of unknown fate keeps its group.
/// `accepted`: what is accepted ends, too, as if somebody had resolved it then.
void endCalmGroups(Applying& applying, qint64 calmMs = triage::calmMs, bool accepted = false);

} // namespace quarterdeck
