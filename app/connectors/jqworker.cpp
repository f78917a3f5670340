// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/jqworker.h"

#include "app/connectors/jqframes.h"
#include "app/connectors/jqguard.h"
#include "models/domain/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QMetaObject>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr int startLimitMs = 10'000;

QString textOf(const JqProgram& program)
{
    return program.definitions + program.text;
}

/// `lineInside` counts from the first line of the definitions.
QString placeOf(const JqProgram& program, int lineInside)
{
    const int before = static_cast<int>(program.definitions.count(QChar(u'\n')));
    const int line = lineInside > before ? program.line + lineInside - before - 1
                                         : program.definitionsLine + lineInside - 1;
    if (program.file.isEmpty())
        return QStringLiteral("the jq program, line %1").arg(line);
    return QStringLiteral("%1:%2").arg(program.file).arg(line);
}

/// Where the program itself begins.
QString placeOf(const JqProgram& program)
{
    return placeOf(program, static_cast<int>(program.definitions.count(QChar(u'\n'))) + 1);
}

/// jq's messages begin with its own name and repeat the program; what is left names the line in the file.
Error compileError(const JqProgram& program, const QString& messages)
{
    static const QRegularExpression form(QStringLiteral("^jq: error: (.*) at [^,\\n]*, line (\\d+):"),
        QRegularExpression::DotMatchesEverythingOption | QRegularExpression::InvertedGreedinessOption);
    const QRegularExpressionMatch match = form.match(messages);
    QString what = match.hasMatch() ? match.captured(1) : messages.section(QChar(u'\n'), 0, 0);
    what.remove(QStringLiteral(" (Unix shell quoting issues?)"));
    const int line = match.hasMatch() ? match.captured(2).toInt() : 1;
    const QString place = placeOf(program, line);
    return error("jq.compile",
        QStringLiteral("%1: jq cannot compile the program: %2.").arg(place, visible(what, 300)),
        {place, what});
}

bool isVariableName(const QByteArray& name)
{
    return !name.isEmpty() && name.front() >= 'a' && name.front() <= 'z'
        && std::all_of(name.begin(), name.end(),
            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<QByteArray> frameOf(quint32 id, const JqRequest& request)
{
    if (const Outcome allowed = checkJqProgram(textOf(request.program)); !allowed) {
        const Error& why = allowed.error();
        const QString place = placeOf(request.program, why.arguments.value(1).toInt());
        return error("jq.forbidden", QStringLiteral("%1: %2.").arg(place, why.sentence), why.arguments);
    }
    QByteArray names;
    QByteArray values = "{";
    for (const auto& [name, value] : request.variables) {
        if (!isVariableName(name))
            return error("jq.forbidden",
                QStringLiteral("“%1” is no name for a variable.").arg(QString::fromUtf8(name)));
        names += (names.isEmpty() ? "" : ",") + name;
        values += (values.size() == 1 ? "\"" : ",\"") + name + "\":" + value;
    }
    values += '}';
    const QByteArray program = textOf(request.program).toUtf8();
    const qsizetype size = 6 * 4 + program.size() + names.size() + values.size() + request.input.size();
    if (size > static_cast<qsizetype>(JqFrames::longestRequest))
        return error("jq.large", QStringLiteral("%1 MiB are more than jq is given at once.").arg(size >> 20));
    QByteArray frame;
    frame.reserve(size + 4);
    JqFrames::putNumber(frame, static_cast<quint32>(size));
    JqFrames::putNumber(frame, id);
    JqFrames::putNumber(frame, request.compileOnly ? JqFrames::compileOnly : 0);
    JqFrames::putBytes(frame, program);
    JqFrames::putBytes(frame, names);
    JqFrames::putBytes(frame, values);
    JqFrames::putBytes(frame, request.input);
    return frame;
}

} // namespace

JqWorker::JqWorker(QString program, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &JqWorker::outOfTime);
}

JqWorker::~JqWorker()
{
    m_jobs.clear();
    drop();
}

int JqWorker::waiting() const
{
    return static_cast<int>(m_jobs.size());
}

void JqWorker::run(JqRequest request, Done done)
{
    const quint32 id = ++m_lastId;
    Result<QByteArray> frame = frameOf(id, request);
    Job job {id, std::move(request), std::move(done), {}, {}};
    if (frame)
        job.frame = std::move(*frame);
    else
        job.refusal = frame.error();
    job.request.input.clear();
    m_jobs.push_back(std::move(job));
    // Later even if it could be now: a caller's `done` never runs inside of its run().
    QMetaObject::invokeMethod(this, &JqWorker::next, Qt::QueuedConnection);
}

Result<QJsonArray> JqWorker::runBlocking(JqRequest request)
{
    Result<QJsonArray> answered = error("jq.died", QStringLiteral("The jq worker gave no answer."));
    bool done = false;
    run(std::move(request), [&](Result<QJsonArray> result) {
        answered = std::move(result);
        done = true;
    });
    pump([&done] { return done; });
    return answered;
}

void JqWorker::pump(const std::function<bool()>& enough)
{
    while (!enough() && !m_jobs.empty()) {
        next();
        if (!m_busy || !m_process)
            continue;
        const qint64 left = m_allowedMs - m_since.elapsed();
        if (left <= 0) {
            outOfTime();
            continue;
        }
        m_process->waitForReadyRead(static_cast<int>(left));
        // Its signals call this as well, but not when a `done` pumps again.
        if (m_process && m_process->bytesAvailable() > 0)
            readAnswers();
    }
}

