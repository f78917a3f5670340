// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/mapper.h"

#include "app/connectors/cloudevents.h"
#include "app/connectors/jsonscanner.h"
#include "app/connectors/nativealerts.h"
#include "app/connectors/severity.h"
#include "app/connectors/signaljson.h"

#include <optional>

namespace quarterdeck {

namespace {

// Kept to what nearly every system needs, since each program is compiled with it. One line: the lines
// of the connector's own program must stay true. Of jq 1.6: index() counts bytes where slices count
// characters, so it is not used; test() compiles its expression each time, so it is tried only where it
// may match.
constexpr const char* k_prelude =
    R"(def present: . != null and . != "" and . != "null" and . != "0001-01-01T00:00:00Z" and )"
    R"((type != "string" or ((startswith("{") or startswith("$")) and )"
    R"(test("^([$]?[{][^}]*[}]|[{][{].*[}][}]|[$][A-Z_]+)$") | not)); )"
    R"(def first_of(f): [limit(1; f | select(present))][0]; )"
    R"(def text: if type == "string" or . == null then . else tojson end; )"
    R"(def texts: if type == "object" then )"
    R"(with_entries(select(.value | present) | .value |= text) else {} end; )"
    R"(def lookup($table; $default): )"
    R"(if . == null then $default else ($table[text | ascii_downcase] // $default) end; )"
    R"(def tag_map($between; $inside): if type != "string" then . else split($between) end | )"
    R"([.[]? | strings | select(. != "") | split($inside) | )"
    R"({(.[0]): (if length > 1 then .[1:] | join($inside) else "true" end)}] | add // {}; )"
    R"(def pair_map(k; v): [.[]? | {(k | text): (v | text)}] | add // {}; )"
    R"(def web: strings | select(.[:8] | ascii_downcase | startswith("http://") or startswith("https://")); )";

/// The wall is for programs gone wrong. A storm's payload of some MB on a busy machine is not that, and
/// must not be lost to it: it costs some 300 ms a MB when nothing else runs.
int limitMsFor(const QByteArray& input)
{
    constexpr int k_base = 2000;
    constexpr int k_most = 30'000;
    return static_cast<int>(qMin<qsizetype>(k_base + input.size() / 100, k_most));
}

QString severityTable()
{
    static constexpr std::array<const char*, 6> names {
        "unknown", "info", "low", "warning", "high", "critical"};
    QString table;
    for (const SeverityWord& known : severityWords) {
        table += QStringLiteral("%1\"%2\":\"%3\"")
                     .arg(table.isEmpty() ? QString() : QStringLiteral(","), QString(known.word),
                         QString::fromLatin1(names[static_cast<std::size_t>(known.severity)]));
    }
    return QStringLiteral("def severity_of: lookup({%1}; \"unknown\"); ").arg(table);
}

Result<QByteArray> decode(const ReceiveRule& rule, const RawRequest& request)
{
    ScanLimits limits;
    limits.keys = rule.maxKeys;
    switch (rule.decode) {
    case Decode::Json:
        return scanJson(request.body, limits);
    case Decode::Form:
        return formAsJson(request.body);
    case Decode::CloudEvents:
        return cloudEventsAsJson(request, limits);
    }
    return error("mapping.none", QStringLiteral("The rule has no way to decode."));
}

Result<std::vector<Signal>> signalsOf(const Result<QJsonArray>& results, const Connector& connector)
{
    if (!results)
        return results.error();
    Result<std::vector<Signal>> all = toSignals(*results, connector.times);
    if (all)
        return all;
    Error why = all.error();
    why.sentence = QStringLiteral("Connector %1: %2").arg(connector.name, why.sentence);
    return why;
}

} // namespace

struct Mapper::Job {
    Connector connector;
    RawRequest request;
    QByteArray headers;
    QByteArray settings;
    Done done;
};

QString mappingPrelude()
{
    static const QString prelude = QString::fromLatin1(k_prelude) + severityTable();
    return prelude;
}

JqRequest mappingRequest(
    const JqProgram& program, const QByteArray& input, const QByteArray& headers, const QByteArray& settings)
{
    JqRequest request;
    request.program = program;
    // on the first line of whatever comes first, so that lines stay true
    QString& first = program.definitions.isEmpty() ? request.program.text : request.program.definitions;
    first.prepend(mappingPrelude());
    request.input = input;
    request.variables = {{"headers", headers}, {"settings", settings}};
    request.limitMs = limitMsFor(input);
    return request;
}

void Mapper::map(const Connector& connector, const RawRequest& request, Instant receivedAt, Done done,
    const QByteArray& settings)
{
    if (connector.native) {
        done(parseNativeAlerts(request.body, receivedAt));
        return;
    }
    tryRule(
        std::make_shared<Job>(Job {connector, request, headersAsJson(request), settings, std::move(done)}),
        0);
}

void Mapper::tryRule(std::shared_ptr<Job> job, std::size_t index)
{
    if (index >= job->connector.receives.size()) {
        job->done(error("mapping.none",
            QStringLiteral("No rule of the connector %1 takes this request.").arg(job->connector.name),
            {job->connector.name}));
        return;
    }
    const ReceiveRule& rule = job->connector.receives[index];
    Result<QByteArray> input = decode(rule, job->request);
    if (!input) {
        // A form is no JSON, so a later rule may still read what this one cannot.
        if (rule.when && index + 1 < job->connector.receives.size())
            tryRule(std::move(job), index + 1);
        else
            job->done(input.error());
        return;
    }
    const auto take = [this, job, index](const QByteArray& decoded) {
        const ReceiveRule& taken = job->connector.receives[index];
        if (taken.mapping)
            runMapping(*taken.mapping, decoded, job);
        else
            job->done(std::vector<Signal> {});
    };
    if (!rule.when) {
        take(*input);
        return;
    }
    m_worker.run(mappingRequest(*rule.when, *input, job->headers, job->settings),
        [this, job, index, take, decoded = *input](const Result<QJsonArray>& answer) {
            if (!answer)
                job->done(answer.error());
            else if (answer->size() == 1 && answer->at(0).toBool(false))
                take(decoded);
            else
                tryRule(job, index + 1);
        });
}

void Mapper::runMapping(const JqProgram& program, const QByteArray& input, const std::shared_ptr<Job>& job)
{
    m_worker.run(mappingRequest(program, input, job->headers, job->settings),
        [job](const Result<QJsonArray>& results) { job->done(signalsOf(results, job->connector)); });
}

void Mapper::mapPoll(const Connector& connector, std::size_t poll, const QByteArray& body, Done done,
    const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    ScanLimits limits;
    limits.keys = rule.maxKeys;
    const Result<QByteArray> input = scanJson(body, limits);
    if (!input) {
        done(input.error());
        return;
    }
    const auto job = std::make_shared<Job>(Job {connector, {}, "{}", settings, std::move(done)});
    runMapping(rule.mapping, *input, job);
}

void Mapper::mapStatus(const Connector& connector, std::size_t poll, const QByteArray& body,
    std::function<void(Result<QString>)> done, const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    const Result<QByteArray> input = scanJson(body);
    if (!rule.status || !input) {
        done(input ? error("mapping.none", QStringLiteral("The poll has no status page.")) : input.error());
        return;
    }
    m_worker.run(mappingRequest(rule.status->instance, *input, "{}", settings),
        [done = std::move(done), name = connector.name](const Result<QJsonArray>& results) {
            if (!results)
                done(results.error());
            else if (results->size() == 1 && results->at(0).isString())
                done(results->at(0).toString());
            else
                done(error("mapping.none",
                    QStringLiteral("The status page of %1 names no instance.").arg(name), {name}));
        });
}

Result<std::vector<Signal>> Mapper::mapBlocking(
    const Connector& connector, const RawRequest& request, Instant receivedAt, const QByteArray& settings)
{
    std::optional<Result<std::vector<Signal>>> answer;
    map(
        connector, request, receivedAt,
        [&answer](Result<std::vector<Signal>> all) { answer = std::move(all); }, settings);
    m_worker.pump([&answer] { return answer.has_value(); });
    if (answer)
        return *std::move(answer);
    return error("mapping.none", QStringLiteral("The mapping gave no answer."));
}

Result<std::vector<Signal>> Mapper::mapFile(const Connector& connector, const QByteArray& file,
    const std::vector<std::pair<QByteArray, QByteArray>>& headers, Instant receivedAt)
{
    RawRequest request = readRequestFile(file);
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    return mapBlocking(connector, request, receivedAt);
}

} // namespace quarterdeck
