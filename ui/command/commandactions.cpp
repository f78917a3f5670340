// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/commandclock.h"
#include "models/state/silences.h"
#include "ui/command/commandstrip.h"
#include "ui/command/incidentactions.h"
#include "ui/common/actionbook.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

namespace quarterdeck {

namespace {
    constexpr int silenceMinutes = static_cast<int>(silenceMostMs / 60'000);
}

void IncidentActions::addCommand()
{
    const QString category = tr("Command");
    const auto mine = [this] {
        const auto* i = incident();
        return i && i->commander != m_desk.link().person ? tr("You do not hold command.") : noOpen();
    };
    m_book.add(
        QStringLiteral("command.take"), category, tr("Take command"), QKeySequence(Qt::Key_T),
        [this] { ask(TakeCommand { ref() }); },
        [this] {
            const auto* i = incident();
            // To command a group is to accept it: one key at minute one, not two.
            if (i && !i->commander.isEmpty())
                return i->commander == m_desk.link().person
                    ? tr("You hold command.")
                    : tr("%1 holds command. Ask for a hand-over, or challenge it.")
                          .arg(personWord(i->commander));
            return noOpen();
        });
    m_book.add(
        QStringLiteral("command.offer"), category, tr("Hand over command…"), QKeySequence(Qt::Key_H),
        [this] { offerCommand(); }, mine);
    m_book.add(
        QStringLiteral("command.release"), category, tr("Give up command without a successor"), {},
        [this] { ask(ReleaseCommand { ref() }); }, mine);
    m_book.add(
        QStringLiteral("command.challenge"), category, tr("Challenge: is command still held?"), {},
        [this] { ask(ChallengeCommand { ref() }); },
        [this] {
            const auto* i = incident();
            if (i && (i->commander.isEmpty() || i->commander == m_desk.link().person))
                return tr("Nobody else holds command.");
            return i && i->challenge ? tr("The challenge is running.") : noOpen();
        });
    m_book.add(
        QStringLiteral("command.answer"), category, tr("Answer the challenge: I am in command"), {},
        [this] { ask(AnswerChallenge { ref() }); },
        [this, mine] {
            return incident() && !incident()->challenge ? tr("Nobody has challenged it.") : mine();
        });
    m_book.add(
        QStringLiteral("command.assume"), category, tr("Assume command…"), {},
        [this] {
            reasoned(tr("Assume command from %1").arg(personWord(incident()->commander)),
                tr("Assume command"), [r = ref()](const QString& reason) {
                    return CommandBody { AssumeCommand { r, reason } };
                });
        },
        [this] {
            const auto* i = incident();
            if (i && !i->challenge)
                return tr("Challenge the holder first; after 60 s without an answer it can be assumed.");
            if (i && m_desk.now() - i->challenge->at < CommandStrip::answerMs)
                return tr("The holder still has time to answer.");
            return noOpen();
        });
}

void IncidentActions::addOffers()
{
    const QString category = tr("Command");
    const auto offeredToMe = [this] {
        const auto* i = incident();
        return i && (!i->handOver || i->handOver->to != m_desk.link().person)
            ? tr("Nobody offers you command.")
            : noOpen();
    };
    m_book.add(
        QStringLiteral("command.accept"), category, tr("Accept command and read back…"), {},
        [this] { acceptCommand(); }, offeredToMe);
    m_book.add(
        QStringLiteral("command.decline"), category, tr("Decline command…"), {},
        [this] {
            reasoned(tr("Decline command"), tr("Decline"), [r = ref()](const QString& reason) {
                return CommandBody { DeclineHandOver { r, reason } };
            });
        },
        offeredToMe);
    m_book.add(
        QStringLiteral("command.withdraw"), category, tr("Withdraw the offer of command"), {},
        [this] { ask(WithdrawHandOver { ref() }); },
        [this] {
            const auto* i = incident();
            return i && (!i->handOver || i->handOver->from != m_desk.link().person)
                ? tr("You offer command to nobody.")
                : noOpen();
        });
}

void IncidentActions::offerCommand()
{
    m_editor.open({ tr("Hand over command"), tr("You hold it until the other has accepted and read back."),
        { { QStringLiteral("to"), tr("To"), EditorField::Kind::Line, {}, tr("name"), {} },
            { QStringLiteral("briefing"), tr("Briefing"), EditorField::Kind::Lines,
                m_briefing ? m_briefing(m_incident) : QString(), {}, {} } },
        tr("Offer command"), [this, r = ref()](const EditorValues& v) -> Result<CommandBody> {
            const QString to = withoutAt(v.at(QStringLiteral("to")));
            if (to.isEmpty())
                return error("editor.who", tr("Say who takes over."));
            QString briefing = v.at(QStringLiteral("briefing"));
            if (const QByteArray map = m_map ? m_map() : QByteArray(); !map.isEmpty()) {
                // Before the offer, so that whoever reads the sheet finds it: the map as it was, not as it became.
                const QString name = tr("map-%1.png").arg(clockText(m_desk.now()));
                ask(Attach { r, AttachmentKind::Picture, {}, name, QStringLiteral("image/png"), tr("the map at the hand-over"), map });
                briefing += QLatin1Char('\n') + tr("The map as it is now: %1 in the log.").arg(name);
            }
            return CommandBody { OfferHandOver { r, to, briefing } };
        } });
}

void IncidentActions::acceptCommand()
{
    const auto& offer = *incident()->handOver;
    m_editor.open({ tr("Accept command from %1").arg(personWord(offer.from)), offer.briefing,
        { { QStringLiteral("readBack"), tr("Read back"), EditorField::Kind::Line, {},
            tr("the situation and what is open, in your words"), {} } },
        tr("I am the Incident Commander"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("readBack")).isEmpty())
                return error("editor.readBack",
                    tr("Read it back in a sentence: it proves that you have the same picture."));
            return CommandBody { AcceptHandOver { r, v.at(QStringLiteral("readBack")) } };
        } });
}

