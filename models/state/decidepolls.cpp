// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/decider.h"

namespace quarterdeck {

namespace {

constexpr qint64 mostBoxMs = 24 * 3'600'000LL;
constexpr qint64 leastCountdownMs = 5'000;
constexpr qint64 mostCountdownMs = 3'600'000;

std::optional<Error> badBox(qint64 boxMs)
{
    if (boxMs >= 0 && boxMs <= mostBoxMs)
        return std::nullopt;
    return error("box.range", QStringLiteral("A time box is between nothing and 24 hours."));
}

} // namespace

std::optional<Error> Decider::badName(const QString& name, const QString& what) const
{
    if (name.size() <= 200)
        return std::nullopt;
    return error("text.too-long", QStringLiteral("%1 has %2 characters; a name has at most 200.").arg(what).arg(name.size()));
}

Result<const PollInfo*> Decider::poll(const Incident& i, PollId id, PollState state) const
{
    const auto it = std::find_if(i.polls.begin(), i.polls.end(), [&](const PollInfo& p) { return p.poll == id; });
    if (it == i.polls.end())
        return error("poll.unknown", QStringLiteral("There is no proposal %1 on incident %2.").arg(id.value).arg(i.id.value));
    if (it->state == state)
        return &*it;
    if (it->state == PollState::Open)
        return error("poll.open", QStringLiteral("“%1” is not decided yet.").arg(it->text));
    return error("poll.closed",
        QStringLiteral("“%1” was %2 by %3 already.").arg(it->text, enumName(it->state).toLower(), it->closedBy));
}

Facts Decider::operator()(const ProposeDecision& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (auto bad = badText(c.text, QStringLiteral("What is proposed"), true))
        return *bad;
    for (const auto* name : {&c.owner, &c.proposedBy}) {
        if (auto bad = badName(*name, QStringLiteral("The name")))
            return *bad;
    }
    if (auto bad = badBox(c.boxMs))
        return *bad;
    for (const auto& p : i.polls) {
        if (p.state == PollState::Open) // so that "object" and "proceed" are one key each
            return error("poll.running",
                QStringLiteral("Objections are being waited for: “%1”. Proceed with it or withdraw it first.").arg(p.text));
    }
    const qint64 countdown = c.countdownMs ? qBound(leastCountdownMs, c.countdownMs, mostCountdownMs) : pollMs;
    PollOpened fact;
    fact.incident = i.id;
    fact.poll = {w.lastPoll() + 1};
    fact.proposedBy = c.proposedBy.isEmpty() ? asker.person : c.proposedBy;
    fact.owner = c.owner;
    fact.boxMs = c.boxMs;
    fact.until = now + countdown;
    fact.text = c.text;
    return std::vector<Fact> {fact};
}

Facts Decider::operator()(const RaiseObjection& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto p = poll(**i, c.poll, PollState::Open); !p)
        return p.error();
    if (auto bad = badText(c.reason, QStringLiteral("What speaks against it"), true))
        return *bad;
    if (auto bad = badName(c.by, QStringLiteral("The name")))
        return *bad;
    return std::vector<Fact> {ObjectionRaised {(*i)->id, c.poll, c.by.isEmpty() ? asker.person : c.by, c.reason}};
}

Facts Decider::operator()(const SayNoObjection& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto p = poll(**i, c.poll, PollState::Open); !p)
        return p.error();
    if (auto bad = badName(c.by, QStringLiteral("The name")))
        return *bad;
    return std::vector<Fact> {NoObjection {(*i)->id, c.poll, c.by.isEmpty() ? asker.person : c.by}};
}

Facts Decider::operator()(const TakeDecision& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    const auto found = poll(**i, c.poll, PollState::Open);
    if (!found)
        return found.error();
    const auto& p = **found;
    if (auto bad = badText(c.text, QStringLiteral("The decision"), false))
        return *bad;
    if (auto bad = badName(c.owner, QStringLiteral("The name")))
        return *bad;
    if (auto bad = badBox(c.boxMs))
        return *bad;
    DecisionTaken fact;
    fact.incident = (*i)->id;
    fact.poll = c.poll;
    fact.owner = c.owner.isEmpty() ? p.owner : c.owner;
    fact.boxMs = c.boxMs ? c.boxMs : p.boxMs;
    fact.text = c.text.isEmpty() ? p.text : c.text;
    Seq lastObjection = 0;
    for (const auto& o : p.objections) {
        fact.objections.push_back({o.by, o.reason});
        lastObjection = qMax(lastObjection, o.seq);
    }
    if (auto late = superseded(lastObjection, QStringLiteral("An objection was raised")))
        return *late;
    return std::vector<Fact> {fact};
}

Facts Decider::operator()(const WithdrawPoll& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto p = poll(**i, c.poll, PollState::Open); !p)
        return p.error();
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), false))
        return *bad;
    return std::vector<Fact> {PollWithdrawn {(*i)->id, c.poll, c.reason}};
}

Facts Decider::operator()(const NoteOutcome& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto p = poll(**i, c.poll, PollState::Decided); !p)
        return p.error();
    if (auto bad = badText(c.words, QStringLiteral("The outcome"), false))
        return *bad;
    return std::vector<Fact> {DecisionOutcome {(*i)->id, c.poll, c.worked, c.words}};
}

Facts Decider::operator()(const MoveHypothesis& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto* h = (*found)->hypothesis(c.hypothesis);
    if (!h)
        return error("hypothesis.unknown", QStringLiteral("Line %1 is no hypothesis of this incident.").arg(c.hypothesis.value));
    if (h->belief == c.to)
        return error("hypothesis.same", QStringLiteral("It is %1 already.").arg(enumName(c.to).toLower()));
    // The one thing that a reviewer asks a year later.
    if (auto bad = badText(c.reason, QStringLiteral("Why it is refuted"), c.to == Belief::Refuted))
        return *bad;
    if (auto late = superseded(h->movedSeq, QStringLiteral("It became %1").arg(enumName(h->belief).toLower())))
        return *late;
    return std::vector<Fact> {HypothesisMoved {(*found)->id, c.hypothesis, c.to, c.reason}};
}

Facts Decider::operator()(const AddEvidence& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    if (!(*found)->hypothesis(c.hypothesis))
        return error("hypothesis.unknown", QStringLiteral("Line %1 is no hypothesis of this incident.").arg(c.hypothesis.value));
    if (c.alert && !w.hasAlert(c.alert))
        return error("alert.unknown", QStringLiteral("There is no alert %1.").arg(c.alert.value));
    if (c.entry > w.head().seq)
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1.").arg(c.entry));
    if (auto bad = badText(c.text, QStringLiteral("The evidence"), !c.alert && !c.entry))
        return *bad;
    return std::vector<Fact> {EvidenceAdded {(*found)->id, c.hypothesis, c.supports, c.alert, c.entry, c.text}};
}

} // namespace quarterdeck
