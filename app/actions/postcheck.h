// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whether an action helped is read from the feed and from a positive probe, never from an exit code.
//
//   verified       the alert cleared after the action began, and the probe holds, at the same time
//   not verified   the time is over and the alert still fires, or the probe says that it is not well
//   inconclusive   the time is over and it cannot be said: the source is late or lost, the alert unknown,
//                  nothing measures the service any more, or the probe cannot be reached
//
// Never before its time is over is anything but "verified": a clearing may be delayed on its way.

#include "models/domain/facts.h"
#include "models/state/workspace.h"

#include <functional>
#include <memory>
#include <optional>

namespace quarterdeck {

enum class ProbeAnswer : quint8 {
    None, ///< the runbook has no probe
    Unasked,
    Positive,
    Negative, ///< an answer, and the condition is not true for it
    NoData, ///< an answer whose lists are all empty: nothing is measured
    Unreachable
};

struct ProbeResult {
    ProbeAnswer answer = ProbeAnswer::Unasked;
    QString words; ///< for a sentence; empty where the answer says it all
};

/// All that a verdict rests on.
struct CheckSight {
    AlertStatus alert = AlertStatus::Firing;
    bool clearedAfter = false; ///< the end was heard after the action had begun
    bool heardAfter = false; ///< firing, and heard so after the action had ended
    bool flapping = false; ///< it went up and down at any time of the check
    qint64 calmMs = 0; ///< since it was last seen firing, or since the check began
    SourceState source = SourceState::Live;
    QString sourceName;
    ProbeResult probe;
    bool steady = false; ///< the probe held twice in a row since the alert cleared
    bool timeIsOver = false;
    qint64 windowMs = 0;
};

struct CheckVerdict {
    Verdict verdict = Verdict::Inconclusive;
    QString reason;
    bool operator==(const CheckVerdict&) const = default;
};

/// Nothing while it is too early to say.
std::optional<CheckVerdict> judge(const CheckSight& sight);

/// Watches one run's post-check. Asks the probe every two seconds and looks at the workspace every second.
class PostCheck {
public:
    using Asked = std::function<void(ProbeResult)>;
    /// Asks a probe once; the answer comes later, or never after `PostCheck` is gone.
    using Ask = std::function<void(const ResolvedCheck&, Asked)>;

    /// `run` as the workspace has it, with its post-check started.
    PostCheck(const Run& run, const Clock& clock, Ask ask);

    /// Every second. The verdict, once.
    std::optional<CheckVerdict> second(const Workspace& workspace);

private:
    struct Probing {
        ProbeResult last;
        Instant askedAt = 0; ///< of the answer in `last`
        Instant positiveBefore = 0; ///< when the answer before it was asked, if that was positive; else 0
        bool waiting = false;
        qint64 nextAt = 0; ///< monotonic
    };

    void ask();

    Run m_run;
    const Clock& m_clock;
    Ask m_ask;
    Instant m_actedAt = 0; ///< when the first step began
    bool m_flapped = false;
    qint64 m_calmSince = -1; ///< monotonic
    qint64 m_deadline = 0; ///< monotonic
    // Shared with answers in flight, which find it gone once the check is.
    std::shared_ptr<Probing> m_probing = std::make_shared<Probing>();
};

} // namespace quarterdeck
