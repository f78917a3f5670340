// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/draughtsman.h"

#include "models/domain/typename.h"

#include <algorithm>
#include <array>

namespace quarterdeck {

namespace {

constexpr size_t mostNamed = 5; // alerts of one entry that a line of the timeline names

QString clock(Instant at)
{
    // To the second: the milliseconds are in the entry.
    return at ? toIso(at).left(19) + QChar(u'Z') : QStringLiteral("not known");
}

} // namespace

Draughtsman::Draughtsman(const Workspace& workspace, const std::vector<Entry>& entries, const Incident& incident)
    : w(workspace)
    , m_entries(entries)
    , i(incident)
{
    for (const auto& entry : entries) {
        if (entry.redacted)
            m_redacted.insert(entry.seq);
        for (const auto& fact : entry.facts) {
            if (concerns(w, i, fact))
                note(entry, fact);
        }
    }
}

std::vector<DraftSection> Draughtsman::sections()
{
    return {summary(), impact(), timeline(), phases(), alerts(), people(), decisions(), hypotheses(), evidence(), actions(),
        suspects(), contributing(), todos(), links()};
}

DraftLine Draughtsman::line(const QString& text, Seq seq, Instant observedAt, Instant recordedAt) const
{
    return {text, seq, observedAt, recordedAt, {}, m_redacted.contains(seq)};
}

void Draughtsman::note(const Entry& entry, const Fact& fact)
{
    if (holds_alternative<SeveritySet>(fact) || holds_alternative<IncidentAccepted>(fact))
        m_severitySeq = entry.seq;
    else if (const auto* opened = get_if<IncidentOpened>(&fact))
        m_severitySeq = m_titleSeq = entry.seq, m_impactSeq = opened->impact.s.isEmpty() ? m_impactSeq : entry.seq;
    else if (holds_alternative<IncidentRenamed>(fact))
        m_titleSeq = entry.seq;
    else if (holds_alternative<ImpactSet>(fact))
        m_impactSeq = entry.seq;
    else if (holds_alternative<RunEnded>(fact) || holds_alternative<RunRefused>(fact)
        || holds_alternative<PostCheckEnded>(fact))
        m_runSeq[runOf(fact)] = entry.seq;
    else if (const auto* cleared = get_if<AlertCleared>(&fact))
        m_clearedSeq[cleared->alert] = entry.seq;
    else if (const auto* lost = get_if<AlertLost>(&fact))
        m_clearedSeq[lost->alert] = entry.seq;
}

RunId Draughtsman::runOf(const Fact& fact)
{
    if (const auto* ended = get_if<RunEnded>(&fact))
        return ended->run;
    if (const auto* refused = get_if<RunRefused>(&fact))
        return refused->run;
    return get<PostCheckEnded>(fact).run;
}

QString Draughtsman::alertName(AlertId id) const
{
    const auto& row = w.alert(id);
    QStringList parts {w.name(row.name)};
    for (const auto index : {row.service, row.resource}) {
        if (!w.name(index).isEmpty())
            parts << w.name(index);
    }
    return parts.join(QStringLiteral(" · "));
}

DraftSection Draughtsman::summary() const
{
    DraftSection s {QStringLiteral("summary"), QStringLiteral("Summary"), {}, {}};
    const Seq titled = m_titleSeq ? m_titleSeq : i.openedSeq;
    const Seq rated = m_severitySeq ? m_severitySeq : i.openedSeq;
    s.lines.push_back(line(QStringLiteral("Incident %1: %2").arg(i.id.value).arg(i.title), titled));
    s.lines.push_back(line(QStringLiteral("Severity SEV-%1, phase %2").arg(i.severity).arg(enumName(i.phase)),
        i.phases.empty() ? rated : qMax(rated, i.phases.back().seq)));
    s.lines.push_back(line(QStringLiteral("Opened %1, %2")
                               .arg(clock(i.openedAt),
                                   i.origin == IncidentOrigin::Declared ? QStringLiteral("declared by a person")
                                                                        : QStringLiteral("by rule")),
        i.openedSeq, i.observedAt, i.openedAt));
    if (i.resolvedAt) {
        const Instant start = impactStart(i);
        s.lines.push_back(line(QStringLiteral("Resolved %1, %2 after the impact began")
                                   .arg(clock(i.resolvedAt), inWords(i.resolvedAt - start)),
            i.phases.back().seq));
    }
    if (!i.commander.isEmpty())
        s.lines.push_back(line(QStringLiteral("Incident Commander at the end: %1").arg(i.commander), i.commandSeq));
    return s;
}

DraftSection Draughtsman::impact() const
{
    DraftSection s {QStringLiteral("impact"), QStringLiteral("Impact"), {}, {}};
    if (i.impact.isEmpty())
        s.note = QStringLiteral("Nobody has written down the impact. Who was hit, by what, since when?");
    else
        s.lines.push_back(line(QStringLiteral("%1, since %2").arg(i.impact, clock(i.impactSince)),
            m_impactSeq ? m_impactSeq : i.openedSeq, i.impactSince));
    for (const auto& l : i.log) {
        if (!l.machine && l.kind == LineKind::Report)
            s.lines.push_back(line(QStringLiteral("Report: %1").arg(l.text), l.seq, l.observedAt, l.recordedAt));
    }
    return s;
}

DraftSection Draughtsman::timeline() const
{
    DraftSection s {QStringLiteral("timeline"), QStringLiteral("Timeline"),
        QStringLiteral("Ordered by when it happened (observed), as the source or the person says; recorded is the "
                       "server's clock."),
        {}};
    for (const auto& l : i.log) {
        const QString who = l.saidBy.isEmpty() ? l.actor
                                               : QStringLiteral("%1 (recorded by %2)").arg(l.saidBy, l.actor);
        const QString kind = l.machine ? QString() : enumName(l.kind).toLower() + QStringLiteral(": ");
        const QString fix = l.corrects ? QStringLiteral("correction: ") : QString();
        s.lines.push_back(
            line(QStringLiteral("%1 %2%3%4").arg(who, fix, kind, l.text), l.seq, l.observedAt, l.recordedAt));
    }
    for (const auto& entry : m_entries)
        addAlertTurns(s, entry);
    for (const auto& change : w.changes()) {
        const Instant start = impactStart(i);
        if (change.at < start - 3'600'000 || (i.resolvedAt && change.at > i.resolvedAt))
            continue;
        QString what = change.title.isEmpty() ? change.type : change.title;
        if (!what.contains(change.version))
            what += QChar(u' ') + change.version;
        s.lines.push_back(
            line(QStringLiteral("Change on %1: %2").arg(change.service, what), change.seq, change.at, change.at));
    }
    std::stable_sort(s.lines.begin(), s.lines.end(), [](const DraftLine& a, const DraftLine& b) {
        return std::tie(a.observedAt, a.seq) < std::tie(b.observedAt, b.seq);
    });
    return s;
}

void Draughtsman::addAlertTurns(DraftSection& s, const Entry& entry) const
{
    struct Turn {
        const char* verb;
        Instant at = 0;
        QStringList names;
        int count = 0;
    };

    std::array<Turn, 3> turns {{{"raised", 0, {}, 0}, {"cleared", 0, {}, 0}, {"unknown: no certain word since", 0, {}, 0}}};
    const auto add = [&](Turn& turn, AlertId id, Instant at) {
        if (!i.alerts.contains(id))
            return;
        turn.at = turn.count && turn.at < at ? turn.at : at;
        if (static_cast<size_t>(turn.count++) < mostNamed)
            turn.names << alertName(id);
    };
    for (const auto& fact : entry.facts) {
        if (const auto* raised = get_if<AlertRaised>(&fact))
            add(turns[0], raised->alert, raised->startedAt ? raised->startedAt : entry.recordedAt);
        else if (const auto* again = get_if<AlertRaisedAgain>(&fact))
            add(turns[0], again->alert, again->startedAt ? again->startedAt : entry.recordedAt);
        else if (const auto* cleared = get_if<AlertCleared>(&fact))
            add(turns[1], cleared->alert, cleared->endedAt ? cleared->endedAt : entry.recordedAt);
        else if (const auto* lost = get_if<AlertLost>(&fact))
            add(turns[2], lost->alert, lost->since);
    }
    for (const auto& turn : turns) {
        if (turn.count == 0)
            continue;
        QString words = QStringLiteral("%1 %2: %3")
                            .arg(turn.count == 1 ? QStringLiteral("Alert")
                                                 : QStringLiteral("%1 alerts").arg(turn.count),
                                QString::fromLatin1(turn.verb), turn.names.join(QStringLiteral(", ")));
        if (static_cast<size_t>(turn.count) > mostNamed)
            words += QStringLiteral(" and %1 more").arg(static_cast<size_t>(turn.count) - mostNamed);
        s.lines.push_back(line(words, entry.seq, turn.at, entry.recordedAt));
    }
}

DraftSection Draughtsman::phases() const
{
    DraftSection s {QStringLiteral("phases"), QStringLiteral("Phases and recovery"), {}, {}};
    for (const auto& metric : incidentMetrics(w, i)) {
        if (metric.known())
            s.lines.push_back(line(QStringLiteral("%1: %2 (%3; %4)")
                                       .arg(metric.name, inWords(metric.ms()), metric.definition, metric.clock),
                metric.toSeq ? metric.toSeq : lastCleared(), metric.to));
    }
    for (const auto& span : phaseSpans(i)) {
        const QString length = span.to ? inWords(span.to - span.from) : QStringLiteral("it lasts");
        s.lines.push_back(
            line(QStringLiteral("Phase %1: %2").arg(enumName(span.phase), length), span.seq, span.from, span.from));
    }
    for (const auto& service : recoveries(w, i)) {
        const QString name = service.service.isEmpty() ? QStringLiteral("(no service named)") : service.service;
        const QString end = service.to ? QStringLiteral("recovered after %1").arg(inWords(service.to - service.from))
            : service.unknown
            ? QStringLiteral("not recovered: %1 firing, %2 unknown").arg(service.firing).arg(service.unknown)
            : QStringLiteral("not recovered: %1 firing").arg(service.firing);
        s.lines.push_back(line(QStringLiteral("%1: first alert %2, %3").arg(name, clock(service.from), end),
            service.fromSeq, service.from));
    }
    return s;
}

Seq Draughtsman::lastCleared() const
{
    Seq last = i.openedSeq;
    for (const auto& [id, seq] : m_clearedSeq)
        last = qMax(last, seq);
    return last;
}

DraftSection Draughtsman::alerts() const
{
    DraftSection s {QStringLiteral("alerts"), QStringLiteral("Alerts"), {}, {}};
    std::vector<AlertId> ids(i.alerts.begin(), i.alerts.end());
    std::stable_sort(ids.begin(), ids.end(),
        [&](AlertId a, AlertId b) { return w.alert(a).firstStartedAt < w.alert(b).firstStartedAt; });
    for (const auto id : ids) {
        const auto& row = w.alert(id);
        QString state = QStringLiteral("still firing");
        if (row.status == AlertStatus::Resolved)
            state = QStringLiteral("cleared %1").arg(clock(row.endedAt));
        else if (row.status == AlertStatus::Unknown)
            state = QStringLiteral("unknown since %1").arg(clock(row.endedAt));
        if (row.occurrences > 1)
            state += QStringLiteral(", %1 occurrences").arg(row.occurrences);
        s.lines.push_back(line(QStringLiteral("%1 (%2), first %3, %4")
                                   .arg(alertName(id), enumName(row.severity), clock(row.firstStartedAt), state),
            row.raisedSeq, row.firstStartedAt));
    }
    if (s.lines.empty())
        s.note = QStringLiteral("No alert belongs to it.");
    return s;
}

} // namespace quarterdeck
