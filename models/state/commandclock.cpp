// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/commandclock.h"

#include <algorithm>

namespace quarterdeck {

namespace {

QString withOwner(const QString& what, const QString& owner)
{
    return owner.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, owner);
}

class Strip {
public:
    Strip(const Workspace& workspace, const Incident& incident, Instant now)
        : w(workspace)
        , i(incident)
        , m_now(now)
    {
    }

    std::vector<DueItem> items()
    {
        addCallout();
        for (const auto& [audience, next] : i.nextUpdates) {
            const bool open = audience == Audience::Public;
            add(open ? QStringLiteral("update:public") : QStringLiteral("update:internal"), DueKind::Update,
                open ? QStringLiteral("next public update") : QStringLiteral("next internal update"), next.dueAt);
        }
        for (const auto& task : i.tasks) {
            if (task.boxMs && !task.closedAt)
                add(QStringLiteral("task:%1").arg(task.task.value), DueKind::Task, withOwner(task.text, task.owner),
                    task.assignedAt + task.boxMs);
        }
        for (const auto& p : i.polls) {
            if (p.state == PollState::Open)
                add(QStringLiteral("poll:%1").arg(p.poll.value), DueKind::Poll, p.text, p.until);
            else if (p.state == PollState::Decided && p.boxMs && !p.outcomeAt)
                add(QStringLiteral("decision:%1").arg(p.poll.value), DueKind::Decision, withOwner(p.text, p.owner),
                    p.closedAt + p.boxMs);
        }
        for (const auto id : i.runs) {
            const auto* run = w.run(id);
            if (run && run->checkState == CheckState::Watching)
                add(QStringLiteral("check:%1").arg(id.value), DueKind::PostCheck, run->title, run->checkUntil);
        }
        std::stable_sort(m_items.begin(), m_items.end(),
            [](const DueItem& a, const DueItem& b) { return std::tie(a.due, a.id) < std::tie(b.due, b.id); });
        const qint64 age = qMax<qint64>(0, m_now - i.acceptedAt); // a clock may step back
        m_items.insert(m_items.begin(),
            {QStringLiteral("age"), DueKind::Age, QStringLiteral("since it was accepted"), i.acceptedAt, age, false, false});
        return std::move(m_items);
    }

private:
    void add(const QString& id, DueKind kind, const QString& what, Instant due)
    {
        const auto it = i.snoozed.find(id);
        const bool snoozed = it != i.snoozed.end() && it->second > due;
        const Instant at = snoozed ? it->second : due;
        m_items.push_back({id, kind, what, at, at - m_now, m_now >= at, snoozed});
    }

    /// Every ten minutes of the incident's age, unless a status update has just told the time.
    void addCallout()
    {
        Instant told = i.acceptedAt;
        for (const auto& post : i.posts)
            told = qMax(told, post.at);
        const qint64 round = (told - i.acceptedAt) / calloutMs + 1;
        add(QStringLiteral("callout"), DueKind::Callout, QStringLiteral("call out the time"), i.acceptedAt + round * calloutMs);
    }

    const Workspace& w;
    const Incident& i;
    Instant m_now;
    std::vector<DueItem> m_items;
};

} // namespace

std::vector<DueItem> dueItems(const Workspace& workspace, const Incident& incident, Instant now)
{
    if (!incident.accepted() || !incident.open())
        return {};
    return Strip(workspace, incident, now).items();
}

} // namespace quarterdeck
