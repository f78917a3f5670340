// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/typename.h"
#include "models/state/commandclock.h"
#include "models/state/decider.h"

namespace quarterdeck {

namespace {
constexpr qint64 mostSnoozeMs = 3'600'000;
constexpr qint64 mostPromiseMs = 24 * 3'600'000LL;

/// What a page says: enough to decide whether to get up, and where to go.
QString callFor(const Incident& i)
{
    QStringList parts {QStringLiteral("SEV-%1: %2").arg(QString::number(i.severity), i.title)};
    if (!i.impact.isEmpty())
        parts << QStringLiteral("Impact: %1").arg(i.impact);
    if (!i.commander.isEmpty())
        parts << QStringLiteral("Incident Commander: %1").arg(i.commander);
    if (!i.bridge.link.isEmpty())
        parts << QStringLiteral("Call: %1").arg(i.bridge.link);
    return parts.join(QStringLiteral(". "));
}

} // namespace

Facts Decider::operator()(const TickItem& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    const auto list = w.checklists().find(c.checklist);
    if (list == w.checklists().end())
        return error("checklist.unknown", QStringLiteral("There is no checklist “%1”.").arg(c.checklist));
    const auto& items = list->second.items;
    const auto item = std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.first == c.item; });
    if (item == items.end())
        return error("checklist.no-item",
            QStringLiteral("The checklist “%1” has no item “%2”.").arg(list->second.title, c.item));
    const auto tick = i.ticks.find(c.checklist + QChar(u'/') + c.item);
    if (!c.ticked) {
        if (tick == i.ticks.end())
            return error("checklist.unticked", QStringLiteral("“%1” is not ticked.").arg(item->second));
        return std::vector<Fact> {ChecklistUnticked {i.id, c.checklist, c.item, item->second}};
    }
    if (tick != i.ticks.end())
        return error("checklist.ticked", QStringLiteral("%1 has ticked “%2” already.").arg(tick->second.by, item->second));
    if (auto bad = badText(c.reason, QStringLiteral("Why it is left out"), c.waived))
        return *bad;
    return std::vector<Fact> {ChecklistTicked {i.id, c.checklist, c.item, c.waived, item->second, c.reason}};
}

Facts Decider::operator()(const SetNextUpdate& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (c.inMs < 0 || c.inMs > mostPromiseMs || c.everyMs < 0 || c.everyMs > mostPromiseMs)
        return error("update.range", QStringLiteral("The next update is between now and 24 hours away."));
    if (c.inMs == 0 && !i.nextUpdates.contains(c.audience))
        return error("update.none", QStringLiteral("None was promised."));
    return std::vector<Fact> {NextUpdateSet {i.id, c.audience, c.inMs ? now + c.inMs : 0, c.inMs ? c.everyMs : 0}};
}

Facts Decider::operator()(const SnoozeCallout& c) const
{
    const auto found = openIncident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (c.forMs <= 0 || c.forMs > mostSnoozeMs)
        return error("snooze.range", QStringLiteral("It can be snoozed for up to an hour."));
    if (auto bad = badText(c.reason, QStringLiteral("The reason"), false))
        return *bad;
    for (const auto& item : dueItems(w, i, now)) {
        if (item.id == c.due && item.kind != DueKind::Age)
            return std::vector<Fact> {CalloutSnoozed {i.id, item.id, now + c.forMs, item.what, c.reason}};
    }
    return error("snooze.nothing", QStringLiteral("That is not on the clock any more."));
}

Facts Decider::operator()(const DraftStatus& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (c.text.isEmpty() && !(*i)->publicDraft)
        return error("status.no-draft", QStringLiteral("There is no draft of a public update."));
    if (auto bad = badText(c.text, QStringLiteral("The draft"), !c.text.isEmpty()))
        return *bad;
    if (c.upTo > w.head().seq)
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1.").arg(c.upTo));
    return std::vector<Fact> {StatusDrafted {(*i)->id, c.upTo, c.text}};
}

Facts Decider::operator()(const PostStatus& c) const
{
    const auto found = incident(c.incident);
    if (!found)
        return found.error();
    const auto& i = **found;
    if (auto bad = badText(c.text, QStringLiteral("The status update"), true))
        return *bad;
    if (c.audience == Audience::Public) {
        if (auto other = commandedByAnother(i, QStringLiteral("posts what the public reads")))
            return *other;
    }
    if (c.upTo > w.head().seq)
        return error("journal.no-such-entry", QStringLiteral("There is no entry %1.").arg(c.upTo));
    std::vector<Fact> out {StatusPosted {i.id, c.audience, c.upTo, c.via, c.text}};
    if (const auto channel = w.channels().find(c.via); channel != w.channels().end() && channel->second.posts)
        out.emplace_back(MessageQueued {i.id, MessageKind::Status, c.via, {}, c.text});
    return out;
}

Facts Decider::operator()(const PagePerson& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto bad = badText(c.person, QStringLiteral("Who is paged"), true))
        return *bad;
    if (auto bad = badName(c.person, QStringLiteral("The name")))
        return *bad;
    std::vector<Fact> out {PersonPaged {(*i)->id, c.person, c.how}};
    if (const auto channel = w.channels().find(c.how); channel != w.channels().end() && channel->second.pages)
        out.emplace_back(MessageQueued {(*i)->id, MessageKind::Page, c.how, c.person, callFor(**i)});
    return out;
}

Facts Decider::operator()(const NotePresence& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    if (auto bad = badText(c.person, QStringLiteral("Who"), true))
        return *bad;
    if (auto bad = badName(c.person, QStringLiteral("The name")))
        return *bad;
    if (c.presence != Presence::Present && c.presence != Presence::Missing && c.presence != Presence::Gone)
        return error("presence.unknown", QStringLiteral("Somebody is present, missing or gone."));
    return std::vector<Fact> {PersonAnswered {(*i)->id, c.person, c.presence, c.words}};
}

Facts Decider::operator()(const SetBridge& c) const
{
    const auto i = incident(c.incident);
    if (!i)
        return i.error();
    for (const auto* part : {&c.link, &c.phone, &c.pin, &c.chat}) {
        if (part->size() > 1000)
            return error("text.too-long", QStringLiteral("A link, a number or a channel has at most 1000 characters."));
    }
    return std::vector<Fact> {BridgeSet {(*i)->id, c.link, c.phone, c.pin, c.chat}};
}

} // namespace quarterdeck
