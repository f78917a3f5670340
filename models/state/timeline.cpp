// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/timeline.h"

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr qint64 hourMs = 3'600'000;

struct Opening {
    QLatin1String words;
    Mark mark;
};

// The folds write an act's line as a sentence, and the sentence is all that the state keeps of it.
// tst_timeline applies every fact that writes one, so a changed sentence fails there and not on screen.
constexpr Opening openings[] = {
    {QLatin1String("takes command"), Mark::Command},
    {QLatin1String("takes command along"), Mark::Command},
    {QLatin1String("gives up command"), Mark::Command},
    {QLatin1String("offers command"), Mark::Command},
    {QLatin1String("accepts command"), Mark::Command},
    {QLatin1String("declines command"), Mark::Command},
    {QLatin1String("withdraws the offer"), Mark::Command},
    {QLatin1String("assumes command"), Mark::Command},
    {QLatin1String("answers: still in command"), Mark::Command},
    {QLatin1String("assigns "), Mark::Role},
    {QLatin1String("clears "), Mark::Role},
    {QLatin1String("raises to SEV"), Mark::Severity},
    {QLatin1String("lowers to SEV"), Mark::Severity},
    {QLatin1String("accepts the incident"), Mark::Phase},
    {QLatin1String("declares SEV"), Mark::Phase},
    {QLatin1String("sets the phase"), Mark::Phase},
    {QLatin1String("reopens it"), Mark::Phase},
    {QLatin1String("dismisses it"), Mark::Phase},
    {QLatin1String("task "), Mark::Task},
    {QLatin1String("to-do, "), Mark::Task},
    {QLatin1String("has heard"), Mark::Task},
    {QLatin1String("done: "), Mark::Task},
    {QLatin1String("dropped: "), Mark::Task},
    {QLatin1String("decides: "), Mark::Decision},
    {QLatin1String("hypothesis "), Mark::Hypothesis},
    {QLatin1String("evidence "), Mark::Hypothesis},
    {QLatin1String("posts the "), Mark::Status},
    {QLatin1String("exports the"), Mark::Export},
    {QLatin1String("prepares the action"), Mark::Run},
    {QLatin1String("runs "), Mark::Run},
    {QLatin1String("rehearses "), Mark::Run},
    {QLatin1String("post-check of"), Mark::PostCheck},
};

Mark markOfTyped(LineKind kind)
{
    switch (kind) {
    case LineKind::Decision:
        return Mark::Decision;
    case LineKind::Todo:
        return Mark::Task;
    case LineKind::Hypothesis:
        return Mark::Hypothesis;
    case LineKind::Status:
        return Mark::Status;
    case LineKind::Report:
        return Mark::Report;
    case LineKind::Note:
        break;
    }
    return Mark::Note;
}

quint8 weightOf(Mark mark)
{
    switch (mark) {
    case Mark::Command:
    case Mark::Decision:
    case Mark::Status:
    case Mark::FirstFired:
    case Mark::Run:
        return 3;
    case Mark::Change:
    case Mark::Severity:
    case Mark::Hypothesis:
    case Mark::PostCheck:
        return 2;
    case Mark::Phase:
    case Mark::Report:
    case Mark::Note:
    case Mark::Task:
    case Mark::Refusal:
    case Mark::Act:
        return 1;
    case Mark::Role:
    case Mark::Export:
        break;
    }
    return 0;
}

Lane laneOf(Mark mark)
{
    return mark == Mark::Status || mark == Mark::Report || mark == Mark::Export ? Lane::Comms : Lane::People;
}

void addLines(std::vector<TimelineItem>& out, const Incident& incident)
{
    std::set<LineId> corrected;
    for (const auto& line : incident.log) {
        if (line.corrects)
            corrected.insert(line.corrects);
    }
    for (const auto& line : incident.log) {
        const Mark mark = markOf(line);
        if (mark == Mark::Run || mark == Mark::PostCheck)
            continue; // the Actions lane has them as bars
        TimelineItem item;
        item.mark = mark;
        item.lane = laneOf(mark);
        item.at = line.observedAt;
        item.recordedAt = line.recordedAt;
        item.seq = line.seq;
        item.actor = line.saidBy.isEmpty() ? line.actor : line.saidBy;
        item.text = line.text;
        item.weight = weightOf(mark);
        item.dimmed = line.line && corrected.contains(line.line);
        out.push_back(std::move(item));
    }
}

void addFirstFired(std::vector<TimelineItem>& out, const Workspace& workspace, const Incident& incident)
{
    AlertId first;
    for (const auto id : incident.alerts) {
        if (!workspace.hasAlert(id))
            continue;
        if (!first || workspace.alert(id).firstStartedAt < workspace.alert(first).firstStartedAt)
            first = id;
    }
    if (!first)
        return;
    const auto& row = workspace.alert(first);
    TimelineItem item;
    item.lane = Lane::Alerts;
    item.mark = Mark::FirstFired;
    item.at = item.recordedAt = row.firstStartedAt;
    item.seq = row.raisedSeq;
    item.alert = first;
    item.text = workspace.name(row.name);
    if (const QString& where = workspace.name(row.resource); !where.isEmpty())
        item.text += QChar(u' ') + where;
    item.weight = weightOf(item.mark);
    out.push_back(std::move(item));
}

