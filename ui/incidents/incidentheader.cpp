// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/incidentheader.h"

#include "models/state/experts.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QHBoxLayout>

namespace quarterdeck {

namespace {
    constexpr std::array<Phase, 5> k_path { Phase::Triage, Phase::Investigating, Phase::Fixing,
        Phase::Monitoring, Phase::Resolved };
}

IncidentHeader::IncidentHeader(Desk& desk, const History& history, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_history(history)
    , m_severity(new SeverityChip)
    , m_title(new PlainLabel({}, PlainLabel::Role::Title))
    , m_closed(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_commander(new PlainLabel({}, PlainLabel::Role::Strong))
    , m_post(new PlainLabel(tr("Incident Commander"), PlainLabel::Role::Dim))
    , m_take(new Button(tr("Take command"), QStringLiteral("T")))
    , m_accept(new Button(tr("Accept"), QStringLiteral("A")))
    , m_roles(new Button({}))
{
    setObjectName(QStringLiteral("header"));
    setFixedHeight(62);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(12);
    row->addWidget(m_severity);
    auto* left = new QVBoxLayout;
    left->setSpacing(0);
    left->setContentsMargins(0, 6, 0, 4);
    left->addWidget(m_title);
    auto* phases = new QHBoxLayout;
    phases->setSpacing(2);
    for (size_t i = 0; i < k_path.size(); ++i) {
        m_phases[i] = new Button(phaseWord(k_path[i]));
        m_phases[i]->setLook(Button::Look::Text);
        m_phases[i]->setObjectName(QStringLiteral("phase%1").arg(i));
        m_parts.push_back(m_phases[i]);
        phases->addWidget(m_phases[i]);
        connect(m_phases[i], &QPushButton::clicked, this, [this, i] { emit phaseWanted(k_path[i]); });
        if (i + 1 < k_path.size()) {
            auto* sign = new PlainLabel(QStringLiteral("›"), PlainLabel::Role::Faint);
            m_parts.push_back(sign);
            phases->addWidget(sign);
        }
    }
    phases->addWidget(m_closed);
    phases->addStretch(1);
    left->addLayout(phases);
    row->addLayout(left, 3);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->setContentsMargins(0, 6, 0, 4);
    auto* first = new QHBoxLayout;
    first->setSpacing(6);
    first->addStretch(1);
    first->addWidget(m_commander);
    first->addWidget(m_post);
    first->addWidget(m_accept);
    first->addWidget(m_take);
    right->addLayout(first);
    m_roles->setLook(Button::Look::Text);
    m_roles->setObjectName(QStringLiteral("roles"));
    right->addWidget(m_roles, 0, Qt::AlignRight);
    row->addLayout(right, 2);
    m_severity->setObjectName(QStringLiteral("severity"));
    m_take->setObjectName(QStringLiteral("takeCommand"));
    m_accept->setObjectName(QStringLiteral("acceptIncident"));
    m_title->setObjectName(QStringLiteral("incidentTitle"));
    m_commander->setObjectName(QStringLiteral("commander"));
    m_commander->setPixels(12);
    m_post->setPixels(12);
    m_accept->setLook(Button::Look::Accent);
    connect(m_severity, &QPushButton::clicked, this,
        [this] { emit severityWanted(m_severity->mapToGlobal(QPoint(0, m_severity->height() + 2))); });
    connect(m_take, &QPushButton::clicked, this, &IncidentHeader::commandWanted);
    connect(m_accept, &QPushButton::clicked, this, &IncidentHeader::acceptWanted);
    connect(m_roles, &QPushButton::clicked, this, &IncidentHeader::rolesWanted);
    refresh();
}

void IncidentHeader::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void IncidentHeader::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const bool any = i != nullptr;
    for (QWidget* part : m_parts)
        part->setVisible(any);
    m_severity->setVisible(any);
    m_commander->setVisible(any);
    if (!any) {
        // Which of these are seen is decided once a refresh: shown and hidden in one go, they would keep their room.
        for (QWidget* part : { static_cast<QWidget*>(m_post), static_cast<QWidget*>(m_take), static_cast<QWidget*>(m_accept),
                 static_cast<QWidget*>(m_roles) })
            part->hide();
        m_title->setText(tr("No incident is chosen"));
        m_closed->setText(tr("Choose one on the left, or declare one."));
        m_closed->show();
        return;
    }
    m_severity->setRank(i->severity, sevWord(i->severity));
    m_title->setText(i->title.isEmpty() ? tr("Incident %1").arg(i->id.value) : i->title);
    showPhases(*i);
    showPeople(*i);
}

void IncidentHeader::showPhases(const Incident& i)
{
    for (size_t n = 0; n < k_path.size(); ++n) {
        const bool now = i.phase == k_path[n];
        m_phases[n]->setStrong(now);
        m_phases[n]->setWord(now ? QStringLiteral("● %1").arg(phaseWord(k_path[n])) : phaseWord(k_path[n]));
    }
    const bool apart = i.phase == Phase::Dismissed || i.phase == Phase::Merged || i.phase == Phase::Review;
    int parts = 0;
    for (const auto id : m_desk.workspace().worked())
        parts += m_desk.workspace().incident(id)->parent == i.id;
    const QString seen = i.open() && !i.accepted() ? m_history.groupLabel(i) : QString();
    m_closed->setVisible(!seen.isEmpty() || apart || i.recurrenceOf || i.parent || parts || i.restricted);
    QString words = apart ? QStringLiteral("· ● %1").arg(phaseWord(i.phase)) : QStringLiteral("·");
    if (!seen.isEmpty())
        words += QLatin1Char(' ') + seen;
    if (i.mergedInto)
        words += tr(" into incident %1").arg(i.mergedInto.value);
    if (i.recurrenceOf)
        words += tr(" again after incident %1").arg(i.recurrenceOf.value);
    if (i.duplicateOf)
        words += tr(", duplicate of incident %1").arg(i.duplicateOf.value);
    if (i.parent)
        words += tr(" part of incident %1").arg(i.parent.value);
    if (parts)
        words += tr(" with %n open parts", nullptr, parts);
    if (i.restricted)
        words += i.readBy(m_desk.link().person) ? tr(" ⊘ members only: %1").arg(QStringList(i.members.begin(), i.members.end()).join(QStringLiteral(", ")))
                                                : tr(" ⊘ members only; you are not one of them");
    m_closed->setText(words);
}

void IncidentHeader::showPeople(const Incident& i)
{
    const QString me = m_desk.link().person;
    const bool triage = i.open() && !i.accepted();
    const bool none = i.commander.isEmpty();
    m_accept->setVisible(triage);
    m_take->setVisible(none && i.open() && !triage);
    m_take->setLook(i.major() ? Button::Look::Loud : Button::Look::Accent);
    m_post->setVisible(!none || triage);
    m_roles->setVisible(!triage);
    if (triage) {
        showWhoIsOnIt(i);
        return;
    }
    if (none) {
        m_commander->setRole(i.major() && i.open() ? PlainLabel::Role::Loud : PlainLabel::Role::Dim);
        m_commander->setText(i.major() && i.open() ? tr("NO COMMANDER") : tr("no commander"));
    } else {
        m_commander->setRole(PlainLabel::Role::Strong);
        const QString who =
            i.commander == me ? tr("%1 (you)").arg(personWord(i.commander)) : personWord(i.commander);
        m_commander->setText(who);
        m_post->setText(tr("Incident Commander · %1").arg(ageText(m_desk.now() - i.commandSince)));
    }
    // The commander holds every role that is not delegated; customers want a voice of their own in a major
    // one.
    QStringList words;
    for (const auto& role : usualRoles()) {
        const auto it = i.roles.find(role);
        if (it != i.roles.end())
            words << QStringLiteral("%1: %2 %3")
                         .arg(roleWord(role), personWord(it->second.person),
                             ageText(m_desk.now() - it->second.since));
        else if (role == QLatin1String("deputy") || role == QLatin1String("scribe")
            || (role == QLatin1String("customer-liaison") && i.major()))
            words << QStringLiteral("%1: %2").arg(roleWord(role),
                none                    ? tr("empty")
                    : i.commander == me ? tr("you")
                                        : personWord(i.commander));
    }
    for (const auto& [role, holder] : i.roles) {
        const auto usual = usualRoles();
        if (std::find(usual.begin(), usual.end(), role) == usual.end())
            words << QStringLiteral("%1: %2").arg(roleWord(role), personWord(holder.person));
    }
    m_roles->setWord(words.join(QStringLiteral(" · ")));
    m_roles->setToolTip(plainToolTip(tr("Assign a role\n%1").arg(words.join(QLatin1Char('\n')))));
}

void IncidentHeader::showWhoIsOnIt(const Incident& i)
{
    const auto on = whoIsOnIt(m_desk.workspace(), i);
    m_commander->setRole(on.person.isEmpty() ? PlainLabel::Role::Dim : PlainLabel::Role::Strong);
    m_commander->setText(on.person.isEmpty() ? tr("nobody is on it") : tr("%1 is on it").arg(personWord(on.person)));
    QStringList words;
    if (!on.person.isEmpty())
        words << tr("since %1").arg(minuteText(on.at));
    words << (on.team.isEmpty() ? tr("no owner known") : tr("%1 owns it").arg(on.team));
    m_post->setText(QStringLiteral("· ") + words.join(QStringLiteral(" · ")));
    m_post->setToolTip(on.act.isEmpty() ? QString() : plainToolTip(on.act));
}

} // namespace quarterdeck
