// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/streams/errorbudget.h"

#include "models/streams/parameters.h"

#include <cmath>

namespace quarterdeck {

namespace {

    constexpr qint64 minuteMs = 60'000;
    constexpr qint64 hourMs = 60 * minuteMs;

    struct Window {
        qint64 longMs;
        double share; ///< of the budget that it may use up
        Severity severity;
    };

    constexpr std::array<Window, 3> windows { { { hourMs, 0.02, Severity::Critical },
        { 6 * hourMs, 0.05, Severity::High }, { 72 * hourMs, 0.10, Severity::Warning } } };
    constexpr qint64 shortPart = 12;

    QString percent(double share)
    {
        return QStringLiteral("%1 %").arg(QString::number(share * 100, 'g', 3));
    }

} // namespace

BudgetWatch::BudgetWatch(const Objective& objective)
    : m_objective(objective)
    , m_minutes(static_cast<size_t>(streams::budgetKeptMs / minuteMs))
{
}

void BudgetWatch::add(Instant at, double errorShare)
{
    const qint64 minute = at / minuteMs;
    if (m_first < 0)
        m_first = minute;
    if (!std::isfinite(errorShare) || minute < m_last || minute < m_first || minute - m_first > INT32_MAX)
        return;
    m_last = minute;
    auto& slot = m_minutes[static_cast<size_t>(minute % qint64(m_minutes.size()))];
    const auto number = static_cast<qint32>(minute - m_first);
    if (slot.number != number)
        slot = { number, 0, 0 };
    slot.sum += static_cast<float>(qBound(0.0, errorShare, 1.0));
    ++slot.points;
}

std::optional<double> BudgetWatch::average(qint64 windowMs) const
{
    const qint64 length = qMax<qint64>(1, windowMs / minuteMs);
    double sum = 0;
    qint64 known = 0;
    for (qint64 minute = qMax(m_first, m_last - length + 1); minute <= m_last; ++minute) {
        const auto& slot = m_minutes[static_cast<size_t>(minute % qint64(m_minutes.size()))];
        if (slot.number != minute - m_first)
            continue;
        sum += slot.sum / double(slot.points);
        ++known;
    }
    if (known == 0 || known * 2 < length)
        return std::nullopt;
    return sum / double(known);
}

BudgetBurn BudgetWatch::burn() const
{
    BudgetBurn out;
    const double budget = 1 - m_objective.target;
    if (m_first < 0 || m_last < 0 || budget <= 0)
        return out;
    double used = 0;
    for (const auto& slot : m_minutes) {
        if (slot.number >= 0 && slot.number > m_last - m_first - qint64(m_minutes.size()))
            used += slot.sum / double(slot.points);
    }
    out.used = used * double(minuteMs) / (budget * double(m_objective.windowMs));
    for (const auto& window : windows) {
        if (window.longMs > m_objective.windowMs)
            continue;
        const auto failed = average(window.longMs);
        const auto lately = average(window.longMs / shortPart);
        if (!failed || !lately)
            continue;
        const double limit = window.share * double(m_objective.windowMs) / double(window.longMs);
        if (*failed / budget < limit || *lately / budget < limit)
            continue;
        out.severity = window.severity;
        out.rate = *failed / budget;
        out.shortRate = *lately / budget;
        out.limit = limit;
        out.longMs = window.longMs;
        out.shortMs = window.longMs / shortPart;
        out.leftMs = static_cast<qint64>(double(m_objective.windowMs) / out.rate);
        return out;
    }
    return out;
}

QString inWords(const BudgetBurn& burn, const Objective& objective)
{
    const double budget = 1 - objective.target;
    if (burn.severity == Severity::Unknown)
        return QStringLiteral("the error budget is not burnt too fast: %1 of it used in the last %2")
            .arg(percent(burn.used), inWords(streams::budgetKeptMs));
    return QStringLiteral("burns its error budget %1 times as fast as it lasts: %2 of the last %3 failed, %4 "
                          "are allowed in %5; at this rate all of it is gone in %6")
        .arg(QString::number(burn.rate, 'g', 3), percent(burn.rate * budget), inWords(burn.longMs), percent(budget),
            inWords(objective.windowMs), inWords(burn.leftMs));
}

} // namespace quarterdeck
