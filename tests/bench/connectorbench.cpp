// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/connectorbench.h"

#include "app/clock/resourcefolder.h"
#include "app/connectors/connectorloader.h"
#include "app/connectors/decode.h"
#include "app/connectors/mapper.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <sched.h>

namespace quarterdeck {

namespace {

constexpr Instant receivedAt = 1'772'446'495'000;
constexpr int jqLimitMs = 120'000;

/// A payload that its connector reads.
struct Fixture {
    RawRequest request;
    const JqProgram* program = nullptr; ///< of the rule that takes it; null: native
    QByteArray decoded;
    qsizetype count = 0; ///< signals
};

/// Ours and jq's own run on the same one core, or the ratio would measure the scheduler.
void stayOnOneCore()
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<size_t>(sched_getcpu()), &cores);
    sched_setaffinity(0, sizeof cores, &cores);
}

QByteArray contents(const QString& path)
{
    QFile f(path);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

const ReceiveRule* ruleOf(const Connector& connector, Fixture& fixture, JqWorker& worker)
{
    const QByteArray headers = headersAsJson(fixture.request);
    for (const auto& rule : connector.receives) {
        const auto decoded = decodePayload(rule, fixture.request);
        if (!decoded)
            continue;
        fixture.decoded = *decoded;
        if (!rule.when)
            return &rule;
        const auto taken = worker.runBlocking(mappingRequest(*rule.when, *decoded, headers, "{}"));
        if (taken && taken->size() == 1 && taken->at(0).toBool())
            return &rule;
    }
    return nullptr;
}

std::vector<Fixture> fixturesOf(const Connector& connector, const QString& folder, JqWorker& worker)
{
    std::vector<Fixture> out;
    Mapper mapper(worker);
    const QDir dir(folder);
    for (const auto& name : dir.entryList(QDir::Files, QDir::Name)) {
        if (name.contains(QLatin1String(".expect.")))
            continue;
        Fixture f;
        f.request = readRequestFile(contents(dir.filePath(name)));
        const auto found = mapper.mapBlocking(connector, f.request, receivedAt);
        if (!found || found->empty() || !found->refused.isEmpty())
            continue; // what is refused or ignored says nothing about signals a second
        f.count = static_cast<qsizetype>(found->size());
        if (!connector.native) {
            const auto* rule = ruleOf(connector, f, worker);
            if (!rule || !rule->mapping)
                continue;
            f.program = &*rule->mapping;
        }
        out.push_back(std::move(f));
    }
    return out;
}

/// Milliseconds that jq's command line takes; negative: it failed.
double jqMs(const QString& program, const QString& data)
{
    QElapsedTimer timer;
    timer.start();
    QProcess jq;
    jq.setStandardOutputFile(QProcess::nullDevice());
    jq.start(QStringLiteral("jq"), {QStringLiteral("-c"), QStringLiteral("-f"), program, data});
    if (!jq.waitForFinished(jqLimitMs) || jq.exitStatus() != QProcess::NormalExit || jq.exitCode() != 0)
        return -1;
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile f(path);
    return f.open(QIODevice::WriteOnly) && f.write(bytes) == bytes.size();
}

/// Signals a second of jq's command line, its start not counted; 0: it cannot be said.
double jqRate(const std::vector<Fixture>& fixtures, int rounds)
{
    const QTemporaryDir folder;
    std::map<const JqProgram*, QByteArray> inputs;
    qsizetype signals_ = 0;
    for (const auto& f : fixtures) {
        inputs[f.program] += "{\"i\":" + f.decoded + ",\"v\":{\"headers\":" + headersAsJson(f.request) + ",\"settings\":{}}}\n";
        signals_ += f.count;
    }
    double ms = 0;
    for (const auto& [program, once] : inputs) {
        // As the worker binds them; the prelude and the definitions come first.
        const auto request = mappingRequest(*program, "null", "{}", "{}");
        const QString text = QStringLiteral(".v.headers as $headers | .v.settings as $settings | .i | ")
            + request.program.definitions + request.program.text;
        const QString programFile = folder.filePath(QStringLiteral("program.jq"));
        const QString data = folder.filePath(QStringLiteral("data.json"));
        if (!write(programFile, text.toUtf8()) || !write(data, once.repeated(rounds)))
            return 0;
        const double all = jqMs(programFile, data);
        const double start = jqMs(programFile, QProcess::nullDevice());
        if (all < 0 || start < 0)
            return 0;
        ms += qMax(0.1, all - start);
    }
    return static_cast<double>(signals_) * rounds / ms * 1000;
}

} // namespace

QJsonObject runConnectors(const QString& fixtures, double secondsEach)
{
    stayOnOneCore();
    const auto connectors = Connectors::load({resourceFolder(QStringLiteral("connectors"))});
    if (!connectors)
        return {{QStringLiteral("error"), connectors.error().sentence}};
    JqWorker worker;
    Mapper mapper(worker);
    QJsonObject out;
    for (const auto& [name, connector] : connectors->all()) {
        const auto all = fixturesOf(connector, fixtures + QLatin1Char('/') + name, worker);
        if (all.empty())
            continue;
        QElapsedTimer timer;
        timer.start();
        qsizetype signals_ = 0;
        int rounds = 0;
        do {
            for (const auto& f : all) {
                const auto found = mapper.mapBlocking(connector, f.request, receivedAt);
                signals_ += found ? static_cast<qsizetype>(found->size()) : 0;
            }
            ++rounds;
        } while (static_cast<double>(timer.elapsed()) < secondsEach * 1000);
        const double ours = static_cast<double>(signals_) / static_cast<double>(timer.nsecsElapsed()) * 1e9;
        const double theirs = connector.native ? 0 : jqRate(all, rounds);
        out.insert(name + QStringLiteral(" signals/s"), qRound(ours));
        if (theirs > 0) {
            out.insert(name + QStringLiteral(" jq's own/s"), qRound(theirs));
            out.insert(name + QStringLiteral(" of jq's own"), ours / theirs);
        }
    }
    return out;
}

} // namespace quarterdeck
