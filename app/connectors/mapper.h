// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/connectors/jqworker.h"
#include "app/connectors/rawrequest.h"
#include "app/connectors/signaljson.h"
#include "models/domain/result.h"

#include <functional>
#include <memory>
#include <vector>

namespace quarterdeck {

/// The definitions that every mapping may use (README.md of the connectors lists them).
QString mappingPrelude();

/// A request to the worker for one of a connector's programs: the prelude in front, `.` the decoded
/// payload, $headers and $settings the two JSON objects.
JqRequest mappingRequest(
    const JqProgram& program, const QByteArray& input, const QByteArray& headers, const QByteArray& settings);

/// Turns requests and poll answers into signals by a connector's programs.
class Mapper {
public:
    using Done = std::function<void(Result<Signals>)>;

    explicit Mapper(JqWorker& worker)
        : m_worker(worker)
    {
    }

    /// `done` is called once, later (for native connectors at once). The first rule of `receives` whose
    /// `when` is true decides; none: error "mapping.none", to be quarantined like every other error.
    /// `settings` is the source's, one JSON object. `receivedAt` is where native alerts' promises and
    /// `expires_s` count from, so that a request that is mapped again gives the same signals.
    /// The connector is copied into the job as far as needed and may go.
    void map(const Connector& connector, const RawRequest& request, Instant receivedAt, Done done,
        const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The answer to a poll, by rule `poll` of the connector.
    void mapPoll(const Connector& connector, std::size_t poll, const QByteArray& body, Instant receivedAt, Done done,
        const QByteArray& settings = QByteArrayLiteral("{}"));

    /// What the sender of a request waits for: the value of the rule's `reply`, or nothing where there is none
    /// or where it fails, since the sender is to be told the usual answer then.
    void reply(const Connector& connector, const RawRequest& request,
        std::function<void(std::optional<QJsonValue>)> done, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The path of the next page, by rule `poll`; empty: this was the last. `headers` are the answer's, as a JSON
    /// object. An error where the answer names another thing than a path of the same system ("/..."), which is
    /// never followed.
    void mapNext(const Connector& connector, std::size_t poll, const QByteArray& body, const QByteArray& headers,
        std::function<void(Result<QString>)> done, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The instance that a poll's status page names: one text.
    void mapStatus(const Connector& connector, std::size_t poll, const QByteArray& body,
        std::function<void(Result<QString>)> done, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The version that it names, for people; an error where the poll asks for none.
    void mapVersion(const Connector& connector, std::size_t poll, const QByteArray& body,
        std::function<void(Result<QString>)> done, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// What `program` makes of a JSON text: no value or null, or one. `what` names it in sentences. For the programs of
    /// a stream and of a panel; a text that is refused by the scanner is an error as everywhere.
    void mapValue(const Connector& connector, const JqProgram& program, const QString& what, const QByteArray& json,
        std::function<void(Result<QJsonValue>)> done, const QByteArray& settings = QByteArrayLiteral("{}"),
        int maxKeys = 10'000);

    /// The same, all of its values.
    void mapValues(const JqProgram& program, const QByteArray& json, std::function<void(Result<QJsonArray>)> done,
        const QByteArray& settings = QByteArrayLiteral("{}"), int maxKeys = 10'000);

    Result<Signals> mapBlocking(const Connector& connector, const RawRequest& request,
        Instant receivedAt, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// What `quarterdeckctl map` does: a payload file, or a dump of a request, with more headers.
    Result<Signals> mapFile(const Connector& connector, const QByteArray& file,
        const std::vector<std::pair<QByteArray, QByteArray>>& headers, Instant receivedAt);

private:
    struct Job;

    void tryRule(std::shared_ptr<Job> job, std::size_t index);
    void oneText(const Connector& connector, const JqProgram& program, const QString& what, const QByteArray& body,
        std::function<void(Result<QString>)> done, const QByteArray& settings);

    JqWorker& m_worker;
};

} // namespace quarterdeck
