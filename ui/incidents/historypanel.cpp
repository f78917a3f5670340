// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/historypanel.h"

#include "models/domain/text.h"
#include "ui/common/button.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/plainlabel.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "models/triage/urgency.h"

#include <QGridLayout>

#include <cmath>

namespace quarterdeck {

namespace {

    constexpr size_t k_like = 10; ///< whose people are asked for
    constexpr size_t k_responders = 4;

    QString joined(const std::vector<QString>& words, const QString& by)
    {
        return QStringList(words.begin(), words.end()).join(by);
    }

} // namespace

HistoryPanel::HistoryPanel(Desk& desk, History& history, QWidget* parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_history(history)
    , m_urgency(new PlainLabel)
    , m_seen(new PlainLabel)
    , m_none(new PlainLabel({}, PlainLabel::Role::Dim))
    , m_responders(new PlainLabel)
    , m_noRelated(new PlainLabel({}, PlainLabel::Role::Dim))
{
    setObjectName(QStringLiteral("history"));
    setAccessibleName(tr("Before: what was like this, who helps, what else is open"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(14, 8, 14, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, 84);
    grid->setColumnStretch(2, 1);
    grid->addWidget(new PlainLabel(tr("Before · suggested from past incidents"), PlainLabel::Role::Heading), 0, 0, 1, 3);
    const auto key = [&](int row, const QString& text) {
        auto* label = new PlainLabel(text, PlainLabel::Role::Faint);
        label->setContentsMargins(2, 0, 0, 0);
        grid->addWidget(label, row, 0, Qt::AlignTop);
    };
    int at = 1;
    key(at, tr("Urgency"));
    grid->addWidget(m_urgency, at++, 1, 1, 2);
    key(at, tr("Seen"));
    grid->addWidget(m_seen, at++, 1, 1, 2);
    key(at, tr("Like this"));
    grid->addWidget(m_none, at, 1, 1, 2); // in place of the first row
    for (size_t i = 0; i < m_past.size(); ++i)
        m_past[i] = makeRow(grid, at++, QStringLiteral("past%1").arg(i + 1));
    key(at, tr("May help"));
    grid->addWidget(m_responders, at++, 1, 1, 2);
    key(at, tr("Also open"));
    grid->addWidget(m_noRelated, at, 1, 1, 2);
    for (size_t i = 0; i < m_related.size(); ++i)
        m_related[i] = makeRow(grid, at++, QStringLiteral("related%1").arg(i + 1));
    for (auto* label : { m_urgency, m_seen, m_none, m_responders, m_noRelated })
        label->setWraps(true);
    m_responders->setObjectName(QStringLiteral("responders"));
    m_seen->setObjectName(QStringLiteral("seenBefore"));
    grid->setRowStretch(at, 1);
    connect(&history, &History::grew, this, &HistoryPanel::refresh);
    refresh();
}

HistoryPanel::Row HistoryPanel::makeRow(QGridLayout* grid, int at, const QString& name)
{
    Row row { new Button({}), new PlainLabel({}, PlainLabel::Role::Dim) };
    row.open->setLook(Button::Look::Text);
    row.open->setObjectName(name);
    row.open->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    row.open->setMaximumWidth(320);
    row.words->setPixels(12);
    row.words->setWraps(true);
    grid->addWidget(row.open, at, 1, Qt::AlignTop | Qt::AlignLeft);
    grid->addWidget(row.words, at, 2, Qt::AlignVCenter);
    connect(row.open, &QPushButton::clicked, this,
        [this, open = row.open] { emit incidentWanted({ open->property("incident").toUInt() }); });
    return row;
}

void HistoryPanel::setIncident(IncidentId id)
{
    m_incident = id;
    refresh();
}

void HistoryPanel::focusFirst()
{
    for (auto* rows : { &m_past, &m_related }) {
        for (auto& row : *rows) {
            if (!row.open->isHidden()) {
                row.open->setFocus(Qt::ShortcutFocusReason);
                return;
            }
        }
    }
}

void HistoryPanel::show(Row& row, IncidentId id, const QString& title, const QString& words)
{
    const bool any = bool(id);
    row.open->setVisible(any);
    row.words->setVisible(any);
    if (!any)
        return;
    row.open->setProperty("incident", id.value);
    row.open->setWord(QStringLiteral("%1 %2").arg(QString::number(id.value), visible(title, 120)));
    row.open->setAccessibleName(tr("Open incident %1, %2: %3").arg(QString::number(id.value), visible(title, 120), words));
    row.words->setText(words);
}

void HistoryPanel::refresh()
{
    const auto* i = m_desk.workspace().incident(m_incident);
    m_summary.clear();
    if (!i) {
        for (auto* rows : { &m_past, &m_related }) {
            for (auto& row : *rows)
                show(row, {}, {}, {});
        }
        for (auto* label : { m_urgency, m_seen, m_none, m_responders, m_noRelated })
            label->setText(QStringLiteral("–"));
        return;
    }
    const auto urgency
        = urgencyOf(m_desk.workspace(), m_history.map(), &m_history.kinds(), *i, m_desk.now());
    m_urgency->setText(i->open() ? tr("%1: %2").arg(QString::number(urgency.score, 'f', 2), termWords(urgency.terms))
                                 : tr("It is over."));
    showSeen(*i);
    showPast(*i);
    showRelated(*i);
}

void HistoryPanel::showSeen(const Incident& incident)
{
    const auto& w = m_desk.workspace();
    AlertId first;
    for (const auto id : incident.alerts) {
        if (!first || w.alert(id).firstStartedAt < w.alert(first).firstStartedAt)
            first = id;
    }
    if (!first) {
        m_seen->setText(tr("No alert belongs to it."));
        return;
    }
    const auto& row = w.alert(first);
    const QString where = visible(w.name(row.resource ? row.resource : row.service), 80);
    const QString what = QStringLiteral("%1 %2").arg(visible(w.name(row.name), 80), where).trimmed();
    const QString seen = m_history.seenWords(first);
    if (!seen.isEmpty()) {
        m_seen->setText(tr("%1: %2").arg(what, seen));
        m_summary = seen;
        return;
    }
    m_seen->setText(!m_history.complete() ? tr("The past is being read.")
                                          : tr("%1: not known yet, alerts have been heard for %2 only")
                                                .arg(what, inWords(m_history.kinds().spanMs())));
}

void HistoryPanel::showPast(const Incident& incident)
{
    const auto past = m_history.past().nearest(m_desk.workspace(), incident, k_like);
    for (size_t n = 0; n < m_past.size(); ++n) {
        if (n >= past.size()) {
            show(m_past[n], {}, {}, {});
            continue;
        }
        const auto& p = past[n];
        QString words = tr("%1 % alike: %2. %3 before, took %4. ")
                            .arg(QString::number(std::lround(p.score * 100)), joined(p.inCommon, QStringLiteral(", ")),
                                inWords(qMax<qint64>(0, (incident.observedAt ? incident.observedAt : incident.openedAt) - p.at)),
                                inWords(p.tookMs));
        words += p.fixedBy.empty() ? tr("Nobody wrote down what ended it.")
                                   : tr("What ended it: %1.").arg(joined(p.fixedBy, QStringLiteral("; ")));
        show(m_past[n], p.incident, p.title, words);
    }
    const quint32 known = m_history.past().count();
    m_none->setVisible(past.empty());
    m_none->setText(!m_history.complete() ? tr("The past is being read.")
            : known == 0                  ? tr("No incident has been resolved yet: there is nothing to compare with.")
                                          : tr("None of the %1 resolved incidents was like this.").arg(known));
    if (!past.empty())
        m_summary = tr("like %1 %2").arg(QString::number(past[0].incident.value), visible(past[0].title, 60))
            + (m_summary.isEmpty() ? QString() : QStringLiteral("; ") + m_summary);
    QStringList who;
    for (const auto& r : likelyResponders(m_desk.workspace(), incident, past, k_responders))
        who << tr("%1 (%2)").arg(r.owner ? visible(r.person, 60) : personWord(r.person), r.words);
    m_responders->setText(who.isEmpty()
            ? tr("The service map names no owner of what is hit, and nobody has worked on one like it.")
            : who.join(QStringLiteral(" · ")));
    m_responders->setRole(who.isEmpty() ? PlainLabel::Role::Dim : PlainLabel::Role::Text);
}

void HistoryPanel::showRelated(const Incident& incident)
{
    const auto related = relatedIncidents(m_desk.workspace(), incident, m_related.size());
    for (size_t n = 0; n < m_related.size(); ++n) {
        if (n >= related.size()) {
            show(m_related[n], {}, {}, {});
            continue;
        }
        const auto* other = m_desk.workspace().incident(related[n].incident);
        show(m_related[n], related[n].incident, other ? other->title : QString(),
            tr("%1: %2").arg(other ? phaseWord(other->phase) : QString(), related[n].words));
    }
    m_noRelated->setVisible(related.empty());
    m_noRelated->setText(tr("No other open incident hits a service of this one, or one next to it on the map."));
}

} // namespace quarterdeck
