// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QStringList>

#include <initializer_list>
#include <map>
#include <optional>
#include <vector>

namespace quarterdeck {

/// `--name value`, `--name=value`, `--flag` and plain words of one subcommand.
class Arguments {
public:
    Arguments(const QStringList& arguments, std::initializer_list<const char*> valued,
        std::initializer_list<const char*> flags);

    /// Why the command line is wrong, if it is: something unknown, or a required value that is missing.
    std::optional<Error> problem(std::initializer_list<const char*> required) const;

    bool has(const char* name) const { return m_values.contains(QString::fromLatin1(name)); }
    QString value(const char* name) const;
    QStringList values(const char* name) const;
    const QStringList& words() const { return m_words; }

private:
    std::map<QString, QStringList> m_values;
    QStringList m_words;
    std::optional<Error> m_problem;
};

} // namespace quarterdeck
