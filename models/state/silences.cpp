// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/silences.h"

#include "models/domain/typename.h"

#include <QRegularExpression>
#include <QStringBuilder>

namespace quarterdeck {

namespace {

    constexpr qint64 dayMs = 24 * 3'600'000LL;
    constexpr size_t servicesMost = 20;
    constexpr std::array<QStringView, 5> fields { u"name", u"service", u"resource", u"source", u"severity" };

    const QString labelsDot = QStringLiteral("labels.");
    constexpr qsizetype regexMost = 500;
    constexpr int runsMost = 8; ///< texts that a regular expression is tried on before it is taken
    constexpr qsizetype runLength = 200;

    /// Nothing: what this matcher looks at is not known.
    std::optional<QString> valueOf(
        const Workspace& workspace, const QString& field, const AlertRow& alert, const Labels* labels)
    {
        if (field.startsWith(labelsDot)) {
            if (!labels)
                return std::nullopt;
            const auto name = QStringView(field).mid(labelsDot.size());
            const auto it = std::find_if(labels->begin(), labels->end(), [&](const auto& l) { return l.first == name; });
            return it == labels->end() ? QString() : it->second;
        }
        if (field == fields[0])
            return workspace.name(alert.name);
        if (field == fields[1])
            return workspace.name(alert.service);
        if (field == fields[2])
            return workspace.name(alert.resource);
        if (field == fields[3]) {
            const auto& sources = workspace.sources();
            const auto number = alert.source.value;
            return number && number <= sources.size() ? sources[number - 1].name : QString();
        }
        if (field == fields[4])
            return enumName(alert.severity).toLower();
        return std::nullopt;
    }

    /// PCRE backtracks where RE2 does not: the limit is what keeps one pattern from holding the desk up.
    QRegularExpression compiled(const QString& pattern, const QString& option = {})
    {
        return QRegularExpression(
            QStringLiteral("(*LIMIT_MATCH=50000)") % option % QRegularExpression::anchoredPattern(pattern));
    }

    /// Compiled once: every alert asks every silence.
    const QRegularExpression& expression(const QString& pattern)
    {
        constexpr qsizetype keptMost = 256;
        thread_local QHash<QString, QRegularExpression> kept;
        if (kept.size() >= keptMost)
            kept.clear();
        auto it = kept.find(pattern);
        if (it == kept.end())
            it = kept.insert(pattern, compiled(pattern));
        return *it;
    }

    /// What PCRE knows and RE2 does not: Alertmanager would not take it, nor could it be bounded.
    bool beyondRe2(const QString& pattern)
    {
        static const QRegularExpression beyond(
            QStringLiteral(R"(\\[1-9kgKRGX]|\(\*|\(\?(?!:|P<|[imsU-]+[:)])|[*+?}]\+)"));
        static const QRegularExpression aside(QStringLiteral(R"(\\[^1-9kgKRGX]|\[\^?\]?(?:\\.|[^\]\\])*\])"));
        QString bare = pattern; // without escaped characters and classes, in which nothing of this has a meaning
        return bare.replace(aside, QStringLiteral("_")).contains(beyond);
    }

    /// Empty: it can be used.
    QString badExpression(const QString& pattern)
    {
        if (pattern.size() > regexMost)
            return QStringLiteral("it is longer than %1 characters").arg(regexMost);
        if (beyondRe2(pattern))
            return QStringLiteral("look-around, references back and possessive repeats are not known to RE2");
        // Without the short cut that sees at once that a letter is lacking: another text has it.
        const auto regex = compiled(pattern, QStringLiteral("(*NO_START_OPT)"));
        if (!regex.isValid())
            return regex.errorString();
        QString tried;
        for (const QChar c : pattern) {
            if (!c.isLetterOrNumber() || tried.contains(c) || tried.size() >= runsMost)
                continue;
            tried += c;
            if (!regex.match(QString(runLength, c) + QChar(u'!')).isValid())
                return QStringLiteral("it runs away on a long text");
        }
        return {};
    }

    constexpr std::array<QStringView, 5> signs { u"=", u"=", u"!=", u"=~", u"!~" }; // by MatchHow

