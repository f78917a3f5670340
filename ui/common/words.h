// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"
#include "models/state/state.h"

namespace quarterdeck {

/// 1 … 5 for the glyph and colour of an alert's severity; 0: unknown.
int rankOf(Severity severity);
QChar glyphOf(int rank); ///< ▲ ◆ ■ ● ○ ?

QString severityWord(Severity severity); ///< "critical"
QString sevWord(int sev); ///< "SEV-1"
QString phaseWord(Phase phase);
QString stateWord(SourceState state); ///< "live"
QChar stateGlyph(SourceState state); ///< ● ◐ ✕ ○
QString statusWord(const AlertRow& row); ///< "firing", "unknown since 14:07"
QString kindWord(LineKind kind);
QString roleWord(const QString& role); ///< "Customer liaison"
QString personWord(const QString& person); ///< "@kestrel"
std::vector<QString> usualRoles();

/// What a command that waits to be sent will say.
QString pendingWords(const CommandBody& body);

/// The sentence of a refusal in the reader's language where it is known, else as it is.
QString refusalWords(const QString& sentence);

/// An error for the screen, translated where its code or its sentence is known.
QString sentenceOf(const Error& error);

/// It was written down and goes out once the link is back: nothing failed.
bool isWaiting(const Error& error);

QString termWords(const std::vector<Term>& terms); ///< joined by "; "

} // namespace quarterdeck
