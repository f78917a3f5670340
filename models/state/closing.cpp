// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/closing.h"

#include "models/state/relapse.h"
#include "models/state/roster.h"

namespace quarterdeck {

namespace {

QString counted(size_t count, const char* one, const char* many)
{
    return count == 1 ? QString::fromLatin1(one) : QString::fromLatin1(many).arg(count);
}

} // namespace

std::vector<std::pair<QString, QString>> untickedItems(const ChecklistInfo& list, const Incident& incident)
{
    std::vector<std::pair<QString, QString>> out;
    for (const auto& item : list.items) {
        if (!incident.ticks.contains(list.id + QChar(u'/') + item.first))
            out.push_back(item);
    }
    return out;
}

QStringList openMatters(const Workspace& w, const Incident& i)
{
    QStringList out;
    if (i.firing)
        out << counted(i.firing, "1 alert fires", "%1 alerts fire");
    if (i.unknown)
        out << counted(i.unknown, "of 1 alert nothing is known", "of %1 alerts nothing is known");
    size_t suppressed = 0;
    for (const auto id : i.alerts)
        suppressed += w.alert(id).suppressed ? 1 : 0;
    if (suppressed)
        out << counted(suppressed, "1 alert is suppressed", "%1 alerts are suppressed");
    for (const auto id : i.runs) {
        const auto* run = w.run(id);
        if (!run || run->mode == RunMode::Rehearse || run->state == RunState::Refused || run->state == RunState::Prepared)
            continue;
        if (run->state != RunState::Ended)
            out << QStringLiteral("the action “%1” has not ended").arg(run->title);
        else if (run->checkState != CheckState::Ended || run->verdict != Verdict::Verified)
            out << QStringLiteral("the action “%1” is not verified").arg(run->title);
    }
    for (const auto& p : i.polls) {
        if (p.state == PollState::Open)
            out << QStringLiteral("“%1” is not decided").arg(p.text);
        else if (p.state == PollState::Decided && !p.outcomeAt)
            out << QStringLiteral("whether “%1” worked is not noted").arg(p.text);
    }
    size_t tasks = 0;
    size_t unowned = 0;
    for (const auto& task : i.tasks) {
        tasks += task.closedAt ? 0 : 1;
        unowned += !task.closedAt && task.owner.isEmpty() ? 1 : 0;
    }
    if (tasks)
        out << counted(tasks, "1 task is open", "%1 tasks are open");
    if (unowned)
        out << counted(unowned, "1 task has no owner", "%1 tasks have no owner");
    if (i.publicDraft)
        out << QStringLiteral("a public status update is drafted and not posted");
    if (i.posts.empty())
        out << QStringLiteral("no status update was posted");
    for (const auto& [id, list] : w.checklists()) {
        if (list.phase != Phase::Resolved)
            continue;
        for (const auto& item : untickedItems(list, i))
            out << QStringLiteral("“%1” is not ticked").arg(item.second);
    }
    return out;
}

namespace {

    bool isUnverified(const Run& run)
    {
        return run.mode != RunMode::Rehearse && (run.state == RunState::Running || run.state == RunState::Ended)
            && (run.checkState != CheckState::Ended || run.verdict != Verdict::Verified);
    }

    bool isReview(const QString& text)
    {
        for (const char* word : { "review", "postmortem", "revisión" }) {
            if (text.contains(QString::fromUtf8(word), Qt::CaseInsensitive))
                return true;
        }
        return false;
    }

} // namespace

ClosingFacts closingFacts(const Workspace& w, const Incident& i, Instant now)
{
    ClosingFacts out;
    out.lastPostAt = i.posts.empty() ? 0 : i.posts.back().at;
    for (const auto id : i.alerts)
        out.suppressed += w.alert(id).suppressed ? 1 : 0;
    out.silences = static_cast<quint32>(relapseSilences(w, i).size());
    for (const auto id : i.runs) {
        const auto* run = w.run(id);
        if (run && isUnverified(*run))
            out.unverified.push_back(run->title);
    }
    for (const auto& task : i.tasks) {
        if (task.closedAt)
            continue;
        ++out.openTasks;
        out.unowned += task.owner.isEmpty() ? 1 : 0;
        if (isReview(task.text)) {
            out.reviewTask = true;
            out.reviewOwner = task.owner;
            out.reviewDue = task.boxMs ? task.assignedAt + task.boxMs : 0;
        }
    }
    for (const auto& line : roster(i, now)) {
        out.present += line.presence == Presence::Present;
        out.awaited += line.presence == Presence::Paged || line.presence == Presence::Missing;
    }
    return out;
}

} // namespace quarterdeck
