// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/pipeline.h"

#include "app/actions/outputkeeper.h"

#include <QFileInfo>
#include <QPointer>

namespace quarterdeck {

namespace {

constexpr int k_killSwitchMs = 200;

QString killWords(const QString& file)
{
    return QStringLiteral("actions are switched off by the file %1").arg(file);
}

} // namespace

Pipeline::Pipeline(
    const Actions::Config& config, const Clock& clock, Actions::Record record, Make make, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_record(std::move(record))
    , m_make(std::move(make))
{
    connect(&m_killSwitch, &QTimer::timeout, this, &Pipeline::lookForKillSwitch);
}

Pipeline::~Pipeline() = default;

bool Pipeline::killed() const
{
    // A link that leads nowhere counts, too: somebody put it there.
    const QFileInfo file(m_config.killSwitchFile);
    return !m_config.killSwitchFile.isEmpty() && (file.exists() || file.isSymLink());
}

Pipeline::Active* Pipeline::find(RunId run)
{
    const auto found = m_active.find(run);
    return found == m_active.end() ? nullptr : &found->second;
}

void Pipeline::refuse(RunId run, const QString& why)
{
    if (m_taken.insert(run).second)
        save({RunRefused {run, why}});
}

void Pipeline::begin(const Run& run)
{
    if (!m_taken.insert(run.id).second)
        return;
    if (run.mode == RunMode::Rehearse) {
        save({RunEnded {run.id, RunEnd::Rehearsed, QStringLiteral("rehearsed: nothing was executed")}});
        return;
    }
    if (killed()) {
        save({RunRefused {run.id, killWords(m_config.killSwitchFile)}});
        return;
    }
    m_active.insert_or_assign(run.id, Active {run, 0, nullptr});
    m_killSwitch.start(k_killSwitchMs);
    intend(run.id, 0, {});
}

void Pipeline::intend(RunId run, quint32 step, std::vector<Fact> before)
{
    Active* active = find(run);
    active->step = step;
    std::vector<Fact> facts = before;
    facts.emplace_back(StepStarted {run, step, m_config.executorName});
    const QPointer<Pipeline> self(this);
    m_record(std::move(facts), [self, run, step, before = std::move(before)](const Outcome& outcome) {
        Active* current = self ? self->find(run) : nullptr;
        if (!current)
            return;
        if (outcome) {
            self->start(*current);
            return;
        }
        // Without its intent on disk it is not begun, now or later: who approved it has moved on by then.
        const QString why = QStringLiteral("step %1 could not be written down, so it was not started: %2")
                                .arg(step + 1)
                                .arg(outcome.error().sentence);
        std::vector<Fact> outcomeFacts = before;
        if (step == 0)
            outcomeFacts.emplace_back(RunRefused {run, why});
        else
            outcomeFacts.emplace_back(RunEnded {run, RunEnd::Cancelled, why});
        self->close(run, std::move(outcomeFacts));
    });
}

void Pipeline::start(Active& active)
{
    const RunId run = active.run.id;
    if (killed()) {
        StepOutcome outcome;
        outcome.end = RunEnd::Cancelled;
        outcome.reason = outcome.output =
            killWords(m_config.killSwitchFile) + QStringLiteral("; it was not started");
        ended(run, outcome);
        return;
    }
    const QByteArray mark =
        QStringLiteral("%1/%2/%3").arg(m_config.executorName).arg(run.value).arg(active.step).toUtf8();
    active.execution = m_make(active.run.steps[active.step], mark);
    connect(active.execution.get(), &StepExecution::finished, this,
        [this, run](const StepOutcome& outcome) { ended(run, outcome); });
    active.execution->start();
}

void Pipeline::ended(RunId run, const StepOutcome& outcome)
{
    Active* active = find(run);
    if (!active)
        return;
    if (active->execution) {
        active->execution->disconnect(this);
        active->execution.release()->deleteLater(); // it is the one that calls
    }
    if (!m_config.keepOutput || outcome.kept.size() <= OutputKeeper::shown) {
        finish(run, outcome, 0);
        return;
    }
    const QPointer<Pipeline> self(this);
    m_config.keepOutput(outcome.kept, [self, run, outcome](const Result<quint64>& kept) {
        if (self)
            self->finish(run, outcome, kept ? *kept : 0);
    });
}

void Pipeline::finish(RunId run, const StepOutcome& outcome, quint64 evidence)
{
    Active* active = find(run);
    if (!active)
        return;
    const quint32 step = active->step;
    const Run& r = active->run;
    std::vector<Fact> facts {
        StepFinished {run, step, outcome.end, outcome.exitCode, outcome.output, evidence}};
    if (outcome.end != RunEnd::Succeeded) {
        const QString why =
            QStringLiteral("step %1 (%2): %3").arg(step + 1).arg(r.steps[step].name.s, outcome.reason);
        facts.emplace_back(RunEnded {run, outcome.end, why});
        close(run, std::move(facts));
    } else if (step + 1 < r.steps.size() && killed()) {
        facts.emplace_back(RunEnded {run, RunEnd::Cancelled,
            QStringLiteral("%1; step %2 and what follows were not started")
                .arg(killWords(m_config.killSwitchFile))
                .arg(step + 2)});
        close(run, std::move(facts));
    } else if (step + 1 < r.steps.size()) {
        intend(run, step + 1, std::move(facts));
    } else {
        facts.emplace_back(RunEnded {run, RunEnd::Succeeded, {}});
        if (r.check.windowMs > 0)
            facts.emplace_back(PostCheckStarted {run, m_clock.now() + r.check.windowMs});
        close(run, std::move(facts));
    }
}

void Pipeline::close(RunId run, std::vector<Fact> facts)
{
    m_active.erase(run);
    if (m_active.empty())
        m_killSwitch.stop();
    save(std::move(facts));
}

void Pipeline::save(std::vector<Fact> facts, Durable durable)
{
    const QPointer<Pipeline> self(this);
    m_record(facts, [self, facts, durable](const Outcome& outcome) {
        if (self && !outcome)
            self->m_unsaved.push_back({facts, durable});
        else if (self && durable)
            durable(outcome);
    });
}

void Pipeline::second()
{
    std::vector<Unsaved> again;
    again.swap(m_unsaved);
    for (Unsaved& unsaved : again)
        save(std::move(unsaved.facts), std::move(unsaved.durable));
}

void Pipeline::lookForKillSwitch()
{
    if (!killed())
        return;
    for (auto& [run, active] : m_active) {
        if (active.execution)
            active.execution->stop(killWords(m_config.killSwitchFile));
    }
}

} // namespace quarterdeck
