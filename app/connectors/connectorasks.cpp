// SPDX-License-Identifier: GPL-3.0-or-later
// What a connector asks its system for: polls, streams, links and the panel of an incident.
#include "app/connectors/connectorreader.h"

#include <algorithm>

namespace quarterdeck {

using S = QLatin1StringView;

bool ConnectorReader::readPolls(const YamlNode& list)
{
    if (!list.isList() || list.items.empty())
        return fail(list, QStringLiteral("“polls” must be a list of rules"));
    return std::all_of(
        list.items.begin(), list.items.end(), [this](const YamlNode& node) { return readPoll(node); });
}

bool ConnectorReader::readPoll(const YamlNode& node)
{
    PollRule rule;
    rule.line = node.line;
    std::optional<JqProgram> mapping;
    if (!knows(node, QStringLiteral("a rule of “polls”"),
            {S("path"), S("every_s"), S("signals"), S("complete"), S("status"), S("next"), S("max_pages"), S("max_keys"),
                S("stream")})
        || !program(node, "next", rule.next) || !number(node, "max_pages", rule.maxPages, 2, 1000)
        || !text(node, "path", rule.path, true) || !number(node, "every_s", rule.everyS, 1, 86'400)
        || !program(node, "signals", mapping) || !flag(node, "complete", rule.complete)
        || !number(node, "max_keys", rule.maxKeys, 1, 1'000'000))
        return false;
    if (!mapping)
        return fail(node, QStringLiteral("“signals” is missing"));
    if (!rule.path.startsWith(QChar(u'/')) || rule.path.startsWith(S("//")))
        return fail(node, QStringLiteral("“path” begins with one /: the address belongs to the source"));
    rule.mapping = *mapping;
    if (const YamlNode* status = member(node, "status"); status && !readStatus(*status, rule))
        return false;
    if (rule.complete && !rule.status)
        return fail(node,
            QStringLiteral("“complete: true” needs “status”: without proof of life, absence means nothing"));
    if (const YamlNode* stream = member(node, "stream"); stream && !readStream(*stream, rule))
        return false;
    // An alert that one page or one path does not list may be on another.
    if (rule.complete && rule.next)
        return fail(node, QStringLiteral("“complete” and “next” do not go together: one page is not everything"));
    m_connector.polls.push_back(std::move(rule));
    const auto& all = m_connector.polls;
    if (all.size() > 1 && std::any_of(all.begin(), all.end(), [](const PollRule& poll) { return poll.complete; }))
        return fail(node, QStringLiteral("“complete: true” needs to be the only poll: one path is not everything"));
    return true;
}

bool ConnectorReader::readStream(const YamlNode& node, PollRule& rule)
{
    StreamRule stream;
    std::optional<JqProgram> path, from, position;
    if (!knows(node, QStringLiteral("“stream”"), {S("path"), S("from"), S("position"), S("over"), S("silent_s")})
        || !program(node, "path", path) || !program(node, "from", from) || !program(node, "position", position)
        || !program(node, "over", stream.over) || !number(node, "silent_s", stream.silentS, 1, 3600))
        return false;
    if (!path || !from || !position)
        return fail(node, QStringLiteral("“stream” needs “path”, “from” and “position”"));
    if (rule.complete)
        return fail(node, QStringLiteral("“complete” and “stream” do not go together: the list is asked for once"));
    if (m_connector.receives.empty())
        return fail(node, QStringLiteral("“stream” needs “receives”: its lines go that way, some at a time as a list"));
    stream.path = *path;
    stream.from = *from;
    stream.position = *position;
    rule.stream = std::move(stream);
    return true;
}

bool ConnectorReader::readStatus(const YamlNode& node, PollRule& rule)
{
    PollStatus status;
    std::optional<JqProgram> instance;
    if (!knows(node, QStringLiteral("“status”"), {S("path"), S("instance"), S("version")})
        || !text(node, "path", status.path, true) || !program(node, "instance", instance)
        || !program(node, "version", status.version))
        return false;
    if (!instance || !status.path.startsWith(QChar(u'/')))
        return fail(node, QStringLiteral("“status” needs a “path” that begins with / and “instance”"));
    status.instance = *instance;
    rule.status = std::move(status);
    return true;
}

bool ConnectorReader::readContext(const YamlNode& list)
{
    if (!list.isList() || list.items.empty())
        return fail(list, QStringLiteral("“context” must be a list of links"));
    for (const YamlNode& node : list.items) {
        ContextLink link;
        std::optional<JqProgram> url;
        if (!knows(node, QStringLiteral("a link of “context”"), {S("title"), S("url")})
            || !text(node, "title", link.title, true) || !program(node, "url", url))
            return false;
        if (!url)
            return fail(node, QStringLiteral("a link of “context” needs “url”"));
        link.url = *url;
        m_connector.context.push_back(std::move(link));
    }
    return true;
}

bool ConnectorReader::readPanel(const YamlNode& node)
{
    PanelRule panel;
    QString shows;
    std::optional<JqProgram> path, answer;
    if (!knows(node, QStringLiteral("“panel”"),
            {S("title"), S("shows"), S("query"), S("path"), S("body"), S("answer")})
        || !text(node, "title", panel.title, true) || !text(node, "shows", shows, true)
        || !text(node, "query", panel.query, false) || !program(node, "path", path)
        || !program(node, "body", panel.body) || !program(node, "answer", answer))
        return false;
    if (!path || !answer)
        return fail(node, QStringLiteral("“panel” needs “path” and “answer”"));
    if (shows != S("series") && shows != S("lines") && shows != S("traces"))
        return fail(*member(node, "shows"), QStringLiteral("“shows” is series, lines or traces"));
    panel.shows = shows == S("series") ? PanelRule::Shows::Series
        : shows == S("lines")          ? PanelRule::Shows::Lines
                                       : PanelRule::Shows::Traces;
    panel.path = *path;
    panel.answer = *answer;
    m_connector.panel = std::move(panel);
    return true;
}

} // namespace quarterdeck