    std::optional<Matcher> parseMatcher(const QString& word)
    {
        const auto at = std::find_if(word.begin(), word.end(), [](QChar c) { return c == u'=' || c == u'!'; });
        const auto sign = std::distance(word.begin(), at);
        Matcher m { word.left(sign).trimmed(), {}, MatchHow::Like };
        const auto rest = QStringView(word).mid(sign);
        for (const auto how : { MatchHow::NotEqual, MatchHow::Regex, MatchHow::NotRegex }) {
            if (rest.startsWith(signs[size_t(how)]))
                m.how = how;
        }
        const auto text = signs[size_t(m.how)];
        if (!rest.startsWith(text))
            return std::nullopt;
        m.value = rest.mid(text.size()).trimmed().toString();
        if (m.how == MatchHow::Like && m.value.size() > 1 && m.value.startsWith(u'"') && m.value.endsWith(u'"')) {
            m.how = MatchHow::Equal;
            m.value = m.value.mid(1, m.value.size() - 2);
        }
        const bool label = m.field.startsWith(labelsDot) && m.field.size() > labelsDot.size();
        if ((!label && std::find(fields.begin(), fields.end(), m.field) == fields.end()) || m.value.isEmpty())
            return std::nullopt;
        return m;
    }

} // namespace

bool fits(QStringView pattern, QStringView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1; // the last one, and where its text began
    qsizetype from = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            from = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool holds(const Matcher& matcher, const QString& value)
{
    switch (matcher.how) {
    case MatchHow::Like:
        return fits(matcher.value, value);
    case MatchHow::Equal:
        return matcher.value == value;
    case MatchHow::NotEqual:
        return matcher.value != value;
    case MatchHow::Regex:
    case MatchHow::NotRegex:
        break;
    }
    const auto& regex = expression(matcher.value);
    if (!regex.isValid())
        return false;
    const auto match = regex.match(value);
    return match.isValid() && match.hasMatch() == (matcher.how == MatchHow::Regex);
}

bool matches(
    const Workspace& workspace, const std::vector<Matcher>& matchers, const AlertRow& alert, const Labels* labels)
{
    return !matchers.empty() && std::all_of(matchers.begin(), matchers.end(), [&](const Matcher& m) {
        const auto value = valueOf(workspace, m.field, alert, labels);
        return value && holds(m, *value);
    });
}

SilenceId silenceOf(const Workspace& workspace, const AlertRow& alert, const Labels* labels)
{
    for (const auto& silence : workspace.silences()) {
        if (silence.active() && (!alert.suppressedBySource || silence.source == alert.source)
            && matches(workspace, silence.matchers, alert, labels))
            return silence.id;
    }
    return {};
}

QString silenceWords(const Workspace& workspace, const SilenceInfo& silence)
{
    const auto number = silence.source.value;
    const QString at = number && number <= workspace.sources().size()
        ? QStringLiteral(", set at %1").arg(visible(workspace.sources()[number - 1].name, 100))
        : QString();
    return QStringLiteral("silence %1 of %2%3: %4").arg(QString::number(silence.id.value), silence.owner, at, silence.reason);
}

QString copyWords(const Workspace& workspace, const SilenceInfo& silence)
{
    QStringList out;
    for (const auto& copy : silence.copies) {
        const auto number = copy.source.value;
        if (!number || number > workspace.sources().size())
            continue;
        const QString name = visible(workspace.sources()[number - 1].name, 100);
        if (copy.givenUp)
            out << QStringLiteral("%1 did not take it: %2").arg(name, visible(copy.answer, 200));
        else if (copy.waits())
            out << (copy.end ? QStringLiteral("its end waits to be told to %1") : QStringLiteral("waits to be written to %1")).arg(name);
        else
            out << (copy.end ? QStringLiteral("ended at %1") : QStringLiteral("written to %1")).arg(name);
    }
    return out.join(QStringLiteral("; "));
}

SilencePreview previewSilence(const Workspace& workspace, const std::vector<Matcher>& matchers, Instant now)
{
    SilencePreview out;
    std::set<QString> services;
    std::vector<bool> hidden(workspace.alertCount() + 1);
    for (quint32 i = 1; i <= workspace.alertCount(); ++i) {
        const auto& row = workspace.alert({ i });
        if (!matches(workspace, matchers, row))
            continue;
        hidden[i] = true;
        ++out.known;
        if (row.status != AlertStatus::Firing)
            continue;
        ++out.firing;
        out.critical += row.severity == Severity::Critical ? 1 : 0;
        const auto* incident = workspace.incident(row.incident);
        out.inIncidents += incident && incident->open() && incident->accepted() ? 1 : 0;
        if (row.service && services.size() < servicesMost)
            services.insert(workspace.name(row.service));
    }
    out.services.assign(services.begin(), services.end());
    const auto& heard = workspace.heard();
    for (auto h = heard.rbegin(); h != heard.rend() && workspace.heardAt(*h) > now - dayMs; ++h)
        out.lastDay += hidden[h->alert.value] ? 1 : 0;
    return out;
}

std::vector<SilenceWarning> silenceWarnings(const Workspace& workspace, Instant now)
{
    std::vector<SilenceWarning> out;
    for (const auto& silence : workspace.silences()) {
        if (silence.active() && silence.firing && silence.until - now <= silenceWarnMs)
            out.push_back({ silence.id, silence.until, silence.firing });
    }
    return out;
}

QString inWords(const std::vector<Matcher>& matchers)
{
    QStringList words;
    for (const auto& m : matchers)
        words << m.field % signs[size_t(m.how)] % (m.how == MatchHow::Equal ? QStringLiteral("\"%1\"").arg(m.value) : m.value);
    return words.join(QStringLiteral(", "));
}

Result<std::vector<Matcher>> parseMatchers(const QString& words)
{
    std::vector<Matcher> out;
    for (const auto& word : words.split(QChar(u','), Qt::SkipEmptyParts)) {
        const auto m = parseMatcher(word);
        if (!m)
            return error("silence.matchers",
                QStringLiteral(
                    "“%1” is no matcher: name, service, resource, source, severity or labels.NAME, then = and a value "
                    "in which * stands for any text, or != and a value, or =~ or !~ and a regular expression.")
                    .arg(word.trimmed()));
        if (m->how == MatchHow::Regex || m->how == MatchHow::NotRegex) {
            if (const auto bad = badExpression(m->value); !bad.isEmpty())
                return error("silence.matchers",
                    QStringLiteral("“%1” is no regular expression that can be used: %2.").arg(m->value, bad));
        }
        out.push_back(*m);
    }
    if (out.empty())
        return error("silence.matchers", QStringLiteral("A silence needs at least one matcher."));
    return out;
}

} // namespace quarterdeck
