// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/suspectspanel.h"

#include "models/triage/changefigures.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/plainlabel.h"
#include "ui/common/watchbook.h"
#include "ui/common/words.h"

#include <QHBoxLayout>

namespace quarterdeck {

SuspectsPanel::SuspectsPanel(Desk& desk, const WatchBook& watches, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_watches(watches)
    , m_heading(new PlainLabel(tr("Suspects · suggested, not confirmed"), PlainLabel::Role::Heading))
    , m_none(new PlainLabel(tr("No suspect stands out."), PlainLabel::Role::Dim))
    , m_proposalText(new PlainLabel)
{
    setObjectName(QStringLiteral("suspects"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 8);
    column->setSpacing(6);
    column->addWidget(m_heading);
    m_proposalBox = makeProposal();
    column->addWidget(m_proposalBox);
    column->addWidget(m_none);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i] = makeRow(i);
        column->addWidget(m_rows[i].box);
    }
    column->addStretch(1);
    refresh();
}

QWidget* SuspectsPanel::makeProposal()
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 4);
    auto* accept = new Button(tr("Accept the merge"));
    auto* decline = new Button(tr("Decline"));
    accept->setLook(Button::Look::Accent);
    m_proposalText->setWraps(true);
    row->addWidget(m_proposalText, 1);
    row->addWidget(accept, 0, Qt::AlignTop);
    row->addWidget(decline, 0, Qt::AlignTop);
    connect(accept, &QPushButton::clicked, this, [this] { emit proposalDecided(m_proposal, true); });
    connect(decline, &QPushButton::clicked, this, [this] { emit proposalDecided(m_proposal, false); });
    return box;
}

SuspectsPanel::Row SuspectsPanel::makeRow(size_t at)
{
    Row row { new QWidget, new PlainLabel({}, PlainLabel::Role::Strong), new Button({}),
        new Button(tr("Confirm")), new PlainLabel({}, PlainLabel::Role::Dim),
        new PlainLabel({}, PlainLabel::Role::Dim), new PlainLabel({}, PlainLabel::Role::Dim) };
    auto* column = new QVBoxLayout(row.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(row.name);
    top->addWidget(row.action);
    top->addWidget(row.confirm);
    top->addStretch(1);
    row.confirm->setLook(Button::Look::Quiet);
    row.name->setObjectName(QStringLiteral("suspect%1").arg(at + 1));
    row.action->setObjectName(QStringLiteral("suspectAction%1").arg(at + 1));
    column->addLayout(top);
    for (auto* words : { row.why, row.against, row.figures }) {
        words->setPixels(12);
        words->setWraps(true);
        column->addWidget(words);
    }
    connect(row.action, &QPushButton::clicked, this, [this, at] {
        const auto* i = m_desk.workspace().incident(m_incident);
        if (!i || at >= i->suspects.size())
            return;
        if (const auto* runbook = runbookFor(m_desk.workspace(), i->suspects[at]))
            emit actionWanted(runbook->id, alertFor(m_desk.workspace(), *i, i->suspects[at]));
    });
    connect(row.confirm, &QPushButton::clicked, this, [this, at] {
        const auto* i = m_desk.workspace().incident(m_incident);
        if (i && at < i->suspects.size())
            emit confirmWanted(i->suspects[at].label, !i->suspects[at].confirmed);
    });
    return row;
}

void SuspectsPanel::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void SuspectsPanel::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    const size_t count = i ? qMin(i->suspects.size(), m_rows.size()) : 0;
    m_none->setVisible(count == 0);
    bool confirmed = false;
    for (size_t n = 0; n < m_rows.size(); ++n) {
        auto& row = m_rows[n];
        row.box->setVisible(n < count);
        if (n >= count)
            continue;
        const auto& suspect = i->suspects[n];
        confirmed = confirmed || suspect.confirmed;
        row.name->setText(QStringLiteral("%1 %2%3").arg(n + 1).arg(
            suspect.label, suspect.confirmed ? tr(" · confirmed") : QString()));
        // Who is suspected is read before what could be done: the button gives way first.
        constexpr int k_nameMost = 280;
        row.name->setMinimumWidth(qMin(row.name->sizeHint().width(), k_nameMost));
        const auto* runbook = runbookFor(m_desk.workspace(), suspect);
        row.action->setVisible(runbook != nullptr);
        if (runbook)
            row.action->setWord(runbook->title.isEmpty() ? runbook->id : runbook->title);
        row.confirm->setWord(suspect.confirmed ? tr("Take back") : tr("Confirm"));
        row.confirm->setAccessibleName(tr("%1: %2").arg(row.confirm->word(), row.name->text()));
        const QString why = termWords(suspect.reasonsFor);
        const QString against = termWords(suspect.reasonsAgainst);
        row.why->setText(why.isEmpty() ? QString() : tr("for: %1").arg(why));
        row.against->setText(against.isEmpty() ? QString() : tr("against: %1").arg(against));
        // All of the first one's reasons; of the others a line each, and the rest on request.
        const QString figures = figuresOf(suspect);
        row.figures->setText(figures.isEmpty() ? QString() : tr("before and after: %1").arg(figures));
        row.figures->setVisible(!figures.isEmpty());
        for (auto* words : {row.why, row.against, row.figures}) {
            words->setWraps(n == 0);
            words->setToolTip(n == 0 ? QString() : plainToolTip(words->text()));
        }
        row.why->setVisible(!why.isEmpty());
        row.against->setVisible(!against.isEmpty());
    }
    m_heading->setText(confirmed ? tr("Suspects · confirmed by a person where it says so")
                                 : tr("Suspects · suggested, not confirmed"));
    showProposal();
}

