// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/connectorloader.h"

#include "app/connectors/connectorreader.h"
#include "app/connectors/mapper.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {

constexpr qint64 k_largest = 1024 * 1024;

Result<QByteArray> contentsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return error("connector.folder",
            QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()), {path});
    return file.read(k_largest + 1); // one more, so that a larger one is seen to be
}

} // namespace

std::vector<JqProgram> programsOf(const Connector& connector)
{
    std::vector<JqProgram> programs;
    for (const ReceiveRule& rule : connector.receives) {
        if (rule.when)
            programs.push_back(*rule.when);
        if (rule.mapping)
            programs.push_back(*rule.mapping);
        if (rule.reply)
            programs.push_back(*rule.reply);
    }
    for (const PollRule& rule : connector.polls) {
        programs.push_back(rule.mapping);
        if (rule.status)
            programs.push_back(rule.status->instance);
        if (rule.status && rule.status->version)
            programs.push_back(*rule.status->version);
        if (rule.next)
            programs.push_back(*rule.next);
        if (rule.stream) {
            programs.insert(programs.end(), {rule.stream->path, rule.stream->from, rule.stream->position});
            if (rule.stream->over)
                programs.push_back(*rule.stream->over);
        }
    }
    for (const ContextLink& link : connector.context)
        programs.push_back(link.url);
    if (connector.panel) {
        programs.insert(programs.end(), {connector.panel->path, connector.panel->answer});
        if (connector.panel->body)
            programs.push_back(*connector.panel->body);
    }
    return programs;
}

Result<Connector> readConnector(const QByteArray& text, const QString& file)
{
    const Result<YamlNode> root = readYaml(text, file);
    if (!root)
        return root.error();
    Result<Connector> connector = ConnectorReader(file).read(*root);
    if (connector)
        connector->hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return connector;
}

QStringList lintConnector(const QString& file, JqWorker* worker)
{
    const Result<QByteArray> text = contentsOf(file);
    if (!text)
        return {text.error().sentence};
    const Result<Connector> connector = readConnector(*text, file);
    if (!connector)
        return {connector.error().sentence};
    QStringList sentences;
    for (const JqProgram& program : programsOf(*connector)) {
        if (!worker)
            break;
        JqRequest request = mappingRequest(program, "null", "{}", "{}");
        request.compileOnly = true;
        if (const Result<QJsonArray> compiled = worker->runBlocking(std::move(request)); !compiled)
            sentences += compiled.error().sentence;
    }
    return sentences;
}

Result<Connectors> Connectors::load(const QStringList& folders)
{
    Connectors result;
    for (const QString& folder : folders) {
        const QDir dir(folder);
        if (!dir.exists())
            return error("connector.folder",
                QStringLiteral("There is no folder %1 with connectors.").arg(folder), {folder});
        for (const QFileInfo& info : dir.entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
            const Result<QByteArray> text = contentsOf(info.filePath());
            const Result<Connector> connector = text ? readConnector(*text, info.filePath()) : text.error();
            if (connector)
                result.m_all.insert_or_assign(connector->name, *connector);
            else
                result.m_problems.push_back({info.filePath(), connector.error()});
        }
    }
    return result;
}

QByteArray Connectors::stamp(const QStringList& folders)
{
    QByteArray text;
    for (const QString& folder : folders) {
        for (const QFileInfo& info : QDir(folder).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name))
            text += info.filePath().toUtf8() + ' ' + QByteArray::number(info.size()) + ' '
                + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\n';
    }
    return text;
}

QStringList Connectors::follow(const Connectors& before)
{
    for (const Problem& problem : m_problems) {
        const QString name = QFileInfo(problem.file).completeBaseName();
        if (const Connector* old = before.find(name))
            m_all.insert_or_assign(name, *old);
    }
    QStringList changed;
    for (const auto& [name, connector] : m_all) {
        const Connector* old = before.find(name);
        if (!old || old->hash != connector.hash || old->file != connector.file)
            changed += name;
    }
    for (const auto& [name, connector] : before.all()) {
        if (!find(name))
            changed += name;
    }
    return changed;
}

const Connector* Connectors::find(const QString& name) const
{
    const auto found = m_all.find(name);
    return found == m_all.end() ? nullptr : &found->second;
}

} // namespace quarterdeck