void IncidentActions::addRoles()
{
    const auto open = [this] { return noOpen(); };
    m_book.add(
        QStringLiteral("role.assign"), tr("Roles"), tr("Assign a role…"), QKeySequence(Qt::Key_R),
        [this] { assign({}); }, open);
    for (const auto& role : usualRoles())
        m_book.add(
            QStringLiteral("role.%1").arg(role), tr("Roles"), tr("Assign: %1…").arg(roleWord(role)), {},
            [this, role] { assign(role); }, open);
    m_book.add(
        QStringLiteral("role.task"), tr("Roles"), tr("Assign a task…"), {},
        [this] {
            m_editor.open({ tr("Assign a task"), {},
                { { QStringLiteral("text"), tr("What"), EditorField::Kind::Line, {}, tr("drain pod-7"), {} },
                    { QStringLiteral("owner"), tr("Who"), EditorField::Kind::Line, {},
                        tr("empty: nobody yet"), {} },
                    { QStringLiteral("box"), tr("Minutes"), EditorField::Kind::Line, {},
                        tr("empty: no time box"), {} } },
                tr("Assign"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("text")).isEmpty())
                        return error("editor.task", tr("Say what is to be done."));
                    const auto box = typedMinutes(v.at(QStringLiteral("box")), true);
                    if (!box)
                        return box.error();
                    return CommandBody { AssignTask { r, withoutAt(v.at(QStringLiteral("owner"))), *box, 0,
                        v.at(QStringLiteral("text")) } };
                } });
        },
        open);
}

void IncidentActions::assign(const QString& role)
{
    std::vector<std::pair<QString, QString>> choices;
    for (const auto& usual : usualRoles())
        choices.emplace_back(usual, roleWord(usual));
    for (const auto& service : servicesOf(m_desk.workspace(), *incident())) {
        if (choices.size() < 12)
            choices.emplace_back(QStringLiteral("expert:") + service, tr("Expert for %1").arg(service));
    }
    const auto it = incident()->roles.find(role);
    m_editor.open(
        { tr("Assign a role"), tr("The commander holds what is not assigned. A role needs no console."),
            { { QStringLiteral("role"), tr("Role"), EditorField::Kind::Choice, role, {}, choices },
                { QStringLiteral("person"), tr("Person"), EditorField::Kind::Line,
                    it == incident()->roles.end() ? QString() : it->second.person,
                    tr("empty: back to the commander"), {} } },
            tr("Assign"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
                return CommandBody { AssignRole {
                    r, v.at(QStringLiteral("role")), withoutAt(v.at(QStringLiteral("person"))) } };
            } });
}

