// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/commands.h"
#include "models/domain/result.h"
#include "models/state/workspace.h"

#include <set>

namespace quarterdeck {

/// Who asks: from the session's token, never from the command.
struct Asker {
    QString person;
    std::set<Permission> permissions;
};

/// A challenge that its holder leaves unanswered for this long lets another assume command.
inline constexpr qint64 challengeMs = 60'000;

/// How long objections are waited for when nobody says.
inline constexpr qint64 pollMs = 60'000;

/// Every rule about what people may do: the facts that the command becomes, or the sentence why not.
/// Pure: reads the state and the clock it is handed, changes nothing. PrepareRun is not decided here, as
/// it needs a runbook and jq; see decidePrepared().
Result<std::vector<Fact>> decide(
    const Command& command, const Workspace& workspace, const Asker& asker, Instant now);

/// A run with everything resolved, as the server's resolver made it; checks what depends on state.
Result<std::vector<Fact>> decidePrepared(const RunRequested& prepared, const Workspace& workspace, const Asker& asker);

/// What is journalled when a claim that was made offline comes too late.
CommandRefused refusalFact(const Command& command, const Workspace& workspace, const Error& error);

} // namespace quarterdeck
