// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/incidentdelegate.h"

#include "models/domain/text.h"
#include "models/state/experts.h"
#include "ui/common/desk.h"
#include "ui/common/history.h"
#include "ui/common/paint.h"
#include "ui/common/timetext.h"
#include "ui/common/words.h"
#include "ui/incidents/situation.h"

namespace quarterdeck {

namespace {

    constexpr qint64 k_bucketMs = 10'000;
    constexpr int k_points = 33;

    Instant startOf(const Incident& i)
    {
        return i.observedAt && i.observedAt < i.openedAt ? i.observedAt : i.openedAt;
    }

    QString commanderWords(const Desk& desk, const Incident& i)
    {
        if (i.commander.isEmpty())
            return i.major() ? IncidentDelegate::tr("NO COMMANDER") : IncidentDelegate::tr("no commander");
        return i.commander == desk.link().person
            ? IncidentDelegate::tr("%1 (you)").arg(personWord(i.commander))
            : personWord(i.commander);
    }

    QString trendOf(const Incident& i, Instant now)
    {
        int change = 0;
        for (const auto& step : i.steps) {
            if (step.at > now - 300'000)
                change += step.delta;
        }
        return trendWord(change);
    }

    QString shortLine(const Desk& desk, const Incident& i)
    {
        if (!i.open()) {
            const Instant at = i.phases.empty() ? i.openedAt : i.phases.back().at;
            return QStringLiteral("%1 %2 · %3").arg(phaseWord(i.phase), minuteText(at), sevWord(i.severity));
        }
        // What is proposed first: the line is cut at its end.
        QString words = IncidentDelegate::tr("%1? · %2 alerts").arg(sevWord(i.severity)).arg(i.alerts.size());
        if (i.alerts.size() == 1)
            words = IncidentDelegate::tr("%1? · 1 alert").arg(sevWord(i.severity));
        if (i.firing == 0)
            words += i.unknown ? IncidentDelegate::tr(" · unknown") : IncidentDelegate::tr(" · none firing");
        else
            words += QStringLiteral(" · ") + trendOf(i, desk.now());
        return words;
    }

    /// "never seen · nobody (team-data)": what is new by its kind, and whose it is.
    QString triageLine(const Desk& desk, const History& history, const Incident& i)
    {
        const auto on = whoIsOnIt(desk.workspace(), i);
        const QString who = on.person.isEmpty() ? IncidentDelegate::tr("nobody yet") : personWord(on.person);
        const QString words = on.team.isEmpty() ? who : IncidentDelegate::tr("%1 (%2)").arg(who, on.team);
        const QString seen = history.groupLabel(i);
        return seen.isEmpty() ? words : QStringLiteral("%1 · %2").arg(seen, words);
    }

} // namespace

IncidentDelegate::IncidentDelegate(
    const Desk& desk, const History& history, const IncidentListModel* model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_desk(desk)
    , m_history(history)
    , m_model(model)
{
}

QString IncidentDelegate::headingText(const Desk& desk, IncidentSection section)
{
    int groups = 0;
    size_t alerts = 0;
    for (const auto& [id, incident] : desk.workspace().incidents()) {
        if (section == IncidentSection::Triage && incident.open() && !incident.accepted()) {
            ++groups;
            alerts += incident.alerts.size();
        }
        if (section == IncidentSection::Closed && !incident.open())
            ++groups;
    }
    switch (section) {
    case IncidentSection::Open:
        return tr("Incidents");
    case IncidentSection::Triage:
        return tr("In triage · %1, %2")
            .arg(groups == 1 ? tr("1 group") : tr("%1 groups").arg(groups),
                alerts == 1 ? tr("1 alert") : tr("%1 alerts").arg(alerts));
    case IncidentSection::Closed:
        return tr("Closed · %1").arg(groups);
    }
    return {};
}

QString IncidentDelegate::rowText(const Desk& desk, const History& history, const IncidentListRow& row)
{
    const auto* i = desk.workspace().incident(row.incident);
    if (!i)
        return headingText(desk, row.section);
    const QString title = visible(i->title, 200);
    if (row.section == IncidentSection::Triage)
        return QStringLiteral("%1, %2, %3").arg(title, shortLine(desk, *i), visible(triageLine(desk, history, *i), 120));
    if (row.section != IncidentSection::Open)
        return QStringLiteral("%1, %2").arg(title, shortLine(desk, *i));
    return QStringLiteral("%1, %2, %3, %4, %5")
        .arg(title, sevWord(i->severity), countdownText(desk.now() - startOf(*i)), phaseWord(i->phase),
            visible(commanderWords(desk, *i), 60));
}

QSize IncidentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto& row = m_model->rows()[static_cast<size_t>(index.row())];
    if (!row.incident)
        return { 100, index.row() == 0 ? 32 : 38 };
    return { 100, row.section == IncidentSection::Open ? 76 : row.section == IncidentSection::Triage ? 68 : 50 };
}

void IncidentDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = colorsOf(option.palette);
    const auto& row = m_model->rows()[static_cast<size_t>(index.row())];
    painter->save();
    const auto* i = m_desk.workspace().incident(row.incident);
    if (!i) {
        painter->setFont(textFont(11, QFont::DemiBold));
        painter->setPen(c.faint);
        const QRect box = option.rect.adjusted(12, 0, -8, -6);
        painter->drawText(box, Qt::AlignBottom | Qt::AlignLeft,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, box.width()));
        painter->restore();
        return;
    }
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen)
        painter->fillRect(option.rect, c.raised);
    if (row.section == IncidentSection::Open) {
        if (i->severity <= 3)
            painter->fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.severity[i->severity]);
        paintOpen(*painter, option.rect.adjusted(12, 7, -8, -5), *i);
    } else {
        if (chosen)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
        paintShort(*painter, option.rect.adjusted(12, 6, -8, -4), *i);
    }
    if (chosen && (option.state & QStyle::State_HasFocus))
        drawFocusRing(*painter, option.rect, 3, c);
    painter->restore();
}

