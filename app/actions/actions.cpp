// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actions.h"

#include "app/actions/execstep.h"
#include "app/actions/httpstep.h"
#include "app/actions/pipeline.h"
#include "app/actions/postcheck.h"
#include "app/actions/probe.h"
#include "app/actions/resolver.h"
#include "app/actions/runbookloader.h"
#include "models/domain/typename.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace quarterdeck {

namespace {

constexpr qint64 k_approvalMs = 600'000; ///< what was shown longer ago is shown again

QJsonObject objectOf(const std::vector<std::pair<Text, Text>>& pairs)
{
    QJsonObject object;
    for (const auto& [name, value] : pairs)
        object.insert(name.s, value.s);
    return object;
}

ActionContext contextOf(
    const AlertRaised& alert, Severity severity, const Incident& incident, const Workspace& workspace)
{
    ActionContext context;
    context.alert = {{QStringLiteral("name"), alert.name.s}, {QStringLiteral("service"), alert.service.s},
        {QStringLiteral("severity"), enumName(severity).toLower()},
        {QStringLiteral("resource"), alert.resource.s}, {QStringLiteral("labels"), objectOf(alert.labels)},
        {QStringLiteral("annotations"), objectOf(alert.annotations)}};
    QJsonArray services;
    for (const QString& service : servicesOf(workspace, incident))
        services.append(service);
    context.incident = {{QStringLiteral("id"), static_cast<qint64>(incident.id.value)},
        {QStringLiteral("title"), incident.title}, {QStringLiteral("severity"), incident.severity},
        {QStringLiteral("services"), services}};
    return context;
}

/// What a run that the server left behind has come to.
Fact afterCrash(const Run& run)
{
    size_t done = 0;
    while (
        done < run.records.size() && run.records[done].finished && run.records[done].end == RunEnd::Succeeded)
        ++done;
    if (done == run.records.size())
        return RunEnded {run.id, RunEnd::Succeeded, QStringLiteral("the server stopped after the last step")};
    const StepRecord& record = run.records[done];
    const auto number = done + 1;
    if (record.finished)
        return RunEnded {run.id, record.end,
            QStringLiteral("step %1 did not succeed; the server stopped then").arg(number)};
    if (!record.started)
        return RunEnded {run.id, RunEnd::Cancelled,
            QStringLiteral("the server stopped before step %1; it and what follows were not started")
                .arg(number)};
    const QString advice = run.steps[done].idempotent
        ? QStringLiteral("It may be run again: prepare the action anew if it is still wanted.")
        : QStringLiteral("It must not be run again before somebody has looked.");
    return RunEnded {run.id, RunEnd::Unknown,
        QStringLiteral("the server stopped while step %1 (%2) was under way; whether it did its work is "
                       "not known. %3")
            .arg(number)
            .arg(run.steps[done].name.s, advice)};
}

} // namespace

struct Actions::Private {
    Private(Config c, JqWorker& w, const Clock& k, const Record& record)
        : config(std::move(c))
        , worker(w)
        , clock(k)
        , probe(network, w)
        , pipeline(config, k, record,
              [this](const ResolvedStep& step, const QByteArray& mark) { return make(step, mark); })
    {
        network.setProxy(QNetworkProxy::NoProxy); // what was shown is where it goes
    }

    std::unique_ptr<StepExecution> make(const ResolvedStep& step, const QByteArray& mark)
    {
        if (step.executor == QLatin1String("http"))
            return std::make_unique<HttpStep>(step, network);
        return std::make_unique<ExecStep>(step, mark);
    }

    void approved(const Run& run);
    void watch(const Run& run);
    void conclude(RunId run, const CheckVerdict& verdict);

    Config config;
    JqWorker& worker;
    const Clock& clock;
    std::map<QString, Runbook> runbooks;
    std::vector<Error> problems;
    QNetworkAccessManager network;
    Probe probe;
    Pipeline pipeline;
    std::map<RunId, PostCheck> checks;
    std::set<RunId> judged;
};

void Actions::Private::approved(const Run& run)
{
    if (run.mode == RunMode::Rehearse) {
        pipeline.begin(run);
        return;
    }
    const auto runbook = runbooks.find(run.runbook);
    if (resolvedHash(run.steps, run.check) != run.resolvedHash)
        pipeline.refuse(run.id, QStringLiteral("what would run is not what was approved; prepare it again"));
    else if (run.approvedAt - run.requestedAt > k_approvalMs)
        pipeline.refuse(run.id,
            QStringLiteral("it was prepared more than %1 before it was started; prepare it again")
                .arg(inWords(k_approvalMs)));
    else if (runbook == runbooks.end() || runbook->second.hash != run.runbookHash)
        pipeline.refuse(
            run.id, QStringLiteral("the runbook has changed since it was prepared; prepare it again"));
    else
        pipeline.begin(run);
}

void Actions::Private::watch(const Run& run)
{
    if (judged.contains(run.id) || checks.contains(run.id))
        return;
    checks.emplace(run.id, PostCheck(run, clock, [this](const ResolvedCheck& check, PostCheck::Asked asked) {
        probe.ask(check, std::move(asked));
    }));
}

