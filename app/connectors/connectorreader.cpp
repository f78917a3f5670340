// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/connectorreader.h"

#include "app/connectors/jqguard.h"
#include "models/domain/text.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace quarterdeck {

using S = QLatin1StringView;

namespace {

// Their place in the format is kept: a file that has them was written for a later version.
constexpr std::array<QLatin1StringView, 5> k_later {
    S("actions"), S("messages"), S("topology"), S("settings"), S("listens")};

bool isIn(const QString& key, std::initializer_list<QLatin1StringView> names)
{
    return std::find(names.begin(), names.end(), key) != names.end();
}

} // namespace

const YamlNode* ConnectorReader::member(const YamlNode& map, const char* key)
{
    return map.find(QString::fromLatin1(key));
}

Result<Connector> ConnectorReader::read(const YamlNode& root)
{
    m_connector.file = m_file;
    bool good = readHead(root) && readDefine(root);
    if (const YamlNode* node = good ? member(root, "receives") : nullptr)
        good = readReceives(*node);
    if (const YamlNode* node = good ? member(root, "polls") : nullptr)
        good = readPolls(*node);
    if (const YamlNode* node = good ? member(root, "verify") : nullptr)
        good = readVerify(*node);
    if (const YamlNode* node = good ? member(root, "accepts") : nullptr)
        good = readAccepts(*node);
    if (const YamlNode* node = good ? member(root, "answer") : nullptr)
        good = readAnswer(*node);
    if (const YamlNode* node = good ? member(root, "times") : nullptr)
        good = readTimes(*node);
    if (const YamlNode* node = good ? member(root, "context") : nullptr)
        good = readContext(*node);
    if (const YamlNode* node = good ? member(root, "panel") : nullptr)
        good = readPanel(*node);
    if (!good)
        return *m_error;
    return m_connector;
}

bool ConnectorReader::fail(const YamlNode& at, const QString& what)
{
    if (!m_error) {
        m_error = yamlError(m_file, at.line, what);
        m_error->code = QStringLiteral("connector.refused");
    }
    return false;
}

bool ConnectorReader::knows(const YamlNode& map, const QString& what, Keys allowed)
{
    if (!map.isMap())
        return fail(map, QStringLiteral("%1 must be a mapping").arg(what));
    for (const auto& [key, value] : map.members) {
        if (isIn(key, allowed))
            continue;
        if (std::find(k_later.begin(), k_later.end(), key) != k_later.end())
            return fail(value, QStringLiteral("“%1” belongs to a later version of the format").arg(key));
        QStringList names;
        for (const QLatin1StringView name : allowed)
            names += name;
        return fail(value,
            QStringLiteral("“%1” is not known in %2; allowed are %3")
                .arg(visible(key, 64), what, names.join(QStringLiteral(", "))));
    }
    return true;
}

bool ConnectorReader::text(const YamlNode& map, const char* key, QString& out, bool needed)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return !needed || fail(map, QStringLiteral("“%1” is missing").arg(QString::fromLatin1(key)));
    if (!node->isScalar() || (needed && node->text.isEmpty()))
        return fail(*node, QStringLiteral("“%1” must be a text").arg(QString::fromLatin1(key)));
    out = node->text;
    return true;
}

bool ConnectorReader::bytes(const YamlNode& map, const char* key, QByteArray& out, bool needed)
{
    QString string = QString::fromUtf8(out);
    if (!text(map, key, string, needed))
        return false;
    out = string.toUtf8();
    return true;
}

bool ConnectorReader::number(const YamlNode& map, const char* key, int& out, int least, int most)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return true;
    const std::optional<qint64> value = node->toInt();
    if (!value || *value < least || *value > most)
        return fail(*node,
            QStringLiteral("“%1” must be a number from %2 to %3")
                .arg(QString::fromLatin1(key))
                .arg(least)
                .arg(most));
    out = static_cast<int>(*value);
    return true;
}

