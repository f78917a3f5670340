// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/runbookreader.h"

#include "app/actions/addresses.h"
#include "app/actions/programs.h"
#include "app/connectors/jqguard.h"
#include "models/domain/text.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck {

namespace {

using S = QLatin1StringView;

constexpr size_t k_mostSteps = 20;
constexpr size_t k_mostParameters = 100;
constexpr size_t k_mostArguments = 256;

const YamlNode* member(const YamlNode& map, const char* key)
{
    return map.find(QString::fromLatin1(key));
}

bool matches(const QString& text, const QString& pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

Result<Runbook> RunbookReader::read(const YamlNode& root)
{
    m_runbook.file = m_file;
    if (!readHead(root))
        return *m_error;
    const YamlNode* parameters = member(root, "parameters");
    const YamlNode* steps = member(root, "steps");
    const YamlNode* check = member(root, "post_check");
    if (!steps)
        fail(root.line, QStringLiteral("“steps” is missing"));
    else if (!check)
        fail(root.line,
            QStringLiteral("“post_check” is missing: that a step ended well does not show that it helped"));
    if (m_error || (parameters && !readParameters(*parameters)) || !readSteps(*steps) || !readCheck(*check))
        return *m_error;
    return m_runbook;
}

bool RunbookReader::fail(int line, const QString& what)
{
    if (!m_error) {
        m_error = yamlError(m_file, line, what);
        m_error->code = QStringLiteral("runbook.refused");
    }
    return false;
}

bool RunbookReader::knows(const YamlNode& map, const QString& what, Keys allowed)
{
    if (!map.isMap())
        return fail(map.line, QStringLiteral("%1 must be a mapping").arg(what));
    for (const auto& [key, value] : map.members) {
        if (std::find(allowed.begin(), allowed.end(), key) != allowed.end())
            continue;
        QStringList names;
        for (const QLatin1StringView name : allowed)
            names += name;
        return fail(value.line,
            QStringLiteral("“%1” is not known in %2; allowed are %3")
                .arg(visible(key, 64), what, names.join(QStringLiteral(", "))));
    }
    return true;
}

bool RunbookReader::text(const YamlNode& map, const char* key, QString& out)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return fail(map.line, QStringLiteral("“%1” is missing").arg(QString::fromLatin1(key)));
    if (!node->isScalar() || node->text.trimmed().isEmpty() || node->text.size() > 8000)
        return fail(node->line,
            QStringLiteral("“%1” must be a text of at most 8,000 characters").arg(QString::fromLatin1(key)));
    out = node->text;
    return true;
}

bool RunbookReader::number(const YamlNode& map, const char* key, qint64& out, qint64 least, qint64 most)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return true;
    const std::optional<qint64> value = node->toInt();
    if (!value || *value < least || *value > most)
        return fail(node->line,
            QStringLiteral("“%1” must be a number from %2 to %3")
                .arg(QString::fromLatin1(key))
                .arg(least)
                .arg(most));
    out = *value;
    return true;
}

bool RunbookReader::flag(const YamlNode& map, const char* key, bool& out)
{
    const YamlNode* node = member(map, key);
    if (!node)
        return true;
    const std::optional<bool> value = node->toBool();
    if (!value)
        return fail(node->line, QStringLiteral("“%1” must be true or false").arg(QString::fromLatin1(key)));
    out = *value;
    return true;
}

bool RunbookReader::program(const YamlNode& node, const QString& what, std::optional<JqProgram>& out)
{
    if (!node.isScalar() || node.text.trimmed().isEmpty())
        return fail(node.line, QStringLiteral("%1 must be a jq program").arg(what));
    if (const Outcome allowed = checkJqProgram(node.text); !allowed)
        return fail(node.line + allowed.error().arguments.value(1).toInt() - 1, allowed.error().sentence);
    out = JqProgram {node.text, m_file, node.line};
    return true;
}

bool RunbookReader::element(const YamlNode& node, const QString& what, TextElement& out)
{
    out.line = node.line;
    if (node.isScalar()) {
        out.literal = node.text;
        return !node.text.contains(QChar(u'\0'))
            || fail(node.line, QStringLiteral("%1 has a NUL in it").arg(what));
    }
    if (node.isMap() && node.members.size() == 1 && node.members[0].first == S("jq"))
        return program(node.members[0].second, what, out.program);
    return fail(node.line, QStringLiteral("%1 is a text or {jq: EXPRESSION}").arg(what));
}

bool RunbookReader::elements(
    const YamlNode& map, const char* key, std::vector<std::pair<QString, TextElement>>& out)
{
    const YamlNode* node = member(map, key);
    const QString what = QStringLiteral("“%1”").arg(QString::fromLatin1(key));
    if (!node)
        return true;
    if (!node->isMap() || node->members.size() > k_mostArguments)
        return fail(node->line, QStringLiteral("%1 must be a mapping of names to texts").arg(what));
    for (const auto& [name, value] : node->members) {
        out.emplace_back(name, TextElement {});
        if (!element(value, QStringLiteral("“%1” of %2").arg(visible(name, 64), what), out.back().second))
            return false;
    }
    return true;
}

