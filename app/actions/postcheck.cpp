// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/postcheck.h"

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr qint64 k_everyMs = 2000;
constexpr qint64 k_lastAnswerMs = 15'000; ///< more than a probe may take

QString probeWords(const ProbeResult& probe)
{
    QString out;
    switch (probe.answer) {
    case ProbeAnswer::None:
        out = QStringLiteral("the runbook has no probe");
        break;
    case ProbeAnswer::Unasked:
        out = QStringLiteral("the probe was not answered");
        break;
    case ProbeAnswer::Positive:
        out = QStringLiteral("the probe holds");
        break;
    case ProbeAnswer::Negative:
        out = QStringLiteral("the probe does not hold");
        break;
    case ProbeAnswer::NoData:
        out = QStringLiteral("the probe has no data");
        break;
    case ProbeAnswer::Unreachable:
        out = QStringLiteral("the probe cannot be asked");
        break;
    }
    return probe.words.isEmpty() ? out : QStringLiteral("%1 (%2)").arg(out, probe.words);
}

CheckVerdict inconclusive(const QString& reason)
{
    return {Verdict::Inconclusive, reason};
}

CheckVerdict judgeCleared(const CheckSight& sight)
{
    const QString probe = probeWords(sight.probe);
    switch (sight.probe.answer) {
    case ProbeAnswer::Positive:
        if (sight.flapping && 2 * sight.calmMs < sight.windowMs)
            return {Verdict::NotVerified, QStringLiteral("the alert still goes up and down")};
        if (sight.flapping)
            return {Verdict::Verified,
                QStringLiteral("the alert, which went up and down, stayed clear for %1 and the probe holds")
                    .arg(inWords(sight.calmMs))};
        if (!sight.clearedAfter)
            return inconclusive(QStringLiteral("the alert had cleared before the action began, so "
                                               "nothing shows that the action helped"));
        return {Verdict::Verified, QStringLiteral("the alert cleared and the probe holds")};
    case ProbeAnswer::Negative:
        return {Verdict::NotVerified, QStringLiteral("the alert is gone, but %1").arg(probe)};
    case ProbeAnswer::NoData:
        return inconclusive(
            QStringLiteral("the alert is gone and %1: nothing measures the service now").arg(probe));
    case ProbeAnswer::None:
    case ProbeAnswer::Unasked:
    case ProbeAnswer::Unreachable:
        break;
    }
    return inconclusive(
        QStringLiteral("the alert is gone, but %1, so nothing proves that it is well").arg(probe));
}

} // namespace

std::optional<CheckVerdict> judge(const CheckSight& sight)
{
    const bool blind = sight.source == SourceState::Late || sight.source == SourceState::Lost;
    const bool cleared = sight.alert == AlertStatus::Resolved;
    if (!sight.timeIsOver) {
        // What goes up and down clears by itself every other moment; for it the whole time counts.
        if (cleared && sight.clearedAfter && sight.steady && !blind && !sight.flapping)
            return judgeCleared(sight);
        return std::nullopt;
    }
    if (blind)
        return inconclusive(
            QStringLiteral("the source “%1” is %2, so the alert's state is not known")
                .arg(sight.sourceName,
                    sight.source == SourceState::Late ? QStringLiteral("late") : QStringLiteral("lost")));
    if (sight.alert == AlertStatus::Unknown)
        return inconclusive(QStringLiteral("whether the alert still fires is unknown"));
    if (cleared)
        return judgeCleared(sight);
    const bool proven =
        sight.source == SourceState::Live || sight.heardAfter || sight.probe.answer == ProbeAnswer::Negative;
    if (!proven)
        return inconclusive(QStringLiteral(
            "the source “%1” does not prove that it is alive and has said nothing since the action")
                                .arg(sight.sourceName));
    return CheckVerdict {Verdict::NotVerified,
        QStringLiteral("the alert still fires %1 after the action; %2")
            .arg(inWords(sight.windowMs), probeWords(sight.probe))};
}

PostCheck::PostCheck(const Run& run, const Clock& clock, Ask ask)
    : m_run(run)
    , m_clock(clock)
    , m_ask(std::move(ask))
    , m_deadline(clock.monotonic() + run.checkUntil - clock.now())
{
    m_actedAt = run.records.empty() ? run.approvedAt : run.records.front().startedAt;
    if (run.check.probeUrl.s.isEmpty())
        m_probing->last.answer = ProbeAnswer::None;
}

std::optional<CheckVerdict> PostCheck::second(const Workspace& workspace)
{
    const bool hasProbe = m_probing->last.answer != ProbeAnswer::None;
    if (hasProbe && !m_probing->waiting && m_clock.monotonic() >= m_probing->nextAt)
        ask();
    CheckSight sight;
    sight.windowMs = m_run.check.windowMs;
    sight.probe = m_probing->last;
    const qint64 over = m_clock.monotonic() - m_deadline;
    sight.timeIsOver = over >= 0;
    // The last word is that of an answer, not of a question; but not for ever.
    if (sight.timeIsOver && m_probing->waiting && over < k_lastAnswerMs)
        return std::nullopt;
    if (m_probing->waiting && sight.timeIsOver)
        sight.probe = {ProbeAnswer::Unreachable, {}};
    sight.alert = AlertStatus::Unknown;
    sight.source = SourceState::Unproven;
    if (workspace.hasAlert(m_run.alert)) {
        const AlertRow& row = workspace.alert(m_run.alert);
        sight.alert = row.status;
        sight.clearedAfter = row.status == AlertStatus::Resolved && row.lastSeen >= m_actedAt;
        sight.heardAfter = row.status == AlertStatus::Firing && row.lastSeen > m_run.endedAt;
        m_flapped = m_flapped || row.flapping;
        if (m_calmSince < 0 || row.status != AlertStatus::Resolved)
            m_calmSince = m_clock.monotonic();
        sight.flapping = m_flapped;
        sight.calmMs = m_clock.monotonic() - m_calmSince;
        sight.steady = m_probing->last.answer == ProbeAnswer::Positive
            && m_probing->positiveBefore > qMax(row.lastSeen, m_run.endedAt);
        if (row.source.value >= 1 && row.source.value <= workspace.sources().size()) {
            sight.source = workspace.sources()[row.source.value - 1].state;
            sight.sourceName = workspace.sources()[row.source.value - 1].name;
        }
    }
    return judge(sight);
}

void PostCheck::ask()
{
    m_probing->waiting = true;
    m_probing->nextAt = m_clock.monotonic() + k_everyMs;
    const Instant askedAt = m_clock.now();
    const std::weak_ptr<Probing> weak = m_probing;
    m_ask(m_run.check, [weak, askedAt](ProbeResult result) {
        const auto probing = weak.lock();
        if (!probing)
            return;
        probing->waiting = false;
        probing->positiveBefore = probing->last.answer == ProbeAnswer::Positive ? probing->askedAt : 0;
        probing->last = std::move(result);
        probing->askedAt = askedAt;
    });
}

} // namespace quarterdeck
