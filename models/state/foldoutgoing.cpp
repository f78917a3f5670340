// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/folder.h"

namespace quarterdeck {

namespace {

QString sizeWord(quint64 bytes)
{
    return bytes < 1024 ? QStringLiteral("%1 B").arg(bytes) : QStringLiteral("%1 KiB").arg((bytes + 512) / 1024);
}

QString kindWord(AttachmentKind what)
{
    switch (what) {
    case AttachmentKind::File:
        return QStringLiteral("attaches");
    case AttachmentKind::Picture:
        return QStringLiteral("attaches the picture");
    case AttachmentKind::Request:
        return QStringLiteral("pins what the source sent:");
    case AttachmentKind::Chart:
        return QStringLiteral("pins the chart");
    case AttachmentKind::Query:
        return QStringLiteral("pins the query");
    }
    return {};
}

} // namespace

void Folder::operator()(const Attached& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    i->attachments.push_back({entry.seq, f.what, f.alert, f.size, f.name.s, f.mediaType.s, f.sha256.s, f.note.s,
        entry.actor, entry.recordedAt});
    actBy(*i);
    const QString sentence = QStringLiteral("%1 %2 (%3, SHA-256 %4…)")
                                 .arg(kindWord(f.what), f.name.s, sizeWord(f.size), f.sha256.s.left(12));
    say(f.incident, f.note.s.isEmpty() ? sentence : sentence + QStringLiteral(": ") + f.note.s);
}

void Folder::operator()(const ChannelLoaded& f)
{
    if (f.gone)
        w.m_channels.erase(f.channel);
    else
        w.m_channels[f.channel] = {f.hash, f.title.s, f.pages, f.posts};
    delta.channels = true;
}

void Folder::operator()(const MessageQueued& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    MessageInfo message;
    message.seq = entry.seq;
    message.what = f.what;
    message.channel = f.channel;
    message.to = f.to.s;
    message.text = f.text.s;
    message.by = entry.actor;
    message.at = entry.recordedAt;
    i->messages.push_back(std::move(message));
    delta.incidents.insert(f.incident);
}

void Folder::operator()(const MessageAnswered& f)
{
    auto* i = incident(f.incident);
    if (!i)
        return;
    const auto message = std::find_if(
        i->messages.begin(), i->messages.end(), [&](const MessageInfo& m) { return m.seq == f.message; });
    if (message == i->messages.end())
        return;
    message->sent = f.sent;
    message->givenUp = f.givenUp;
    message->attempts = f.attempts;
    message->answeredAt = entry.recordedAt;
    message->status = f.status;
    message->answer = f.answer.s;
    const QString which = message->what == MessageKind::Status ? QStringLiteral("the status update")
                                                               : QStringLiteral("the page for %1").arg(message->to);
    const QString how = f.sent ? QStringLiteral("sent %1 through %2")
        : f.givenUp            ? QStringLiteral("could not send %1 through %2 and gives up")
                               : QStringLiteral("could not send %1 through %2 yet and goes on trying");
    say(f.incident, inBrackets(how.arg(which, message->channel), f.answer.s));
}

} // namespace quarterdeck
