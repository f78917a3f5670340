// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/state/workspace.h"

#include <vector>

namespace quarterdeck {

// Silences of an Alertmanager (API v2), read and written. This is C++ and no connector's jq because a silence is no
// signal: it has a life of its own on both sides, and who ended it where must be kept apart.

/// One silence as an Alertmanager lists it. Every string is foreign.
struct RemoteSilence {
    enum class State : quint8 { Pending, Active, Expired };
    QString id;
    State state = State::Expired;
    QString by;
    QString comment;
    Instant until = 0;
    std::vector<Matcher> matchers;
};

/// The answer of GET /api/v2/silences. Error "silences.answer" with a sentence for what is none; a silence that is
/// damaged alone is left out.
Result<std::vector<RemoteSilence>> readRemoteSilences(const QByteArray& body);

/// So many active ones of a source are taken over: every alert is held against each of them.
inline constexpr size_t remoteSilencesMost = 1000;

/// What a complete answer of the source means: new silences, changed and ended ones, and what became of our own. What
/// the answer lacks is not over: an Alertmanager that lost its memory ends no silence here, and is told of ours again.
void hearSilences(Applying& applying, SourceId source, const std::vector<RemoteSilence>& there);

/// What is to be told to the source and was not queued yet: silences that were set here, and the end of those that a
/// person ended here before their time.
void queueSilences(Applying& applying, SourceId source);

/// Whether queueSilences() would add anything.
bool silencesToQueue(const Workspace& workspace, SourceId source);

/// The body of POST /api/v2/silences. The comment ends with a mark by which our own is known when it is read back.
/// Error "silence.unwritable": a matcher has no label there.
Result<QByteArray> silenceBody(const Workspace& workspace, const SilenceInfo& silence, SourceId source, Instant now);

} // namespace quarterdeck
