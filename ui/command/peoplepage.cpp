// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/peoplepage.h"

#include "models/state/alarmload.h"
#include "models/state/roster.h"
#include "ui/common/desk.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

namespace quarterdeck {

namespace {

    QString presenceWord(Presence presence)
    {
        switch (presence) {
        case Presence::Paged:
            return PeoplePage::tr("◐ paged");
        case Presence::Present:
            return PeoplePage::tr("● present");
        case Presence::Missing:
            return PeoplePage::tr("⚠ missing");
        case Presence::Gone:
            return PeoplePage::tr("○ gone");
        case Presence::Unknown:
            break;
        }
        return PeoplePage::tr("○ not called yet");
    }

    QString rolesOf(const RosterLine& line)
    {
        QStringList words;
        for (const auto& role : line.roles)
            words << roleWord(role);
        return words.isEmpty() ? PeoplePage::tr("no role") : words.join(QStringLiteral(", "));
    }

    /// What went out or waits to, newest first.
    void addOutgoing(std::vector<BoardRow>& rows, const Incident& i, Instant now)
    {
        if (i.messages.empty())
            return;
        rows.push_back({ QStringLiteral("outgoing"), {}, PeoplePage::tr("Pages and updates sent through a channel"), {},
            BoardRow::Tone::Heading, 0 });
        for (auto m = i.messages.rbegin(); m != i.messages.rend(); ++m) {
            const QString state = m->sent ? PeoplePage::tr("✓ sent %1").arg(minuteText(m->answeredAt))
                : m->givenUp              ? PeoplePage::tr("✕ not sent: %1").arg(m->answer)
                : m->attempts             ? PeoplePage::tr("⚠ waiting to send %1: %2").arg(ageText(now - m->at), m->answer)
                                          : PeoplePage::tr("◐ waiting to send %1").arg(ageText(now - m->at));
            rows.push_back({ QStringLiteral("message:%1").arg(m->seq), m->channel,
                m->what == MessageKind::Page ? PeoplePage::tr("page for %1").arg(personWord(m->to)) : PeoplePage::tr("status update"), state,
                m->sent ? BoardRow::Tone::Dim : BoardRow::Tone::Loud, 0 });
        }
    }

