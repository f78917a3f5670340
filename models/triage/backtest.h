// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/journal/entry.h"
#include "models/state/workspace.h"
#include "models/triage/background.h"
#include "models/triage/grouper.h"

#include <optional>

namespace quarterdeck {

/// What the rules make of recorded alerts when nobody acts on them. Feed it every entry of a journal in
/// order: it takes what sources, the service map, silences and words on kinds said, and decides all else
/// anew, with other levers or policies where such are given; what a policy accepted ends once it is calm. The
/// numbers of alerts stay those of the journal.
class Backtest {
public:
    explicit Backtest(const triage::Levers& levers = {}, std::optional<PoliciesLoaded> policies = {});

    void apply(const Entry& entry);

    const Workspace& workspace() const { return m_workspace; }

    struct Figures {
        quint32 alerts = 0;
        quint32 folded = 0; ///< in no incident: background
        quint32 alone = 0; ///< in no incident for another reason: suppressed
        quint32 incidents = 0; ///< made and not merged into another
        quint32 accepted = 0; ///< by policy
        quint32 proposals = 0; ///< merges that a person would be asked about
        qint64 firstGroupMs = 0; ///< median over incidents of two alerts or more: first alert to second
        bool operator==(const Figures&) const = default;
    };

    Figures figures() const;

private:
    friend struct BacktestFacts;

    void decidePending(Applying& applying);

    triage::Levers m_levers;
    std::optional<PoliciesLoaded> m_policies;
    Workspace m_workspace;
    Triage m_triage;
    Background m_background;
    AlertId m_pending; ///< raised, and not decided: what is said of it in the same entry comes first
    std::map<IncidentId, std::pair<Instant, Instant>> m_grouped; ///< when its first and its second alert came
};

/// Alerts that are grouped otherwise: each incident of `after` is paired with the one of `before` that it has
/// most alerts in common with, largest overlap first; who is in no pair, or folded in one of them only, has
/// moved.
std::vector<AlertId> movedAlerts(const Workspace& before, const Workspace& after);

/// link_threshold, bridge_threshold, calm_minutes and steady_bits; what is not named stays as it is. Error
/// "policies.refused".
Result<triage::Levers> leversOf(const std::map<QString, double>& parameters);

/// The rules as they stand beside changed ones, over the same entries.
class BacktestPair {
public:
    static constexpr size_t movedListed = 20;

    struct Answer {
        Backtest::Figures now;
        Backtest::Figures changed;
        quint32 moved = 0; ///< alerts that are grouped otherwise
        /// Of the first movedListed: "alert 7 RedisDown redis: folded, then incident 2".
        std::vector<QString> movedWords;
    };

    /// `policies`: none: those of the journal hold on both sides.
    BacktestPair(const triage::Levers& levers, std::optional<PoliciesLoaded> policies)
        : m_changed(levers, std::move(policies))
    {
    }

    /// Every entry of a journal, in order.
    void apply(const Entry& entry)
    {
        m_now.apply(entry);
        m_changed.apply(entry);
    }

    Answer answer() const;

private:
    Backtest m_now;
    Backtest m_changed;
};

} // namespace quarterdeck
