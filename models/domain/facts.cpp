// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/facts.h"

#include "models/domain/typename.h"

namespace quarterdeck {

QString factName(const Fact& fact)
{
    return visit(
        [](const auto& f) {
            using F = std::decay_t<decltype(f)>;
            if constexpr (std::is_same_v<F, UnknownFact>)
                return QStringLiteral("Unknown%1").arg(f.number);
            else
                return typeName<F>();
        },
        fact);
}

} // namespace quarterdeck
