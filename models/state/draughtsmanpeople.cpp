// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/draughtsman.h"

#include "models/domain/typename.h"

namespace quarterdeck {

namespace {

QString worded(const std::vector<Term>& terms)
{
    QStringList words;
    for (const auto& term : terms)
        words << (term.words.s.isEmpty() ? term.name : term.words.s);
    return words.join(QStringLiteral("; "));
}

bool isWebLink(const QString& link)
{
    return link.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)
        || link.startsWith(QLatin1String("http://"), Qt::CaseInsensitive);
}

} // namespace

DraftSection Draughtsman::people() const
{
    DraftSection s {QStringLiteral("people"), QStringLiteral("People and roles"),
        QStringLiteral("Who held which role, so that they can be asked. This is not a measure of anybody."), {}};
    for (const auto& l : i.log) {
        const Mark mark = markOf(l);
        if (l.machine && (mark == Mark::Command || mark == Mark::Role))
            s.lines.push_back(line(QStringLiteral("%1 %2").arg(l.actor, l.text), l.seq, l.observedAt, l.recordedAt));
    }
    return s;
}

DraftSection Draughtsman::decisions() const
{
    DraftSection s {QStringLiteral("decisions"), QStringLiteral("Decisions"), {}, {}};
    for (const auto& l : i.log) {
        if (!l.machine && l.kind == LineKind::Decision)
            s.lines.push_back(line(QStringLiteral("%1: %2").arg(l.saidBy.isEmpty() ? l.actor : l.saidBy, l.text),
                l.seq, l.observedAt, l.recordedAt));
    }
    for (const auto& poll : i.polls)
        addPoll(s, poll);
    std::stable_sort(s.lines.begin(), s.lines.end(), [](const DraftLine& a, const DraftLine& b) { return a.seq < b.seq; });
    if (s.lines.empty())
        s.note = QStringLiteral("No decision was logged as one.");
    return s;
}

void Draughtsman::addPoll(DraftSection& s, const PollInfo& poll) const
{
    if (poll.state == PollState::Open)
        return;
    const bool decided = poll.state == PollState::Decided;
    QString words = decided ? QStringLiteral("%1: %2, proposed by %3").arg(poll.closedBy, poll.text, poll.proposedBy)
                            : QStringLiteral("Withdrawn: %1, proposed by %2").arg(poll.text, poll.proposedBy);
    if (decided && !poll.owner.isEmpty())
        words += QStringLiteral("; owner %1").arg(poll.owner);
    if (decided && poll.boxMs)
        words += QStringLiteral("; time box %1").arg(inWords(poll.boxMs));
    if (!poll.reason.isEmpty())
        words += QStringLiteral("; %1").arg(poll.reason);
    s.lines.push_back(line(words, poll.closedSeq, poll.closedAt, poll.closedAt));
    for (const auto& o : poll.objections)
        s.lines.push_back(line(QStringLiteral("Objection to “%1” by %2: %3").arg(poll.text, o.by, o.reason), o.seq, o.at, o.at));
    if (!poll.outcomeAt)
        return;
    const QString verdict = poll.worked == Worked::Yes ? QStringLiteral("worked")
        : poll.worked == Worked::No                    ? QStringLiteral("did not work")
                                                       : QStringLiteral("unclear whether it worked");
    words = QStringLiteral("Outcome of “%1”: %2").arg(poll.text, verdict);
    if (!poll.outcome.isEmpty())
        words += QStringLiteral("; %1").arg(poll.outcome);
    s.lines.push_back(line(words, poll.outcomeSeq, poll.outcomeAt, poll.outcomeAt));
}

DraftSection Draughtsman::hypotheses() const
{
    DraftSection s {QStringLiteral("hypotheses"), QStringLiteral("Hypotheses"), {}, {}};
    for (const auto& h : i.hypotheses) {
        QString words = QStringLiteral("%1 (%2), proposed by %3").arg(h.text, enumName(h.belief).toLower(), h.by);
        if (!h.reason.isEmpty())
            words += QStringLiteral(": %1").arg(h.reason);
        s.lines.push_back(line(words, h.movedSeq, h.since));
        for (const auto& e : h.evidence) {
            QStringList what;
            if (!e.text.isEmpty())
                what << e.text;
            if (w.hasAlert(e.alert))
                what << QStringLiteral("alert %1").arg(alertName(e.alert));
            if (e.entry)
                what << QStringLiteral("entry %1").arg(e.entry);
            s.lines.push_back(line(QStringLiteral("%1 “%2”: %3")
                                       .arg(e.supports ? QStringLiteral("For") : QStringLiteral("Against"), h.text,
                                           what.join(QStringLiteral(", "))),
                e.seq, e.at, e.at));
        }
    }
    if (s.lines.empty())
        s.note = QStringLiteral("None was written down.");
    return s;
}

DraftSection Draughtsman::evidence() const
{
    DraftSection s {QStringLiteral("evidence"), QStringLiteral("Evidence that was kept"),
        QStringLiteral("Each is in the entry that is named, and in an archive of this incident; the hash is that of its bytes."), {}};
    for (const auto& a : i.attachments) {
        QString words = QStringLiteral("%1 (%2 bytes, SHA-256 %3), kept by %4").arg(a.name, QString::number(a.size), a.sha256, a.by);
        if (w.hasAlert(a.alert))
            words += QStringLiteral(", of alert %1").arg(alertName(a.alert));
        if (!a.note.isEmpty())
            words += QStringLiteral(": %1").arg(a.note);
        s.lines.push_back(line(words, a.seq, a.at, a.at));
    }
    if (s.lines.empty())
        s.note = QStringLiteral("Nothing was attached or pinned.");
    return s;
}

