// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connector.h"
#include "app/connectors/jqworker.h"
#include "app/connectors/rawrequest.h"
#include "models/domain/result.h"
#include "models/domain/signal.h"

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
    using Done = std::function<void(Result<std::vector<Signal>>)>;

    explicit Mapper(JqWorker& worker)
        : m_worker(worker)
    {
    }

    /// `done` is called once, later (for native connectors at once). The first rule of `receives` whose
    /// `when` is true decides; none: error "mapping.none", to be quarantined like every other error.
    /// `settings` is the source's, one JSON object. `receivedAt` is used by native connectors only.
    /// The connector is copied into the job as far as needed and may go.
    void map(const Connector& connector, const RawRequest& request, Instant receivedAt, Done done,
        const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The answer to a poll, by rule `poll` of the connector.
    void mapPoll(const Connector& connector, std::size_t poll, const QByteArray& body, Done done,
        const QByteArray& settings = QByteArrayLiteral("{}"));

    /// The instance that a poll's status page names: one text.
    void mapStatus(const Connector& connector, std::size_t poll, const QByteArray& body,
        std::function<void(Result<QString>)> done, const QByteArray& settings = QByteArrayLiteral("{}"));

    Result<std::vector<Signal>> mapBlocking(const Connector& connector, const RawRequest& request,
        Instant receivedAt, const QByteArray& settings = QByteArrayLiteral("{}"));

    /// What `quarterdeckctl map` does: a payload file, or a dump of a request, with more headers.
    Result<std::vector<Signal>> mapFile(const Connector& connector, const QByteArray& file,
        const std::vector<std::pair<QByteArray, QByteArray>>& headers, Instant receivedAt);

private:
    struct Job;

    void tryRule(std::shared_ptr<Job> job, std::size_t index);
    void runMapping(const JqProgram& program, const QByteArray& input, const std::shared_ptr<Job>& job);

    JqWorker& m_worker;
};

} // namespace quarterdeck