void addChanges(std::vector<TimelineItem>& out, const Workspace& workspace, const Incident& incident)
{
    const Instant from = impactStart(incident) - hourMs;
    const Instant to = incident.resolvedAt;
    const auto involved = servicesInvolved(workspace, incident);
    for (const auto& change : workspace.changes()) {
        if (change.at < from || (to && change.at > to))
            continue;
        TimelineItem item;
        item.lane = Lane::Changes;
        item.mark = Mark::Change;
        item.at = item.recordedAt = change.at;
        item.seq = change.seq;
        item.text = change.title.isEmpty() ? QStringLiteral("%1 %2").arg(change.service, change.version).trimmed()
                                           : change.title;
        item.dimmed = !involved.contains(change.service);
        item.weight = item.dimmed ? 1 : weightOf(item.mark);
        out.push_back(std::move(item));
    }
}

void addRun(std::vector<TimelineItem>& out, const Run& run)
{
    TimelineItem item;
    item.lane = Lane::Actions;
    item.mark = Mark::Run;
    item.at = item.recordedAt = run.requestedAt;
    for (const auto& record : run.records) {
        if (record.started) {
            item.at = item.recordedAt = record.startedAt;
            break;
        }
    }
    item.seq = run.seq;
    item.run = run.id;
    item.actor = run.approvedBy.isEmpty() ? run.requestedBy : run.approvedBy;
    item.text = run.title;
    item.weight = weightOf(item.mark);
    item.rehearsed = run.mode == RunMode::Rehearse;
    item.open = run.state == RunState::Running;
    item.until = run.state == RunState::Ended ? run.endedAt : 0;
    item.unknown = run.state == RunState::Ended && run.end == RunEnd::Unknown;
    item.dimmed = run.state == RunState::Prepared || run.state == RunState::Refused;
    item.check = run.checkState;
    item.verdict = run.verdict;
    out.push_back(item);

    if (run.checkState == CheckState::None)
        return;
    item.mark = Mark::PostCheck;
    item.weight = weightOf(item.mark);
    item.at = item.recordedAt = run.checkStartedAt;
    item.until = run.checkState == CheckState::Ended ? run.checkEndedAt : run.checkUntil;
    item.open = run.checkState == CheckState::Watching;
    item.unknown = false;
    item.dimmed = false;
    out.push_back(std::move(item));
}

} // namespace

quint32 FiringPoint::known() const
{
    quint32 sum = 0;
    for (const auto n : firing)
        sum += n;
    return sum;
}

Mark markOf(const LogLineInfo& line)
{
    if (!line.machine)
        return markOfTyped(line.kind);
    for (const auto& opening : openings) {
        if (line.text.startsWith(opening.words))
            return opening.mark;
    }
    if (line.text.startsWith(QChar(u'“')))
        return Mark::Run;
    if (line.text.contains(QLatin1String(", made offline, was refused: ")))
        return Mark::Refusal;
    return line.kind == LineKind::Todo ? Mark::Task : Mark::Act;
}

Instant impactStart(const Incident& incident)
{
    if (incident.impactSince)
        return incident.impactSince;
    return incident.observedAt ? incident.observedAt : incident.openedAt;
}

std::set<QString> servicesInvolved(const Workspace& workspace, const Incident& incident)
{
    std::set<QString> involved;
    std::vector<QString> open = servicesOf(workspace, incident);
    while (!open.empty()) {
        const QString service = std::move(open.back());
        open.pop_back();
        if (!involved.insert(service).second)
            continue;
        for (auto& needed : workspace.topology().needs(service))
            open.push_back(std::move(needed));
    }
    return involved;
}

std::vector<TimelineItem> buildTimeline(const Workspace& workspace, const Incident& incident)
{
    std::vector<TimelineItem> items;
    addFirstFired(items, workspace, incident);
    addChanges(items, workspace, incident);
    addLines(items, incident);
    for (const auto id : incident.runs) {
        if (const auto* run = workspace.run(id))
            addRun(items, *run);
    }
    std::stable_sort(items.begin(), items.end(), [](const TimelineItem& a, const TimelineItem& b) {
        return std::tie(a.at, a.seq) < std::tie(b.at, b.seq);
    });
    return items;
}

std::vector<FiringPoint> firingCurve(const Workspace& workspace, const Incident& incident)
{
    struct Turn {
        Instant at;
        Severity severity;
        qint32 firing;
        qint32 unknown;
    };

    std::vector<Turn> turns;
    turns.reserve(incident.steps.size());
    for (const auto& step : incident.steps) {
        const auto severity = workspace.hasAlert(step.alert) ? workspace.alert(step.alert).severity : Severity::Unknown;
        turns.push_back({step.at, severity, step.delta, 0});
    }
    for (const auto id : incident.alerts) {
        if (!workspace.hasAlert(id))
            continue;
        const auto& row = workspace.alert(id);
        if (row.status == AlertStatus::Unknown)
            turns.push_back({row.endedAt, row.severity, -1, 1});
    }
    std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });

    std::vector<FiringPoint> curve;
    std::array<qint64, 6> firing {};
    qint64 unknown = 0;
    for (const auto& turn : turns) {
        const auto level = static_cast<size_t>(turn.severity);
        if (level < firing.size())
            firing[level] += turn.firing;
        unknown += turn.unknown;
        if (curve.empty() || curve.back().at != turn.at)
            curve.push_back({turn.at, {}, 0});
        auto& point = curve.back();
        for (size_t i = 0; i < firing.size(); ++i)
            point.firing[i] = static_cast<quint32>(qMax<qint64>(0, firing[i])); // clears may be back-dated
        point.unknown = static_cast<quint32>(qMax<qint64>(0, unknown));
    }
    return curve;
}

} // namespace quarterdeck
