// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/pageanswer.h"

#include "models/domain/typename.h"
#include "models/state/pages.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck {

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype longestWords = 2000;

Error refused(const QString& what)
{
    return error("answer.refused", QStringLiteral("The answer to a page was not taken: %1.").arg(what));
}

} // namespace

Result<PersonAnswered> readPageAnswer(const QByteArray& body, const Workspace& workspace)
{
    const auto document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return refused(QStringLiteral("it is not one JSON object"));
    const auto o = document.object();
    const auto text = [&](const char* key) { return o.value(QLatin1String(key)).toString().trimmed(); };
    const QString key = text("dedup_key");
    const auto page = pageOf(workspace, key);
    if (!page)
        return refused(QStringLiteral("its dedup_key is of no page of this server"));
    PersonAnswered out;
    out.incident = page->incident;
    out.person = page->to;
    if (const QString person = text("person"); !person.isEmpty())
        out.person = person.left(longestName);
    const QString presence = text("presence");
    if (presence == QLatin1String("present"))
        out.presence = Presence::Present;
    else if (presence == QLatin1String("missing"))
        out.presence = Presence::Missing;
    else if (presence == QLatin1String("gone"))
        out.presence = Presence::Gone;
    else
        return refused(QStringLiteral("presence is present, missing or gone, not “%1”").arg(visible(presence, 60)));
    out.words = text("words").left(longestWords);
    return out;
}

} // namespace quarterdeck
