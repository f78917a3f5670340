// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"

namespace quarterdeck {

/// What a line typed by the scribe means.
struct ParsedLine {
    bool task = false; ///< a task or a to-do; else a line of the log
    bool page = false; ///< `owner` is called, `text` says how
    bool proposal = false; ///< any strong objections to `text`, done by `owner` within `boxMs`?
    LineKind kind = LineKind::Note;
    QString owner; ///< of a task; empty: nobody yet
    qint64 boxMs = 0;
    Instant observedAt = 0; ///< 0: now
    QString text;

    bool operator==(const ParsedLine&) const = default;
};

/// "d restart redis", "a @swift 5m drain pod-7", "n -3m support has 12 reports", "14:07 first report".
/// A line without a verb is a note. `utcOffsetMs`: of the zone that "14:07" is meant in.
Result<ParsedLine> parseScribeLine(const QString& text, Instant now, qint64 utcOffsetMs = 0);

/// "5m", "90s", "1h30m" in milliseconds; nothing for what is not one.
std::optional<qint64> parseDuration(QStringView text);

/// The command that records it.
CommandBody commandOf(const ParsedLine& line, const IncidentRef& incident, LineId corrects);

} // namespace quarterdeck
