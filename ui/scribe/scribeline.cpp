// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scribe/scribeline.h"

#include <QCoreApplication>

namespace quarterdeck {

namespace {

    constexpr qint64 k_dayMs = 86'400'000;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("quarterdeck", text);
    }

    /// Takes the first word off.
    QString take(QString& rest)
    {
        const qsizetype blank = rest.indexOf(QLatin1Char(' '));
        QString word = blank < 0 ? rest : rest.left(blank);
        rest = blank < 0 ? QString() : rest.mid(blank + 1).trimmed();
        return word;
    }

    std::optional<Instant> backDated(const QString& word, Instant now, qint64 utcOffsetMs)
    {
        if (word.size() > 1 && (word[0] == QLatin1Char('-') || word[0] == QChar(u'−'))) {
            if (const auto ago = parseDuration(QStringView(word).mid(1)))
                return now - *ago;
            return std::nullopt;
        }
        const auto parts = word.split(QLatin1Char(':'));
        if (parts.size() < 2 || parts.size() > 3)
            return std::nullopt;
        qint64 seconds = 0;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            bool ok = false;
            const int value = parts[i].toInt(&ok);
            const bool digits = parts[i].size() == 2 || (i == 0 && parts[i].size() == 1);
            if (!ok || !digits || value < 0 || value > (i == 0 ? 23 : 59))
                return std::nullopt;
            seconds = seconds * 60 + value;
        }
        if (parts.size() == 2)
            seconds *= 60;
        const qint64 local = now + utcOffsetMs;
        qint64 at = local - local % k_dayMs + seconds * 1000;
        if (at > local)
            at -= k_dayMs; // 23:58, typed after midnight
        return at - utcOffsetMs;
    }

    /// "@who 5m " in front of the words.
    void takeOwner(QString& rest, ParsedLine& line)
    {
        line.owner = take(rest).mid(1);
        QString after = rest;
        if (const auto box = parseDuration(take(after))) {
            line.boxMs = *box;
            rest = after;
        }
    }

    bool namesSomebody(const QString& rest)
    {
        return rest.startsWith(QLatin1Char('@')) && rest.size() > 1 && rest[1] != QLatin1Char(' ');
    }

    std::optional<Error> parseTask(QString& rest, ParsedLine& line)
    {
        line.task = true;
        line.kind = LineKind::Todo;
        if (!namesSomebody(rest))
            return error(
                "scribe.who", tr("A task wants somebody: a @who 5m text. For a note, begin with n."));
        takeOwner(rest, line);
        return std::nullopt;
    }

} // namespace

std::optional<qint64> parseDuration(QStringView text)
{
    qint64 total = 0;
    qint64 number = -1;
    bool unit = false;
    for (const QChar c : text) {
        if (c >= QLatin1Char('0') && c <= QLatin1Char('9')) {
            number = qMax<qint64>(number, 0) * 10 + c.digitValue();
            if (number > 100'000)
                return std::nullopt;
            continue;
        }
        const qint64 ms = c == QLatin1Char('s') ? 1000
            : c == QLatin1Char('m')             ? 60'000
            : c == QLatin1Char('h')             ? 3'600'000
                                                : 0;
        if (ms == 0 || number < 0)
            return std::nullopt;
        total += number * ms;
        number = -1;
        unit = true;
    }
    if (!unit || number >= 0)
        return std::nullopt;
    return total;
}

Result<ParsedLine> parseScribeLine(const QString& text, Instant now, qint64 utcOffsetMs)
{
    ParsedLine line;
    QString rest = text.simplified();
    if (rest.isEmpty())
        return error("scribe.empty", tr("There is nothing to write yet."));
    const auto timeAhead = [&] {
        QString after = rest;
        if (const auto at = backDated(take(after), now, utcOffsetMs)) {
            line.observedAt = *at;
            rest = after;
        }
    };
    timeAhead();
    const QChar verb =
        rest.size() == 1 || (rest.size() > 1 && rest[1] == QLatin1Char(' ')) ? rest[0] : QChar();
    const bool known = !verb.isNull() && QStringLiteral("ndthaspq").contains(verb);
    if (known)
        take(rest);
    if (known && line.observedAt == 0)
        timeAhead();
    switch (known ? verb.unicode() : u'n') {
    case u'd':
        line.kind = LineKind::Decision;
        break;
    case u'h':
        line.kind = LineKind::Hypothesis;
        break;
    case u's':
        line.kind = LineKind::Status;
        break;
    case u't':
        line.task = true;
        line.kind = LineKind::Todo;
        break;
    case u'a':
        if (const auto problem = parseTask(rest, line))
            return *problem;
        break;
    case u'p':
        if (!namesSomebody(rest))
            return error("scribe.page", tr("Say who is paged: p @team, and how, if you like."));
        line.page = true;
        line.owner = take(rest).mid(1);
        line.text = rest;
        return line;
    case u'q':
        line.proposal = true;
        line.kind = LineKind::Decision;
        if (namesSomebody(rest))
            takeOwner(rest, line);
        break;
    default:
        break;
    }
    if (line.observedAt > now)
        return error("scribe.future", tr("That time has not come yet."));
    if (rest.isEmpty())
        return error("scribe.text", tr("Write what happened behind it."));
    line.text = rest;
    return line;
}

CommandBody commandOf(const ParsedLine& line, const IncidentRef& incident, LineId corrects)
{
    if (line.page)
        return PagePerson { incident, line.owner, line.text };
    if (line.proposal)
        return ProposeDecision { incident, {}, line.owner, line.boxMs, 0, line.text };
    if (line.task)
        return AssignTask { incident, line.owner, line.boxMs, line.observedAt, line.text };
    return LogLine { incident, line.kind, line.observedAt, corrects, {}, line.text };
}

} // namespace quarterdeck
