// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/folder.h"

namespace quarterdeck {

QString inBrackets(const QString& words, const QString& more)
{
    return more.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, more);
}

PollInfo* Folder::poll(IncidentId id, PollId poll)
{
    auto* i = incident(id);
    if (!i)
        return nullptr;
    const auto it = std::find_if(i->polls.begin(), i->polls.end(), [&](const PollInfo& p) { return p.poll == poll; });
    if (it == i->polls.end())
        return nullptr;
    actBy(*i);
    delta.incidents.insert(id);
    return &*it;
}

void Folder::operator()(const PollOpened& f)
{
    auto* i = incident(f.incident);
    if (!i || poll(f.incident, f.poll))
        return;
    w.m_lastPoll = qMax(w.m_lastPoll, f.poll.value);
    PollInfo p;
    p.poll = f.poll;
    p.seq = entry.seq;
    p.text = f.text.s;
    p.proposedBy = f.proposedBy.s;
    p.owner = f.owner.s;
    p.boxMs = f.boxMs;
    p.openedAt = entry.recordedAt;
    p.until = f.until;
    i->polls.push_back(std::move(p));
    actBy(*i);
    delta.incidents.insert(f.incident);
}

void Folder::operator()(const ObjectionRaised& f)
{
    auto* p = poll(f.incident, f.poll);
    if (!p)
        return;
    std::erase(p->agreed, f.by.s);
    std::erase_if(p->objections, [&](const Objection& o) { return o.by == f.by.s; });
    p->objections.push_back({f.by.s, f.reason.s, entry.recordedAt, entry.seq});
}

void Folder::operator()(const NoObjection& f)
{
    auto* p = poll(f.incident, f.poll);
    if (!p)
        return;
    std::erase(p->agreed, f.by.s);
    std::erase_if(p->objections, [&](const Objection& o) { return o.by == f.by.s; });
    p->agreed.push_back(f.by.s);
}

void Folder::operator()(const DecisionTaken& f)
{
    auto* p = poll(f.incident, f.poll);
    if (!p)
        return;
    p->state = PollState::Decided;
    p->text = f.text.s;
    p->owner = f.owner.s;
    p->boxMs = f.boxMs;
    p->closedAt = entry.recordedAt;
    p->closedSeq = entry.seq;
    p->closedBy = entry.actor;
    QString sentence = QStringLiteral("decides: %1").arg(f.text.s);
    if (!f.owner.s.isEmpty())
        sentence += QStringLiteral(" → %1").arg(f.owner.s);
    if (f.boxMs)
        sentence += QStringLiteral(", %1").arg(inWords(f.boxMs));
    QStringList against;
    for (const auto& o : f.objections)
        against << inBrackets(o.by.s, o.reason.s);
    if (!against.isEmpty())
        sentence += QStringLiteral("; over the objections of %1").arg(against.join(QStringLiteral(", ")));
    say(f.incident, sentence, LineKind::Decision);
}

void Folder::operator()(const PollWithdrawn& f)
{
    auto* p = poll(f.incident, f.poll);
    if (!p)
        return;
    p->state = PollState::Withdrawn;
    p->reason = f.reason.s;
    p->closedAt = entry.recordedAt;
    p->closedSeq = entry.seq;
    p->closedBy = entry.actor;
    say(f.incident, inBrackets(QStringLiteral("withdraws the proposal: %1").arg(p->text), f.reason.s));
}

void Folder::operator()(const DecisionOutcome& f)
{
    auto* p = poll(f.incident, f.poll);
    if (!p)
        return;
    p->worked = f.worked;
    p->outcome = f.words.s;
    p->outcomeAt = entry.recordedAt;
    p->outcomeSeq = entry.seq;
    const QString verdict = f.worked == Worked::Yes ? QStringLiteral("the decision worked: %1")
        : f.worked == Worked::No                    ? QStringLiteral("the decision did not work: %1")
                                                    : QStringLiteral("whether the decision worked is unclear: %1");
    say(f.incident, inBrackets(verdict.arg(p->text), f.words.s));
}

HypothesisInfo* Folder::hypothesis(IncidentId id, LineId line)
{
    auto* i = incident(id);
    if (!i)
        return nullptr;
    const auto it = std::find_if(
        i->hypotheses.begin(), i->hypotheses.end(), [&](const HypothesisInfo& h) { return h.line == line; });
    return it == i->hypotheses.end() ? nullptr : &*it;
}

void Folder::proposed(Incident& i, const LineLogged& f)
{
    if (auto* h = hypothesis(i.id, f.corrects); h && f.corrects) {
        h->text = f.text.s;
        return;
    }
    HypothesisInfo h;
    h.line = f.line;
    h.seq = h.movedSeq = entry.seq;
    h.text = f.text.s;
    h.by = f.saidBy.s.isEmpty() ? entry.actor : f.saidBy.s;
    h.at = h.since = f.observedAt ? f.observedAt : entry.recordedAt;
    i.hypotheses.push_back(std::move(h));
}

void Folder::operator()(const HypothesisMoved& f)
{
    auto* h = hypothesis(f.incident, f.hypothesis);
    if (!h)
        return;
    h->belief = f.to;
    h->since = entry.recordedAt;
    h->movedSeq = entry.seq;
    h->reason = f.reason.s;
    actBy(*incident(f.incident));
    const QString words = QStringLiteral("hypothesis %1: %2").arg(enumName(f.to).toLower(), h->text);
    say(f.incident, inBrackets(words, f.reason.s), LineKind::Hypothesis);
}

void Folder::operator()(const EvidenceAdded& f)
{
    auto* h = hypothesis(f.incident, f.hypothesis);
    if (!h)
        return;
    h->evidence.push_back({f.supports, f.alert, f.entry, f.text.s, entry.actor, entry.recordedAt, entry.seq});
    actBy(*incident(f.incident));
    QStringList what;
    if (!f.text.s.isEmpty())
        what << f.text.s;
    if (const auto* row = alert(f.alert))
        what << QStringLiteral("alert %1 %2").arg(QString::number(f.alert.value), w.m_names.name(row->name));
    if (f.entry)
        what << QStringLiteral("entry %1").arg(f.entry);
    const QString side = f.supports ? QStringLiteral("evidence for “%1”: %2") : QStringLiteral("evidence against “%1”: %2");
    say(f.incident, side.arg(h->text, what.join(QStringLiteral(", "))), LineKind::Hypothesis);
}

} // namespace quarterdeck
