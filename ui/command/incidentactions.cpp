// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/incidentactions.h"

#include "ui/command/commandstrip.h"
#include "ui/common/actionbook.h"
#include "ui/common/desk.h"
#include "ui/common/words.h"

#include <QPointer>

namespace quarterdeck {

namespace {

    std::vector<std::pair<QString, QString>> severityChoices()
    {
        std::vector<std::pair<QString, QString>> out;
        for (int n = 1; n <= 5; ++n)
            out.emplace_back(QString::number(n), QStringLiteral("%1 %2").arg(glyphOf(n)).arg(sevWord(n)));
        return out;
    }

} // namespace

IncidentActions::IncidentActions(ActionBook& book, Desk& desk, EditorPanel& editor, QObject* parent)
    : QObject(parent)
    , m_book(book)
    , m_desk(desk)
    , m_editor(editor)
{
    addIncident();
    addLife();
    addCommand();
    addOffers();
    addRoles();
    addAlerts();
    addSilences();
    addClock();
    addTeams();
}

const Incident* IncidentActions::incident() const
{
    return m_desk.workspace().incident(m_incident);
}

QString IncidentActions::lacks(Permission permission) const
{
    const auto& link = m_desk.link();
    if (link.readOnly)
        return tr("This is an exported incident: it can be read and not changed.");
    if (link.connected && !link.permissions.contains(permission))
        return tr("Your invitation does not include this; ask whoever runs the server.");
    return {};
}

QString IncidentActions::noIncident() const
{
    if (!incident())
        return tr("No incident is chosen.");
    return lacks(Permission::Respond);
}

QString IncidentActions::noOpen() const
{
    const auto* i = incident();
    if (i && !i->open())
        return tr("It is closed; reopen it first.");
    return noIncident();
}

QString IncidentActions::noAlerts() const
{
    if (m_alerts.empty())
        return tr("No alert is selected.");
    return lacks(Permission::Respond);
}

void IncidentActions::ask(CommandBody body)
{
    m_desk.ask(std::move(body), [self = QPointer(this)](const Result<Seq>& answer) {
        if (self && !answer)
            emit self->said(sentenceOf(answer.error()), !isWaiting(answer.error()));
    });
}

void IncidentActions::reasoned(
    const QString& title, const QString& verb, std::function<CommandBody(const QString&)> make, bool needed)
{
    m_editor.open({ title, {},
        { { QStringLiteral("reason"), tr("Reason"), EditorField::Kind::Line, {},
            needed ? tr("one sentence for the log") : tr("optional"), {} } },
        verb, [make = std::move(make), needed](const EditorValues& v) -> Result<CommandBody> {
            const QString& reason = v.at(QStringLiteral("reason"));
            if (needed && reason.isEmpty())
                return error(
                    "editor.reason", tr("A reason is wanted: one sentence for whoever reads the log."));
            return make(reason);
        } });
}

void IncidentActions::declare(std::vector<AlertId> alerts)
{
    using Kind = EditorField::Kind;
    const auto& w = m_desk.workspace();
    QString title;
    if (!alerts.empty() && w.hasAlert(alerts.front()))
        title = m_desk.text(alerts.front()).title;
    const QString note = alerts.empty()
        ? tr("It is open at once, also while the server cannot be reached.")
        : tr("%n alerts belong to it.", nullptr, static_cast<int>(alerts.size()));
    m_editor.open({ tr("Declare an incident"), note,
        { { QStringLiteral("title"), tr("What is wrong"), Kind::Line, title, tr("Checkout errors in the EU"),
              {} },
            { QStringLiteral("severity"), tr("Severity"), Kind::Choice, QStringLiteral("2"), {},
                severityChoices() },
            { QStringLiteral("impact"), tr("Impact"), Kind::Line, {},
                tr("who, what, since when; it can follow later"), {} } },
        tr("Declare"),
        [this, alerts](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("title")).isEmpty())
                return error("editor.title", tr("Say in a few words what is wrong."));
            return CommandBody { Declare { v.at(QStringLiteral("title")),
                static_cast<quint8>(v.at(QStringLiteral("severity")).toUInt()),
                v.at(QStringLiteral("impact")), m_desk.now(), alerts } };
        },
        [self = QPointer(this)](Seq seq) {
            if (self)
                emit self->declared(seq);
        } });
}

