// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/secretref.h"

#include "app/connectors/yamlnode.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {
constexpr qint64 longestSecret = 4096;

void findNames(const YamlNode& node, QStringList& names)
{
    for (const auto& [key, value] : node.members) {
        if (key == QLatin1StringView("keychain") && value.isScalar() && !names.contains(value.text))
            names += value.text;
        findNames(value, names);
    }
    for (const auto& item : node.items)
        findNames(item, names);
}

}

QStringList keychainNames(const QString& configFile)
{
    QStringList names;
    QFile f(configFile);
    if (configFile.isEmpty() || !f.open(QIODevice::ReadOnly))
        return names;
    if (const auto root = readYaml(f.read((1 << 20) + 1), configFile))
        findNames(*root, names);
    return names;
}

Result<QByteArray> readSecret(
    const SecretRef& ref, const QString& whose, const QString& configFile, const KeychainSecrets& keychain)
{
    const auto bad = [&](const QString& what) {
        return error("secret.missing", QStringLiteral("The secret of %1 %2.").arg(whose, what.endsWith(QLatin1Char('.')) ? what.chopped(1) : what));
    };
    if (!ref.env.isEmpty()) {
        const QByteArray secret = qgetenv(ref.env.toUtf8().constData());
        if (secret.isEmpty())
            return bad(QStringLiteral("should be in the environment as %1, which is empty").arg(ref.env));
        return secret;
    }
    if (!ref.keychain.isEmpty()) {
        const auto found = keychain.find(ref.keychain);
        if (found == keychain.end())
            return bad(QStringLiteral("is in the keychain as %1, which was not asked").arg(ref.keychain));
        return found->second ? found->second
                             : bad(QStringLiteral("cannot be had: %1").arg(found->second.error().sentence));
    }
    if (ref.file.isEmpty())
        return bad(QStringLiteral("must be {file: PATH}, {env: NAME} or {keychain: NAME}; it is never written into this file"));
    QFile f(QFileInfo(configFile).dir().absoluteFilePath(ref.file));
    if (!f.open(QIODevice::ReadOnly) || f.size() > longestSecret)
        return bad(QStringLiteral("cannot be read from %1").arg(f.fileName()));
    QByteArray secret = f.readAll();
    while (secret.endsWith('\n') || secret.endsWith('\r'))
        secret.chop(1);
    if (secret.isEmpty())
        return bad(QStringLiteral("is empty in %1").arg(f.fileName()));
    return secret;
}

} // namespace quarterdeck
