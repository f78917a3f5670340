// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/signal.h"

#include <QLatin1StringView>

#include <array>
#include <optional>

namespace quarterdeck {

struct SeverityWord {
    QLatin1StringView word; ///< lower case
    Severity severity;
};

/// What senders write in a label such as `severity`, and what is meant: one table for the native parser
/// and, as jq's `severity_of`, for the connectors.
inline constexpr std::array<SeverityWord, 41> severityWords {{
    {QLatin1StringView("critical"), Severity::Critical},
    {QLatin1StringView("page"), Severity::Critical},
    {QLatin1StringView("disaster"), Severity::Critical},
    {QLatin1StringView("error"), Severity::High},
    {QLatin1StringView("high"), Severity::High},
    {QLatin1StringView("major"), Severity::High},
    {QLatin1StringView("warning"), Severity::Warning},
    {QLatin1StringView("warn"), Severity::Warning},
    {QLatin1StringView("minor"), Severity::Low},
    {QLatin1StringView("low"), Severity::Low},
    {QLatin1StringView("info"), Severity::Info},
    {QLatin1StringView("none"), Severity::Info},
    {QLatin1StringView("informational"), Severity::Info},
    {QLatin1StringView("information"), Severity::Info},
    {QLatin1StringView("emergency"), Severity::Critical},
    {QLatin1StringView("emerg"), Severity::Critical},
    {QLatin1StringView("fatal"), Severity::Critical},
    {QLatin1StringView("crit"), Severity::Critical},
    {QLatin1StringView("severe"), Severity::Critical},
    {QLatin1StringView("p1"), Severity::Critical},
    {QLatin1StringView("sev1"), Severity::Critical},
    {QLatin1StringView("sev-1"), Severity::Critical},
    {QLatin1StringView("err"), Severity::High},
    {QLatin1StringView("p2"), Severity::High},
    {QLatin1StringView("sev2"), Severity::High},
    {QLatin1StringView("sev-2"), Severity::High},
    {QLatin1StringView("medium"), Severity::Warning},
    {QLatin1StringView("moderate"), Severity::Warning},
    {QLatin1StringView("average"), Severity::Warning},
    {QLatin1StringView("p3"), Severity::Warning},
    {QLatin1StringView("sev3"), Severity::Warning},
    {QLatin1StringView("sev-3"), Severity::Warning},
    {QLatin1StringView("p4"), Severity::Low},
    {QLatin1StringView("sev4"), Severity::Low},
    {QLatin1StringView("sev-4"), Severity::Low},
    {QLatin1StringView("p5"), Severity::Info},
    {QLatin1StringView("sev5"), Severity::Info},
    {QLatin1StringView("notice"), Severity::Info},
    {QLatin1StringView("debug"), Severity::Info},
    {QLatin1StringView("ok"), Severity::Info},
    {QLatin1StringView("unknown"), Severity::Unknown},
}};

/// Case does not matter; what is not in the table is Unknown.
inline Severity severityOf(QStringView word)
{
    for (const SeverityWord& known : severityWords) {
        if (word.compare(known.word, Qt::CaseInsensitive) == 0)
            return known.severity;
    }
    return Severity::Unknown;
}

} // namespace quarterdeck
