// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/decider.h"

#include <QCryptographicHash>

namespace quarterdeck {

namespace {

constexpr size_t mostMembers = 500;
constexpr qsizetype mostName = 200;

/// The names without blanks, each once, in the order in which they were said.
std::vector<QString> tidy(const std::vector<QString>& names)
{
    std::vector<QString> out;
    for (const auto& name : names) {
        const QString one = name.trimmed();
        if (!one.isEmpty() && std::find(out.begin(), out.end(), one) == out.end())
            out.push_back(one);
    }
    return out;
}

} // namespace

Facts Decider::operator()(const SetAccess& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (!i.restricted && !i.commander.isEmpty()) {
        if (auto other = commandedByAnother(i, QStringLiteral("says who may read it")))
            return *other;
    }
    const auto since = w.access().find(i.id);
    if (auto late = superseded(since == w.access().end() ? 0 : since->second, QStringLiteral("Somebody else changed who may read it")))
        return *late;
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), true))
        return *bad;
    if (!c.restricted) {
        if (!i.restricted)
            return error("access.open", QStringLiteral("Incident %1 is open to everybody.").arg(i.id.value));
        return std::vector<Fact> {AccessSet {i.id, false, {}, c.reason}};
    }
    auto asked = c.members;
    asked.insert(asked.begin(), {asker.person, i.commander});
    auto members = tidy(asked);
    for (const auto& member : members) {
        if (auto bad = badName(member, QStringLiteral("A member’s name")))
            return *bad;
    }
    if (members.size() > mostMembers)
        return error("access.too-many", QStringLiteral("%1 members; at most %2.").arg(members.size()).arg(mostMembers));
    if (i.restricted && i.members == members)
        return error("access.same", QStringLiteral("These are its members already."));
    return std::vector<Fact> {AccessSet {i.id, true, std::move(members), c.reason}};
}

Facts Decider::operator()(const SetTeam& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    const QString team = c.team.trimmed();
    if (auto bad = badText(team, QStringLiteral("The team’s name"), true))
        return *bad;
    if (team.size() > mostName)
        return error("text.too-long", QStringLiteral("A team’s name has at most %1 characters.").arg(mostName));
    if (c.lead.trimmed().isEmpty()) {
        if (!i.teams.contains(team))
            return error("team.lead", QStringLiteral("A team has a lead: say who leads “%1”.").arg(team));
        return std::vector<Fact> {TeamDissolved {i.id, team}};
    }
    if (auto bad = badText(c.task, QStringLiteral("What the team is for"), false))
        return *bad;
    TeamSet fact {i.id, team, c.lead.trimmed(), {}, c.task};
    const auto members = tidy(c.members);
    if (members.size() > mostMembers)
        return error("team.too-many", QStringLiteral("%1 members; at most %2.").arg(members.size()).arg(mostMembers));
    for (const auto& member : members) {
        if (auto bad = badName(member, QStringLiteral("A member’s name")))
            return *bad;
        if (member != fact.lead.s)
            fact.members.emplace_back(member);
    }
    if (auto bad = badName(fact.lead.s, QStringLiteral("The lead’s name")))
        return *bad;
    return std::vector<Fact> {fact};
}

Facts Decider::operator()(const SetParent& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (!c.parent.id && c.parent.declaredBy.isEmpty()) {
        if (!i.parent)
            return error("parent.none", QStringLiteral("Incident %1 stands on its own already.").arg(i.id.value));
        return std::vector<Fact> {ParentSet {i.id, {}}};
    }
    const auto parent = incident(c.parent);
    if (!parent)
        return parent.error();
    if ((*parent)->id == i.parent)
        return error("parent.same", QStringLiteral("It is a part of incident %1 already.").arg(i.parent.value));
    for (const auto* up = *parent; up; up = w.incident(up->parent)) {
        if (up->id == i.id)
            return error("parent.circle",
                QStringLiteral("Incident %1 is itself a part of incident %2.").arg((*parent)->id.value).arg(i.id.value));
    }
    return std::vector<Fact> {ParentSet {i.id, (*parent)->id}};
}

Facts Decider::operator()(const Attach& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    if (auto bad = badText(c.name.trimmed(), QStringLiteral("The attachment’s name"), true))
        return *bad;
    if (c.name.size() > mostName || c.mediaType.size() > mostName)
        return error("text.too-long", QStringLiteral("An attachment’s name has at most %1 characters.").arg(mostName));
    if (auto bad = badText(c.note, QStringLiteral("The note"), false))
        return *bad;
    if (c.bytes.isEmpty())
        return error("attachment.empty", QStringLiteral("“%1” is empty.").arg(c.name));
    if (c.bytes.size() > mostAttached)
        return error("attachment.too-large",
            QStringLiteral("“%1” has %2 KiB; at most %3 are kept. Put it where your team keeps files and log the link.")
                .arg(c.name)
                .arg(c.bytes.size() / 1024)
                .arg(mostAttached / 1024));
    if (c.alert) {
        if (auto bad = badAlerts({c.alert}))
            return *bad;
    }
    Attached fact;
    fact.incident = (*found)->id;
    fact.what = c.what;
    fact.alert = c.alert;
    fact.size = static_cast<quint64>(c.bytes.size());
    fact.name = c.name.trimmed();
    fact.mediaType = c.mediaType;
    fact.sha256 = QString::fromLatin1(QCryptographicHash::hash(c.bytes, QCryptographicHash::Sha256).toHex());
    fact.note = c.note;
    fact.bytes = QString::fromLatin1(c.bytes.toBase64());
    return std::vector<Fact> {fact};
}

} // namespace quarterdeck
