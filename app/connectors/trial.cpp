// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/trial.h"

#include "app/connectors/connectorloader.h"
#include "app/connectors/mapper.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace quarterdeck {

namespace {

using Where = MappingOutcome::Where;

struct Trial {
    Trial(JqWorker& worker, QString yamlText, QByteArray body, std::function<void(MappingOutcome)> whenDone)
        : mapper(worker)
        , yaml(std::move(yamlText))
        , payload(std::move(body))
        , done(std::move(whenDone))
    {
    }

    Mapper mapper;
    QString yaml;
    QByteArray payload;
    std::function<void(MappingOutcome)> done;
    MappingOutcome outcome {};
    Connector connector {};
    int compiling = 0;
};

/// jq 1.6 names a line and no column; what it does not know by name can be found in that line.
int columnOf(const QString& yaml, int line, const QString& what)
{
    static const QRegularExpression unknown(QStringLiteral("^(\\$?[A-Za-z_][A-Za-z0-9_]*)(/\\d+)? is not defined"));
    const auto match = unknown.match(what);
    if (!match.hasMatch() || line < 1)
        return 0;
    const QRegularExpression word(
        QStringLiteral("(?<![A-Za-z0-9_$])%1(?![A-Za-z0-9_])").arg(QRegularExpression::escape(match.captured(1))));
    return static_cast<int>(yaml.section(QChar(u'\n'), line - 1, line - 1).indexOf(word)) + 1;
}

MappingOutcome::Problem connectorProblem(const Trial& trial, const Error& e)
{
    static const QRegularExpression placed(QStringLiteral("\\A[^\\n:]*:(\\d+): (.*)\\z"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = placed.match(e.sentence);
    if (!match.hasMatch())
        return {Where::Connector, 0, 0, e.sentence};
    const int line = match.captured(1).toInt();
    return {Where::Connector, line, columnOf(trial.yaml, line, e.arguments.value(1)), match.captured(2)};
}

MappingOutcome::Problem mappingProblem(const Trial& trial, const Error& e)
{
    if (e.code.startsWith(QLatin1StringView("jq.")))
        return connectorProblem(trial, e);
    if (e.code != QLatin1StringView("json.refused"))
        return {Where::Result, 0, 0, e.sentence};
    const qsizetype before = trial.payload.size() - readRequestFile(trial.payload).body.size();
    static const QRegularExpression numbered(QStringLiteral("\\ALine (\\d+): "));
    qsizetype at = before + e.arguments.value(1).toLongLong();
    if (const auto match = numbered.match(e.sentence); match.hasMatch()) {
        for (int line = 1; line < match.captured(1).toInt(); ++line)
            at += trial.payload.indexOf('\n', at) + 1 - at;
    }
    const auto [line, column] = placeOfByte(trial.payload, at);
    return {Where::Payload, line, column, e.arguments.value(0, e.sentence)};
}

void mapped(const std::shared_ptr<Trial>& trial, const Result<Signals>& found)
{
    auto& out = trial->outcome;
    if (!found) {
        out.problems.push_back(mappingProblem(*trial, found.error()));
    } else {
        out.count = static_cast<int>(found->size());
        for (const auto& signal : *found)
            out.text += QString::fromUtf8(QJsonDocument(toJson(signal)).toJson());
        for (const auto& sentence : found->refused)
            out.problems.push_back({Where::Result, 0, 0, sentence});
    }
    trial->done(out);
}

void compiled(const std::shared_ptr<Trial>& trial, Instant receivedAt)
{
    if (!trial->outcome.problems.empty()) {
        trial->done(trial->outcome);
        return;
    }
    const auto done = [trial](const Result<Signals>& found) { mapped(trial, found); };
    const auto request = readRequestFile(trial->payload);
    if (trial->connector.receives.empty() && !trial->connector.polls.empty())
        trial->mapper.mapPoll(trial->connector, 0, request.body, receivedAt, done);
    else
        trial->mapper.map(trial->connector, request, receivedAt, done);
}

} // namespace

std::pair<int, int> placeOfByte(const QByteArray& text, qsizetype byte)
{
    const QByteArray before = text.first(qBound<qsizetype>(0, byte, text.size()));
    const auto lineStart = before.lastIndexOf('\n') + 1;
    return {static_cast<int>(before.count('\n')) + 1,
        static_cast<int>(QString::fromUtf8(before.sliced(lineStart)).size()) + 1};
}

void tryMapping(JqWorker& worker, const QString& name, const QString& yaml, const QByteArray& payload,
    Instant receivedAt, std::function<void(MappingOutcome)> done)
{
    auto trial = std::make_shared<Trial>(worker, yaml, payload, std::move(done));
    const auto later = [&worker](auto call) { QMetaObject::invokeMethod(&worker, call, Qt::QueuedConnection); };
    auto connector = readConnector(yaml.toUtf8(), name + QStringLiteral(".yaml"));
    if (!connector) {
        trial->outcome.problems.push_back(connectorProblem(*trial, connector.error()));
        later([trial] { trial->done(trial->outcome); });
        return;
    }
    trial->connector = std::move(connector).value();
    const auto programs = programsOf(trial->connector);
    trial->compiling = static_cast<int>(programs.size());
    if (programs.empty()) {
        later([trial, receivedAt] { compiled(trial, receivedAt); });
        return;
    }
    for (const auto& program : programs) {
        JqRequest request = mappingRequest(program, "null", "{}", "{}");
        request.compileOnly = true;
        worker.run(std::move(request), [trial, receivedAt](const Result<QJsonArray>& answer) {
            if (!answer)
                trial->outcome.problems.push_back(connectorProblem(*trial, answer.error()));
            if (--trial->compiling == 0)
                compiled(trial, receivedAt);
        });
    }
}

} // namespace quarterdeck
