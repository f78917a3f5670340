// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/jqworker.h"
#include "models/domain/commands.h"
#include "models/state/workspace.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace quarterdeck {

/// The guarded pipeline: a runbook becomes exactly what will run, a person says yes to exactly that, the
/// intent is on disk before anything starts, and the feed, not the exit code, says whether it helped.
///
/// Lives on the thread that decides. The workspace that is handed in is read during the call only.
class Actions : public QObject {
    Q_OBJECT

public:
    /// Writes facts as one entry; `durable` comes once they are on disk (or not).
    using Record = std::function<void(std::vector<Fact>, std::function<void(Outcome)> durable)>;

    struct Config {
        QStringList runbookFolders;
        QString variablesFile; ///< YAML map of values that runbooks may use; empty: none
        QString executorName; ///< who holds the lease: host and process
        /// As long as this file exists nothing is started, and what runs is ended; empty: there is none.
        QString killSwitchFile {};
        /// The texts of an alert, from its entry; nothing when they are gone.
        std::function<std::optional<AlertRaised>(AlertId)> textOf {};
        /// Keeps a step's whole output (at most 1 MiB) as evidence and tells its id; without one the last
        /// 4 KiB are all that is kept.
        std::function<void(QByteArray output, std::function<void(Result<quint64>)> kept)> keepOutput {};
    };

    Actions(Config config, JqWorker& worker, const Clock& clock, Record record, QObject* parent = nullptr);
    ~Actions() override;

    /// Reads the folders; what changed since the workspace's runbooks becomes RunbookLoaded facts. A broken
    /// file costs itself: problems() has its sentence.
    std::vector<Fact> load(const Workspace& workspace);
    const std::vector<Error>& problems() const;

    /// Resolves a runbook for an alert: every value, every argument. Nothing runs.
    void prepare(const PrepareRun& command, const Workspace& workspace,
        std::function<void(Result<RunRequested>)> done);

    /// After a start of the relay: runs that were on their way. A step with an intent and no outcome is
    /// unknown and never run again; one that was approved and not begun will not begin.
    void recover(const Workspace& workspace);

    /// After each applied entry: starts what was approved, watches post-checks.
    void applied(const Workspace& workspace, const Delta& delta);

    /// Every second: deadlines, post-checks.
    void second(const Workspace& workspace);

    /// Runs that have a step on its way.
    int running() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace quarterdeck
