// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One run after the other step: intent durable → start → outcome durable → next. What is on disk is always
// at least as far as what has been done, so that a crash leaves "unknown" and never a second execution.
//
//   StepStarted 0 | start … end | StepFinished 0, StepStarted 1 | start … end | StepFinished 1, RunEnded,
//   PostCheckStarted
//
// (| is a wait for the disk.) An outcome that cannot be written is kept and tried again every second.

#include "app/actions/actions.h"
#include "app/actions/stepexecution.h"

#include <QTimer>

#include <map>
#include <set>

namespace quarterdeck {

class Pipeline : public QObject {
    Q_OBJECT

public:
    /// Makes what executes a step; nothing is started by it.
    using Make = std::function<std::unique_ptr<StepExecution>(const ResolvedStep&, const QByteArray& mark)>;
    using Durable = std::function<void(Outcome)>;

    Pipeline(const Actions::Config& config, const Clock& clock, Actions::Record record, Make make,
        QObject* parent = nullptr);
    ~Pipeline() override;

    /// An approved run. Each is begun at most once, whatever is folded again.
    void begin(const Run& run);

    /// An approved run that will not be begun.
    void refuse(RunId run, const QString& why);

    /// Writes facts, and again every second until they are on disk.
    void save(std::vector<Fact> facts, Durable durable = {});
    void second();

    bool killed() const;

    bool knows(RunId run) const { return m_taken.contains(run); }

    int running() const { return static_cast<int>(m_active.size()); }

private:
    struct Active {
        Run run;
        quint32 step = 0;
        std::unique_ptr<StepExecution> execution;
    };

    struct Unsaved {
        std::vector<Fact> facts;
        Durable durable;
    };

    Active* find(RunId run);
    /// Writes what came before and the intent as one entry, then starts the step.
    void intend(RunId run, quint32 step, std::vector<Fact> before);
    void start(Active& active);
    void ended(RunId run, const StepOutcome& outcome);
    void finish(RunId run, const StepOutcome& outcome, quint64 evidence);
    void close(RunId run, std::vector<Fact> facts);
    void lookForKillSwitch();

    Actions::Config m_config;
    const Clock& m_clock;
    Actions::Record m_record;
    Make m_make;
    std::map<RunId, Active> m_active;
    std::set<RunId> m_taken;
    std::vector<Unsaved> m_unsaved;
    QTimer m_killSwitch;
};

} // namespace quarterdeck
