// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"

#include <QByteArray>

#include <optional>
#include <set>
#include <vector>

namespace quarterdeck {

/// Whose token it is, and what it opens.
struct Identity {
    QString name;
    std::set<Permission> permissions;

    bool may(Permission p) const { return permissions.contains(p); }
};

/// The tokens of a relay, held as hashes only. A line is `NAME CLASSES TOKEN`; classes are `send`, or a
/// comma-separated choice of observe, respond, command, approve, admin. '#' begins a comment line.
class Tokens {
public:
    /// Fails with the line's number on a class that is none, a token shorter than 16 characters, a name or
    /// token that stands there twice. The token itself is never part of a sentence.
    static Result<Tokens> parse(const QByteArray& text, const QString& file);

    /// Compares against every token, in constant time each.
    std::optional<Identity> identify(QByteArrayView token) const;

    bool empty() const { return m_known.empty(); }

private:
    struct Known {
        QByteArray hash;
        Identity identity;
    };

    std::vector<Known> m_known;
};

/// The token of a request: bearer, basic password, or /s/TOKEN/… in the path. `path` comes back without it.
QByteArray tokenOf(const QByteArray& authorization, QByteArray& path);

} // namespace quarterdeck