void IncidentActions::setSeverity(int severity)
{
    const auto* i = incident();
    const QString why = noOpen();
    if (!i || !why.isEmpty()) {
        emit said(why, true);
        return;
    }
    if (severity == i->severity)
        return;
    const auto to = static_cast<quint8>(severity);
    if (severity < i->severity) {
        ask(SetSeverity { ref(), to, {} });
        return;
    }
    reasoned(tr("Lower the severity from %1 to %2").arg(sevWord(i->severity), sevWord(severity)),
        tr("Lower to %1").arg(sevWord(severity)), [r = ref(), to](const QString& reason) {
            return CommandBody { SetSeverity { r, to, reason } };
        });
}

void IncidentActions::setPhase(Phase phase)
{
    const auto* i = incident();
    if (!i || i->phase == phase)
        return;
    if (const QString why = noIncident(); !why.isEmpty()) {
        emit said(why, true);
        return;
    }
    if (!i->accepted()) {
        emit said(tr("It is in Triage: accept it first (A)."), true);
        return;
    }
    if (phase == Phase::Resolved) {
        reasoned(
            tr("Resolve %1").arg(i->title), tr("Resolve"),
            [r = ref()](const QString& reason) {
                return CommandBody { SetPhase { r, Phase::Resolved, reason } };
            },
            false);
        return;
    }
    ask(SetPhase { ref(), phase, {} });
}

void IncidentActions::addIncident()
{
    const QString category = tr("Incident");
    const auto open = [this] { return noOpen(); };
    m_book.add(
        QStringLiteral("incident.declare"), category, tr("Declare an incident"),
        QKeySequence(Qt::CTRL | Qt::Key_D), [this] { declare({}); },
        [this] { return lacks(Permission::Respond); });
    m_book.add(
        QStringLiteral("incident.declareSelection"), category,
        tr("Declare an incident from the selected alerts"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
        [this] { declare(m_alerts); }, [this] { return noAlerts(); });
    m_book.add(
        QStringLiteral("incident.raise"), category, tr("Raise severity"), QKeySequence(Qt::Key_Plus),
        [this] { setSeverity(incident()->severity - 1); },
        [this] { return incident() && incident()->severity <= 1 ? tr("It is SEV-1 already.") : noOpen(); });
    m_book.add(
        QStringLiteral("incident.lower"), category, tr("Lower severity…"), QKeySequence(Qt::Key_Minus),
        [this] { setSeverity(incident()->severity + 1); },
        [this] { return incident() && incident()->severity >= 5 ? tr("It is SEV-5 already.") : noOpen(); });
    m_book.add(
        QStringLiteral("incident.impact"), category, tr("State the impact…"), QKeySequence(Qt::Key_I),
        [this] {
            const auto* i = incident();
            m_editor.open({ tr("Impact"), {},
                { { QStringLiteral("impact"), tr("Who, what"), EditorField::Kind::Line, i->impact,
                    tr("34 % of checkouts fail; 12 customer reports"), {} } },
                tr("State it"),
                [r = ref(), since = i->impactSince ? i->impactSince : i->observedAt](
                    const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("impact")).isEmpty())
                        return error("editor.impact", tr("Say who is hit and how."));
                    return CommandBody { SetImpact { r, v.at(QStringLiteral("impact")), since } };
                } });
        },
        open);
    m_book.add(
        QStringLiteral("incident.rename"), category, tr("Rename…"), {},
        [this] {
            m_editor.open({ tr("Rename the incident"), {},
                { { QStringLiteral("title"), tr("Title"), EditorField::Kind::Line, incident()->title, {},
                    {} } },
                tr("Rename"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("title")).isEmpty())
                        return error("editor.title", tr("A title is wanted."));
                    return CommandBody { Rename { r, v.at(QStringLiteral("title")) } };
                } });
        },
        open);
    for (const Phase phase :
        { Phase::Investigating, Phase::Fixing, Phase::Monitoring, Phase::Resolved, Phase::Review }) {
        m_book.add(
            QStringLiteral("phase.%1").arg(static_cast<int>(phase)), tr("Phase"),
            phase == Phase::Resolved ? tr("Resolve…") : phaseWord(phase), {},
            [this, phase] { setPhase(phase); },
            [this, phase] {
                return incident() && incident()->phase == phase ? tr("It is in this phase.") : noIncident();
            });
    }
}