bool RunbookReader::readHead(const YamlNode& root)
{
    if (!knows(root, QStringLiteral("a runbook"),
            {S("id"), S("version"), S("title"), S("description"), S("risk"), S("reversible"), S("applies"),
                S("parameters"), S("steps"), S("post_check")}))
        return false;
    qint64 version = 0;
    if (!text(root, "id", m_runbook.id) || !number(root, "version", version, 1, 1'000'000)
        || !text(root, "title", m_runbook.title) || !text(root, "description", m_runbook.description)
        || !text(root, "risk", m_runbook.risk) || !flag(root, "reversible", m_runbook.reversible))
        return false;
    if (version == 0)
        return fail(root.line, QStringLiteral("“version” is missing"));
    m_runbook.version = static_cast<quint32>(version);
    if (!matches(m_runbook.id, QStringLiteral("[a-z0-9][a-z0-9_-]{0,63}")))
        return fail(member(root, "id")->line, QStringLiteral("an id has small letters, digits, - and _"));
    if (m_runbook.id != QFileInfo(m_file).completeBaseName())
        return fail(member(root, "id")->line,
            QStringLiteral("the runbook “%1” must stand in %1.yaml").arg(m_runbook.id));
    if (!matches(m_runbook.risk, QStringLiteral("low|medium|high")))
        return fail(member(root, "risk")->line, QStringLiteral("“risk” is low, medium or high"));
    const YamlNode* applies = member(root, "applies");
    return !applies || program(*applies, QStringLiteral("“applies”"), m_runbook.applies);
}

bool RunbookReader::readParameters(const YamlNode& list)
{
    if (list.kind == YamlNode::Kind::Null)
        return true;
    if (!list.isList() || list.items.size() > k_mostParameters)
        return fail(
            list.line, QStringLiteral("“parameters” must be a list of at most %1").arg(k_mostParameters));
    return std::all_of(
        list.items.begin(), list.items.end(), [this](const YamlNode& node) { return readParameter(node); });
}

bool RunbookReader::readParameter(const YamlNode& node)
{
    RunbookParameter parameter;
    parameter.line = node.line;
    if (!knows(node, QStringLiteral("a parameter"), {S("name"), S("from"), S("pattern"), S("leading_dash")})
        || !text(node, "name", parameter.name) || !text(node, "pattern", parameter.pattern)
        || !flag(node, "leading_dash", parameter.leadingDash))
        return false;
    if (!matches(parameter.name, QStringLiteral("[a-z][a-z0-9_]{0,63}")))
        return fail(
            member(node, "name")->line, QStringLiteral("a parameter's name has small letters, digits and _"));
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(parameter.pattern));
    if (!pattern.isValid())
        return fail(member(node, "pattern")->line,
            QStringLiteral("“pattern” is no regular expression: %1").arg(pattern.errorString()));
    for (const RunbookParameter& other : m_runbook.parameters) {
        if (other.name == parameter.name)
            return fail(node.line, QStringLiteral("the parameter “%1” occurs twice").arg(parameter.name));
    }
    if (const YamlNode* from = member(node, "from");
        from && !program(*from, QStringLiteral("“from”"), parameter.from))
        return false;
    m_runbook.parameters.push_back(std::move(parameter));
    return true;
}

bool RunbookReader::readSteps(const YamlNode& list)
{
    if (!list.isList() || list.items.empty() || list.items.size() > k_mostSteps)
        return fail(list.line, QStringLiteral("“steps” must be a list of 1 to %1 steps").arg(k_mostSteps));
    return std::all_of(
        list.items.begin(), list.items.end(), [this](const YamlNode& node) { return readStep(node); });
}

bool RunbookReader::readStep(const YamlNode& node)
{
    RunbookStep step;
    step.line = node.line;
    if (!knows(node, QStringLiteral("a step"), {S("name"), S("exec"), S("http")})
        || !text(node, "name", step.name))
        return false;
    const YamlNode* exec = member(node, "exec");
    const YamlNode* http = member(node, "http");
    if ((exec != nullptr) == (http != nullptr))
        return fail(node.line, QStringLiteral("a step has either “exec” or “http”"));
    if (exec) {
        if (!readExec(*exec, step))
            return false;
    } else {
        HttpRule rule;
        if (!readHttp(*http, rule, false) || !readLimits(*http, step, 300))
            return false;
        step.rule = std::move(rule);
    }
    m_runbook.steps.push_back(std::move(step));
    return true;
}

bool RunbookReader::readLimits(const YamlNode& node, RunbookStep& step, qint64 mostSeconds)
{
    qint64 seconds = step.timeoutMs / 1000;
    if (!number(node, "timeout_s", seconds, 1, mostSeconds) || !flag(node, "idempotent", step.idempotent))
        return false;
    step.timeoutMs = seconds * 1000;
    return true;
}

