// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/mapper.h"

#include "app/connectors/decode.h"
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
    R"(def opt(f): [f?][0]; )"
    R"(def fit($most): if type == "string" and length > $most then .[:$most - 1] + "…" else . end; )"
    R"(def each(items; f): items | try {each: f} catch {refused: (if type == "string" then . else tojson end)}; )"
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

Result<Signals> signalsOf(const Result<QJsonArray>& results, const Connector& connector, ReadOptions options)
{
    if (!results)
        return results.error();
    options.times = connector.times;
    Result<Signals> all = toSignals(*results, options);
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
    Instant receivedAt = 0;
    std::function<void(const ReceiveRule&, const QByteArray& decoded)> take;
    std::function<void(const Error&)> refuse;
};

QString mappingPrelude()
{
    static const QString prelude = QString::fromUtf8(k_prelude) + severityTable();
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
        auto all = parseNativeAlerts(request.body, receivedAt);
        done(all ? Result<Signals>(Signals(std::move(all).value())) : Result<Signals>(all.error()));
        return;
    }
    auto job = std::make_shared<Job>(Job {connector, request, headersAsJson(request), settings, receivedAt, {}, {}});
    job->refuse = done;
    job->take = [this, done, weak = std::weak_ptr(job)](const ReceiveRule& rule, const QByteArray& decoded) {
        const auto taken = weak.lock();
        if (!rule.mapping) {
            done(Signals {});
            return;
        }
        m_worker.run(mappingRequest(*rule.mapping, decoded, taken->headers, taken->settings),
            [taken, done, cut = rule.cutStrings](const Result<QJsonArray>& results) {
                done(signalsOf(results, taken->connector, {{}, taken->receivedAt, cut}));
            });
    };
    tryRule(std::move(job), 0);
}

void Mapper::reply(const Connector& connector, const RawRequest& request,
    std::function<void(std::optional<QJsonValue>)> done, const QByteArray& settings)
{
    auto job = std::make_shared<Job>(Job {connector, request, headersAsJson(request), settings, 0, {}, {}});
    job->refuse = [done](const Error&) { done(std::nullopt); };
    job->take = [this, done, weak = std::weak_ptr(job)](const ReceiveRule& rule, const QByteArray& decoded) {
        const auto taken = weak.lock();
        if (!rule.reply) {
            done(std::nullopt);
            return;
        }
        m_worker.run(mappingRequest(*rule.reply, decoded, taken->headers, taken->settings),
            [done](const Result<QJsonArray>& results) {
                done(results && results->size() == 1 ? std::optional(QJsonValue(results->at(0))) : std::nullopt);
            });
    };
    tryRule(std::move(job), 0);
}

void Mapper::tryRule(std::shared_ptr<Job> job, std::size_t index)
{
    if (index >= job->connector.receives.size()) {
        job->refuse(error("mapping.none",
            QStringLiteral("No rule of the connector %1 takes this request.").arg(job->connector.name),
            {job->connector.name}));
        return;
    }
    const ReceiveRule& rule = job->connector.receives[index];
    Result<QByteArray> input = decodePayload(rule, job->request);
    if (!input) {
        // A form is no JSON, so a later rule may still read what this one cannot.
        if (rule.when && index + 1 < job->connector.receives.size())
            tryRule(std::move(job), index + 1);
        else
            job->refuse(input.error());
        return;
    }
    if (!rule.when) {
        job->take(rule, *input);
        return;
    }
    m_worker.run(mappingRequest(*rule.when, *input, job->headers, job->settings),
        [this, job, index, decoded = *input](const Result<QJsonArray>& answer) {
            if (!answer)
                job->refuse(answer.error());
            else if (answer->size() == 1 && answer->at(0).toBool(false))
                job->take(job->connector.receives[index], decoded);
            else
                tryRule(job, index + 1);
        });
}

void Mapper::mapPoll(const Connector& connector, std::size_t poll, const QByteArray& body, Instant receivedAt,
    Done done, const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    ScanLimits limits;
    limits.keys = rule.maxKeys;
    const Result<QByteArray> input = scanJson(body, limits);
    if (!input) {
        done(input.error());
        return;
    }
    m_worker.run(mappingRequest(rule.mapping, *input, "{}", settings),
        [connector, receivedAt, done = std::move(done)](const Result<QJsonArray>& results) {
            done(signalsOf(results, connector, {{}, receivedAt, false}));
        });
}