void IncidentActions::addLife()
{
    const QString category = tr("Incident");
    const auto open = [this] { return noOpen(); };
    m_book.add(
        QStringLiteral("incident.accept"), category, tr("Accept: this is an incident"),
        QKeySequence(Qt::Key_A),
        [this] {
            ask(Accept { ref(), 0 });
        },
        [this] { return incident() && incident()->accepted() ? tr("It is accepted already.") : noOpen(); });
    m_book.add(
        QStringLiteral("incident.dismiss"), category, tr("Dismiss…"), {},
        [this] {
            reasoned(
                tr("Dismiss %1").arg(incident()->title), tr("Dismiss"), [r = ref()](const QString& reason) {
                    return CommandBody { Dismiss { r, reason } };
                });
        },
        open);
    m_book.add(
        QStringLiteral("incident.duplicate"), category, tr("Mark as a duplicate of…"), {},
        [this] {
            pickIncident(
                tr("It is a duplicate of"), tr("Mark as duplicate"), [r = ref()](const IncidentRef& of) {
                    return CommandBody { MarkDuplicate { r, of } };
                });
        },
        open);
    m_book.add(
        QStringLiteral("incident.merge"), category, tr("Merge into…"), {},
        [this] {
            pickIncident(tr("Merge this incident into"), tr("Merge"), [r = ref()](const IncidentRef& into) {
                return CommandBody { Merge { r, into } };
            });
        },
        open);
    m_book.add(
        QStringLiteral("incident.undo"), category, tr("Undo the last act"), QKeySequence(QKeySequence::Undo),
        [this] {
            ask(Undo { ref(), 0 });
        },
        [this] {
            return incident() && incident()->acts.empty() ? tr("There is nothing to undo.") : noIncident();
        });
    m_book.add(
        QStringLiteral("incident.reopen"), category, tr("Reopen…"), {},
        [this] {
            reasoned(
                tr("Reopen %1").arg(incident()->title), tr("Reopen"), [r = ref()](const QString& reason) {
                    return CommandBody { Reopen { r, reason } };
                });
        },
        [this] { return incident() && incident()->open() ? tr("It is open.") : noIncident(); });
}

void IncidentActions::pickIncident(
    const QString& title, const QString& verb, std::function<CommandBody(IncidentRef)> make)
{
    std::vector<std::pair<QString, QString>> choices;
    for (const auto& [id, other] : m_desk.workspace().incidents()) {
        if (other.open() && id != m_incident)
            choices.emplace_back(
                QString::number(id.value), QStringLiteral("%1 %2").arg(id.value).arg(other.title));
    }
    if (choices.empty()) {
        emit said(tr("There is no other open incident."), true);
        return;
    }
    m_editor.open({ title, tr("It can be undone (Ctrl Z)."),
        { { QStringLiteral("incident"), tr("Incident"), EditorField::Kind::Choice, {}, {}, choices } }, verb,
        [make = std::move(make)](const EditorValues& v) -> Result<CommandBody> {
            return make({ IncidentId { v.at(QStringLiteral("incident")).toUInt() }, {} });
        } });
}

} // namespace quarterdeck
