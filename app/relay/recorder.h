// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqlitejournal.h"
#include "models/state/workspace.h"

#include <QObject>

#include <deque>
#include <functional>

namespace quarterdeck {

/// The one writer's state: decides against a Workspace that is always as new as the last decision, appends,
/// and tells the rest of the relay once an entry is durable. When an append fails, everything decided
/// since is forgotten by folding again from the journal, and rebuilt() is emitted.
///
/// Lives on the relay's deciding thread, as do all of its callers.
class Recorder : public QObject {
    Q_OBJECT

public:
    using Decide = std::function<void(Applying&)>;
    /// With the entry's seq once it is durable, or why it is not.
    using Recorded = std::function<void(Result<Seq>)>;

    Recorder(SqliteJournal& journal, const Clock& clock, QObject* parent = nullptr);

    /// Folds the snapshot and what came after it. Fails where the journal cannot be read.
    Outcome load();

    const Workspace& workspace() const { return m_workspace; }
    SqliteJournal& journal() { return m_journal; }
    const Clock& clock() const { return m_clock; }

    /// Runs `decide`, appends what it added as one entry. Where it added nothing, only its marks are
    /// written and `recorded` gets 0.
    void record(const QString& actor, const CommandId& command, const Decide& decide, Recorded recorded = {});

    /// From inside of a Decide: what becomes of the requests that it decides about, in one transaction with
    /// its entry, so that a crash maps each exactly once.
    void mark(EvidenceMark mark) { m_marks.push_back(std::move(mark)); }

    /// The last durable entry.
    Head durable() const { return m_durable; }
    int inFlight() const { return m_inFlight; }

    /// Saves a snapshot if that many facts were appended since the last one and nothing is in flight. It is written down on
    /// another thread out of a copy that costs next to nothing.
    void maybeSnapshot(quint64 facts);
    /// After how many facts the next one is worth its while: in proportion to what it has to write.
    quint64 snapshotDue() const;

signals:
    void applied(const quarterdeck::Delta& delta); ///< decided; may not be durable yet
    void stored(const quarterdeck::StoredEntry& entry); ///< durable: may be shown
    void rebuilt(); ///< something decided was lost, or redacted: indexes must be made anew

private:
    void appended(int generation, const Result<StoredEntry>& result, const Recorded& recorded, bool redacts);
    void refold();

    SqliteJournal& m_journal;
    const Clock& m_clock;
    Workspace m_workspace;
    std::vector<EvidenceMark> m_marks;
    Head m_durable;
    quint64 m_unsaved = 0; ///< facts since the last snapshot
    int m_inFlight = 0;
    int m_generation = 0;
};

} // namespace quarterdeck