QString SuspectsPanel::figuresOf(const Suspect& suspect) const
{
    const auto& changes = m_desk.workspace().changes();
    if (!suspect.change || suspect.change.value > changes.size())
        return {};
    const auto& change = changes[suspect.change.value - 1];
    QStringList words { changeFigures(m_desk.workspace(), change, m_desk.now()).words,
        m_watches.figuresOf(change) };
    words.removeAll(QString());
    return words.join(QStringLiteral("; "));
}

void SuspectsPanel::showProposal()
{
    m_proposal = {};
    for (const auto& [id, proposal] : m_desk.workspace().proposals()) {
        if (proposal.decided || (proposal.into != m_incident && proposal.from != m_incident))
            continue;
        const IncidentId other = proposal.into == m_incident ? proposal.from : proposal.into;
        const auto* incident = m_desk.workspace().incident(other);
        m_proposal = id;
        m_proposalText->setText(
            tr("Proposed: merge with “%1” (%2)")
                .arg(incident ? incident->title : QString::number(other.value), termWords(proposal.terms)));
        break;
    }
    m_proposalBox->setVisible(bool(m_proposal));
}

const RunbookInfo* SuspectsPanel::runbookFor(const Workspace& w, const Suspect& suspect)
{
    const auto with = [&](const QString& word, const QString& also) -> const RunbookInfo* {
        for (const auto& [id, runbook] : w.runbooks()) {
            if (id.contains(word) && id.contains(also))
                return &runbook;
        }
        return nullptr;
    };
    if (suspect.change) {
        const auto* back = with(QStringLiteral("roll-back"), {});
        return back ? back : with(QStringLiteral("rollback"), {});
    }
    const QString label = suspect.label.toLower();
    if (const auto* own =
            suspect.service.isEmpty() ? nullptr : with(QStringLiteral("restart"), suspect.service.toLower()))
        return own;
    if (label.contains(QLatin1String("exporter")))
        return with(QStringLiteral("restart"), QStringLiteral("exporter"));
    if (const auto* service = with(QStringLiteral("restart"), QStringLiteral("service")))
        return service;
    return with(QStringLiteral("restart"), {});
}

AlertId SuspectsPanel::alertFor(const Workspace& w, const Incident& incident, const Suspect& suspect)
{
    const auto firing = firingAlerts(w, incident);
    for (const auto id : firing) {
        if (!suspect.service.isEmpty() && w.name(w.alert(id).service) == suspect.service)
            return id;
    }
    return firing.empty() ? AlertId {} : firing.front();
}

} // namespace quarterdeck