    /// Load per team, never per person (EEMUA 191).
    void addLoad(std::vector<BoardRow>& rows, const Workspace& w, Instant now)
    {
        const auto loads = alarmLoad(w, now);
        if (loads.empty())
            return;
        rows.push_back({ QStringLiteral("load"), {}, PeoplePage::tr("Alarm load by team; ten in ten minutes can be coped with, one in the long run"),
            {}, BoardRow::Tone::Heading, 0 });
        for (const auto& load : loads) {
            static const QString bars = QStringLiteral("▁▂▃▄▅▆▇█");
            const int most = qMax(8, *std::max_element(load.tens.begin(), load.tens.end()));
            QString meter;
            for (const int n : load.tens)
                meter += bars[qMin<qsizetype>(7, n * 7 / most)];
            const bool loud = load.level >= LoadLevel::Demanding;
            const QString words = PeoplePage::tr("%1 in the last 10 min, %2 in ten minutes on average of %3")
                                      .arg(QString::number(load.last10), QString::number(load.per10, 'f', 1), ageText(load.overMs));
            const QString verdict = load.level == LoadLevel::Acceptable ? PeoplePage::tr("acceptable")
                : load.level == LoadLevel::Manageable                   ? PeoplePage::tr("manageable")
                : load.level == LoadLevel::Demanding                    ? PeoplePage::tr("⚠ over-demanding")
                                                                        : PeoplePage::tr("⚠ unacceptable");
            rows.push_back({ QStringLiteral("load:") + load.team, load.team.isEmpty() ? PeoplePage::tr("no owner known") : load.team, words,
                QStringLiteral("%1 %2").arg(meter, verdict), loud ? BoardRow::Tone::Loud : BoardRow::Tone::Plain, 0 });
        }
    }

} // namespace

PeoplePage::PeoplePage(Desk& desk, ActionBook& book, EditorPanel& editor, QWidget* parent)
    : BoardPage(desk, book, editor, tr("People"),
          tr("Nobody holds a role or was paged. In the scribe line: p @team; R assigns a role."), parent)
{
    m_view->setObjectName(QStringLiteral("people"));
    const QString category = tr("People");
    addAct(QStringLiteral("people.page"), category, tr("Page…"), QKeySequence(Qt::SHIFT | Qt::Key_P), [this] { page(); },
        [this] { return incident() ? QString() : noOpen(); });
    const auto chosen = [this] {
        if (!incident())
            return noOpen();
        return person().isEmpty() ? tr("Choose somebody in the list of people first (9).") : QString();
    };
    addAct(QStringLiteral("people.present"), category, tr("Present"), {}, [this] { note(Presence::Present, {}); }, chosen);
    addAct(QStringLiteral("people.missing"), category, tr("Missing"), {}, [this] { note(Presence::Missing, {}); }, chosen);
    addAct(QStringLiteral("people.gone"), category, tr("Gone"), {}, [this] { note(Presence::Gone, {}); }, chosen);
    addAct(QStringLiteral("people.answered"), category, tr("Answered…"), {},
        [this] {
            openForm({ tr("%1 answered").arg(personWord(person())), {},
                { { QStringLiteral("words"), tr("They said"), EditorField::Kind::Line, {}, tr("joins in ten minutes"), {} } },
                tr("Note it"), [r = ref(), who = person()](const EditorValues& v) -> Result<CommandBody> {
                    return CommandBody { NotePresence { r, who, Presence::Present, v.at(QStringLiteral("words")) } };
                } });
        },
        chosen);
    addAct(QStringLiteral("people.bridge"), category, tr("Call and chat…"), QKeySequence(Qt::Key_B), [this] { setBridge(); },
        [this] { return incident() ? QString() : noOpen(); });
}

int PeoplePage::awaitedCount() const
{
    const auto* i = incident();
    if (!i || !i->open())
        return 0;
    int n = 0;
    for (const auto& line : roster(*i, m_desk.now()))
        n += line.presence == Presence::Paged || line.presence == Presence::Missing;
    return n;
}

std::vector<BoardRow> PeoplePage::rowsOf(const Incident& i, Instant now) const
{
    std::vector<BoardRow> rows;
    for (const auto& line : roster(i, now)) {
        const auto& consoles = m_desk.pulse().people;
        const bool atConsole = line.presence == Presence::Unknown && std::find(consoles.begin(), consoles.end(), line.person) != consoles.end();
        QString state = atConsole ? tr("● at a console") : presenceWord(line.presence);
        if (line.since)
            state += QStringLiteral(" · ") + ageText(now - line.since);
        if (!line.words.isEmpty())
            state += QStringLiteral(" · ") + line.words;
        rows.push_back({ QStringLiteral("person:") + line.person, personWord(line.person), rolesOf(line), state,
            line.presence == Presence::Missing ? BoardRow::Tone::Loud
                : line.presence == Presence::Gone ? BoardRow::Tone::Dim
                                                  : BoardRow::Tone::Plain,
            0 });
    }
    addOutgoing(rows, i, now);
    const auto led = spans(i);
    if (!led.empty())
        rows.push_back({ QStringLiteral("spans"), {}, tr("Who reports to whom; three to seven are what one can lead"), {},
            BoardRow::Tone::Heading, 0 });
    for (const auto& span : led) {
        QStringList names;
        for (const auto& who : span.reports)
            names << personWord(who);
        const auto count = static_cast<int>(span.reports.size());
        // A meter that is read without counting: one block for each that reports.
        const QString meter = QString(qMin(count, 12), QChar(u'▮')) + QString(qMax(0, static_cast<int>(mostReports) - count), QChar(u'▯'));
        QString words = names.isEmpty() ? tr("nobody yet") : names.join(QStringLiteral(", "));
        if (const auto team = i.teams.find(span.role); team != i.teams.end())
            words = team->second.task.isEmpty() ? tr("team %1: %2").arg(span.role, words)
                                                : tr("team %1 (%2): %3").arg(span.role, team->second.task, words);
        rows.push_back({ QStringLiteral("span:") + span.lead + QLatin1Char('/') + span.role, personWord(span.lead), words,
            span.tooMany ? tr("⚠ %1 %2, more than one can lead").arg(meter).arg(count) : QStringLiteral("%1 %2").arg(meter).arg(count),
            span.tooMany ? BoardRow::Tone::Loud : BoardRow::Tone::Plain, 0 });
    }
    addLoad(rows, m_desk.workspace(), now);
    return rows;
}

QString PeoplePage::person() const
{
    const QString id = chosenId();
    return id.startsWith(QLatin1String("person:")) ? id.mid(7) : QString();
}

void PeoplePage::note(Presence presence, const QString& words)
{
    emit commandMade(NotePresence { ref(), person(), presence, words });
}

void PeoplePage::page()
{
    std::vector<std::pair<QString, QString>> ways;
    for (const auto& [name, channel] : m_desk.workspace().channels()) {
        if (channel.pages)
            ways.emplace_back(name, tr("through %1").arg(channel.title));
    }
    const bool sends = !ways.empty();
    ways.emplace_back(QString(), tr("I call them myself"));
    openForm({ tr("Page a person or a team"),
        sends ? tr("It goes out at once, with severity, title and call link; the answer is waited for.")
              : tr("No channel is configured (channels.yaml): call them; this notes when, and the answer is waited for."),
        { { QStringLiteral("person"), tr("Who"), EditorField::Kind::Line, {}, tr("@payments"), {} },
            { QStringLiteral("how"), tr("How"), EditorField::Kind::Choice, ways.front().first, {}, ways } },
        tr("Page"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            const QString who = withoutAt(v.at(QStringLiteral("person")));
            if (who.isEmpty())
                return error("editor.who", tr("Say who is paged."));
            return CommandBody { PagePerson { r, who, v.at(QStringLiteral("how")) } };
        } });
}

void PeoplePage::setBridge()
{
    const auto& b = incident()->bridge;
    openForm({ tr("Call and chat"), tr("Always shown above the clock; not a secret to anybody who can see the incident."),
        { { QStringLiteral("link"), tr("Call link"), EditorField::Kind::Line, b.link, {}, {} },
            { QStringLiteral("phone"), tr("Phone"), EditorField::Kind::Line, b.phone, {}, {} },
            { QStringLiteral("pin"), tr("PIN"), EditorField::Kind::Line, b.pin, {}, {} },
            { QStringLiteral("chat"), tr("Chat"), EditorField::Kind::Line, b.chat, {}, {} } },
        tr("Tell everybody"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            return CommandBody { SetBridge { r, v.at(QStringLiteral("link")), v.at(QStringLiteral("phone")),
                v.at(QStringLiteral("pin")), v.at(QStringLiteral("chat")) } };
        } });
}

} // namespace quarterdeck
