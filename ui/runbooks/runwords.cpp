// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runbooks/runwords.h"

#include "models/domain/text.h"
#include "models/domain/time.h"
#include "models/state/runsight.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace quarterdeck {

namespace {

constexpr qsizetype longestOutput = 16'384;
constexpr qsizetype mostNamed = 4;

QString tr(const char* text)
{
    return QCoreApplication::translate("quarterdeck", text);
}

QString endWords(RunEnd end)
{
    switch (end) {
    case RunEnd::Succeeded:
        return tr("ended");
    case RunEnd::Failed:
        return tr("failed");
    case RunEnd::TimedOut:
        return tr("timed out");
    case RunEnd::Unknown:
        return tr("unknown – a person must find out");
    case RunEnd::Cancelled:
        return tr("cancelled");
    case RunEnd::Rehearsed:
        return tr("rehearsed, nothing was executed");
    }
    return {};
}

QString labelled(const QString& label, const QString& value)
{
    // Joined and not filled in: a value may hold what looks like a place to fill in.
    return QStringLiteral("  ") + label.leftJustified(9) + QChar(u' ') + value;
}

} // namespace

QString quoted(const QString& value)
{
    QString out = value;
    out.replace(QChar(u'\\'), QLatin1String("\\\\"));
    out.replace(QChar(u'"'), QLatin1String("\\\""));
    out.replace(QChar(u'\n'), QLatin1String("\\n"));
    out.replace(QChar(u'\t'), QLatin1String("\\t"));
    // The marks of visible() themselves may stand in a value.
    out.replace(QChar(u'⟨'), QStringLiteral("\\⟨"));
    return QChar(u'"') + visible(out, 20'000) + QChar(u'"');
}

QString exactly(const Run& run, const QString& where)
{
    QStringList lines;
    for (size_t i = 0; i < run.steps.size(); ++i) {
        const auto& step = run.steps[i];
        const bool http = step.executor == QLatin1String("http");
        if (i)
            lines << QString();
        lines << tr("Step %1 of %2 · %3").arg(i + 1).arg(run.steps.size()).arg(visible(step.name.s));
        lines << labelled(tr("where"), where);
        lines << labelled(tr("how"),
            (http ? tr("one HTTP request") : tr("one program, no shell"))
                + (step.timeoutMs ? tr(", at most %1").arg(inWords(step.timeoutMs)) : QString())
                + (step.idempotent ? tr(", may be repeated") : tr(", not to be repeated blindly")));
        if (step.executor != QLatin1String("exec") && !http)
            lines << labelled(tr("executor"), quoted(step.executor));
        for (size_t a = 0; a < step.argv.size(); ++a) {
            QString label = a == 0 ? tr("program") : tr("argument");
            if (http)
                label = a == 0 ? tr("method") : a == 1 ? tr("URL") : tr("body");
            lines << labelled(label, quoted(step.argv[a].s));
        }
    }
    return lines.join(QChar(u'\n'));
}

QString checkWords(const ResolvedCheck& check)
{
    if (check.windowMs == 0)
        return tr("Post-check: none. Whether it helped, a person must find out.");
    QString words = tr("Post-check: for at most %1, until the alert clears from a live source").arg(inWords(check.windowMs));
    if (check.probeUrl.s.isEmpty())
        return words + tr("; no probe, so it can end inconclusive at best.");
    return words + tr(" and the probe holds.") + QChar(u'\n') + labelled(tr("probe"), quoted(check.probeUrl.s))
        + QChar(u'\n') + labelled(tr("until"), quoted(check.probeUntil.s));
}

QString stateWords(const Run& run, Instant now)
{
    switch (run.state) {
    case RunState::Prepared:
        return tr("planned, nothing runs yet");
    case RunState::Approved:
        return tr("about to start");
    case RunState::Refused:
        return tr("will not run");
    case RunState::Running: {
        size_t step = 0;
        while (step + 1 < run.records.size() && run.records[step].finished)
            ++step;
        const Instant since = run.records.empty() ? run.approvedAt : run.records[step].startedAt;
        return tr("running, step %1 of %2, %3")
            .arg(step + 1)
            .arg(run.steps.size())
            .arg(countdownText(since ? now - since : 0));
    }
    case RunState::Ended:
        break;
    }
    if (run.end == RunEnd::Unknown)
        return endWords(run.end);
    if (run.checkState == CheckState::Watching)
        return tr("post-check %1 of %2")
            .arg(countdownText(qMin(now, run.checkUntil) - run.checkStartedAt), countdownText(run.checkUntil - run.checkStartedAt));
    if (run.checkState == CheckState::None)
        return endWords(run.end);
    switch (run.verdict) {
    case Verdict::Verified:
        return tr("✓ verified");
    case Verdict::NotVerified:
        return tr("✕ not verified");
    case Verdict::Inconclusive:
        break;
    }
    return tr("? inconclusive");
}

bool wantsPerson(const Run& run)
{
    if (run.state != RunState::Ended)
        return false;
    return run.end == RunEnd::Unknown || run.end == RunEnd::Failed || run.end == RunEnd::TimedOut
        || (run.checkState == CheckState::Ended && run.verdict == Verdict::NotVerified);
}

QString whoAndWhen(const Run& run)
{
    QStringList parts {tr("%1 prepared %2").arg(personWord(visible(run.requestedBy)), clockText(run.requestedAt))};
    if (run.approvedAt)
        parts << tr("%1 started %2").arg(personWord(visible(run.approvedBy)), clockText(run.approvedAt));
    if (run.endedAt)
        parts << tr("ended %1").arg(clockText(run.endedAt));
    if (run.checkEndedAt)
        parts << tr("checked %1").arg(clockText(run.checkEndedAt));
    return parts.join(QStringLiteral(" · "));
}

QString outputOf(const Run& run)
{
    QString out;
    for (size_t i = 0; i < run.records.size(); ++i) {
        const auto& record = run.records[i];
        if (!record.started)
            continue;
        if (i)
            out += QChar(u'\n');
        out += tr("Step %1 of %2, started %3").arg(i + 1).arg(run.records.size()).arg(clockText(record.startedAt));
        if (record.finished)
            out += tr(", %1 %2, exit %3").arg(endWords(record.end), clockText(record.finishedAt)).arg(record.exitCode);
        out += QChar(u'\n');
        const QString tail = record.output.right(longestOutput);
        out += visibleLines(tail, longestOutput);
        if (!tail.endsWith(QChar(u'\n')))
            out += QChar(u'\n');
    }
    return out.right(longestOutput);
}

QString lastUseWords(const Workspace& workspace, const RunbookInfo& runbook, Instant now)
{
    const auto* run = lastUseOf(workspace, runbook.id);
    if (!run)
        return tr("never used");
    return tr("last used %1, %2").arg(dayAndMinuteText(run->approvedAt), stateWords(*run, now));
}

QString sightWords(const Workspace& workspace, const Run& run)
{
    const auto* incident = workspace.incident(run.incident);
    if (!incident)
        return {};
    const auto sight = runSight(workspace, *incident, run);
    if (!sight.since)
        return {};
    const auto named = [&](const std::vector<AlertId>& alerts) {
        QStringList words;
        for (const auto id : alerts) {
            if (words.size() == mostNamed) {
                words << tr("%1 more").arg(alerts.size() - mostNamed);
                break;
            }
            const auto& row = workspace.alert(id);
            const QString name = visible(
                QStringLiteral("%1 %2").arg(workspace.name(row.name), workspace.name(row.resource ? row.resource : row.service)), 60);
            words << QStringLiteral("%1 (%2)").arg(name, statusWord(row));
        }
        return words.join(QStringLiteral(", "));
    };
    QStringList lines { tr("Should clear, %1 of %2 did: %3").arg(QString::number(sight.cleared), QString::number(sight.toClear.size()), named(sight.toClear)) };
    lines << (sight.fresh.empty() ? tr("New since %1: none").arg(minuteText(sight.since))
                                  : tr("New since %1, %2: %3").arg(minuteText(sight.since), QString::number(sight.fresh.size()), named(sight.fresh)));
    if (!sight.back.empty())
        lines << tr("Back since %1, %2: %3").arg(minuteText(sight.since), QString::number(sight.back.size()), named(sight.back));
    return lines.join(QLatin1Char('\n'));
}

QString riskWords(const RunbookInfo& runbook)
{
    QString risk = runbook.risk;
    if (risk == QLatin1String("low"))
        risk = tr("low risk");
    else if (risk == QLatin1String("medium"))
        risk = tr("medium risk");
    else if (risk == QLatin1String("high"))
        risk = tr("high risk");
    else
        risk = tr("risk not stated");
    return QStringLiteral("%1 · %2").arg(risk, runbook.reversible ? tr("can be undone") : tr("cannot be undone"));
}

} // namespace quarterdeck
