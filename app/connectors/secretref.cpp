// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/secretref.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace quarterdeck {

namespace {
constexpr qint64 longestSecret = 4096;
}

Result<QByteArray> readSecret(const SecretRef& ref, const QString& whose, const QString& configFile)
{
    const auto bad = [&](const QString& what) {
        return error("secret.missing", QStringLiteral("The secret of %1 %2.").arg(whose, what));
    };
    if (!ref.env.isEmpty()) {
        const QByteArray secret = qgetenv(ref.env.toUtf8().constData());
        if (secret.isEmpty())
            return bad(QStringLiteral("should be in the environment as %1, which is empty").arg(ref.env));
        return secret;
    }
    if (ref.file.isEmpty())
        return bad(QStringLiteral("must be {file: PATH} or {env: NAME}; it is never written into this file"));
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