void IncidentDelegate::paintOpen(QPainter& p, const QRect& box, const Incident& i) const
{
    const auto* view = qobject_cast<const QWidget*>(parent());
    const Colors& c = colorsOf(view ? view->palette() : QPalette());
    p.setFont(textFont(13, QFont::DemiBold));
    p.setPen(c.text);
    const QRect line(box.left(), box.top(), box.width(), 18);
    p.drawText(line, Qt::AlignVCenter,
        p.fontMetrics().elidedText(visible(i.title, 200), Qt::ElideRight, line.width()));
    const QFont small = textFont(12, QFont::DemiBold);
    const int chip =
        drawSeverityChip(&p, { box.left(), box.top() + 21 }, 20, i.severity, sevWord(i.severity), small, c);
    p.setFont(textFont(12));
    p.setPen(c.dim);
    const QRect age(box.left() + chip + 8, box.top() + 21, 60, 20);
    drawFigures(p, age, Qt::AlignVCenter, countdownText(m_desk.now() - startOf(i)));
    const QRect spark(age.right() + 4, box.top() + 24, qMin(64, box.right() - age.right() - 4), 13);
    drawSparkline(p, spark, curve(i), c.dim);
    const QRect last(box.left(), box.top() + 44, box.width(), 18);
    const QString phase = phaseWord(i.phase) + QStringLiteral(" · ");
    p.drawText(last, Qt::AlignVCenter, phase);
    const int shift = p.fontMetrics().horizontalAdvance(phase);
    if (i.commander.isEmpty() && i.major()) {
        p.setFont(small);
        p.setPen(c.loud());
    }
    const QRect who = last.adjusted(shift, 0, 0, 0);
    p.drawText(who, Qt::AlignVCenter,
        p.fontMetrics().elidedText(visible(commanderWords(m_desk, i), 60), Qt::ElideRight, who.width()));
}

void IncidentDelegate::paintShort(QPainter& p, const QRect& box, const Incident& i) const
{
    const auto* view = qobject_cast<const QWidget*>(parent());
    const Colors& c = colorsOf(view ? view->palette() : QPalette());
    p.setFont(textFont(13, i.open() ? QFont::DemiBold : QFont::Normal));
    p.setPen(i.open() ? c.text : c.dim);
    const QRect line(box.left(), box.top(), box.width(), 18);
    p.drawText(line, Qt::AlignVCenter,
        p.fontMetrics().elidedText(visible(i.title, 200), Qt::ElideRight, line.width()));
    p.setFont(textFont(12));
    p.setPen(c.dim);
    const QRect last(box.left(), box.top() + 20, box.width(), 18);
    drawFigures(
        p, last, Qt::AlignVCenter, elidedFigures(p.font(), shortLine(m_desk, i), last.width()));
    if (!i.open())
        return;
    const QString words = visible(triageLine(m_desk, m_history, i), 120);
    p.drawText(last.translated(0, 18), Qt::AlignVCenter, p.fontMetrics().elidedText(words, Qt::ElideRight, last.width()));
}

const std::vector<int>& IncidentDelegate::curve(const Incident& i) const
{
    auto& cached = m_curves[i.id];
    const qint64 bucket = m_desk.now() / k_bucketMs;
    if (cached.seq != i.lastSeq || cached.bucket != bucket) {
        const Instant to = m_desk.now();
        cached = { i.lastSeq, bucket, firingCurve(i, qMin(startOf(i), to - 60'000) - 30'000, to, k_points) };
    }
    return cached.values;
}

} // namespace quarterdeck
