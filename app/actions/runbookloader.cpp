// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/runbookloader.h"

#include "app/actions/runbookreader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace quarterdeck {

namespace {

constexpr qint64 k_largest = 1024 * 1024;

Result<QByteArray> contentsOf(const QString& path)
{
    // A device or a pipe by that name would never end.
    if (!QFileInfo(path).isFile())
        return error("runbook.unreadable", QStringLiteral("%1 is no file.").arg(path), {path});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return error("runbook.unreadable",
            QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()), {path});
    return file.read(k_largest + 1); // one more, so that a larger one is seen to be
}

void collect(const TextElement& element, std::vector<JqProgram>& programs)
{
    if (element.program)
        programs.push_back(*element.program);
}

void collect(const HttpRule& rule, std::vector<JqProgram>& programs)
{
    collect(rule.url, programs);
    for (const TextElement& element : rule.path)
        collect(element, programs);
    for (const auto& [name, element] : rule.query)
        collect(element, programs);
    for (const auto& [name, element] : rule.headers)
        collect(element, programs);
    if (rule.body)
        collect(*rule.body, programs);
}

std::vector<JqProgram> programsOf(const Runbook& runbook)
{
    std::vector<JqProgram> programs;
    if (runbook.applies)
        programs.push_back(*runbook.applies);
    for (const RunbookParameter& parameter : runbook.parameters) {
        if (parameter.from)
            programs.push_back(*parameter.from);
    }
    for (const RunbookStep& step : runbook.steps) {
        if (const auto* exec = get_if<ExecRule>(&step.rule)) {
            for (const TextElement& element : exec->argv)
                collect(element, programs);
        } else {
            collect(get<HttpRule>(step.rule), programs);
        }
    }
    if (runbook.check.probe) {
        collect(*runbook.check.probe, programs);
        programs.push_back({runbook.check.until, runbook.file, runbook.check.line});
    }
    return programs;
}

QJsonValue toJson(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue::Null;
    case YamlNode::Kind::Scalar:
        if (const auto yes = node.toBool())
            return *yes;
        if (const auto number = node.toInt())
            return *number;
        return node.text;
    case YamlNode::Kind::List: {
        QJsonArray array;
        for (const YamlNode& item : node.items)
            array.append(toJson(item));
        return array;
    }
    case YamlNode::Kind::Map: {
        QJsonObject object;
        for (const auto& [key, value] : node.members)
            object.insert(key, toJson(value));
        return object;
    }
    }
    return {};
}

} // namespace

Result<Runbook> readRunbook(const QByteArray& text, const QString& file)
{
    const Result<YamlNode> root = readYaml(text, file);
    if (!root)
        return root.error();
    Result<Runbook> runbook = RunbookReader(file).read(*root);
    if (runbook) {
        runbook->hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        runbook->source = QString::fromUtf8(text);
    }
    return runbook;
}

QStringList lintRunbook(const QString& file, JqWorker* worker)
{
    const Result<QByteArray> text = contentsOf(file);
    if (!text)
        return {text.error().sentence};
    const Result<Runbook> runbook = readRunbook(*text, file);
    if (!runbook)
        return {runbook.error().sentence};
    QStringList sentences;
    for (const JqProgram& program : programsOf(*runbook)) {
        if (!worker)
            break;
        JqRequest request;
        request.program = program;
        request.compileOnly = true;
        if (const Result<QJsonArray> compiled = worker->runBlocking(std::move(request)); !compiled)
            sentences += compiled.error().sentence;
    }
    return sentences;
}

std::map<QString, Runbook> loadRunbooks(const QStringList& folders, std::vector<Error>& problems)
{
    std::map<QString, Runbook> all;
    for (const QString& folder : folders) {
        const QDir dir(folder);
        if (!dir.exists()) {
            problems.push_back(error("runbook.folder",
                QStringLiteral("There is no folder %1 with runbooks.").arg(folder), {folder}));
            continue;
        }
        for (const QFileInfo& info : dir.entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
            const Result<QByteArray> text = contentsOf(info.filePath());
            Result<Runbook> runbook =
                text ? readRunbook(*text, info.filePath()) : Result<Runbook>(text.error());
            if (runbook)
                all.insert_or_assign(runbook->id, std::move(runbook).value());
            else
                problems.push_back(runbook.error());
        }
    }
    return all;
}

Result<QJsonObject> readVariables(const QString& file)
{
    if (file.isEmpty())
        return QJsonObject();
    const Result<QByteArray> text = contentsOf(file);
    if (!text)
        return text.error();
    const Result<YamlNode> root = readYaml(*text, file);
    if (!root)
        return root.error();
    if (!root->isMap())
        return error("runbook.variables",
            QStringLiteral("%1:%2: a mapping of names to values is needed.").arg(file).arg(root->line),
            {file});
    return toJson(*root).toObject();
}

} // namespace quarterdeck
