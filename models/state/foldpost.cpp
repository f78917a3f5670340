// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/folder.h"

namespace quarterdeck {

namespace {

QString hourOf(Instant at)
{
    return toIso(at).mid(11, 8) + QStringLiteral(" UTC");
}

QString audienceWord(Audience audience)
{
    return audience == Audience::Public ? QStringLiteral("public") : QStringLiteral("internal");
}

} // namespace

void Folder::operator()(const ChecklistLoaded& f)
{
    ChecklistInfo list {f.hash, f.checklist, f.phase, f.title.s, {}};
    for (const auto& item : f.items)
        list.items.emplace_back(item.item, item.text.s);
    w.m_checklists[f.checklist] = std::move(list);
    delta.checklists = true;
}

void Folder::operator()(const ChecklistTicked& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->ticks[f.checklist + QChar(u'/') + f.item] = {entry.recordedAt, entry.actor, entry.seq, f.waived, f.reason.s};
    actBy(*i);
    const auto words = f.waived ? QStringLiteral("leaves out: %1") : QStringLiteral("ticks: %1");
    say(f.incident, inBrackets(words.arg(f.text.s), f.reason.s));
}

void Folder::operator()(const ChecklistUnticked& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->ticks.erase(f.checklist + QChar(u'/') + f.item);
    actBy(*i);
    say(f.incident, QStringLiteral("unticks: %1").arg(f.text.s));
}

void Folder::operator()(const NextUpdateSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    actBy(*i);
    if (!f.dueAt) {
        i->nextUpdates.erase(f.audience);
        say(f.incident, QStringLiteral("promises no further %1 update").arg(audienceWord(f.audience)));
        return;
    }
    i->nextUpdates[f.audience] = {f.dueAt, f.everyMs};
    QString sentence = QStringLiteral("promises the next %1 update by %2").arg(audienceWord(f.audience), hourOf(f.dueAt));
    if (f.everyMs)
        sentence += QStringLiteral(", then every %1").arg(inWords(f.everyMs));
    say(f.incident, sentence);
}

void Folder::operator()(const CalloutSnoozed& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->snoozed[f.due] = f.until;
    actBy(*i);
    say(f.incident, inBrackets(QStringLiteral("snoozes until %1: %2").arg(hourOf(f.until), f.what.s), f.reason.s));
}

void Folder::posted(Incident& i, StatusPost post)
{
    if (const auto it = i.nextUpdates.find(post.audience); it != i.nextUpdates.end()) {
        if (it->second.everyMs)
            it->second.dueAt = post.at + it->second.everyMs;
        else
            i.nextUpdates.erase(it);
    }
    i.posts.push_back(std::move(post));
}

void Folder::operator()(const StatusPosted& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    if (f.audience == Audience::Public)
        i->publicDraft.reset();
    posted(*i, {f.audience, entry.recordedAt, entry.seq, f.upTo, entry.actor, f.via, f.text.s});
    actBy(*i);
    say(f.incident,
        QStringLiteral("posts the %1 status update: %2").arg(audienceWord(f.audience), f.text.s), LineKind::Status);
}

void Folder::operator()(const StatusDrafted& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    actBy(*i);
    if (f.text.s.isEmpty()) {
        i->publicDraft.reset();
        say(f.incident, QStringLiteral("throws the draft of a public status update away"));
        return;
    }
    i->publicDraft = StatusDraft {entry.recordedAt, entry.seq, f.upTo, entry.actor, f.text.s};
    say(f.incident, QStringLiteral("drafts a public status update; the commander posts it"));
}

void Folder::operator()(const PersonPaged& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->people[f.person.s] = {Presence::Paged, entry.recordedAt, entry.recordedAt, f.how.s, {}};
    actBy(*i);
    say(f.incident, inBrackets(QStringLiteral("pages %1").arg(f.person.s), f.how.s));
}

void Folder::operator()(const PersonAnswered& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    auto& person = i->people[f.person.s];
    person.presence = f.presence;
    person.since = entry.recordedAt;
    person.words = f.words.s;
    actBy(*i);
    say(f.incident,
        inBrackets(QStringLiteral("notes %1 as %2").arg(f.person.s, enumName(f.presence).toLower()), f.words.s));
}

void Folder::operator()(const BridgeSet& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->bridge = {f.link.s, f.phone.s, f.pin.s, f.chat.s};
    actBy(*i);
    QStringList where; // the PIN stays out of the log, which is what gets exported
    for (const auto* part : {&f.link.s, &f.phone.s, &f.chat.s}) {
        if (!part->isEmpty())
            where << *part;
    }
    say(f.incident, QStringLiteral("sets the bridge: %1").arg(where.join(QStringLiteral(" · "))));
}

} // namespace quarterdeck