void IncidentActions::addAlerts()
{
    const QString category = tr("Alerts");
    const auto some = [this] { return noAlerts(); };
    m_book.add(
        QStringLiteral("alerts.acknowledge"), category, tr("Acknowledge the selected alerts"),
        QKeySequence(Qt::Key_K),
        [this] {
            ask(AcknowledgeAlerts { m_alerts, true });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.unacknowledge"), category, tr("Take back the acknowledgement"), {},
        [this] {
            ask(AcknowledgeAlerts { m_alerts, false });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.suppress"), category, tr("Suppress the selected alerts…"), {},
        [this] {
            reasoned(tr("Suppress %n alerts", nullptr, static_cast<int>(m_alerts.size())), tr("Suppress"),
                [alerts = m_alerts](const QString& reason) {
                    return CommandBody { SuppressAlerts { alerts, true, reason } };
                });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.unsuppress"), category, tr("Stop suppressing them"), {},
        [this] {
            ask(SuppressAlerts { m_alerts, false, {} });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.pin"), category, tr("Pin: no rule moves them any more"),
        QKeySequence(Qt::Key_P),
        [this] {
            ask(PinAlerts { m_alerts, true });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.unpin"), category, tr("Unpin"), {},
        [this] {
            ask(PinAlerts { m_alerts, false });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.move"), category, tr("Move to another incident…"), QKeySequence(Qt::Key_M),
        [this] {
            pickIncident(tr("Move %n alerts to", nullptr, static_cast<int>(m_alerts.size())), tr("Move"),
                [alerts = m_alerts](const IncidentRef& to) {
                    return CommandBody { MoveAlerts { to, alerts } };
                });
        },
        some);
    m_book.add(
        QStringLiteral("alerts.here"), category, tr("Move into the chosen incident"), {},
        [this] {
            ask(MoveAlerts { ref(), m_alerts });
        },
        [this] { return incident() ? noAlerts() : noIncident(); });
    m_book.add(
        QStringLiteral("alerts.split"), category, tr("Split into an incident of their own…"),
        QKeySequence(Qt::Key_S),
        [this] {
            IncidentRef from { m_desk.workspace().alert(m_alerts.front()).incident, {} };
            m_editor.open({ tr("Split %n alerts off", nullptr, static_cast<int>(m_alerts.size())),
                tr("They are pinned there: no rule moves them back."),
                { { QStringLiteral("title"), tr("Title"), EditorField::Kind::Line,
                    m_desk.text(m_alerts.front()).title, {}, {} } },
                tr("Split"), [from, alerts = m_alerts](const EditorValues& v) -> Result<CommandBody> {
                    return CommandBody { Split { from, v.at(QStringLiteral("title")), alerts } };
                } });
        },
        [this] {
            if (!m_alerts.empty() && !m_desk.workspace().alert(m_alerts.front()).incident)
                return tr("The alert belongs to no incident; declare one from it.");
            return noAlerts();
        });
}

void IncidentActions::addSilences()
{
    const QString category = tr("Alerts");
    m_book.add(
        QStringLiteral("alerts.silence"), category, tr("Silence what is like the selected alert…"), {},
        [this] { setSilence(); }, [this] { return lacks(Permission::Respond); });
    m_book.add(
        QStringLiteral("alerts.foldKind"), category, tr("Fold what is like the selected alert as background…"), {},
        [this] {
            const auto& w = m_desk.workspace();
            const AlertKind kind = kindOf(w.alert(m_alerts.front()));
            reasoned(tr("Fold %1 %2 as background").arg(w.name(kind.name), w.name(kind.resource)), tr("Fold it"),
                [name = w.name(kind.name), resource = w.name(kind.resource)](const QString& reason) {
                    return CommandBody { PinKind { name, resource, KindPin::Fold, reason } };
                });
        },
        [this] { return noAlerts(); });
    m_book.add(
        QStringLiteral("alerts.endSilence"), category, tr("End a silence…"), {},
        [this] {
            std::vector<std::pair<QString, QString>> choices;
            const auto& all = m_desk.workspace().silences();
            for (size_t n = all.size(); n-- > 0;) {
                if (!all[n].active())
                    continue;
                const auto& sources = m_desk.workspace().sources();
                const auto at = all[n].source.value;
                QString words = tr("%1: %2, by %3").arg(inWords(all[n].matchers), all[n].reason, personWord(all[n].owner));
                if (at && at <= sources.size())
                    words = tr("%1, set at %2").arg(words, visible(sources[at - 1].name, 100));
                const QString copies = copyWords(m_desk.workspace(), all[n]);
                choices.emplace_back(QString::number(n + 1), copies.isEmpty() ? words : words + QStringLiteral(" · ") + copies);
            }
            m_editor.open({ tr("End a silence"), tr("What it hides and still fires is shown again at once."),
                { { QStringLiteral("silence"), tr("Which"), EditorField::Kind::Choice, choices.front().first, {}, choices },
                    { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("may be empty"), {} } },
                tr("End it"), [](const EditorValues& v) -> Result<CommandBody> {
                    return CommandBody { EndSilence { { v.at(QStringLiteral("silence")).toUInt() }, v.at(QStringLiteral("reason")) } };
                } });
        },
        [this] {
            const auto& all = m_desk.workspace().silences();
            const bool any = std::any_of(all.begin(), all.end(), [](const SilenceInfo& s) { return s.active(); });
            return any ? lacks(Permission::Respond) : tr("No silence is active.");
        });
}

void IncidentActions::setSilence()
{
    QString words;
    if (!m_alerts.empty()) {
        const auto text = m_desk.text(m_alerts.front());
        std::vector<Matcher> like { { QStringLiteral("name"), text.name } };
        if (!text.service.isEmpty())
            like.push_back({ QStringLiteral("service"), text.service });
        words = inWords(like);
    }
    // What would be hidden is read before it is: whoever changes the matchers is shown the new figures first.
    auto seen = std::make_shared<QString>();
    const auto preview = [this](const std::vector<Matcher>& matchers) {
        const auto p = previewSilence(m_desk.workspace(), matchers, m_desk.now());
        return tr("Hides %1 that fire now (%2 critical, %3 in accepted incidents); %4 began in the last day.")
            .arg(p.firing).arg(p.critical).arg(p.inIncidents).arg(p.lastDay);
    };
    QString note = tr("name, service, resource, source, severity or labels.NAME = value, with * for any text; or != value, =~ or !~ expression.");
    if (const auto matchers = parseMatchers(words); !words.isEmpty() && matchers) {
        note = preview(*matchers);
        *seen = words;
    }
    m_editor.open({ tr("Silence"), note,
        { { QStringLiteral("what"), tr("What"), EditorField::Kind::Line, words, QStringLiteral("service=checkout, name=High*"), {} },
            { QStringLiteral("minutes"), tr("Minutes"), EditorField::Kind::Line, QStringLiteral("60"), {}, {} },
            { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("the replica is rebuilt until 15:00"), {} } },
        tr("Silence it"), [seen, preview](const EditorValues& v) -> Result<CommandBody> {
            const QString what = v.at(QStringLiteral("what")).trimmed();
            const auto matchers = parseMatchers(what);
            if (!matchers)
                return matchers.error();
            if (v.at(QStringLiteral("reason")).isEmpty())
                return error("editor.reason", tr("Say why: whoever looks for these alerts later will ask."));
            const auto box = typedMinutes(v.at(QStringLiteral("minutes")), false, silenceMinutes);
            if (!box)
                return box.error();
            if (*seen != what) {
                *seen = what;
                return error("editor.preview", tr("%1 Once more, if that is meant.").arg(preview(*matchers)));
            }
            return CommandBody { SetSilence { *matchers, v.at(QStringLiteral("reason")), *box } };
        } });
}

void IncidentActions::addClock()
{
    const auto dues = [this] {
        std::vector<std::pair<QString, QString>> choices;
        for (const auto& due : dueItems(m_desk.workspace(), *incident(), m_desk.now())) {
            if (due.kind != DueKind::Age)
                choices.emplace_back(due.id, due.overdue ? tr("⚠ %1").arg(due.what) : due.what);
        }
        return choices; // by when they are due: what is overdue comes first
    };
    m_book.add(
        QStringLiteral("clock.snooze"), tr("Clock"), tr("Put off what is due…"), {},
        [this, dues] {
            const auto choices = dues();
            m_editor.open({ tr("Put off"), tr("It is logged, with the reason."),
                { { QStringLiteral("due"), tr("What"), EditorField::Kind::Choice, choices.front().first, {}, choices },
                    { QStringLiteral("minutes"), tr("Minutes"), EditorField::Kind::Line, QStringLiteral("10"), {}, {} },
                    { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("may be empty"), {} } },
                tr("Put it off"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
                    const auto box = typedMinutes(v.at(QStringLiteral("minutes")), false, 60);
                    if (!box)
                        return box.error();
                    return CommandBody { SnoozeCallout {
                        r, v.at(QStringLiteral("due")), *box, v.at(QStringLiteral("reason")) } };
                } });
        },
        [this, dues] {
            const auto* i = incident();
            return i && i->open() && dues().empty() ? tr("Nothing is on the clock.") : noOpen();
        });
    m_book.add(
        QStringLiteral("incident.report"), tr("Incident"), tr("Count a customer's report…"), {},
        [this] {
            m_editor.open({ tr("A customer reports"), tr("Counted in the impact and in every status update."),
                { { QStringLiteral("text"), tr("What"), EditorField::Kind::Line, {}, tr("cannot pay by card since 14:05"), {} } },
                tr("Count it"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
                    if (v.at(QStringLiteral("text")).isEmpty())
                        return error("editor.report", tr("Say what is reported."));
                    return CommandBody { LogLine { r, LineKind::Report, 0, {}, {}, v.at(QStringLiteral("text")) } };
                } });
        },
        [this] { return noIncident(); });
}

} // namespace quarterdeck