void JqWorker::next()
{
    if (m_busy || m_jobs.empty())
        return;
    m_busy = true;
    const Job& job = m_jobs.front();
    if (job.frame.isEmpty()) {
        finish(job.refusal);
        return;
    }
    if (!m_process && !start()) {
        finish(
            error("jq.start", QStringLiteral("The jq worker could not be started from %1.").arg(m_program)));
        return;
    }
    // A payload is not charged for the start of its worker, which takes long on a machine that is busy with an outage.
    allow(m_ready ? job.request.limitMs : startLimitMs);
    m_process->write(job.frame);
}

void JqWorker::allow(int ms)
{
    m_allowedMs = ms;
    m_since.start();
    m_deadline.start(ms);
}

bool JqWorker::start()
{
    if (m_program.isEmpty())
        m_program = QCoreApplication::applicationFilePath();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(QProcessEnvironment()); // empty, not inherited
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setProgram(m_program);
    m_process->setArguments({QStringLiteral("--jq-worker")});
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &JqWorker::readAnswers);
    connect(m_process.get(), &QProcess::finished, this, &JqWorker::ended);
    m_read.clear();
    m_ready = false;
    m_process->start(QIODevice::ReadWrite);
    if (!m_process->waitForStarted()) {
        drop();
        return false;
    }
    ++m_starts;
    return true;
}

void JqWorker::readAnswers()
{
    m_read += m_process->readAllStandardOutput();
    while (m_process && m_read.size() >= 4) {
        QByteArrayView view = m_read;
        const quint32 length = JqFrames::number(view);
        if (length > JqFrames::longestResponse || length < 12) {
            drop(); // what speaks there is not our worker any more
            ended();
            return;
        }
        if (view.size() < static_cast<qsizetype>(length))
            return;
        const QByteArray frame = view.first(length).toByteArray();
        m_read = view.sliced(length).toByteArray();
        QByteArrayView body = frame;
        const quint32 id = JqFrames::number(body);
        const quint32 status = JqFrames::number(body);
        answer(id, status, JqFrames::bytes(body));
    }
}

void JqWorker::answer(quint32 id, quint32 status, QByteArrayView text)
{
    if (id == 0 && !std::exchange(m_ready, true) && m_busy && !m_jobs.empty())
        allow(m_jobs.front().request.limitMs);
    if (!m_busy || m_jobs.empty() || m_jobs.front().id != id)
        return;
    const JqProgram& program = m_jobs.front().request.program;
    const QString place = placeOf(program);
    const QString words = QString::fromUtf8(text.first(qMin<qsizetype>(text.size(), 4096)));
    switch (static_cast<JqFrames::Status>(status)) {
    case JqFrames::NotCompiled:
        finish(compileError(program, words));
        return;
    case JqFrames::Failed:
        finish(
            error("jq.error", QStringLiteral("%1: jq: %2.").arg(place, visible(words, 500)), {place, words}));
        return;
    case JqFrames::TooMuch:
        finish(error("jq.large", QStringLiteral("%1: %2.").arg(place, words), {place}));
        return;
    case JqFrames::Results:
        break;
    }
    QJsonParseError parsed {};
    const QJsonDocument results = QJsonDocument::fromJson(text.toByteArray(), &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        finish(error("jq.error",
            QStringLiteral("%1: jq's results cannot be read: %2.").arg(place, parsed.errorString()),
            {place, parsed.errorString()}));
        return;
    }
    finish(results.array());
}

void JqWorker::finish(Result<QJsonArray> result)
{
    m_deadline.stop();
    m_busy = false;
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    if (!m_jobs.empty())
        QMetaObject::invokeMethod(this, &JqWorker::next, Qt::QueuedConnection);
    job.done(std::move(result));
}

void JqWorker::ended()
{
    const bool crashed = m_process && m_process->exitStatus() == QProcess::CrashExit;
    drop();
    if (!m_busy || m_jobs.empty())
        return;
    const QString place = placeOf(m_jobs.front().request.program);
    finish(error("jq.died",
        QStringLiteral(
            "%1: the jq worker %2 while it ran this program; most likely it needed more memory than "
            "it may have. A new one is started for the next payload.")
            .arg(place, crashed ? QStringLiteral("died") : QStringLiteral("stopped")),
        {place}));
}

void JqWorker::outOfTime()
{
    if (!m_busy || m_jobs.empty())
        return;
    const JqRequest& request = m_jobs.front().request;
    const QString place = placeOf(request.program);
    const int limit = request.limitMs;
    const bool ready = m_ready;
    drop();
    if (!ready) {
        finish(error("jq.start", QStringLiteral("The jq worker could not be started from %1 in time.").arg(m_program)));
        return;
    }
    finish(error("jq.time",
        QStringLiteral("%1: the program ran for longer than %2 ms and was stopped.").arg(place).arg(limit),
        {place, QString::number(limit)}));
}

void JqWorker::drop()
{
    if (!m_process)
        return;
    QProcess* process = m_process.release();
    process->disconnect(this);
    process->kill();
    // Reaped here so that no zombie stays; a killed process is gone at once.
    process->waitForFinished(1000);
    process->deleteLater(); // it may be the sender of the signal that led here
}

} // namespace quarterdeck
