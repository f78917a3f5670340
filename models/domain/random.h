// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRandomGenerator>

namespace quarterdeck {

/// `count` bytes of the operating system's generator: for what nobody may guess or meet twice, such as ids, tokens
/// and salts. Never in a fold, a decision or a rule: those give the same answer every time.
inline QByteArray randomBytes(qsizetype count)
{
    QByteArray out(count, '\0');
    for (char& c : out) // the system's own generator: a seeded one could be told from what it gave before
        c = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return out;
}

} // namespace quarterdeck
