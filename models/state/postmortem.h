// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/journal.h"
#include "models/state/metrics.h"
#include "models/state/timeline.h"

namespace quarterdeck {

/// One statement and the entry that it rests on.
struct DraftLine {
    QString text;
    Seq seq = 0;
    Instant observedAt = 0; ///< 0 where the line is not about a moment
    Instant recordedAt = 0;
    QString link; ///< http or https only; empty: none
    bool redacted = false; ///< the entry's texts were deleted
    bool operator==(const DraftLine&) const = default;
};

struct DraftSection {
    QString id; ///< "summary", "impact", "timeline" …
    QString title;
    QString note; ///< what a reader must know, or why there are no lines; it states nothing about the incident
    std::vector<DraftLine> lines;
    bool operator==(const DraftSection&) const = default;
};

/// The blameless draft: what the journal says, line by line, each with its entry. What people must still
/// think about is left open. The same entries make the same draft, always. English, as the journal's own
/// sentences are.
struct Postmortem {
    IncidentId incident;
    quint8 severity = 3;
    QString title;
    bool drill = false;
    Head head; ///< of the journal that it was made from
    QByteArray journalId;
    std::vector<DraftSection> sections;
    std::vector<Metric> metrics;
    std::vector<ServiceRecovery> services;
    std::vector<PhaseSpan> phases;
    // For the picture.
    std::vector<TimelineItem> items;
    std::vector<FiringPoint> curve;
    Instant from = 0;
    Instant impact = 0;
    Instant to = 0; ///< the last thing known

    const DraftSection* section(const QString& id) const;
};

/// `entriesOfIncident`: those for which concerns() holds, in order; others do no harm.
Postmortem buildPostmortem(const Workspace& workspace, const std::vector<Entry>& entriesOfIncident,
    const Incident& incident, const Head& head);

/// Whether a fact is about this incident, its alerts, its runs, or a change that its timeline shows.
bool concerns(const Workspace& workspace, const Incident& incident, const Fact& fact);
bool concerns(const Workspace& workspace, const Incident& incident, const Entry& entry);

} // namespace quarterdeck
