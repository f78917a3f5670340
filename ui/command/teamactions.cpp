// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command/incidentactions.h"
#include "ui/common/actionbook.h"
#include "ui/common/desk.h"
#include "ui/common/words.h"

namespace quarterdeck {

namespace {

    /// "@swift, heron  plover": names apart by commas or blanks.
    std::vector<QString> namesIn(const QString& typed)
    {
        std::vector<QString> out;
        for (const QString& word : QString(typed).replace(QLatin1Char(','), QLatin1Char(' ')).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            out.push_back(withoutAt(word));
        return out;
    }

    QString joined(const std::vector<QString>& names)
    {
        return QStringList(names.begin(), names.end()).join(QStringLiteral(", "));
    }

} // namespace

void IncidentActions::addTeams()
{
    const QString people = tr("People");
    m_book.add(QStringLiteral("people.team"), people, tr("Team with a lead…"), QKeySequence(Qt::SHIFT | Qt::Key_T),
        [this] { setTeam(); }, [this] { return noOpen(); });
    m_book.add(QStringLiteral("people.members"), people, tr("Restrict to members…"), {}, [this] { restrict(); },
        [this] { return noIncident(); });
    m_book.add(
        QStringLiteral("people.everybody"), people, tr("Open it to everybody again…"), {},
        [this] {
            reasoned(tr("Open it to everybody"), tr("Open it"), [r = ref()](const QString& reason) {
                return CommandBody { SetAccess { r, false, {}, reason } };
            });
        },
        [this] { return incident() && !incident()->restricted ? tr("It is open to everybody.") : noIncident(); });
    const QString category = tr("Incident");
    m_book.add(
        QStringLiteral("incident.part"), category, tr("Make it a part of…"), {},
        [this] {
            pickIncident(tr("It is a part of"), tr("Make it a part"), [r = ref()](const IncidentRef& parent) {
                return CommandBody { SetParent { r, parent } };
            });
        },
        [this] { return noOpen(); });
    m_book.add(
        QStringLiteral("incident.apart"), category, tr("Have it stand on its own again"), {},
        [this] {
            ask(SetParent { ref(), {} });
        },
        [this] { return incident() && !incident()->parent ? tr("It is a part of no other.") : noOpen(); });
}

void IncidentActions::setTeam()
{
    QStringList known;
    for (const auto& [name, team] : incident()->teams)
        known << QStringLiteral("%1 (%2)").arg(name, personWord(team.lead));
    const QString note = known.isEmpty() ? tr("Its people report to its lead, the lead to you.")
                                         : tr("There are: %1. Without a lead a team is dissolved.").arg(known.join(QStringLiteral(", ")));
    m_editor.open({ tr("Team"), note,
        { { QStringLiteral("team"), tr("Name"), EditorField::Kind::Line, {}, tr("database"), {} },
            { QStringLiteral("lead"), tr("Lead"), EditorField::Kind::Line, {}, tr("@heron"), {} },
            { QStringLiteral("members"), tr("With"), EditorField::Kind::Line, {}, tr("@swift, @plover"), {} },
            { QStringLiteral("task"), tr("For"), EditorField::Kind::Line, {}, tr("find out why the replica lags"), {} } },
        tr("Set the team"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("team")).isEmpty())
                return error("editor.team", tr("Name the team."));
            return CommandBody { SetTeam { r, v.at(QStringLiteral("team")), withoutAt(v.at(QStringLiteral("lead"))),
                namesIn(v.at(QStringLiteral("members"))), v.at(QStringLiteral("task")) } };
        } });
}

void IncidentActions::restrict()
{
    const auto* i = incident();
    std::vector<QString> names = i->members;
    if (names.empty()) {
        names.push_back(m_desk.link().person);
        for (const auto& [role, holder] : i->roles) {
            if (std::find(names.begin(), names.end(), holder.person) == names.end())
                names.push_back(holder.person);
        }
    }
    m_editor.open({ tr("Restrict to members"),
        tr("Only they read what is written in it, what was written before as well. Its alerts, severity and phase stay visible."),
        { { QStringLiteral("members"), tr("Members"), EditorField::Kind::Line, joined(names), {}, {} },
            { QStringLiteral("reason"), tr("Because"), EditorField::Kind::Line, {}, tr("credentials may have leaked"), {} } },
        tr("Restrict it"), [r = ref()](const EditorValues& v) -> Result<CommandBody> {
            if (v.at(QStringLiteral("reason")).isEmpty())
                return error("editor.reason", tr("Say why: the others will ask."));
            return CommandBody { SetAccess { r, true, namesIn(v.at(QStringLiteral("members"))), v.at(QStringLiteral("reason")) } };
        } });
}

} // namespace quarterdeck
