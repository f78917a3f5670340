// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"

#include <array>
#include <optional>
#include <vector>

namespace quarterdeck {

/// What a service promised: at most 1 - target of its events fail within a window.
struct Objective {
    double target = 0.999; ///< of all events, between 0 and 1
    qint64 windowMs = 30LL * 24 * 3'600'000;
    bool operator==(const Objective&) const = default;
};

/// How fast the budget of errors is used: 1 uses it up exactly within the window.
struct BudgetBurn {
    Severity severity = Severity::Unknown; ///< Unknown: nothing to say
    double rate = 0; ///< over `longMs`
    double shortRate = 0; ///< over `shortMs`: whether it goes on
    double limit = 0; ///< from which both count
    qint64 longMs = 0;
    qint64 shortMs = 0;
    double used = 0; ///< share of the budget that the last streams::budgetKeptMs used
    qint64 leftMs = 0; ///< until it is used up at this rate, if none of it had been used before; 0: not burning
};

/// Watches the share of errors of one service against its objective, with the multiwindow, multi-burn-rate
/// alerts of Google's Site Reliability Workbook, chapter 5, table 5-8: 2 % of the budget within an hour or 5 %
/// within six hours are urgent, 10 % within three days are not; each counts only while a window of a twelfth
/// as long burns as fast, so that it ends soon after the trouble does. 35 KiB; no clock.
class BudgetWatch {
public:
    explicit BudgetWatch(const Objective& objective);

    /// The share of events that failed, 0…1, in order of time; what is no number is a gap.
    void add(Instant at, double errorShare);

    /// The gravest window that burns, as of the last point. A window that is known by less than half says
    /// nothing.
    BudgetBurn burn() const;

private:
    struct Minute {
        qint32 number = -1; ///< since m_first; -1: nothing is known
        float sum = 0;
        quint32 points = 0;
    };

    std::optional<double> average(qint64 windowMs) const;

    Objective m_objective;
    std::vector<Minute> m_minutes; ///< a ring
    qint64 m_first = -1; ///< minute since 1970
    qint64 m_last = -1;
};

/// "burns its error budget 16 times too fast: 1.6 % of 1 h failed, 0.1 % are allowed in 30 d; used up in 1 d 20 h"
QString inWords(const BudgetBurn& burn, const Objective& objective);

} // namespace quarterdeck
