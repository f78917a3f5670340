// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/decider.h"

namespace quarterdeck {

namespace {

Error notHolder(const Asker& asker, const Incident& i)
{
    return error("command.not-holder",
        i.commander.isEmpty()
            ? QStringLiteral("Nobody commands incident %1; take command first.").arg(i.id.value)
            : QStringLiteral("%1 commands incident %2, not %3.")
                  .arg(i.commander, QString::number(i.id.value), asker.person));
}

} // namespace

Facts Decider::operator()(const TakeCommand& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.commander == asker.person)
        return error("command.held", QStringLiteral("You command incident %1 already.").arg(i.id.value));
    if (!i.commander.isEmpty())
        return error("command.taken",
            QStringLiteral("%1 took command of incident %2 first. Ask for a hand-over, or challenge if there is no "
                           "answer.")
                .arg(i.commander, QString::number(i.id.value)),
            {i.commander});
    if (auto late = superseded(i.commandSeq, QStringLiteral("Command changed hands")))
        return *late;
    std::vector<Fact> out;
    if (!i.accepted())
        out.emplace_back(IncidentAccepted {i.id, i.severity}); // to command a group is to accept it
    out.emplace_back(CommandTaken {i.id, asker.person});
    return out;
}

Facts Decider::operator()(const ReleaseCommand& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    if ((*found)->commander != asker.person)
        return notHolder(asker, **found);
    if (auto late = superseded((*found)->commandSeq, QStringLiteral("Command changed hands")))
        return *late;
    return std::vector<Fact> {CommandReleased {(*found)->id, asker.person}};
}

Facts Decider::operator()(const OfferHandOver& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.commander != asker.person)
        return notHolder(asker, i);
    if (auto bad = badText(c.to, QStringLiteral("The name of who shall take over"), true))
        return *bad;
    if (c.to == asker.person)
        return error("handover.self", QStringLiteral("You hold command already."));
    if (auto late = superseded(i.commandSeq, QStringLiteral("Command changed hands")))
        return *late;
    return std::vector<Fact> {HandOverOffered {i.id, asker.person, c.to, c.briefing}};
}

Facts Decider::operator()(const AcceptHandOver& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (!i.handOver)
        return error("handover.none",
            QStringLiteral("There is no offer of command for incident %1; it was withdrawn or superseded.")
                .arg(i.id.value));
    if (i.handOver->to != asker.person)
        return error("handover.not-yours", QStringLiteral("Command was offered to %1.").arg(i.handOver->to));
    if (auto late = superseded(i.handOver->seq, QStringLiteral("The offer was made anew")))
        return *late;
    return std::vector<Fact> {HandOverAccepted {i.id, i.handOver->from, asker.person, c.readBack}};
}

Facts Decider::operator()(const DeclineHandOver& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (!i.handOver || i.handOver->to != asker.person)
        return error("handover.none", QStringLiteral("No command was offered to you."));
    if (auto late = superseded(i.handOver->seq, QStringLiteral("The offer was made anew")))
        return *late;
    return std::vector<Fact> {HandOverDeclined {i.id, asker.person, c.reason}};
}

Facts Decider::operator()(const WithdrawHandOver& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (!i.handOver || i.handOver->from != asker.person)
        return error("handover.none", QStringLiteral("You have offered command to nobody."));
    return std::vector<Fact> {HandOverWithdrawn {i.id, asker.person}};
}

Facts Decider::operator()(const ChallengeCommand& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.commander.isEmpty())
        return error("challenge.nobody", QStringLiteral("Nobody holds command: take it."));
    if (i.commander == asker.person)
        return error("challenge.self", QStringLiteral("You hold command yourself."));
    if (i.challenge)
        return error("challenge.running", QStringLiteral("%1 has been asked already.").arg(i.commander));
    if (auto late = superseded(i.commandSeq, QStringLiteral("Command changed hands")))
        return *late;
    return std::vector<Fact> {CommandChallenged {i.id, i.commander, asker.person}};
}

Facts Decider::operator()(const AnswerChallenge& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.commander != asker.person)
        return notHolder(asker, i);
    if (!i.challenge)
        return error("challenge.none", QStringLiteral("Nobody has asked."));
    return std::vector<Fact> {ChallengeAnswered {i.id, asker.person}};
}

Facts Decider::operator()(const AssumeCommand& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (i.commander.isEmpty())
        return error("assume.nobody", QStringLiteral("Nobody holds command: take it."));
    if (i.commander == asker.person)
        return error("command.held", QStringLiteral("You hold command yourself."));
    if (!i.challenge)
        return error("assume.unchallenged", QStringLiteral("Ask %1 first; after 60 s without an answer command can be "
                                                           "assumed.").arg(i.commander));
    const qint64 waited = now - i.challenge->at;
    if (waited < challengeMs)
        return error("assume.too-early",
            QStringLiteral("%1 has %2 left to answer.").arg(i.commander, inWords(challengeMs - waited)));
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), true))
        return *bad;
    if (auto late = superseded(i.challenge->seq, QStringLiteral("The holder was asked anew")))
        return *late;
    return std::vector<Fact> {CommandAssumed {i.id, i.commander, asker.person, c.reason}};
}

Facts Decider::operator()(const AssignRole& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (auto bad = badText(c.role, QStringLiteral("The role"), true))
        return *bad;
    if (c.role.size() > 100 || c.person.size() > 200)
        return error("text.too-long", QStringLiteral("A role has at most 100 characters and a name 200."));
    if (c.person.isEmpty()) {
        if (!i.roles.contains(c.role))
            return error("role.empty", QStringLiteral("Nobody holds the role %1.").arg(c.role));
        return std::vector<Fact> {RoleCleared {i.id, c.role}};
    }
    return std::vector<Fact> {RoleAssigned {i.id, c.role, c.person}};
}

} // namespace quarterdeck
