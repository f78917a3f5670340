// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an incident looks like over time, as values: the view paints them, the exported picture too.

#include "models/state/workspace.h"

#include <array>

namespace quarterdeck {

enum class Lane : quint8 { Alerts, Changes, People, Actions, Comms };
inline constexpr int laneCount = 5;

enum class Mark : quint8 {
    FirstFired,
    Change,
    Command, ///< somebody takes, offers, accepts, gives up or assumes command
    Role,
    Phase,
    Severity,
    Decision,
    Hypothesis,
    Task,
    Note,
    Act, ///< any other thing that a person did
    Run,
    PostCheck,
    Status,
    Report,
    Export,
    Refusal ///< something that was asked and did not come to pass
};

struct TimelineItem {
    Lane lane = Lane::People;
    Mark mark = Mark::Note;
    Instant at = 0; ///< observed: as the source or the person says
    Instant until = 0; ///< of a bar; 0 for a point
    Instant recordedAt = 0;
    Seq seq = 0; ///< the entry behind it
    AlertId alert;
    RunId run;
    QString actor;
    QString text; ///< foreign data; the view adds the words for the mark
    quint8 weight = 1; ///< who gets a label where there is no room for all: 0 none, 3 always
    bool open = false; ///< a bar that has not ended: it ends now
    bool dimmed = false; ///< beside the matter: a change of a service that has nothing to do with it
    bool unknown = false; ///< nobody knows how it ended
    bool rehearsed = false;
    CheckState check = CheckState::None; ///< of a Run or PostCheck
    Verdict verdict = Verdict::Inconclusive;

    bool operator==(const TimelineItem&) const = default;
};

/// How many alerts fired from `at` until the next point, by severity, and of how many nobody can tell.
struct FiringPoint {
    Instant at = 0;
    std::array<quint32, 6> firing {};
    quint32 unknown = 0;

    quint32 known() const;
    bool operator==(const FiringPoint&) const = default;
};

/// Marks and bars in the order of their observed times, ties in the order of the journal.
std::vector<TimelineItem> buildTimeline(const Workspace& workspace, const Incident& incident);

/// The area of the Alerts lane. An alert counts under the severity that it has now. While an alert is
/// unknown it counts as unknown from the moment of its last certain word, never as quiet.
std::vector<FiringPoint> firingCurve(const Workspace& workspace, const Incident& incident);

/// When the impact began, as far as entries say: set by a person, else the first alert, else the opening.
Instant impactStart(const Incident& incident);

/// Services with alerts of this incident and everything that they need, directly or not.
std::set<QString> servicesInvolved(const Workspace& workspace, const Incident& incident);

/// What kind of act a line of the log is; typed lines by their kind.
Mark markOf(const LogLineInfo& line);

} // namespace quarterdeck
