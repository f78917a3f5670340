// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/journal.h"

#include <optional>

namespace quarterdeck {

/// A journal in memory, for tests and for reading an exported incident. Callbacks come at once.
class MemoryJournal : public Journal {
public:
    void append(Draft draft, Appended done) override;
    Outcome redact(Seq seq) override;
    Result<std::vector<StoredEntry>> read(Seq from, int limit) const override;
    Head head() const override;

    /// From now on every append fails with this, as a full disk would.
    void failWith(std::optional<Error> error) { m_failure = std::move(error); }

private:
    std::vector<StoredEntry> m_entries;
    std::optional<Error> m_failure;
};

} // namespace quarterdeck
