// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/situationpanel.h"

#include "models/state/situationdocument.h"
#include "models/triage/changefigures.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/incidents/situation.h"
#include "ui/incidents/situationwords.h"

#include <QGridLayout>

namespace quarterdeck {

namespace {
    constexpr size_t k_changesShown = 2;
    constexpr qsizetype k_quietShown = 5;
}

SituationPanel::SituationPanel(Desk& desk, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_heading(new PlainLabel({}, PlainLabel::Role::Heading))
    , m_impactButton(new Button(tr("Impact")))
{
    setObjectName(QStringLiteral("situation"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 8);
    column->setSpacing(6);
    column->addWidget(m_heading);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, 84);
    grid->setColumnStretch(1, 1);
    m_impactButton->setLook(Button::Look::Text);
    m_impactButton->setToolTip(plainToolTip(tr("State the impact (I)")));
    m_impactButton->setAccessibleName(tr("Impact: state it"));
    m_impact = new PlainLabel;
    m_impact->setObjectName(QStringLiteral("impact"));
    m_impact->setWraps(true);
    grid->addWidget(m_impactButton, 0, 0, Qt::AlignTop | Qt::AlignLeft);
    grid->addWidget(m_impact, 0, 1, Qt::AlignVCenter);
    m_first = addRow(grid, 1, tr("First fired"));
    m_now = addRow(grid, 2, tr("Now"));
    m_changed = addRow(grid, 3, tr("Changed"));
    m_quiet = addRow(grid, 4, tr("Not alarmed"));
    m_silenced = addRow(grid, 5, tr("Suppressed"));
    m_experts = addRow(grid, 6, tr("Experts"));
    m_action = addRow(grid, 7, tr("Action"));
    m_watch = addRow(grid, 8, tr("Watch"));
    m_before = addRow(grid, 9, tr("Before · L"));
    m_before->setWraps(false);
    m_before->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long one is cut, not the panel widened
    for (auto* value : { m_experts, m_action, m_watch, m_before })
        setRow(value, {});
    column->addLayout(grid);
    column->addStretch(1);
    connect(m_impactButton, &QPushButton::clicked, this, &SituationPanel::impactWanted);
    refresh();
}

PlainLabel* SituationPanel::addRow(QGridLayout* grid, int row, const QString& key)
{
    auto* name = new PlainLabel(key, PlainLabel::Role::Faint);
    auto* value = new PlainLabel;
    value->setWraps(true);
    name->setContentsMargins(2, 0, 0, 0);
    name->setBuddy(value);
    grid->addWidget(name, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    return value;
}

void SituationPanel::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void SituationPanel::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    m_asOf = m_desk.now();
    tick();
    m_impactButton->setEnabled(i != nullptr);
    if (!i) {
        for (auto* value : { m_impact, m_first, m_now, m_changed, m_quiet, m_silenced })
            setRow(value, QStringLiteral("–"));
        for (auto* value : { m_experts, m_action, m_watch })
            setRow(value, {});
        return;
    }
    const auto s = situationOf(m_desk.workspace(), *i, m_desk.now());
    QString impact = i->impact.isEmpty()
        ? (s.customerFacing ? tr("Not stated; a customer-facing service is hit") : tr("Not stated yet"))
        : i->impact;
    if (i->impactSince)
        impact += tr(", since %1").arg(clockText(i->impactSince));
    if (const auto reports = customerReports(*i))
        impact += QStringLiteral(" · ") + tr("%n customer report(s)", nullptr, static_cast<int>(reports));
    m_impact->setText(impact);
    m_impact->setRole(i->impact.isEmpty() ? PlainLabel::Role::Dim : PlainLabel::Role::Text);
    // Who watches a recovery sizes up no more: what fired second, what changed and what is quiet give their room to it.
    const bool watched = i->phase == Phase::Monitoring;
    const QString then = watched ? QString() : SituationWords::onset(m_desk.workspace(), *i);
    m_first->setText(s.firstFired.isEmpty()
            ? tr("No alert belongs to it.")
            : QStringLiteral("%1, %2").arg(s.firstFired, clockText(s.firstAt)) + (then.isEmpty() ? QString() : QLatin1Char('\n') + then));
    showNow(*i, s);
    showChanges(s);
    QStringList quiet(s.notAlarmed.begin(), s.notAlarmed.end());
    const qsizetype more = quiet.size() - k_quietShown;
    if (more > 0)
        quiet = quiet.mid(0, k_quietShown) << tr("%1 more").arg(more);
    m_quiet->setText(
        quiet.isEmpty() ? tr("–") : tr("%1 (needed by what is hit)").arg(quiet.join(QStringLiteral(", "))));
    const QString by = s.suppressed ? QStringLiteral(" (%1)").arg(SituationWords::hidden(m_desk.workspace(), *i)) : QString();
    m_silenced->setText(s.suppressed || s.flapping
            ? tr("%1 suppressed%2, %3 flapping").arg(QString::number(s.suppressed), by, QString::number(s.flapping))
            : tr("none here"));
    setRow(m_changed, watched ? QString() : m_changed->text());
    setRow(m_quiet, watched ? QString() : m_quiet->text());
    showPeople(*i);
    setRow(m_action, i->open() ? SituationWords::action(m_desk.workspace(), *i) : QString());
    showWatch(*i);
}

void SituationPanel::showNow(const Incident& i, const Situation& s)
{
    QString now = tr("%1 firing").arg(s.firing);
    if (s.unknown)
        now += tr(", %1 unknown").arg(s.unknown);
    if (s.firing || s.unknown)
        now += QStringLiteral(", ") + SituationWords::trend(i, m_desk.now(), s.quietMs);
    now += s.servicesKnown ? tr(" · %n services", nullptr, s.servicesHit) + tr(" of %1").arg(s.servicesKnown)
                           : tr(" · %n services", nullptr, s.servicesHit) + tr(", no service map");
    m_now->setText(now);
}

/// Who is needed, while it is worked on; a group has its owner in the header.
void SituationPanel::showPeople(const Incident& i)
{
    if (!i.open() || !i.accepted() || i.phase == Phase::Monitoring || i.alerts.empty()) {
        setRow(m_experts, {});
        return;
    }
    const QString words = SituationWords::experts(m_desk.workspace(), i, m_desk.now());
    setRow(m_experts, words.isEmpty() ? tr("somebody is here for each service that is hit") : words);
}

/// Hands off: whether it stays quiet, whether a relapse would be seen, and whether quiet can be believed.
void SituationPanel::showWatch(const Incident& i)
{
    if (i.phase != Phase::Monitoring) {
        setRow(m_watch, {});
        return;
    }
    const auto& w = m_desk.workspace();
    QStringList words { SituationWords::groups(w, m_desk.now()), SituationWords::relapse(w, i) };
    if (!m_feed.isEmpty())
        words << m_feed;
    setRow(m_watch, words.join(QLatin1Char('\n')));
}

void SituationPanel::setRow(PlainLabel* value, const QString& words)
{
    value->setText(words);
    value->setVisible(!words.isEmpty());
    for (auto* name : findChildren<PlainLabel*>()) {
        if (name->buddy() == value)
            name->setVisible(!words.isEmpty());
    }
}

void SituationPanel::setFeed(const QString& words)
{
    m_feed = words;
}

void SituationPanel::showChanges(const Situation& s)
{
    if (s.changes.empty()) {
        m_changed->setText(tr("Nothing known in the 60 min before"));
        m_changed->setToolTip({});
        return;
    }
    QStringList lines;
    QStringList figures;
    for (const auto& change : s.changes) {
        if (static_cast<size_t>(lines.size()) == k_changesShown) {
            lines << tr("and %1 more").arg(s.changes.size() - k_changesShown);
            break;
        }
        const QString when = change.beforeOnsetMs >= 0
            ? tr("%1 before onset").arg(ageText(change.beforeOnsetMs))
            : tr("%1 after onset").arg(ageText(-change.beforeOnsetMs));
        lines << QStringLiteral("%1 %2, %3").arg(change.what, minuteText(change.at), when);
        figures << changeFigures(m_desk.workspace(), m_desk.workspace().changes()[change.id.value - 1], m_desk.now()).words;
    }
    m_changed->setText(lines.join(QLatin1Char('\n')));
    figures.removeAll(QString());
    m_changed->setToolTip(plainToolTip(figures.join(QLatin1Char('\n'))));
}

void SituationPanel::setBefore(const QString& words)
{
    setRow(m_before, words);
}

void SituationPanel::tick()
{
    m_heading->setText(
        m_incident ? tr("Situation · as of %1").arg(agoText(m_desk.now() - m_asOf)) : tr("Situation"));
}

} // namespace quarterdeck
