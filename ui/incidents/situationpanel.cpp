// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/situationpanel.h"

#include "models/triage/changefigures.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/incidents/situation.h"

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
    m_before = addRow(grid, 6, tr("Before · L"));
    m_before->setWraps(false);
    m_before->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long one is cut, not the panel widened
    m_beforeName = qobject_cast<PlainLabel*>(grid->itemAtPosition(6, 0)->widget());
    setBefore({});
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
            value->setText(QStringLiteral("–"));
        return;
    }
    const auto s = situationOf(m_desk.workspace(), *i, m_desk.now());
    QString impact = i->impact.isEmpty()
        ? (s.customerFacing ? tr("Not stated; a customer-facing service is hit") : tr("Not stated yet"))
        : i->impact;
    if (i->impactSince)
        impact += tr(", since %1").arg(clockText(i->impactSince));
    m_impact->setText(impact);
    m_impact->setRole(i->impact.isEmpty() ? PlainLabel::Role::Dim : PlainLabel::Role::Text);
    m_first->setText(s.firstFired.isEmpty()
            ? tr("No alert belongs to it.")
            : QStringLiteral("%1, %2").arg(s.firstFired, clockText(s.firstAt)));
    QString now = tr("%1 firing").arg(s.firing);
    if (s.unknown)
        now += tr(", %1 unknown").arg(s.unknown);
    if (s.firing || s.unknown) {
        now += s.change5m == 0
            ? tr(", flat for %1").arg(ageText(s.quietMs))
            : tr(", %1, %2%3 in 5 min")
                  .arg(trendWord(s.change5m), s.change5m > 0 ? QStringLiteral("+") : QString())
                  .arg(s.change5m);
    }
    now += s.servicesKnown ? tr(" · %1 services of %2").arg(s.servicesHit).arg(s.servicesKnown)
                           : tr(" · %1 services, no service map").arg(s.servicesHit);
    m_now->setText(now);
    showChanges(s);
    QStringList quiet(s.notAlarmed.begin(), s.notAlarmed.end());
    const qsizetype more = quiet.size() - k_quietShown;
    if (more > 0)
        quiet = quiet.mid(0, k_quietShown) << tr("%1 more").arg(more);
    m_quiet->setText(
        quiet.isEmpty() ? tr("–") : tr("%1 (needed by what is hit)").arg(quiet.join(QStringLiteral(", "))));
    m_silenced->setText(s.suppressed || s.flapping
            ? tr("%1 suppressed, %2 flapping").arg(s.suppressed).arg(s.flapping)
            : tr("none here"));
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
            ? tr("%1 before onset").arg(inWords(change.beforeOnsetMs))
            : tr("%1 after onset").arg(inWords(-change.beforeOnsetMs));
        lines << QStringLiteral("%1 %2, %3").arg(change.what, clockText(change.at), when);
        figures << changeFigures(m_desk.workspace(), m_desk.workspace().changes()[change.id.value - 1], m_desk.now()).words;
    }
    m_changed->setText(lines.join(QLatin1Char('\n')));
    figures.removeAll(QString());
    m_changed->setToolTip(plainToolTip(figures.join(QLatin1Char('\n'))));
}

void SituationPanel::setBefore(const QString& words)
{
    m_before->setText(words);
    m_before->setVisible(!words.isEmpty());
    m_beforeName->setVisible(!words.isEmpty());
}

void SituationPanel::tick()
{
    m_heading->setText(
        m_incident ? tr("Situation · as of %1").arg(agoText(m_desk.now() - m_asOf)) : tr("Situation"));
}

} // namespace quarterdeck