bool RunbookReader::readExec(const YamlNode& node, RunbookStep& step)
{
    if (!knows(node, QStringLiteral("“exec”"), {S("argv"), S("timeout_s"), S("idempotent")})
        || !readLimits(node, step, 3600))
        return false;
    const YamlNode* argv = member(node, "argv");
    if (!argv || !argv->isList() || argv->items.empty() || argv->items.size() > k_mostArguments)
        return fail(argv ? argv->line : node.line,
            QStringLiteral("“argv” must be a list of 1 to %1 texts, the program first").arg(k_mostArguments));
    ExecRule rule;
    for (const YamlNode& item : argv->items) {
        rule.argv.emplace_back();
        if (!element(item, QStringLiteral("an element of “argv”"), rule.argv.back()))
            return false;
    }
    if (rule.argv[0].program)
        return fail(rule.argv[0].line,
            QStringLiteral("the program must be written out: no value may choose what runs"));
    const bool filled = std::any_of(rule.argv.begin(), rule.argv.end(),
        [](const TextElement& element) { return element.program.has_value(); });
    if (const Outcome allowed = checkProgram(rule.argv[0].literal, filled); !allowed)
        return fail(rule.argv[0].line, allowed.error().sentence);
    step.rule = std::move(rule);
    return true;
}

bool RunbookReader::readHttp(const YamlNode& node, HttpRule& rule, bool probe)
{
    const bool known = probe
        ? knows(node, QStringLiteral("“http” of a probe"), {S("method"), S("url"), S("path"), S("query")})
        : knows(node, QStringLiteral("“http”"),
            {S("method"), S("url"), S("path"), S("query"), S("headers"), S("body"), S("expect"),
                S("timeout_s"), S("idempotent")});
    if (!known || (member(node, "method") && !text(node, "method", rule.method)))
        return false;
    const QString methods = probe ? QStringLiteral("GET") : QStringLiteral("GET|HEAD|POST|PUT|PATCH|DELETE");
    if (!matches(rule.method, methods))
        return fail(member(node, "method")->line,
            QStringLiteral("“method” is %1").arg(QString(methods).replace(u'|', QStringLiteral(", "))));
    const YamlNode* url = member(node, "url");
    if (!url)
        return fail(node.line, QStringLiteral("“url” is missing"));
    if (!element(*url, QStringLiteral("“url”"), rule.url))
        return false;
    if (const Outcome fixed = checkAddressRule(rule.url); !fixed)
        return fail(url->line, fixed.error().sentence);
    if (const YamlNode* path = member(node, "path")) {
        if (!path->isList())
            return fail(path->line, QStringLiteral("“path” must be a list of segments"));
        for (const YamlNode& item : path->items) {
            rule.path.emplace_back();
            if (!element(item, QStringLiteral("a segment of “path”"), rule.path.back()))
                return false;
        }
    }
    if (!elements(node, "query", rule.query) || !elements(node, "headers", rule.headers))
        return false;
    for (const auto& [name, value] : rule.headers) {
        if (const Outcome good = checkHeaderName(name); !good)
            return fail(value.line, good.error().sentence);
    }
    if (const YamlNode* body = member(node, "body")) {
        rule.body.emplace();
        if (!element(*body, QStringLiteral("“body”"), *rule.body))
            return false;
    }
    const YamlNode* expect = member(node, "expect");
    return !expect || readExpect(*expect, rule);
}

bool RunbookReader::readExpect(const YamlNode& node, HttpRule& rule)
{
    std::vector<YamlNode> list = node.isList() ? node.items : std::vector<YamlNode> {node};
    rule.expect.clear();
    for (const YamlNode& item : list) {
        const std::optional<qint64> status = item.toInt();
        if (!status || *status < 200 || *status > 599)
            return fail(item.line, QStringLiteral("“expect” is a status from 200 to 599 or a list of them"));
        rule.expect.push_back(static_cast<int>(*status));
    }
    return !rule.expect.empty()
        || fail(node.line, QStringLiteral("“expect” is empty: no answer would be a success"));
}

bool RunbookReader::readCheck(const YamlNode& node)
{
    PostCheckRule& check = m_runbook.check;
    check.line = node.line;
    if (!knows(node, QStringLiteral("“post_check”"), {S("alert_clears_within_s"), S("probe")}))
        return false;
    qint64 seconds = 0;
    if (!number(node, "alert_clears_within_s", seconds, 5, 7200))
        return false;
    if (seconds == 0)
        return fail(node.line, QStringLiteral("“alert_clears_within_s” is missing"));
    check.windowMs = seconds * 1000;
    const YamlNode* probe = member(node, "probe");
    if (!probe)
        return true;
    if (!knows(*probe, QStringLiteral("“probe”"), {S("http"), S("until")}))
        return false;
    const YamlNode* http = member(*probe, "http");
    const YamlNode* until = member(*probe, "until");
    if (!http || !until)
        return fail(probe->line, QStringLiteral("“probe” needs “http” and “until”"));
    std::optional<JqProgram> condition;
    check.probe.emplace();
    if (!readHttp(*http, *check.probe, true) || !program(*until, QStringLiteral("“until”"), condition))
        return false;
    check.until = condition->text;
    return true;
}

} // namespace quarterdeck
