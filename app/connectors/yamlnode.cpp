// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/yamlnode.h"

#include "app/connectors/jsontokens.h"
#include "models/domain/text.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace quarterdeck {

namespace {

/// Builds the tree from events. After the first error it ignores the rest: throwing through the
/// parser would be the alternative.
class Builder : public YAML::EventHandler {
public:
    Builder(const QByteArray& text, QString file, const YamlLimits& limits)
        : m_lines(text.split('\n'))
        , m_file(std::move(file))
        , m_limits(limits)
    {
    }

    const std::optional<Error>& problem() const { return m_error; }

    YamlNode take() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark&) override { }

    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        scalar(mark, "?", anchor, nullptr);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        fail(mark, QStringLiteral("aliases (*name) are not taken: write the value out"));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        const std::string& value) override
    {
        scalar(mark, tag, anchor, &value);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::List);
    }

    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
        YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::Map);
    }

    void OnMapEnd() override { close(); }

private:
    struct Open {
        YamlNode node;
        std::optional<QString> key; ///< read, and waiting for its value
    };

    void fail(const YAML::Mark& mark, const QString& what)
    {
        if (!m_error)
            m_error = yamlError(m_file, mark.line + 1, what);
    }

    bool allowed(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            fail(mark, QStringLiteral("anchors (&name) are not taken: write the value out where it is used"));
        else if (!tag.empty() && tag != "?" && tag != "!")
            fail(mark, QStringLiteral("tags (!name) are not taken"));
        return !m_error;
    }

    char at(const YAML::Mark& mark) const
    {
        if (mark.line < 0 || mark.line >= m_lines.size())
            return '\0';
        const QByteArray& line = m_lines.at(mark.line);
        return mark.column >= 0 && mark.column < line.size() ? line.at(mark.column) : '\0';
    }

    void scalar(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string* value)
    {
        if (!allowed(mark, tag, anchor))
            return;
        YamlNode node;
        node.line = mark.line + 1;
        if (value) {
            const char first = at(mark);
            const bool block = tag == "!" && (first == '|' || first == '>');
            node.kind = YamlNode::Kind::Scalar;
            node.text = QString::fromStdString(*value);
            node.quoted = tag == "!";
            node.line += block ? 1 : 0;
        }
        const bool isNull = !node.quoted
            && (node.text.isEmpty() || node.text == QStringLiteral("~")
                || node.text == QStringLiteral("null"));
        if (isNull)
            node.kind = YamlNode::Kind::Null;
        place(mark, std::move(node));
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        if (!allowed(mark, tag, anchor))
            return;
        if (static_cast<int>(m_open.size()) >= m_limits.depth)
            return fail(mark, QStringLiteral("it nests deeper than %1 levels").arg(m_limits.depth));
        if (!m_open.empty() && m_open.back().node.isMap() && !m_open.back().key)
            return fail(mark, QStringLiteral("a key must be a plain word"));
        m_open.push_back({});
        m_open.back().node.kind = kind;
        m_open.back().node.line = mark.line + 1;
    }

    void close()
    {
        if (m_error || m_open.empty())
            return;
        YamlNode node = std::move(m_open.back().node);
        m_open.pop_back();
        place(YAML::Mark::null_mark(), std::move(node));
    }

    void place(const YAML::Mark& mark, YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        Open& parent = m_open.back();
        if (parent.node.isList()) {
            parent.node.items.push_back(std::move(node));
        } else if (parent.key) {
            parent.node.members.emplace_back(std::move(*parent.key), std::move(node));
            parent.key.reset();
        } else if (node.kind != YamlNode::Kind::Scalar || node.text == QStringLiteral("<<")) {
            fail(mark, QStringLiteral("a key must be a plain word"));
        } else if (parent.node.find(node.text)) {
            fail(mark, QStringLiteral("the key “%1” occurs twice").arg(visible(node.text, 64)));
        } else {
            parent.key = node.text;
        }
    }

    QList<QByteArray> m_lines;
    QString m_file;
    YamlLimits m_limits;
    YamlNode m_root;
    std::vector<Open> m_open;
    std::optional<Error> m_error;
};

bool isUtf8(const QByteArray& text)
{
    const std::string_view bytes(text.constData(), static_cast<std::size_t>(text.size()));
    for (std::size_t at = 0; at < bytes.size();) {
        const qsizetype length = bytes[at] == '\0' ? 0 : utf8Length(bytes.substr(at, 4));
        if (length == 0)
            return false;
        at += static_cast<std::size_t>(length);
    }
    return true;
}

} // namespace

const YamlNode* YamlNode::find(QStringView key) const
{
    const auto found = std::find_if(
        members.begin(), members.end(), [key](const auto& member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

std::optional<bool> YamlNode::toBool() const
{
    if (isScalar() && !quoted && text == QStringLiteral("true"))
        return true;
    if (isScalar() && !quoted && text == QStringLiteral("false"))
        return false;
    return std::nullopt;
}

std::optional<qint64> YamlNode::toInt() const
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok && isScalar() && !quoted ? std::optional(value) : std::nullopt;
}

Error yamlError(const QString& file, int line, const QString& what)
{
    return error("yaml.refused", QStringLiteral("%1:%2: %3.").arg(file).arg(line).arg(what),
        {file, QString::number(line), what});
}

Result<YamlNode> readYaml(const QByteArray& text, const QString& file, const YamlLimits& limits)
{
    if (text.size() > limits.bytes)
        return yamlError(file, 1, QStringLiteral("it is larger than %1 KiB").arg(limits.bytes / 1024));
    if (!isUtf8(text))
        return yamlError(file, 1, QStringLiteral("it is not UTF-8 text"));
    Builder builder(text, file, limits);
    try {
        std::istringstream stream(text.toStdString());
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder))
            return yamlError(file, 1, QStringLiteral("it is empty"));
        if (!builder.problem() && parser.HandleNextDocument(builder))
            return yamlError(file, 1, QStringLiteral("it has more than one document"));
    } catch (const YAML::Exception& e) {
        if (!builder.problem())
            return yamlError(file, e.mark.line + 1, visible(QString::fromStdString(e.msg), 200));
    }
    if (builder.problem())
        return *builder.problem();
    return builder.take();
}

} // namespace quarterdeck
