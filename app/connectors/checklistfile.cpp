// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/checklistfile.h"

#include "app/connectors/yamlnode.h"
#include "models/domain/typename.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <map>
#include <optional>
#include <set>

namespace quarterdeck {

namespace {

constexpr qint64 k_largestList = 256 * 1024;
constexpr size_t k_mostItems = 100;

std::optional<Phase> phaseOf(const QString& word)
{
    for (const auto phase : {Phase::Investigating, Phase::Fixing, Phase::Monitoring, Phase::Resolved, Phase::Review}) {
        if (word == enumName(phase))
            return phase;
    }
    return std::nullopt;
}

bool isListId(const QString& text)
{
    static const QRegularExpression id(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,63}\\z"));
    return id.match(text).hasMatch();
}

QString scalarOf(const YamlNode& map, const char* key)
{
    const auto* node = map.find(QString::fromLatin1(key));
    return node && node->isScalar() ? node->text : QString();
}

} // namespace

Result<ChecklistLoaded> readChecklist(const QByteArray& text, const QString& file)
{
    const auto bad = [&](int line, const QString& what) {
        return error("checklist.refused", QStringLiteral("%1:%2: %3.").arg(file, QString::number(line), what), {file});
    };
    const auto root = readYaml(text, file);
    if (!root)
        return root.error();
    if (!root->isMap())
        return bad(root->line, QStringLiteral("a checklist has id, title, phase and items"));
    ChecklistLoaded out;
    out.hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    out.checklist = scalarOf(*root, "id");
    out.title = scalarOf(*root, "title");
    out.source = QString::fromUtf8(text);
    const auto phase = phaseOf(scalarOf(*root, "phase"));
    if (!isListId(out.checklist) || out.checklist != QFileInfo(file).completeBaseName())
        return bad(root->line, QStringLiteral("id is the file’s name without .yaml, of small letters, digits and -"));
    if (out.title.s.trimmed().isEmpty())
        return bad(root->line, QStringLiteral("the title is missing"));
    if (!phase)
        return bad(root->line, QStringLiteral("phase is Investigating, Fixing, Monitoring, Resolved or Review"));
    out.phase = *phase;
    const auto* items = root->find(u"items");
    if (!items || !items->isList() || items->items.empty() || items->items.size() > k_mostItems)
        return bad(root->line, QStringLiteral("items is a list of 1 to %1").arg(k_mostItems));
    std::set<QString> seen;
    for (const auto& node : items->items) {
        const ChecklistItem item {scalarOf(node, "id"), scalarOf(node, "text")};
        if (!isListId(item.item) || item.text.s.trimmed().isEmpty())
            return bad(node.line, QStringLiteral("an item has an id and a text"));
        if (!seen.insert(item.item).second)
            return bad(node.line, QStringLiteral("the id “%1” stands there twice").arg(item.item));
        out.items.push_back(item);
    }
    return out;
}

std::vector<ChecklistLoaded> loadChecklists(const QStringList& folders, std::vector<Error>& problems)
{
    std::map<QString, ChecklistLoaded> found;
    for (const auto& folder : folders) {
        for (const auto& info : QDir(folder).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly) || file.size() > k_largestList) {
                problems.push_back(error("checklist.unreadable",
                    QStringLiteral("%1 cannot be read, or is larger than 256 KiB: %2").arg(file.fileName(), file.errorString())));
                continue;
            }
            auto list = readChecklist(file.readAll(), file.fileName());
            if (list)
                found[list->checklist] = *list;
            else
                problems.push_back(list.error());
        }
    }
    std::vector<ChecklistLoaded> out;
    for (auto& [id, list] : found)
        out.push_back(std::move(list));
    return out;
}

} // namespace quarterdeck
