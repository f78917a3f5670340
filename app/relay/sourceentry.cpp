// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/sourceentry.h"

#include "app/connectors/yamlnode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrl>

namespace quarterdeck {

namespace {

/// JSON's texts are YAML's as well, whatever is in them.
QString quoted(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

QString entryText(const SourceEntry& entry)
{
    QString out = QStringLiteral("  - name: %1\n    connector: %2\n").arg(quoted(entry.name), quoted(entry.connector));
    if (!entry.pollUrl.isEmpty())
        out += entry.pollUser.isEmpty()
            ? QStringLiteral("    poll: {url: %1}\n").arg(quoted(entry.pollUrl))
            : QStringLiteral("    poll: {url: %1, user: %2}\n").arg(quoted(entry.pollUrl), quoted(entry.pollUser));
    if (!entry.keychain.isEmpty())
        out += QStringLiteral("    secret: {keychain: %1}\n").arg(quoted(entry.keychain));
    return out;
}

const YamlNode* listOf(const YamlNode& root)
{
    const auto* list = root.find(u"sources");
    return list && list->isList() ? list : nullptr;
}

} // namespace

Result<QByteArray> withSource(const QByteArray& yaml, const QString& file, const SourceEntry& entry)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    if (!plain.match(entry.name).hasMatch())
        return error("sources.entry",
            QStringLiteral("“%1” is no name for a source: it takes letters, digits, dots and dashes.").arg(entry.name.left(100)));
    const QUrl url(entry.pollUrl, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!entry.pollUrl.isEmpty() && (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty()))
        return error("sources.entry",
            QStringLiteral("“%1” is no address to ask: http or https, a host, and no password in it.").arg(entry.pollUrl.left(200)));
    const QByteArray added = entryText(entry).toUtf8();
    const auto shape = [&] {
        return error("sources.shape",
            QStringLiteral("%1 is not written so that a source can be added to it from here. Add this by hand:\n%2")
                .arg(file, QString::fromUtf8(added)));
    };
    QByteArray text = yaml;
    size_t before = 0;
    if (text.trimmed().isEmpty()) {
        text = "sources:\n";
    } else {
        const auto root = readYaml(text, file);
        if (!root)
            return root.error();
        const auto* list = listOf(*root);
        if (!list)
            return shape();
        before = list->items.size();
        for (const auto& item : list->items) {
            if (const auto* name = item.find(u"name"); name && name->text == entry.name)
                return error("sources.there",
                    QStringLiteral("A source “%1” is in %2 already; change it there.").arg(entry.name, file), {entry.name});
        }
        if (!text.endsWith('\n'))
            text += '\n';
    }
    text += added;
    // Whatever its author's style is: it counts only if it reads as it was, with the entry behind it.
    const auto after = readYaml(text, file);
    const auto* list = after ? listOf(*after) : nullptr;
    const auto* name = list && list->items.size() == before + 1 ? list->items.back().find(u"name") : nullptr;
    if (!name || name->text != entry.name)
        return shape();
    return text;
}

} // namespace quarterdeck