bool ConnectorReader::flag(const YamlNode& map, const char* key, bool& out)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return true;
    const std::optional<bool> value = node->toBool();
    if (!value)
        return fail(*node, QStringLiteral("“%1” must be true or false").arg(QString::fromLatin1(key)));
    out = *value;
    return true;
}

bool ConnectorReader::program(const YamlNode& map, const char* key, std::optional<JqProgram>& out)
{
    QString source;
    if (!member(map, key))
        return true;
    if (!text(map, key, source, true))
        return false;
    const YamlNode& node = *member(map, key);
    if (const Outcome allowed = checkJqProgram(source); !allowed) {
        YamlNode place;
        place.line = node.line + allowed.error().arguments.value(1).toInt() - 1;
        return fail(place, allowed.error().sentence);
    }
    out = JqProgram {source, m_file, node.line, m_connector.define.text, m_connector.define.line};
    return true;
}

bool ConnectorReader::readHead(const YamlNode& root)
{
    if (!knows(root, QStringLiteral("a connector"),
            {S("connector"), S("version"), S("title"), S("native"), S("define"), S("receives"), S("polls"),
                S("verify"), S("times"), S("accepts"), S("answer"), S("setup"), S("context"), S("panel")}))
        return false;
    if (!text(root, "connector", m_connector.name, true) || !text(root, "title", m_connector.title, true)
        || !number(root, "version", m_connector.version, 1, 1) || !flag(root, "native", m_connector.native)
        || !text(root, "setup", m_connector.setup, false))
        return false;
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9][a-z0-9_-]{0,63}\\z"));
    if (!form.match(m_connector.name).hasMatch())
        return fail(*member(root, "connector"),
            QStringLiteral("a connector's name has small letters, digits, - and _"));
    if (m_connector.name != QFileInfo(m_file).completeBaseName())
        return fail(*member(root, "connector"),
            QStringLiteral("the connector “%1” must stand in %1.yaml").arg(m_connector.name));
    const bool maps = member(root, "receives") || member(root, "polls");
    if (m_connector.native && maps)
        return fail(root,
            QStringLiteral(
                "a native connector maps nothing: “receives” and “polls” do not go with “native”"));
    if (!m_connector.native && !maps && !member(root, "panel"))
        return fail(root, QStringLiteral("a connector needs “receives”, “polls”, “panel” or “native: true”"));
    return true;
}

bool ConnectorReader::readDefine(const YamlNode& root)
{
    std::optional<JqProgram> define;
    if (!program(root, "define", define))
        return false;
    m_connector.define = define.value_or(JqProgram {});
    if (define && !m_connector.define.text.endsWith(QChar(u'\n')))
        m_connector.define.text += QChar(u'\n');
    return true;
}

bool ConnectorReader::readReceives(const YamlNode& list)
{
    if (!list.isList() || list.items.empty())
        return fail(list, QStringLiteral("“receives” must be a list of rules"));
    return std::all_of(
        list.items.begin(), list.items.end(), [this](const YamlNode& node) { return readReceive(node); });
}

bool ConnectorReader::readReceive(const YamlNode& node)
{
    ReceiveRule rule;
    rule.line = node.line;
    QString decode = QStringLiteral("json");
    bool ignore = false;
    if (!knows(node, QStringLiteral("a rule of “receives”"),
            {S("when"), S("decode"), S("decode_in"), S("signals"), S("ignore"), S("reply"), S("cut_strings"),
                S("max_keys")})
        || !program(node, "when", rule.when) || !program(node, "signals", rule.mapping)
        || !program(node, "reply", rule.reply) || !flag(node, "cut_strings", rule.cutStrings)
        || !text(node, "decode", decode, false) || !flag(node, "ignore", ignore)
        || !number(node, "max_keys", rule.maxKeys, 1, 1'000'000))
        return false;
    if (const YamlNode* paths = member(node, "decode_in"); paths && !readPaths(*paths, rule.decodeIn))
        return false;
    if (decode == S("json_lines"))
        rule.decode = Decode::JsonLines;
    else if (decode == S("form"))
        rule.decode = Decode::Form;
    else if (decode == S("cloudevents"))
        rule.decode = Decode::CloudEvents;
    else if (decode != S("json"))
        return fail(*member(node, "decode"), QStringLiteral("“decode” is json, json_lines, form or cloudevents"));
    if (ignore == rule.mapping.has_value())
        return fail(node, QStringLiteral("a rule has either “signals” or “ignore: true”"));
    m_connector.receives.push_back(std::move(rule));
    return true;
}

