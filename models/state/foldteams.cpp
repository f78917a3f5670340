// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/folder.h"

namespace quarterdeck {

namespace {

QString namesOf(const std::vector<QString>& people)
{
    return QStringList(people.begin(), people.end()).join(QStringLiteral(", "));
}

QString titled(const Incident& incident)
{
    return QStringLiteral("incident %1 “%2”").arg(QString::number(incident.id.value), incident.title);
}

} // namespace

void Folder::operator()(const AccessSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->restricted = f.restricted;
    i->members = f.restricted ? f.members : std::vector<QString>();
    w.m_access[f.incident] = entry.seq;
    if (f.restricted && i->title == redactedText()) // held back from this console's person
        i->title = QStringLiteral("[members only]");
    actBy(*i);
    const QString sentence = f.restricted
        ? QStringLiteral("restricts the incident to its members: %1").arg(namesOf(f.members))
        : QStringLiteral("opens the incident to everybody again");
    say(f.incident, inBrackets(sentence, f.reason.s));
}

void Folder::operator()(const TeamSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    auto& team = i->teams[f.team];
    if (!team.since)
        team.since = entry.recordedAt;
    team.lead = f.lead.s;
    team.task = f.task.s;
    team.members.clear();
    for (const auto& member : f.members)
        team.members.push_back(member.s);
    actBy(*i);
    QString sentence = QStringLiteral("has %1 lead the team “%2”").arg(team.lead, f.team);
    if (!team.members.empty())
        sentence += QStringLiteral(" with %1").arg(namesOf(team.members));
    say(f.incident, inBrackets(sentence, team.task));
}

void Folder::operator()(const TeamDissolved& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->teams.erase(f.team);
    actBy(*i);
    say(f.incident, QStringLiteral("dissolves the team “%1”").arg(f.team));
}

void Folder::operator()(const ParentSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    const auto* before = incident(i->parent);
    i->parent = f.parent;
    actBy(*i);
    if (const auto* parent = incident(f.parent)) {
        say(f.incident, QStringLiteral("makes it a part of %1").arg(titled(*parent)));
        say(f.parent, QStringLiteral("makes %1 a part of this one").arg(titled(*i)));
    } else if (before) {
        say(f.incident, QStringLiteral("has it stand on its own again, apart from %1").arg(titled(*before)));
        say(before->id, QStringLiteral("has %1 stand on its own again").arg(titled(*i)));
    }
}

} // namespace quarterdeck
