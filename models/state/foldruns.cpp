// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/folder.h"

namespace quarterdeck {

void Folder::operator()(const RunRequested& f)
{
    if (f.run.value != w.m_runs.size() + 1)
        return;
    Run r;
    r.id = f.run;
    r.seq = entry.seq;
    r.incident = f.incident;
    r.alert = f.alert;
    r.runbook = f.runbook;
    r.runbookHash = f.runbookHash;
    r.resolvedHash = f.resolvedHash;
    r.mode = f.mode;
    r.title = f.title.s;
    r.requestedBy = entry.actor;
    r.requestedAt = entry.recordedAt;
    r.steps = f.steps;
    r.records.resize(f.steps.size());
    r.check = f.check;
    w.m_runs.push_back(std::move(r));
    if (auto* i = incident(f.incident)) {
        i->runs.push_back(f.run);
        actBy(*i);
    }
    say(f.incident, QStringLiteral("prepares the action “%1”; nothing runs yet").arg(f.title.s));
}

void Folder::operator()(const RunApproved& f)
{
    auto* r = run(f.run);
    if (!r)
        return;
    r->state = RunState::Approved;
    r->approvedBy = entry.actor;
    r->approvedAt = entry.recordedAt;
    say(r->incident,
        r->mode == RunMode::Rehearse ? QStringLiteral("rehearses “%1”: nothing is executed").arg(r->title)
                                     : QStringLiteral("runs “%1”").arg(r->title));
}

void Folder::operator()(const RunRefused& f)
{
    auto* r = run(f.run);
    if (!r)
        return;
    r->state = RunState::Refused;
    r->reason = f.reason.s;
    r->endedAt = entry.recordedAt;
    say(r->incident, QStringLiteral("“%1” will not run: %2").arg(r->title, f.reason.s));
}

void Folder::operator()(const StepStarted& f)
{
    auto* r = run(f.run);
    if (!r || f.step >= r->records.size())
        return;
    r->state = RunState::Running;
    auto& record = r->records[f.step];
    record.started = true;
    record.startedAt = entry.recordedAt;
    record.executor = f.executor;
    say(r->incident,
        QStringLiteral("“%1”, step %2 of %3 started: %4")
            .arg(r->title, QString::number(f.step + 1), QString::number(r->steps.size()), r->steps[f.step].name.s));
}

void Folder::operator()(const StepFinished& f)
{
    auto* r = run(f.run);
    if (!r || f.step >= r->records.size())
        return;
    auto& record = r->records[f.step];
    record.finished = true;
    record.finishedAt = entry.recordedAt;
    record.end = f.end;
    record.exitCode = f.exitCode;
    record.output = f.output.s;
    say(r->incident,
        QStringLiteral("“%1”, step %2 finished: %3, exit %4")
            .arg(r->title, QString::number(f.step + 1), enumName(f.end), QString::number(f.exitCode)));
}

void Folder::operator()(const RunEnded& f)
{
    auto* r = run(f.run);
    if (!r)
        return;
    r->state = RunState::Ended;
    r->end = f.end;
    r->reason = f.reason.s;
    r->endedAt = entry.recordedAt;
    QString sentence = f.end == RunEnd::Unknown
        ? QStringLiteral("“%1” is unknown: a person must find out what it did").arg(r->title)
        : QStringLiteral("“%1” ended: %2").arg(r->title, enumName(f.end));
    if (!f.reason.s.isEmpty())
        sentence += QStringLiteral(" (%1)").arg(f.reason.s);
    say(r->incident, sentence);
}

void Folder::operator()(const PostCheckStarted& f)
{
    auto* r = run(f.run);
    if (!r)
        return;
    r->checkState = CheckState::Watching;
    r->checkStartedAt = entry.recordedAt;
    r->checkUntil = f.until;
    delta.incidents.insert(r->incident);
}

void Folder::operator()(const PostCheckEnded& f)
{
    auto* r = run(f.run);
    if (!r)
        return;
    r->checkState = CheckState::Ended;
    r->checkEndedAt = entry.recordedAt;
    r->verdict = f.verdict;
    r->verdictReason = f.reason.s;
    const QString verdict = f.verdict == Verdict::Verified ? QStringLiteral("verified")
        : f.verdict == Verdict::NotVerified                ? QStringLiteral("not verified")
                                                           : QStringLiteral("inconclusive");
    say(r->incident, QStringLiteral("post-check of “%1”: %2 — %3").arg(r->title, verdict, f.reason.s));
}

} // namespace quarterdeck
