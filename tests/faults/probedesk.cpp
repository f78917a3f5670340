// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/probedesk.h"

#include "models/domain/typename.h"
#include "models/journal/jsonwriter.h"
#include "models/state/silences.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace quarterdeck {

namespace {

    template <class T> QJsonObject asJson(const T& value)
    {
        QJsonObject out;
        JsonWriter writer(out);
        T::visitFields(value, writer);
        return out;
    }

    QString hex(const QByteArray& bytes)
    {
        return QString::fromLatin1(bytes.toHex());
    }

    QString textOf(const CommandBody& body)
    {
        if (const auto* line = get_if<LogLine>(&body))
            return line->text;
        if (const auto* declared = get_if<Declare>(&body))
            return declared->title;
        return {};
    }

    /// What a test asks about an incident; its alerts by number, its log by text.
    QJsonObject summaryOf(const Incident& i)
    {
        QJsonArray log;
        for (const auto& line : i.log)
            log.append(line.text);
        return { { QStringLiteral("id"), static_cast<qint64>(i.id.value) },
            { QStringLiteral("title"), i.title }, { QStringLiteral("phase"), enumName(i.phase) },
            { QStringLiteral("severity"), i.severity }, { QStringLiteral("commander"), i.commander },
            { QStringLiteral("declaredBy"), hex(i.declaredBy) },
            { QStringLiteral("challenged"), i.challenge.has_value() },
            { QStringLiteral("offeredTo"), i.handOver ? i.handOver->to : QString() },
            { QStringLiteral("firing"), static_cast<qint64>(i.firing) },
            { QStringLiteral("unknown"), static_cast<qint64>(i.unknown) },
            { QStringLiteral("alerts"), static_cast<qint64>(i.alerts.size()) },
            { QStringLiteral("log"), log } };
    }

} // namespace