bool ConnectorReader::readPaths(const YamlNode& list, std::vector<QString>& out)
{
    static const QRegularExpression form(QStringLiteral("\\A([.][A-Za-z_][A-Za-z0-9_-]*(\\[\\])?|[.]\\[\\])+\\z"));
    if (!list.isList() || list.items.empty() || list.items.size() > 16)
        return fail(list, QStringLiteral("“decode_in” must be a list of at most 16 paths"));
    for (const YamlNode& item : list.items) {
        if (!item.isScalar() || !form.match(item.text).hasMatch())
            return fail(item, QStringLiteral("a path is made of names and lists, like .records[].info"));
        out.push_back(item.text);
    }
    return true;
}

bool ConnectorReader::readAccepts(const YamlNode& node)
{
    AcceptRule rule;
    if (!knows(node, QStringLiteral("“accepts”"), {S("content_types"), S("hint")})
        || !text(node, "hint", rule.hint, true))
        return false;
    const YamlNode* types = member(node, "content_types");
    if (!types || !types->isList() || types->items.empty())
        return fail(node, QStringLiteral("“accepts” needs a list “content_types”"));
    for (const YamlNode& item : types->items) {
        if (!item.isScalar() || !item.text.contains(QChar(u'/')))
            return fail(item, QStringLiteral("a content type is like application/json"));
        rule.contentTypes.push_back(item.text.toLower().toUtf8());
    }
    m_connector.accepts = std::move(rule);
    return true;
}

bool ConnectorReader::readAnswer(const YamlNode& node)
{
    AnswerRule& rule = m_connector.answer;
    // Only success: what is stored was taken, and a sender that is told otherwise would send it again.
    return knows(node, QStringLiteral("“answer”"), {S("status"), S("body"), S("type")})
        && number(node, "status", rule.status, 200, 299) && bytes(node, "body", rule.body, false)
        && bytes(node, "type", rule.type, false);
}

bool ConnectorReader::readVerify(const YamlNode& node)
{
    if (!node.isList())
        return readVerifyRule(node);
    if (node.items.empty())
        return fail(node, QStringLiteral("“verify” must not be an empty list"));
    return std::all_of(
        node.items.begin(), node.items.end(), [this](const YamlNode& item) { return readVerifyRule(item); });
}

bool ConnectorReader::readVerifyRule(const YamlNode& node)
{
    VerifyRule rule;
    if (!knows(node, QStringLiteral("“verify”"), {S("hmac"), S("token_header"), S("sns")})
        || !bytes(node, "token_header", rule.tokenHeader, false) || !flag(node, "sns", rule.sns))
        return false;
    rule.tokenHeader = rule.tokenHeader.toLower();
    const YamlNode* hmac = member(node, "hmac");
    if (!hmac && rule.tokenHeader.isEmpty() && !rule.sns)
        return fail(node, QStringLiteral("“verify” needs “hmac”, “token_header” or “sns: true”"));
    if (rule.sns && (hmac || !rule.tokenHeader.isEmpty()))
        return fail(node, QStringLiteral("“sns” stands alone: it has no secret"));
    if (hmac && !readHmac(*hmac, rule))
        return false;
    m_connector.verify.push_back(std::move(rule));
    return true;
}

