// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/words.h"

#include "models/domain/typename.h"
#include "ui/common/timetext.h"

#include <QCoreApplication>

namespace quarterdeck {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quarterdeck", text);
}

} // namespace

int rankOf(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return 1;
    case Severity::High:
        return 2;
    case Severity::Warning:
        return 3;
    case Severity::Low:
        return 4;
    case Severity::Info:
        return 5;
    case Severity::Unknown:
        break;
    }
    return 0;
}

QChar glyphOf(int rank)
{
    constexpr std::array<char16_t, 6> glyphs {u'?', u'▲', u'◆', u'■', u'●', u'○'};
    return QChar(glyphs[static_cast<size_t>(qBound(0, rank, 5))]);
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return tr("critical");
    case Severity::High:
        return tr("high");
    case Severity::Warning:
        return tr("warning");
    case Severity::Low:
        return tr("low");
    case Severity::Info:
        return tr("info");
    case Severity::Unknown:
        break;
    }
    return tr("unknown");
}

QString sevWord(int sev)
{
    return QStringLiteral("SEV-%1").arg(sev);
}

QString phaseWord(Phase phase)
{
    switch (phase) {
    case Phase::Triage:
        return tr("Triage");
    case Phase::Investigating:
        return tr("Investigating");
    case Phase::Fixing:
        return tr("Fixing");
    case Phase::Monitoring:
        return tr("Monitoring");
    case Phase::Resolved:
        return tr("Resolved");
    case Phase::Review:
        return tr("Review");
    case Phase::Dismissed:
        return tr("Dismissed");
    case Phase::Merged:
        return tr("Merged");
    }
    return {};
}

QString stateWord(SourceState state)
{
    switch (state) {
    case SourceState::Unproven:
        return tr("unproven");
    case SourceState::Live:
        return tr("live");
    case SourceState::Late:
        return tr("late");
    case SourceState::Lost:
        return tr("lost");
    }
    return {};
}

QChar stateGlyph(SourceState state)
{
    switch (state) {
    case SourceState::Unproven:
        return QChar(u'○');
    case SourceState::Live:
        return QChar(u'●');
    case SourceState::Late:
        return QChar(u'◐');
    case SourceState::Lost:
        return QChar(u'✕');
    }
    return {};
}

QString statusWord(const AlertRow& row)
{
    QString word;
    switch (row.status) {
    case AlertStatus::Firing:
        word = row.flapping ? tr("firing, flapping") : tr("firing");
        break;
    case AlertStatus::Resolved:
        word = tr("cleared %1").arg(minuteText(row.endedAt));
        break;
    case AlertStatus::Unknown:
        word = tr("unknown since %1").arg(minuteText(row.endedAt));
        break;
    }
    if (row.suppressed)
        word += tr(", suppressed");
    else if (row.acknowledged)
        word += tr(", acknowledged");
    return word;
}

QString kindWord(LineKind kind)
{
    switch (kind) {
    case LineKind::Note:
        return tr("note");
    case LineKind::Decision:
        return tr("decision");
    case LineKind::Todo:
        return tr("to-do");
    case LineKind::Hypothesis:
        return tr("hypothesis");
    case LineKind::Status:
        return tr("status");
    case LineKind::Report:
        return tr("report");
    }
    return {};
}

QString roleWord(const QString& role)
{
    if (role == QLatin1String("incident-commander"))
        return tr("Incident Commander");
    if (role == QLatin1String("deputy"))
        return tr("Deputy");
    if (role == QLatin1String("scribe"))
        return tr("Scribe");
    if (role == QLatin1String("internal-liaison"))
        return tr("Internal liaison");
    if (role == QLatin1String("customer-liaison"))
        return tr("Customer liaison");
    if (role == QLatin1String("operations-lead"))
        return tr("Operations lead");
    if (role.startsWith(QLatin1String("expert:")))
        return tr("Expert for %1").arg(role.mid(7));
    return role;
}

QString personWord(const QString& person)
{
    if (person.isEmpty() || person.startsWith(QLatin1Char('@')) || person.contains(QLatin1Char(' '))
        || person == QLatin1String("rules") || person == QLatin1String("server"))
        return person;
    return QLatin1Char('@') + person;
}

std::vector<QString> usualRoles()
{
    return {QStringLiteral("deputy"), QStringLiteral("scribe"), QStringLiteral("customer-liaison"),
        QStringLiteral("internal-liaison"), QStringLiteral("operations-lead")};
}

QString pendingWords(const CommandBody& body)
{
    if (const auto* line = get_if<LogLine>(&body))
        return QStringLiteral("%1: %2").arg(kindWord(line->kind), line->text);
    if (const auto* task = get_if<AssignTask>(&body))
        return task->owner.isEmpty() ? tr("to-do: %1").arg(task->text)
                                     : tr("task → %1: %2").arg(personWord(task->owner), task->text);
    if (const auto* declared = get_if<Declare>(&body))
        return tr("declares SEV-%1: %2").arg(declared->severity).arg(declared->title);
    if (holds_alternative<TakeCommand>(body))
        return tr("takes command: CLAIMED, NOT CONFIRMED");
    if (holds_alternative<AssumeCommand>(body))
        return tr("assumes command: CLAIMED, NOT CONFIRMED");
    if (const auto* sev = get_if<SetSeverity>(&body))
        return tr("sets SEV-%1").arg(sev->severity);
    if (const auto* phase = get_if<SetPhase>(&body))
        return tr("sets the phase to %1").arg(phaseWord(phase->phase));
    if (const auto* impact = get_if<SetImpact>(&body))
        return tr("impact: %1").arg(impact->impact);
    if (const auto* role = get_if<AssignRole>(&body))
        return role->person.isEmpty()
            ? tr("clears %1").arg(roleWord(role->role))
            : tr("assigns %1: %2").arg(roleWord(role->role), personWord(role->person));
    if (const auto* renamed = get_if<Rename>(&body))
        return tr("renames it: %1").arg(renamed->title);
    // The rest is rare while a link is cut; the name of the act is the sentence.
    QString words;
    for (const QChar c : commandName(body)) {
        if (c.isUpper() && !words.isEmpty())
            words += QLatin1Char(' ');
        words += c.toLower();
    }
    return words;
}

QString sentenceOf(const Error& error)
{
    if (error.code == QLatin1String("outbox.waiting"))
        return tr("Written down. It waits to be sent until the server is reachable again.");
    return error.sentence.isEmpty() ? tr("The server refused it (%1).").arg(error.code) : refusalWords(error.sentence);
}

bool isWaiting(const Error& error)
{
    return error.code == QLatin1String("outbox.waiting");
}

QString termWords(const std::vector<Term>& terms)
{
    QString out;
    for (const auto& term : terms) {
        if (term.words.s.isEmpty())
            continue;
        if (!out.isEmpty())
            out += QStringLiteral("; ");
        out += term.words.s;
    }
    return out;
}

} // namespace quarterdeck