DraftSection Draughtsman::actions() const
{
    DraftSection s {QStringLiteral("actions"), QStringLiteral("Actions and results"), {}, {}};
    for (const auto id : i.runs) {
        const auto* run = w.run(id);
        if (!run)
            continue;
        QString words = QStringLiteral("“%1” (%2), prepared by %3").arg(run->title, run->runbook, run->requestedBy);
        if (run->mode == RunMode::Rehearse)
            words += QStringLiteral(", as a rehearsal: nothing was executed");
        if (!run->approvedBy.isEmpty())
            words += QStringLiteral(", started by %1").arg(run->approvedBy);
        s.lines.push_back(line(words, run->seq, run->requestedAt, run->requestedAt));
        s.lines.push_back(line(resultOf(*run), m_runSeq.contains(id) ? m_runSeq.at(id) : run->seq,
            run->endedAt ? run->endedAt : run->requestedAt));
    }
    if (s.lines.empty())
        s.note = QStringLiteral("No action was run from here.");
    return s;
}

QString Draughtsman::resultOf(const Run& run)
{
    QString words;
    switch (run.state) {
    case RunState::Prepared:
        return QStringLiteral("Result: it was not run");
    case RunState::Approved:
    case RunState::Running:
        return QStringLiteral("Result: it had not ended");
    case RunState::Refused:
        return QStringLiteral("Result: it was not run: %1").arg(run.reason);
    case RunState::Ended:
        words = run.end == RunEnd::Unknown ? QStringLiteral("Result: unknown; a person must find out what it did")
                                           : QStringLiteral("Result: %1").arg(enumName(run.end).toLower());
        break;
    }
    if (run.checkState == CheckState::Ended) {
        const QString verdict = run.verdict == Verdict::Verified ? QStringLiteral("verified")
            : run.verdict == Verdict::NotVerified                ? QStringLiteral("not verified")
                                                                 : QStringLiteral("inconclusive");
        words += QStringLiteral("; post-check %1: %2").arg(verdict, run.verdictReason);
    } else if (run.checkState == CheckState::Watching) {
        words += QStringLiteral("; the post-check had not ended");
    }
    return words;
}

DraftSection Draughtsman::suspects() const
{
    DraftSection s {QStringLiteral("suspects"), QStringLiteral("Suspects, as suggested at the time"),
        QStringLiteral("What the program suggested to look at, with its reasons. It is no finding."), {}};
    for (const auto& suspect : i.suspects) {
        QString words = suspect.label;
        if (suspect.confirmed)
            words += QStringLiteral(" (confirmed by a person)");
        if (!suspect.reasonsFor.empty())
            words += QStringLiteral(" — for: %1").arg(worded(suspect.reasonsFor));
        if (!suspect.reasonsAgainst.empty())
            words += QStringLiteral(" — against: %1").arg(worded(suspect.reasonsAgainst));
        s.lines.push_back(line(words, i.suspectsSeq));
    }
    if (s.lines.empty())
        s.note = QStringLiteral("No suspect stood out.");
    return s;
}

DraftSection Draughtsman::contributing()
{
    return {QStringLiteral("contributing"), QStringLiteral("Contributing factors"),
        QStringLiteral("For people to fill in. What made this possible, what made it worse, what helped? Ask how "
                       "it made sense at the time, not who."),
        {}};
}

DraftSection Draughtsman::todos() const
{
    DraftSection s {QStringLiteral("todos"), QStringLiteral("Open to-dos"), {}, {}};
    for (const auto& task : i.tasks) {
        if (task.closedAt == 0)
            s.lines.push_back(line(task.owner.isEmpty() ? QStringLiteral("No owner yet: %1").arg(task.text)
                                                        : QStringLiteral("%1: %2").arg(task.owner, task.text),
                task.seq, task.assignedAt));
    }
    for (const auto& l : i.log) {
        if (!l.machine && l.kind == LineKind::Todo)
            s.lines.push_back(line(l.text, l.seq, l.observedAt, l.recordedAt));
    }
    if (s.lines.empty())
        s.note = QStringLiteral("None is open.");
    return s;
}

DraftSection Draughtsman::links() const
{
    DraftSection s {QStringLiteral("links"), QStringLiteral("Links"), {}, {}};
    std::set<QString> seen;
    const auto add = [&](const QString& what, const QString& link, Seq seq) {
        if (!isWebLink(link) || !seen.insert(link).second)
            return;
        auto l = line(what, seq);
        l.link = link;
        s.lines.push_back(std::move(l));
    };
    for (const auto& entry : m_entries) {
        for (const auto& fact : entry.facts) {
            if (!concerns(w, i, fact))
                continue;
            if (const auto* raised = get_if<AlertRaised>(&fact)) {
                for (const auto& link : raised->links)
                    add(raised->name.s, link.s, entry.seq);
            } else if (const auto* change = get_if<ChangeRecorded>(&fact)) {
                for (const auto& link : change->links)
                    add(change->title.s.isEmpty() ? change->service.s : change->title.s, link.s, entry.seq);
            }
        }
    }
    if (s.lines.empty())
        s.note = QStringLiteral("No alert or change brought one.");
    return s;
}

} // namespace quarterdeck
