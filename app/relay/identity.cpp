// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/relay/identity.h"

#include <QCryptographicHash>

namespace quarterdeck {

namespace {

QByteArray hashed(QByteArrayView token)
{
    QCryptographicHash h(QCryptographicHash::Sha256);
    h.addData(QByteArrayView("quarterdeck token\n"));
    h.addData(token);
    return h.result();
}

bool sameBytes(const QByteArray& a, const QByteArray& b)
{
    int difference = static_cast<int>(a.size() ^ b.size());
    for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

std::optional<Permission> permission(const QByteArray& name)
{
    if (name == "send")
        return Permission::Send;
    if (name == "observe")
        return Permission::Observe;
    if (name == "respond")
        return Permission::Respond;
    if (name == "command")
        return Permission::Command;
    if (name == "approve")
        return Permission::Approve;
    if (name == "admin")
        return Permission::Admin;
    return std::nullopt;
}

} // namespace

Result<Tokens> Tokens::parse(const QByteArray& text, const QString& file)
{
    Tokens out;
    int number = 0;
    for (const auto& raw : text.split('\n')) {
        ++number;
        const auto line = raw.simplified();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const auto bad = [&](const QString& what) {
            return error("tokens.line", QStringLiteral("%1, line %2: %3. A line is NAME CLASSES TOKEN.")
                                            .arg(file)
                                            .arg(number)
                                            .arg(what));
        };
        const auto words = line.split(' ');
        if (words.size() != 3)
            return bad(QStringLiteral("it has %1 words instead of 3").arg(words.size()));
        if (words[2].size() < 16)
            return bad(QStringLiteral("the token is shorter than 16 characters"));
        Known known {hashed(words[2]), {QString::fromUtf8(words[0]), {}}};
        for (const auto& name : words[1].split(',')) {
            const auto p = permission(name);
            if (!p)
                return bad(QStringLiteral("“%1” is no class").arg(QString::fromUtf8(name)));
            known.identity.permissions.insert(*p);
        }
        // A sender's token lies in configuration files of many machines: it must never open a console.
        if (known.identity.may(Permission::Send) && known.identity.permissions.size() > 1)
            return bad(QStringLiteral("“send” stands alone; give the person a token of their own"));
        for (const auto& other : out.m_known) {
            if (other.hash == known.hash)
                return bad(QStringLiteral("the same token stands there twice"));
            if (other.identity.name == known.identity.name
                && other.identity.may(Permission::Send) == known.identity.may(Permission::Send))
                return bad(QStringLiteral("the name stands there twice"));
        }
        out.m_known.push_back(std::move(known));
    }
    return out;
}

std::optional<Identity> Tokens::identify(QByteArrayView token) const
{
    const auto hash = hashed(token);
    std::optional<Identity> found;
    for (const auto& known : m_known) {
        if (sameBytes(known.hash, hash))
            found = known.identity;
    }
    return token.isEmpty() ? std::nullopt : found;
}

QByteArray tokenOf(const QByteArray& authorization, QByteArray& path)
{
    QByteArray token;
    if (authorization.size() > 7 && authorization.first(7).toLower() == "bearer ")
        token = authorization.sliced(7).trimmed();
    else if (authorization.size() > 6 && authorization.first(6).toLower() == "basic ") {
        const auto pair = QByteArray::fromBase64(authorization.sliced(6).trimmed());
        token = pair.sliced(pair.indexOf(':') + 1);
    }
    if (path.startsWith("/s/")) {
        const auto end = path.indexOf('/', 3);
        if (token.isEmpty())
            token = path.mid(3, end < 0 ? -1 : end - 3);
        path = end < 0 ? QByteArray("/") : path.sliced(end);
    }
    return token;
}

} // namespace quarterdeck