void Actions::Private::conclude(RunId run, const CheckVerdict& verdict)
{
    judged.insert(run);
    checks.erase(run);
    pipeline.save({PostCheckEnded {run, verdict.verdict, verdict.reason}});
}

Actions::Actions(Config config, JqWorker& worker, const Clock& clock, Record record, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), worker, clock, record))
{
}

Actions::~Actions() = default;

std::vector<Fact> Actions::load(const Workspace& workspace)
{
    d->problems.clear();
    d->runbooks = loadRunbooks(d->config.runbookFolders, d->problems);
    std::vector<Fact> facts;
    for (const auto& [id, runbook] : d->runbooks) {
        const auto known = workspace.runbooks().find(id);
        if (known != workspace.runbooks().end() && known->second.hash == runbook.hash)
            continue;
        facts.emplace_back(RunbookLoaded {runbook.hash, id, runbook.version, runbook.title,
            runbook.description, runbook.risk, runbook.reversible, runbook.source});
    }
    return facts;
}

const std::vector<Error>& Actions::problems() const
{
    return d->problems;
}

void Actions::prepare(
    const PrepareRun& command, const Workspace& workspace, std::function<void(Result<RunRequested>)> done)
{
    const auto runbook = d->runbooks.find(command.runbook);
    const Incident* incident = workspace.incident(command.incident);
    if (runbook == d->runbooks.end()) {
        done(error("run.no-runbook",
            QStringLiteral("There is no runbook “%1” that can be used.").arg(visible(command.runbook, 64))));
        return;
    }
    if (!incident || !workspace.hasAlert(command.alert)
        || workspace.alert(command.alert).incident != incident->id) {
        done(error("run.no-alert",
            QStringLiteral("An action is prepared for an alert of its incident; choose the alert that it is "
                           "to clear.")));
        return;
    }
    const auto texts = d->config.textOf ? d->config.textOf(command.alert) : std::nullopt;
    if (!texts) {
        done(error("run.no-texts",
            QStringLiteral("The texts of alert %1 are gone, so no action can be made of them.")
                .arg(command.alert.value)));
        return;
    }
    // Read anew each time: what a runbook acts on may have moved since the server started.
    const auto variables = readVariables(d->config.variablesFile);
    if (!variables) {
        done(variables.error());
        return;
    }
    ActionContext context = contextOf(*texts, workspace.alert(command.alert).severity, *incident, workspace);
    context.vars = *variables;
    resolveRunbook(d->worker, runbook->second, context, command.parameters,
        [done = std::move(done), incident = incident->id, alert = command.alert](Result<RunRequested> run) {
            if (run) {
                run->incident = incident;
                run->alert = alert;
            }
            done(std::move(run));
        });
}

void Actions::recover(const Workspace& workspace)
{
    const std::vector<Run> runs = workspace.runs(); // what is written changes them
    for (const Run& run : runs) {
        if (run.state == RunState::Approved) {
            d->pipeline.refuse(
                run.id, QStringLiteral("the server stopped before it began; prepare it again"));
        } else if (run.state == RunState::Running) {
            std::vector<Fact> facts {afterCrash(run)};
            if (get<RunEnded>(facts[0]).end == RunEnd::Succeeded && run.check.windowMs > 0)
                facts.emplace_back(PostCheckStarted {run.id, d->clock.now() + run.check.windowMs});
            d->pipeline.save(std::move(facts));
        } else if (run.checkState == CheckState::Watching && run.checkUntil > d->clock.now()) {
            d->watch(run);
        } else if (run.checkState == CheckState::Watching) {
            d->conclude(run.id,
                {Verdict::Inconclusive,
                    QStringLiteral("the server was not running when the time of the post-check ended")});
        }
    }
}

void Actions::applied(const Workspace& workspace, const Delta& delta)
{
    for (const IncidentId id : delta.incidents) {
        const Incident* incident = workspace.incident(id);
        if (!incident)
            continue;
        // Copies: what begins is written at once, and that changes the workspace under our feet.
        std::vector<Run> approved;
        for (const RunId runId : incident->runs) {
            const Run* run = workspace.run(runId);
            if (run && run->state == RunState::Approved && !d->pipeline.knows(runId))
                approved.push_back(*run);
            else if (run && run->checkState == CheckState::Watching)
                d->watch(*run);
        }
        for (const Run& run : approved)
            d->approved(run);
    }
}

void Actions::second(const Workspace& workspace)
{
    d->pipeline.second();
    std::vector<std::pair<RunId, CheckVerdict>> verdicts;
    for (auto& [run, check] : d->checks) {
        if (const auto verdict = check.second(workspace))
            verdicts.emplace_back(run, *verdict);
    }
    for (const auto& [run, verdict] : verdicts)
        d->conclude(run, verdict);
}

int Actions::running() const
{
    return d->pipeline.running();
}

} // namespace quarterdeck
