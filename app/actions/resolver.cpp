// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/resolver.h"

#include "app/actions/addresses.h"
#include "app/actions/programs.h"
#include "app/actions/values.h"
#include "app/connectors/expressions.h"
#include "models/domain/bytes.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>
#include <memory>

namespace quarterdeck {

namespace {

constexpr qsizetype k_longestBody = 64 * 1024;
constexpr qsizetype k_longestRun = 256 * 1024; ///< characters of all steps: an entry travels as one message

QByteArray jsonOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A name that people know it by, with a sentence that has lost its own full stop.
Error about(const QString& what, const Error& error)
{
    Error out = error;
    out.sentence = what + QStringLiteral(": ") + error.sentence;
    if (!out.sentence.endsWith(QChar(u'.')))
        out.sentence += QChar(u'.');
    return out;
}

/// One resolution in flight. Every text that a step needs is asked for in a fixed order and read back so.
class Resolution : public std::enable_shared_from_this<Resolution> {
public:
    using Done = std::function<void(Result<RunRequested>)>;

    Resolution(JqWorker& worker, Runbook runbook, ActionContext context, Done done)
        : m_worker(worker)
        , m_runbook(std::move(runbook))
        , m_context(std::move(context))
        , m_done(std::move(done))
    {
        m_context.alert = exactTexts(m_context.alert);
        m_context.incident = exactTexts(m_context.incident);
    }

    void begin(const std::map<QString, QString>& given);

private:
    void askParameters();
    void askAddresses();
    void askTexts();
    void build();

    QByteArray context(bool withParameters) const;
    std::vector<const HttpRule*> requests() const;
    QString take(const TextElement& element);
    Result<std::vector<Text>> argumentsOf(const ExecRule& rule);
    Result<std::vector<Text>> requestOf(const HttpRule& rule);
    Result<QString> addressOf(const HttpRule& rule);
    bool mayBeginWithDash(const TextElement& element) const;
    void evaluate(std::vector<JqProgram> programs, const QByteArray& context, void (Resolution::*next)(),
        QStringList& into);

