// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"

namespace quarterdeck {

Arguments::Arguments(const QStringList& arguments, std::initializer_list<const char*> valued,
    std::initializer_list<const char*> flags)
{
    const auto isOne = [](std::initializer_list<const char*> names, const QString& name) {
        return std::any_of(names.begin(), names.end(), [&](const char* n) { return name == QLatin1String(n); });
    };
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& word = arguments[i];
        if (!word.startsWith(QLatin1String("--"))) {
            m_words << word;
            continue;
        }
        const auto equals = word.indexOf(QLatin1Char('='));
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        if (isOne(flags, name)) {
            m_values[name] << QString();
        } else if (!isOne(valued, name)) {
            m_problem = error("usage", QStringLiteral("“--%1” is not known here; see --help.").arg(name));
        } else if (equals >= 0) {
            m_values[name] << word.mid(equals + 1);
        } else if (i + 1 < arguments.size()) {
            m_values[name] << arguments[++i];
        } else {
            m_problem = error("usage", QStringLiteral("“--%1” needs a value.").arg(name));
        }
    }
}

std::optional<Error> Arguments::problem(std::initializer_list<const char*> required) const
{
    if (m_problem)
        return m_problem;
    for (const auto* name : required) {
        if (!has(name))
            return error("usage", QStringLiteral("“--%1” is missing; see --help.").arg(QLatin1String(name)));
    }
    return std::nullopt;
}

QString Arguments::value(const char* name) const
{
    const auto all = values(name);
    return all.isEmpty() ? QString() : all.last();
}

QStringList Arguments::values(const char* name) const
{
    const auto it = m_values.find(QString::fromLatin1(name));
    return it == m_values.end() ? QStringList() : it->second;
}

} // namespace quarterdeck
