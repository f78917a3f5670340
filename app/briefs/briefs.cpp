// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/briefs/briefs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {

constexpr qint64 k_largest = 256 * 1024;
const QString k_common = QStringLiteral("common.");

/// The path that counts, or nothing. The name is compared with those that exist, never put together into a path.
QString pathOf(const QStringList& folders, const QString& file)
{
    QString found;
    for (const auto& folder : folders) {
        if (QDir(folder).entryList({QStringLiteral("*.jq")}, QDir::Files).contains(file))
            found = QDir(folder).filePath(file);
    }
    return found;
}

Result<QString> contentsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > k_largest)
        return error("brief.unreadable",
            QStringLiteral("The template %1 cannot be read, or is larger than 256 KiB: %2").arg(path, file.errorString()),
            {path});
    return QString::fromUtf8(file.readAll());
}

struct BriefProgram {
    QString path; ///< for sentences
    JqRequest request;
};

Result<BriefProgram> programOf(
    const QStringList& folders, const QString& name, const QString& language, const QByteArray& situationJson)
{
    BriefProgram out;
    out.path = pathOf(folders, QStringLiteral("%1.%2.jq").arg(name, language));
    if (out.path.isEmpty() || name == k_common.chopped(1))
        return error("brief.unknown",
            QStringLiteral("There is no template “%1” in the language “%2”; there are: %3.")
                .arg(name, language, briefTemplates(folders).join(QStringLiteral(", "))));
    const auto text = contentsOf(out.path);
    if (!text)
        return text.error();
    out.request.program = {*text, out.path};
    out.request.input = situationJson;
    const QString common = pathOf(folders, QStringLiteral("common.%1.jq").arg(language));
    if (common.isEmpty())
        return out;
    const auto definitions = contentsOf(common);
    if (!definitions)
        return definitions.error();
    out.request.program.definitions = *definitions;
    return out;
}

Result<QString> textOf(const QString& path, const Result<QJsonArray>& results)
{
    if (!results)
        return results.error();
    if (results->size() != 1 || !results->at(0).isString())
        return error("brief.no-text", QStringLiteral("%1 gave something else than one text.").arg(path), {path});
    return results->at(0).toString().trimmed() + QChar(u'\n');
}

} // namespace

QStringList briefTemplates(const QStringList& folders)
{
    QStringList out;
    for (const auto& folder : folders) {
        for (const auto& file : QDir(folder).entryList({QStringLiteral("*.jq")}, QDir::Files)) {
            const QString name = file.chopped(3);
            if (!file.startsWith(k_common) && !out.contains(name))
                out << name;
        }
    }
    out.sort();
    return out;
}

void renderBrief(JqWorker& worker, const QStringList& folders, const QString& name, const QString& language,
    const QByteArray& situationJson, std::function<void(Result<QString>)> done)
{
    auto program = programOf(folders, name, language, situationJson);
    if (!program) {
        done(program.error());
        return;
    }
    worker.run(std::move(program->request),
        [path = program->path, done = std::move(done)](const Result<QJsonArray>& results) { done(textOf(path, results)); });
}

Result<QString> renderBrief(JqWorker& worker, const QStringList& folders, const QString& name, const QString& language,
    const QByteArray& situationJson)
{
    auto program = programOf(folders, name, language, situationJson);
    if (!program)
        return program.error();
    return textOf(program->path, worker.runBlocking(std::move(program->request)));
}

} // namespace quarterdeck
