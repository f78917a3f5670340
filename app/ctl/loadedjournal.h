// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "app/storage/journalreader.h"
#include "models/state/workspace.h"

#include <functional>
#include <memory>

namespace quarterdeck {

/// Every entry in order; stops at the first that cannot be read.
Outcome eachEntry(const JournalReader& reader, const std::function<void(const StoredEntry&, const Entry&)>& visit);

struct LoadedJournal {
    std::unique_ptr<JournalReader> reader;
    Workspace workspace;
};

/// The journal in --data, opened to read and folded.
Result<LoadedJournal> loadJournal(const Arguments& a);

/// The one that --incident names.
Result<const Incident*> wantedIncident(const Arguments& a, const Workspace& w);

} // namespace quarterdeck