bool ConnectorReader::readHmac(const YamlNode& node, VerifyRule& verify)
{
    HmacRule rule;
    QString encoding = QStringLiteral("hex");
    QString key = QStringLiteral("text");
    if (!knows(node, QStringLiteral("“hmac”"),
            {S("header"), S("algorithm"), S("encoding"), S("prefix"), S("separator"), S("signed"),
                S("timestamp_header"), S("window_s"), S("key"), S("key_prefix")})
        || !bytes(node, "header", rule.header, true) || !text(node, "algorithm", rule.algorithm, false)
        || !text(node, "encoding", encoding, false) || !bytes(node, "prefix", rule.prefix, false)
        || !bytes(node, "separator", rule.separator, false)
        || !bytes(node, "timestamp_header", rule.timestampHeader, false)
        || !number(node, "window_s", rule.windowS, 1, 3600) || !text(node, "key", key, false)
        || !bytes(node, "key_prefix", rule.keyPrefix, false))
        return false;
    if (!isIn(rule.algorithm, {S("sha1"), S("sha256"), S("sha512")}))
        return fail(*member(node, "algorithm"), QStringLiteral("“algorithm” is sha1, sha256 or sha512"));
    if (!isIn(encoding, {S("hex"), S("base64")}))
        return fail(*member(node, "encoding"), QStringLiteral("“encoding” is hex or base64"));
    if (!isIn(key, {S("text"), S("base64")}))
        return fail(
            *member(node, "key"), QStringLiteral("“key” is text or base64: how the secret is written"));
    rule.base64 = encoding == S("base64");
    rule.keyBase64 = key == S("base64");
    rule.header = rule.header.toLower();
    rule.timestampHeader = rule.timestampHeader.toLower();
    if (const YamlNode* parts = member(node, "signed"); parts && !readParts(*parts, rule))
        return false;
    verify.hmac = std::move(rule);
    return true;
}

bool ConnectorReader::readParts(const YamlNode& list, HmacRule& rule)
{
    if (!list.isList() || list.items.empty())
        return fail(list,
            QStringLiteral("“signed” must be a list of body, timestamp, {header: NAME} and {text: TEXT}"));
    rule.parts.clear();
    bool body = false;
    for (const YamlNode& item : list.items) {
        SignedPart part;
        if (item.isScalar() && item.text == S("body")) {
            body = true;
        } else if (item.isScalar() && item.text == S("timestamp") && !rule.timestampHeader.isEmpty()) {
            part.kind = SignedPart::Kind::Timestamp;
        } else if (item.isMap() && item.members.size() == 1
            && isIn(item.members[0].first, {S("header"), S("text")}) && item.members[0].second.isScalar()) {
            const bool header = item.members[0].first == S("header");
            const QByteArray value = item.members[0].second.text.toUtf8();
            part = {
                header ? SignedPart::Kind::Header : SignedPart::Kind::Text, header ? value.toLower() : value};
        } else {
            return fail(item,
                QStringLiteral("a signed part is body, timestamp (with “timestamp_header”), {header: NAME} "
                               "or {text: TEXT}"));
        }
        rule.parts.push_back(std::move(part));
    }
    return body || fail(list, QStringLiteral("a signature must cover the body"));
}

bool ConnectorReader::readTimes(const YamlNode& map)
{
    if (!knows(map, QStringLiteral("“times”"), {S("started_at"), S("ended_at")}))
        return false;
    for (const auto& [field, node] : map.members) {
        TimeFormat format;
        if (node.isScalar())
            format.format = node.text;
        else if (!knows(node, QStringLiteral("a time's format"), {S("format"), S("zone")})
            || !text(node, "format", format.format, true) || !text(node, "zone", format.zone, false))
            return false;
        if (const Outcome known = checkTimeFormat(format); !known)
            return fail(node, known.error().sentence);
        m_connector.times.insert_or_assign(field, format);
    }
    return true;
}

} // namespace quarterdeck