void Mapper::mapNext(const Connector& connector, std::size_t poll, const QByteArray& body, const QByteArray& headers,
    std::function<void(Result<QString>)> done, const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    ScanLimits limits;
    limits.keys = rule.maxKeys;
    const Result<QByteArray> input = scanJson(body, limits);
    if (!rule.next || !input) {
        done(input ? Result<QString>(QString()) : Result<QString>(input.error()));
        return;
    }
    m_worker.run(mappingRequest(*rule.next, *input, headers, settings),
        [done = std::move(done), name = connector.name](const Result<QJsonArray>& results) {
            const QString path = results && results->size() == 1 ? results->at(0).toString() : QString();
            if (!results)
                done(results.error());
            else if (results->isEmpty() || (results->size() == 1 && results->at(0).isNull()))
                done(QString());
            else if (path.startsWith(QChar(u'/')) && !path.startsWith(QLatin1StringView("//")))
                done(path);
            else
                done(error("poll.next",
                    QStringLiteral("The next page of %1 is no path that begins with one /; it was not followed.").arg(name),
                    {name}));
        });
}

void Mapper::mapStatus(const Connector& connector, std::size_t poll, const QByteArray& body,
    std::function<void(Result<QString>)> done, const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    if (rule.status)
        oneText(connector, rule.status->instance, QStringLiteral("instance"), body, std::move(done), settings);
    else
        done(error("mapping.none", QStringLiteral("The poll has no status page.")));
}

void Mapper::mapVersion(const Connector& connector, std::size_t poll, const QByteArray& body,
    std::function<void(Result<QString>)> done, const QByteArray& settings)
{
    const PollRule& rule = connector.polls.at(poll);
    if (rule.status && rule.status->version)
        oneText(connector, *rule.status->version, QStringLiteral("version"), body, std::move(done), settings);
    else
        done(error("mapping.none", QStringLiteral("The connector asks for no version.")));
}

void Mapper::oneText(const Connector& connector, const JqProgram& program, const QString& what, const QByteArray& body,
    std::function<void(Result<QString>)> done, const QByteArray& settings)
{
    const Result<QByteArray> input = scanJson(body);
    if (!input) {
        done(input.error());
        return;
    }
    m_worker.run(mappingRequest(program, *input, "{}", settings),
        [done = std::move(done), name = connector.name, what](const Result<QJsonArray>& results) {
            if (!results)
                done(results.error());
            else if (results->size() == 1 && results->at(0).isString())
                done(results->at(0).toString());
            else
                done(error("mapping.none", QStringLiteral("The status page of %1 names no %2.").arg(name, what), {name}));
        });
}

void Mapper::mapValues(const JqProgram& program, const QByteArray& json,
    std::function<void(Result<QJsonArray>)> done, const QByteArray& settings, int maxKeys)
{
    ScanLimits limits;
    limits.keys = maxKeys;
    const Result<QByteArray> input = scanJson(json, limits);
    if (!input)
        done(input.error());
    else
        m_worker.run(mappingRequest(program, *input, "{}", settings), std::move(done));
}

void Mapper::mapValue(const Connector& connector, const JqProgram& program, const QString& what, const QByteArray& json,
    std::function<void(Result<QJsonValue>)> done, const QByteArray& settings, int maxKeys)
{
    mapValues(
        program, json,
        [done = std::move(done), name = connector.name, what](const Result<QJsonArray>& results) {
            if (!results)
                done(results.error());
            else if (results->size() > 1)
                done(error("mapping.none", QStringLiteral("%1 gives more than one %2.").arg(name, what), {name}));
            else
                done(results->isEmpty() ? QJsonValue() : QJsonValue(results->at(0)));
        },
        settings, maxKeys);
}

Result<Signals> Mapper::mapBlocking(
    const Connector& connector, const RawRequest& request, Instant receivedAt, const QByteArray& settings)
{
    std::optional<Result<Signals>> answer;
    map(
        connector, request, receivedAt,
        [&answer](Result<Signals> all) { answer = std::move(all); }, settings);
    m_worker.pump([&answer] { return answer.has_value(); });
    if (answer)
        return *std::move(answer);
    return error("mapping.none", QStringLiteral("The mapping gave no answer."));
}

Result<Signals> Mapper::mapFile(const Connector& connector, const QByteArray& file,
    const std::vector<std::pair<QByteArray, QByteArray>>& headers, Instant receivedAt)
{
    RawRequest request = readRequestFile(file);
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    return mapBlocking(connector, request, receivedAt);
}

} // namespace quarterdeck
