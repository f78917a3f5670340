// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channels/channelfile.h"

#include "app/connectors/secretref.h"
#include "app/connectors/yamlnode.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <set>

namespace quarterdeck {

namespace {

QString scalar(const YamlNode& map, QStringView key)
{
    const auto* node = map.find(key);
    return node && node->isScalar() ? node->text : QString();
}

Result<QByteArray> secretOf(
    const YamlNode& node, const QString& whose, const QString& file, const KeychainSecrets& keychain)
{
    return readSecret(
        {scalar(node, u"env"), scalar(node, u"file"), scalar(node, u"keychain")}, whose, file, keychain);
}

JqProgram programOf(const YamlNode* node, const QString& file)
{
    return node && node->isScalar() ? JqProgram {node->text, file, node->line} : JqProgram();
}

/// Everything that a changed channel would do otherwise, but for its secrets.
QByteArray hashOf(const Channel& c, bool secretUrl)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& part : {c.fact.channel, c.fact.title.s, secretUrl ? QString() : c.url, c.body.text, c.sent.text}) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArray(1, '\0'));
    }
    hash.addData(QByteArray::number((c.fact.pages ? 1 : 0) + (c.fact.posts ? 2 : 0)) + c.scheme);
    return hash.result();
}

/// Header lines are fields of HTTP: a line end in one would begin another.
bool isHeader(const QString& name, const QString& value)
{
    static const QRegularExpression token(QStringLiteral("^[A-Za-z0-9-]{1,100}$"));
    static const QRegularExpression printable(QStringLiteral("^[\\x20-\\x7e]{0,1000}$"));
    return token.match(name).hasMatch() && printable.match(value).hasMatch();
}

Result<Channel> readChannel(const YamlNode& node, const QString& file, const KeychainSecrets& keychain)
{
    static const std::set<QString> known {QStringLiteral("name"), QStringLiteral("title"), QStringLiteral("pages"),
        QStringLiteral("posts"), QStringLiteral("url"), QStringLiteral("secret"), QStringLiteral("authorization"),
        QStringLiteral("headers"), QStringLiteral("body"), QStringLiteral("sent")};
    const auto bad = [&](int line, const QString& what) {
        return error("channels.refused", QStringLiteral("%1:%2: %3.").arg(file).arg(line).arg(what));
    };
    if (!node.isMap())
        return bad(node.line, QStringLiteral("a channel is a mapping with a name"));
    for (const auto& [key, value] : node.members) {
        if (!known.contains(key))
            return bad(value.line, QStringLiteral("“%1” is no member of a channel").arg(visible(key, 60)));
    }
    Channel out;
    out.fact.channel = scalar(node, u"name");
    static const QRegularExpression word(QStringLiteral("^[a-z0-9][a-z0-9-]{0,59}$"));
    if (!word.match(out.fact.channel).hasMatch())
        return bad(node.line, QStringLiteral("a channel’s name is small letters, digits and dashes"));
    const QString whose = QStringLiteral("the channel “%1”").arg(out.fact.channel);
    out.fact.title = scalar(node, u"title").isEmpty() ? out.fact.channel : scalar(node, u"title");
    const auto yes = [&](QStringView key) { return node.find(key) && node.find(key)->toBool().value_or(false); };
    out.fact.pages = yes(u"pages");
    out.fact.posts = yes(u"posts");
    out.scheme = scalar(node, u"authorization").toLatin1();
    if (!out.scheme.isEmpty() && !isHeader(QString::fromLatin1(out.scheme), {}))
        return bad(node.line, QStringLiteral("authorization is one word, such as Bearer"));
    if (!out.fact.pages && !out.fact.posts)
        return bad(node.line, QStringLiteral("the channel “%1” neither pages nor posts").arg(out.fact.channel));
    const auto* url = node.find(u"url");
    if (url && url->isMap()) {
        const auto secret = secretOf(*url, whose, file, keychain);
        if (!secret)
            return secret.error();
        out.url = QString::fromUtf8(*secret);
    } else {
        out.url = scalar(node, u"url");
    }
    const QUrl parsed(out.url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty()
        || (parsed.scheme() != QLatin1String("https") && parsed.scheme() != QLatin1String("http")) || !parsed.userInfo().isEmpty())
        return bad(url ? url->line : node.line,
            QStringLiteral("the channel “%1” needs an http or https address without a password in it").arg(out.fact.channel));
    if (const auto* secret = node.find(u"secret")) {
        auto read = secretOf(*secret, whose, file, keychain);
        if (!read)
            return read.error();
        out.secret = std::move(read).value();
    }
    if (const auto* headers = node.find(u"headers")) {
        for (const auto& [name, value] : headers->members) {
            if (!isHeader(name, value.text))
                return bad(value.line, QStringLiteral("“%1” is no header").arg(visible(name, 60)));
            out.headers.emplace_back(name.toLatin1(), value.text.toLatin1());
        }
    }
    out.body = programOf(node.find(u"body"), file);
    out.sent = programOf(node.find(u"sent"), file);
    if (out.body.text.trimmed().isEmpty())
        return bad(node.line, QStringLiteral("the channel “%1” needs a body").arg(out.fact.channel));
    out.fact.hash = hashOf(out, url && url->isMap());
    return out;
}

} // namespace

Result<ChannelFile> readChannels(const QString& file, const KeychainSecrets& keychain)
{
    ChannelFile out;
    QFile f(file);
    if (!f.exists())
        return out;
    if (!f.open(QIODevice::ReadOnly))
        return error("channels.unreadable", QStringLiteral("%1 cannot be read: %2").arg(file, f.errorString()));
    const auto root = readYaml(f.read((1 << 20) + 1), file);
    if (!root)
        return root.error();
    const auto* list = root->find(u"channels");
    if (!list || !list->isList())
        return yamlError(file, root->line, QStringLiteral("there is no list of channels"));
    std::set<QString> names;
    for (const auto& node : list->items) {
        auto channel = readChannel(node, file, keychain);
        if (channel && !names.insert(channel->fact.channel).second)
            channel = error("channels.refused",
                QStringLiteral("%1:%2: there is another channel “%3”.").arg(file).arg(node.line).arg(channel->fact.channel));
        if (channel)
            out.channels.push_back(std::move(channel).value());
        else
            out.problems.push_back(channel.error());
    }
    return out;
}

} // namespace quarterdeck
