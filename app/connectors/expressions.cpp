// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/expressions.h"

#include "app/connectors/jsonscanner.h"

#include <memory>
#include <optional>

namespace quarterdeck {

namespace {

constexpr ScanLimits k_contextLimits {32, 64 * 1024, 200'000};

struct Evaluation {
    JqWorker& worker;
    std::vector<JqProgram> programs;
    QByteArray context;
    std::function<void(Result<QStringList>)> done;
    QStringList texts;
};

Error notOneText(const JqProgram& program, const QJsonArray& results)
{
    QString what = QStringLiteral("gave %1 results").arg(results.size());
    if (results.size() == 1)
        what = results.at(0).isString() ? QStringLiteral("gave a text with a NUL in it")
                                        : QStringLiteral("gave something that is no text");
    const QString place = program.file.isEmpty()
        ? QStringLiteral("An expression")
        : QStringLiteral("%1:%2: the expression").arg(program.file).arg(program.line);
    return error(
        "expression.refused", QStringLiteral("%1 %2; exactly one text is needed.").arg(place, what), {place});
}

void evaluateNext(const std::shared_ptr<Evaluation>& evaluation)
{
    const auto index = static_cast<std::size_t>(evaluation->texts.size());
    if (index == evaluation->programs.size()) {
        evaluation->done(evaluation->texts);
        return;
    }
    JqRequest request;
    request.program = evaluation->programs[index];
    request.input = evaluation->context;
    evaluation->worker.run(std::move(request), [evaluation, index](const Result<QJsonArray>& results) {
        if (!results) {
            evaluation->done(results.error());
            return;
        }
        const bool oneText = results->size() == 1 && results->at(0).isString()
            && !results->at(0).toString().contains(QChar(u'\0'));
        if (!oneText) {
            evaluation->done(notOneText(evaluation->programs[index], *results));
            return;
        }
        evaluation->texts += results->at(0).toString();
        evaluateNext(evaluation);
    });
}

} // namespace

void evaluateStrings(JqWorker& worker, std::vector<JqProgram> programs, const QByteArray& contextJson,
    std::function<void(Result<QStringList>)> done)
{
    const Result<QByteArray> context = scanJson(contextJson, k_contextLimits);
    if (!context) {
        done(context.error());
        return;
    }
    evaluateNext(std::make_shared<Evaluation>(
        Evaluation {worker, std::move(programs), *context, std::move(done), {}}));
}

Result<QStringList> evaluateStrings(
    JqWorker& worker, const std::vector<JqProgram>& programs, const QByteArray& contextJson)
{
    std::optional<Result<QStringList>> answer;
    evaluateStrings(
        worker, programs, contextJson, [&answer](Result<QStringList> texts) { answer = std::move(texts); });
    worker.pump([&answer] { return answer.has_value(); });
    if (answer)
        return *std::move(answer);
    return error("expression.refused", QStringLiteral("The expressions gave no answer."));
}

} // namespace quarterdeck