ProbeDesk::ProbeDesk(ConsoleDesk& desk, Shows shows, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_shows(shows)
{
    connect(&desk, &Desk::applied, this, &ProbeDesk::applied);
    connect(&desk, &Desk::replaced, this, [this] {
        print({ { QStringLiteral("replaced"), true } });
        applied({});
    });
    connect(&desk, &Desk::pendingChanged, this, &ProbeDesk::tellPending);
    connect(&desk, &Desk::refused, this, [](const QString& what, const QString& sentence) {
        print({ { QStringLiteral("refused"), what }, { QStringLiteral("sentence"), sentence } });
    });
    connect(&desk, &Desk::pulsed, this, [this] {
        if (m_shows.pulses)
            print({ { QStringLiteral("pulse"), asJson(m_desk.pulse()) } });
    });
    connect(&desk, &ConsoleDesk::submitting, this, [this](const Command& command) {
        m_asking = command.id;
        if (holds_alternative<Declare>(command.body))
            m_declared = command.id;
        print({ { QStringLiteral("asked"), hex(command.id) },
            { QStringLiteral("command"), commandName(command.body) },
            { QStringLiteral("text"), textOf(command.body) },
            { QStringLiteral("offline"), command.offline } });
    });
}

void ProbeDesk::listen(Session& session)
{
    connect(&session, &Session::welcomed, this,
        [](const QString& person, const std::vector<Permission>& permissions) {
            QJsonArray names;
            for (const auto permission : permissions)
                names.append(enumName(permission));
            print({ { QStringLiteral("welcomed"), person }, { QStringLiteral("permissions"), names } });
        });
    connect(&session, &Session::linkLost, this, [](const QString& why) {
        print({ { QStringLiteral("lost"), why } });
    });
    connect(&session, &Session::problem, this, [](const QString& sentence) {
        print({ { QStringLiteral("problem"), sentence } });
    });
    connect(&session, &Session::restored, this, [this] { // after the desk, which was there first
        print({ { QStringLiteral("restored"), static_cast<qint64>(m_desk.workspace().head().seq) } });
    });
    connect(&session, &Session::startOver, this, [](const QString& why) {
        print({ { QStringLiteral("startOver"), why } });
    });
}

QString ProbeDesk::commands()
{
    return QStringLiteral(
        "declare TITLE, accept N, take N, release N, offer N WHO, readback N TEXT, withdraw N, challenge N, "
        "assume N TEXT, answer N, sev N S, note N TEXT, impact N TEXT, ack ALERT, page N WHO HOW, post N CHANNEL TEXT, "
        "members N NAME…, everybody N, silence MINUTES MATCHERS because REASON, unsilence SILENCE, pin N ALERT, keep N TEXT, redact SEQ REASON, log N, state, inquire TOPIC JSON, try JSON, quit. N is an incident’s number, @ the one "
        "that was declared last, @ID the one that a command declared.");
}

IncidentRef ProbeDesk::refOf(const QString& word) const
{
    if (!word.startsWith(QLatin1Char('@')))
        return { { word.toUInt() }, {} };
    return { {}, word.size() > 1 ? QByteArray::fromHex(word.mid(1).toLatin1()) : m_declared };
}

void ProbeDesk::ask(CommandBody body)
{
    // The answer of a command that was made here; the desk gives ids out one by one.
    auto id = std::make_shared<QByteArray>();
    m_desk.ask(std::move(body), [id](const Result<Seq>& answer) {
        QJsonObject out { { QStringLiteral("answered"), hex(*id) } };
        if (answer) {
            out.insert(QStringLiteral("seq"), static_cast<qint64>(*answer));
        } else {
            out.insert(QStringLiteral("code"), answer.error().code);
            out.insert(QStringLiteral("sentence"), answer.error().sentence);
        }
        print(out);
    });
    *id = m_asking;
}

void ProbeDesk::command(const QString& line)
{
    const QString word = line.section(QLatin1Char(' '), 0, 0);
    const QString second = line.section(QLatin1Char(' '), 1, 1);
    const QString after = line.section(QLatin1Char(' '), 2);
    const IncidentRef ref = refOf(second);
    if (word == QLatin1String("quit"))
        QCoreApplication::quit();
    else if (word == QLatin1String("redact"))
        ask(RedactText { second.toULongLong(), after });
    else if (word == QLatin1String("state"))
        tellState();
    else if (word == QLatin1String("inquire"))
        m_desk.inquire(second, QJsonDocument::fromJson(after.toUtf8()).object(), [second](const Result<QJsonObject>& r) {
            print({{QStringLiteral("told"), second}, {QStringLiteral("what"), r ? *r : QJsonObject()},
                {QStringLiteral("sentence"), r ? QString() : r.error().sentence}});
        });
    else if (word == QLatin1String("try")) {
        const auto about = QJsonDocument::fromJson(line.section(QLatin1Char(' '), 1).toUtf8()).object();
        m_desk.tryMapping({about.value(QStringLiteral("connector")).toString(), about.value(QStringLiteral("text")).toString(),
                              about.value(QStringLiteral("payload")).toString().toUtf8()},
            [](const TrialResult& r) {
                QJsonArray problems;
                for (const auto& p : r.problems)
                    problems.append(QJsonObject {{QStringLiteral("where"), static_cast<int>(p.where)},
                        {QStringLiteral("line"), p.line}, {QStringLiteral("column"), p.column},
                        {QStringLiteral("sentence"), p.sentence}});
                print({{QStringLiteral("tried"), r.count}, {QStringLiteral("text"), r.text},
                    {QStringLiteral("problems"), problems}});
            });
    }
    else if (word == QLatin1String("declare"))
        ask(Declare { line.section(QLatin1Char(' '), 1), 2, {}, m_desk.now(), {} });
    else if (word == QLatin1String("accept"))
        ask(Accept { ref, 0 });
    else if (word == QLatin1String("take"))
        ask(TakeCommand { ref });
    else if (word == QLatin1String("release"))
        ask(ReleaseCommand { ref });
    else if (word == QLatin1String("offer"))
        ask(OfferHandOver { ref, after, QStringLiteral("as it stands") });
    else if (word == QLatin1String("readback"))
        ask(AcceptHandOver { ref, after });
    else if (word == QLatin1String("withdraw"))
        ask(WithdrawHandOver { ref });
    else if (word == QLatin1String("challenge"))
        ask(ChallengeCommand { ref });
    else if (word == QLatin1String("answer"))
        ask(AnswerChallenge { ref });
    else if (word == QLatin1String("assume"))
        ask(AssumeCommand { ref, after });
    else if (word == QLatin1String("sev"))
        ask(SetSeverity { ref, static_cast<quint8>(after.section(QLatin1Char(' '), 0, 0).toUInt()),
            QStringLiteral("test") });
    else if (word == QLatin1String("note"))
        ask(LogLine { ref, LineKind::Note, m_desk.now(), {}, {}, after });
    else if (word == QLatin1String("impact"))
        ask(SetImpact { ref, after, m_desk.now() });
    else if (word == QLatin1String("ack"))
        ask(AcknowledgeAlerts { { { second.toUInt() } }, true });
    else if (word == QLatin1String("page"))
        ask(PagePerson { ref, after.section(QLatin1Char(' '), 0, 0), after.section(QLatin1Char(' '), 1) });
    else if (word == QLatin1String("post"))
        ask(PostStatus { ref, Audience::Internal, 0, after.section(QLatin1Char(' '), 0, 0), after.section(QLatin1Char(' '), 1) });
    else if (word == QLatin1String("members") || word == QLatin1String("everybody")) {
        const auto names = after.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        ask(SetAccess { ref, word == QLatin1String("members"), { names.begin(), names.end() }, QStringLiteral("test") });
    } else if (word == QLatin1String("silence")) {
        const auto matchers = parseMatchers(after.section(QStringLiteral(" because "), 0, 0));
        if (matchers)
            ask(SetSilence { *matchers, after.section(QStringLiteral(" because "), 1), second.toLongLong() * 60'000 });
        else
            print({ { QStringLiteral("problem"), matchers.error().sentence } });
    } else if (word == QLatin1String("unsilence"))
        ask(EndSilence { { second.toUInt() }, {} });
    else if (word == QLatin1String("pin"))
        ask(Attach { ref, AttachmentKind::Request, { after.toUInt() }, {}, {}, {}, {} });
    else if (word == QLatin1String("keep"))
        ask(Attach { ref, AttachmentKind::File, {}, QStringLiteral("kept.txt"), QStringLiteral("text/plain"), {}, after.toUtf8() });
    else if (word == QLatin1String("log"))
        tellLog(ref);
    else
        print({ { QStringLiteral("problem"), QStringLiteral("“%1” is no command here.").arg(word) } });
}

void ProbeDesk::tellLog(const IncidentRef& ref)
{
    QJsonArray lines;
    QJsonArray kept;
    const auto* incident = m_desk.workspace().incident(ref);
    for (const auto& line : incident ? incident->log : std::vector<LogLineInfo>())
        lines.append(line.text);
    for (const auto& info : incident ? incident->attachments : std::vector<AttachmentInfo>()) {
        const auto bytes = m_desk.attachment(info.seq);
        kept.append(bytes ? QString::fromUtf8(*bytes) : bytes.error().code);
    }
    print({ { QStringLiteral("log"), lines }, { QStringLiteral("title"), incident ? incident->title : QString() },
        { QStringLiteral("restricted"), incident && incident->restricted }, { QStringLiteral("kept"), kept } });
}

void ProbeDesk::applied(const Delta& delta)
{
    const auto& w = m_desk.workspace();
    if (m_shows.alerts) {
        for (quint32 i = 0; i < delta.newAlerts; ++i)
            tellAlert({ delta.firstNewAlert + i });
        for (const auto id : delta.changedAlerts)
            tellAlert(id);
    }
    for (const auto id : delta.incidents) {
        if (const auto* incident = w.incident(id))
            print({ { QStringLiteral("incident"), summaryOf(*incident) } });
    }
    print({ { QStringLiteral("head"), static_cast<qint64>(w.head().seq) },
        { QStringLiteral("hash"), hex(w.head().hash) },
        { QStringLiteral("alerts"), static_cast<qint64>(w.alertCount()) } });
    if (m_shows.untilHead && w.head().seq >= m_shows.untilHead)
        QCoreApplication::quit();
}

void ProbeDesk::tellPending()
{
    for (const auto& pending : m_desk.pending()) {
        if (m_saved.insert(pending.command.id).second)
            print({ { QStringLiteral("saved"), hex(pending.command.id) },
                { QStringLiteral("command"), commandName(pending.command.body) },
                { QStringLiteral("text"), textOf(pending.command.body) } });
    }
    print({ { QStringLiteral("pending"), static_cast<qint64>(m_desk.pending().size()) } });
}

void ProbeDesk::tellState()
{
    const auto& w = m_desk.workspace();
    QJsonArray incidents;
    for (const auto& [id, incident] : w.incidents())
        incidents.append(summaryOf(incident));
    QJsonArray sources;
    for (const auto& source : w.sources())
        sources.append(asJson(source));
    print({ { QStringLiteral("state"),
        QJsonObject { { QStringLiteral("incidents"), incidents }, { QStringLiteral("sources"), sources },
            { QStringLiteral("alerts"), static_cast<qint64>(w.alertCount()) },
            { QStringLiteral("firing"), static_cast<qint64>(w.firingCount()) },
            { QStringLiteral("unknown"), static_cast<qint64>(w.unknownCount()) },
            { QStringLiteral("connected"), m_desk.link().connected },
            { QStringLiteral("pending"), static_cast<qint64>(m_desk.pending().size()) },
            { QStringLiteral("head"), static_cast<qint64>(w.head().seq) } } } });
}

void ProbeDesk::tellAlert(AlertId id)
{
    const auto& w = m_desk.workspace();
    const auto& row = w.alert(id);
    print({ { QStringLiteral("alert"),
        QJsonObject { { QStringLiteral("id"), static_cast<qint64>(id.value) },
            { QStringLiteral("name"), w.name(row.name) }, { QStringLiteral("service"), w.name(row.service) },
            { QStringLiteral("resource"), w.name(row.resource) },
            { QStringLiteral("status"), enumName(row.status) } } } });
}

void ProbeDesk::print(const QJsonObject& object)
{
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace quarterdeck