    JqWorker& m_worker;
    Runbook m_runbook;
    ActionContext m_context;
    Done m_done;
    std::map<QString, QString> m_given;
    std::map<QString, QString> m_parameters;
    QStringList m_proposed; ///< of the parameters that nobody gave
    QStringList m_addresses;
    QStringList m_texts;
    qsizetype m_nextAddress = 0;
    qsizetype m_nextText = 0;
};

void Resolution::begin(const std::map<QString, QString>& given)
{
    for (const auto& [name, value] : given) {
        const bool known = std::any_of(m_runbook.parameters.begin(), m_runbook.parameters.end(),
            [&](const RunbookParameter& parameter) { return parameter.name == name; });
        if (!known) {
            m_done(error("run.parameter",
                QStringLiteral("“%1” has no parameter “%2”.").arg(m_runbook.title, visible(name, 64))));
            return;
        }
    }
    m_given = given;
    if (!m_runbook.applies) {
        askParameters();
        return;
    }
    JqRequest request;
    request.program = *m_runbook.applies;
    request.input = context(false);
    m_worker.run(std::move(request), [self = shared_from_this()](const Result<QJsonArray>& results) {
        if (!results)
            self->m_done(results.error());
        else if (results->size() == 1 && results->at(0).isBool() && results->at(0).toBool())
            self->askParameters();
        else
            self->m_done(error("run.not-offered",
                QStringLiteral("“%1” is not for this alert: its condition “applies” is not true here.")
                    .arg(self->m_runbook.title)));
    });
}

void Resolution::askParameters()
{
    std::vector<JqProgram> programs;
    for (const RunbookParameter& parameter : m_runbook.parameters) {
        if (m_given.contains(parameter.name))
            continue;
        if (!parameter.from) {
            m_done(error("run.parameter",
                QStringLiteral("“%1” needs a value for “%2”.").arg(m_runbook.title, parameter.name)));
            return;
        }
        programs.push_back(*parameter.from);
    }
    evaluate(std::move(programs), context(false), &Resolution::askAddresses, m_proposed);
}

void Resolution::askAddresses()
{
    qsizetype next = 0;
    for (const RunbookParameter& parameter : m_runbook.parameters) {
        const auto given = m_given.find(parameter.name);
        const QString value = given == m_given.end() ? m_proposed[next++] : given->second;
        if (const Outcome good = checkParameter(parameter, value); !good) {
            m_done(about(QStringLiteral("“%1”").arg(m_runbook.title), good.error()));
            return;
        }
        m_parameters[parameter.name] = value;
    }
    std::vector<JqProgram> programs;
    for (const HttpRule* rule : requests()) {
        if (rule->url.program)
            programs.push_back(*rule->url.program);
    }
    // Not even by a trick of jq can an alert's text get into an address: it is not there.
    evaluate(std::move(programs), jsonOf({{QStringLiteral("vars"), m_context.vars}}), &Resolution::askTexts,
        m_addresses);
}

void Resolution::askTexts()
{
    std::vector<JqProgram> programs;
    const auto ask = [&programs](const TextElement& element) {
        if (element.program)
            programs.push_back(*element.program);
    };
    const auto askRequest = [&ask](const HttpRule& rule) {
        for (const TextElement& element : rule.path)
            ask(element);
        for (const auto& [name, element] : rule.query)
            ask(element);
        if (rule.body)
            ask(*rule.body);
        for (const auto& [name, element] : rule.headers)
            ask(element);
    };
    for (const RunbookStep& step : m_runbook.steps) {
        if (const auto* exec = get_if<ExecRule>(&step.rule))
            std::for_each(exec->argv.begin(), exec->argv.end(), ask);
        else
            askRequest(get<HttpRule>(step.rule));
    }
    if (m_runbook.check.probe)
        askRequest(*m_runbook.check.probe);
    evaluate(std::move(programs), context(true), &Resolution::build, m_texts);
}

void Resolution::build()
{
    RunRequested run;
    run.runbook = m_runbook.id;
    run.runbookHash = m_runbook.hash;
    run.title = m_runbook.title;
    qsizetype size = 0;
    for (const RunbookStep& step : m_runbook.steps) {
        const auto* exec = get_if<ExecRule>(&step.rule);
        auto argv = exec ? argumentsOf(*exec) : requestOf(get<HttpRule>(step.rule));
        if (!argv) {
            m_done(about(QStringLiteral("“%1”, step “%2”").arg(m_runbook.title, step.name), argv.error()));
            return;
        }
        for (const Text& text : *argv)
            size += text.s.size();
        run.steps.push_back({step.name, exec ? QStringLiteral("exec") : QStringLiteral("http"),
            std::move(*argv), step.timeoutMs, step.idempotent});
    }
    run.check.windowMs = m_runbook.check.windowMs;
    if (m_runbook.check.probe) {
        const auto address = addressOf(*m_runbook.check.probe);
        if (!address) {
            m_done(about(QStringLiteral("“%1”, post-check").arg(m_runbook.title), address.error()));
            return;
        }
        run.check.probeUrl = *address;
        run.check.probeUntil = m_runbook.check.until;
    }
    if (size > k_longestRun) {
        m_done(error("action.value",
            QStringLiteral("“%1” would have arguments of %2 characters; at most %3 are taken.")
                .arg(m_runbook.title, QString::number(size), QString::number(k_longestRun))));
        return;
    }
    run.resolvedHash = resolvedHash(run.steps, run.check);
    m_done(std::move(run));
}

QByteArray Resolution::context(bool withParameters) const
{
    QJsonObject object {{QStringLiteral("alert"), m_context.alert},
        {QStringLiteral("incident"), m_context.incident}, {QStringLiteral("vars"), m_context.vars}};
    if (withParameters) {
        QJsonObject parameters;
        for (const auto& [name, value] : m_parameters)
            parameters.insert(name, value);
        object.insert(QStringLiteral("params"), parameters);
    }
    return jsonOf(object);
}

std::vector<const HttpRule*> Resolution::requests() const
{
    std::vector<const HttpRule*> rules;
    for (const RunbookStep& step : m_runbook.steps) {
        if (const auto* rule = get_if<HttpRule>(&step.rule))
            rules.push_back(rule);
    }
    if (m_runbook.check.probe)
        rules.push_back(&*m_runbook.check.probe);
    return rules;
}

QString Resolution::take(const TextElement& element)
{
    return element.program ? m_texts[m_nextText++] : element.literal;
}

bool Resolution::mayBeginWithDash(const TextElement& element) const
{
    return std::any_of(
        m_runbook.parameters.begin(), m_runbook.parameters.end(), [&](const RunbookParameter& parameter) {
            return parameter.leadingDash
                && element.program->text.trimmed() == QStringLiteral(".params.") + parameter.name;
        });
}

Result<std::vector<Text>> Resolution::argumentsOf(const ExecRule& rule)
{
    std::vector<Text> argv;
    bool optionsEnded = false;
    for (const TextElement& element : rule.argv) {
        const QString value = take(element);
        if (element.program) {
            const QString what = QStringLiteral("Argument %1").arg(argv.size());
            if (const Outcome good = checkArgument(value, what); !good)
                return good.error();
            if (value.startsWith(QChar(u'-')) && !optionsEnded && !mayBeginWithDash(element))
                return error("action.value",
                    QStringLiteral("%1 would be read as an option: “%2”.").arg(what, visible(value, 64)));
        }
        optionsEnded = optionsEnded || (!element.program && value == QLatin1String("--"));
        argv.emplace_back(value);
    }
    return argv;
}

Result<QString> Resolution::addressOf(const HttpRule& rule)
{
    const QString base = rule.url.program ? m_addresses[m_nextAddress++] : rule.url.literal;
    QStringList segments;
    for (const TextElement& element : rule.path)
        segments += take(element);
    std::vector<std::pair<QString, QString>> query;
    for (const auto& [name, element] : rule.query)
        query.emplace_back(name, take(element));
    return buildAddress(base, segments, query);
}

Result<std::vector<Text>> Resolution::requestOf(const HttpRule& rule)
{
    const auto address = addressOf(rule);
    if (!address)
        return address.error();
    const QString body = rule.body ? take(*rule.body) : QString();
    if (body.size() > k_longestBody)
        return error("action.value",
            QStringLiteral("The body has %1 characters; at most %2 are sent.")
                .arg(body.size())
                .arg(k_longestBody));
    QString expect = QStringLiteral("expect");
    for (const int status : rule.expect)
        expect += QStringLiteral(" %1").arg(status);
    std::vector<Text> argv {Text(rule.method), Text(*address), Text(body), Text(expect)};
    for (const auto& [name, element] : rule.headers) {
        const QString value = take(element);
        if (const Outcome good = checkHeaderValue(name, value); !good)
            return good.error();
        argv.emplace_back(name + QStringLiteral(": ") + value);
    }
    return argv;
}

void Resolution::evaluate(std::vector<JqProgram> programs, const QByteArray& contextJson,
    void (Resolution::*next)(), QStringList& into)
{
    evaluateStrings(m_worker, std::move(programs), contextJson,
        [self = shared_from_this(), next, &into](const Result<QStringList>& texts) {
            if (!texts) {
                self->m_done(texts.error());
                return;
            }
            into = *texts;
            ((*self).*next)();
        });
}

} // namespace

QByteArray resolvedHash(const std::vector<ResolvedStep>& steps, const ResolvedCheck& check)
{
    ByteWriter writer;
    writer.write(steps);
    writer.write(check);
    return QCryptographicHash::hash(writer.bytes(), QCryptographicHash::Sha256);
}

void resolveRunbook(JqWorker& worker, const Runbook& runbook, const ActionContext& context,
    const std::map<QString, QString>& given, std::function<void(Result<RunRequested>)> done)
{
    std::make_shared<Resolution>(worker, runbook, context, std::move(done))->begin(given);
}

} // namespace quarterdeck
