// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertfilter.h"

#include <map>

namespace quarterdeck {

namespace {

Error wrong(qsizetype at, qsizetype length, const QString& sentence)
{
    return error("filter.syntax", sentence, {QString::number(at), QString::number(length)});
}

template <class Map> QString choices(const Map& map)
{
    QStringList names;
    for (const auto& [name, value] : map)
        names << name;
    return names.join(QStringLiteral(", "));
}

const std::map<QString, Severity>& severities()
{
    static const std::map<QString, Severity> m {{QStringLiteral("critical"), Severity::Critical},
        {QStringLiteral("high"), Severity::High}, {QStringLiteral("warning"), Severity::Warning},
        {QStringLiteral("low"), Severity::Low}, {QStringLiteral("info"), Severity::Info},
        {QStringLiteral("unknown"), Severity::Unknown}};
    return m;
}

const std::map<QString, AlertStatus>& statuses()
{
    static const std::map<QString, AlertStatus> m {{QStringLiteral("firing"), AlertStatus::Firing},
        {QStringLiteral("resolved"), AlertStatus::Resolved},
        {QStringLiteral("unknown"), AlertStatus::Unknown}};
    return m;
}

const std::map<QString, int>& marks()
{
    static const std::map<QString, int> m {{QStringLiteral("acknowledged"), 0},
        {QStringLiteral("suppressed"), 1}, {QStringLiteral("flapping"), 2}, {QStringLiteral("pinned"), 3},
        {QStringLiteral("folded"), 4}};
    return m;
}

struct Token {
    QString text;
    qsizetype at = 0;
    bool word = false; ///< began with a quote: no field in it
};

/// Blanks part tokens; quotes keep them together and are dropped.
Result<std::vector<Token>> tokens(const QString& text)
{
    std::vector<Token> out;
    Token token;
    bool quoted = false;
    bool any = false;
    qsizetype quoteAt = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool end = i == text.size();
        if (!end && text[i] == QLatin1Char('"')) {
            quoted = !quoted;
            quoteAt = i;
            if (!any) {
                token.at = i;
                token.word = true;
            }
            any = true;
        } else if (end || (text[i].isSpace() && !quoted)) {
            if (any)
                out.push_back(token);
            token = {};
            any = false;
        } else {
            if (!any)
                token.at = i;
            any = true;
            token.text += text[i];
        }
    }
    if (quoted)
        return wrong(quoteAt, text.size() - quoteAt, QStringLiteral("A quote is opened and not closed."));
    return out;
}

} // namespace

AlertColumns columnsOf(AlertId id, const AlertRow& row)
{
    return {id, row.name, row.service, row.resource, row.incident, row.count, row.startedAt, row.severity,
        row.status, row.acknowledged, row.suppressed, row.flapping, row.pinned, row.folded};
}

Result<AlertFilter> AlertFilter::parse(const QString& text)
{
    auto split = tokens(text);
    if (!split)
        return split.error();
    AlertFilter filter;
    for (const auto& token : *split) {
        Term term;
        if (token.word) {
            term.text = token.text;
            filter.m_terms.push_back(std::move(term));
            continue;
        }
        if (const auto problem = parseTerm(token.text, token.at, term))
            return *problem;
        filter.m_terms.push_back(std::move(term));
    }
    return filter;
}

std::optional<Error> AlertFilter::parseTerm(const QString& token, qsizetype at, Term& term)
{
    QString rest = token;
    if (rest.size() > 1 && rest.startsWith(QLatin1Char('-'))) {
        term.negated = true;
        rest = rest.mid(1);
    }
    qsizetype sign = -1;
    for (qsizetype i = 0; i < rest.size() && sign < 0; ++i) {
        if (rest[i] == QLatin1Char(':') || rest[i] == QLatin1Char('>') || rest[i] == QLatin1Char('<'))
            sign = i;
    }
    if (sign <= 0) {
        term.text = rest;
        return std::nullopt;
    }
    static const std::map<QString, Field> fields {{QStringLiteral("name"), Field::Name},
        {QStringLiteral("service"), Field::Service}, {QStringLiteral("resource"), Field::Resource},
        {QStringLiteral("severity"), Field::Severity}, {QStringLiteral("sev"), Field::Severity},
        {QStringLiteral("status"), Field::Status}, {QStringLiteral("incident"), Field::Incident},
        {QStringLiteral("is"), Field::Mark}};
    const QString key = rest.left(sign).toLower();
    const auto field = fields.find(key);
    if (field == fields.end())
        return wrong(at, token.size(),
            QStringLiteral("“%1” is no field; there are %2. In quotes it is a word.")
                .arg(key, choices(fields)));
    term.field = field->second;
    qsizetype from = sign + 1;
    if (rest[sign] != QLatin1Char(':')) {
        if (from >= rest.size() || rest[from] != QLatin1Char('='))
            return wrong(at, token.size(), QStringLiteral("Write >= or <=, such as sev>=high."));
        if (term.field != Field::Severity)
            return wrong(at, token.size(), QStringLiteral("Only a severity can be compared with >= or <=."));
        term.compare = rest[sign] == QLatin1Char('>') ? Compare::AtLeast : Compare::AtMost;
        ++from;
    }
    const QString value = rest.mid(from);
    const QString lower = value.toLower();
    const qsizetype valueAt = at + token.size() - value.size();
    if (value.isEmpty())
        return wrong(at, token.size(), QStringLiteral("“%1” wants a value behind it.").arg(token));
    const auto pick = [&](const auto& map) -> std::optional<Error> {
        const auto it = map.find(lower);
        if (it == map.end())
            return wrong(
                valueAt, value.size(), QStringLiteral("“%1” is none of %2.").arg(value, choices(map)));
        term.value = static_cast<int>(it->second);
        return std::nullopt;
    };
    switch (term.field) {
    case Field::Severity:
        return pick(severities());
    case Field::Status:
        return pick(statuses());
    case Field::Mark:
        return pick(marks());
    case Field::Incident: {
        bool ok = lower == QLatin1String("none");
        if (!ok)
            term.value = static_cast<int>(qMin(value.toUInt(&ok), 0x7fffffffU));
        if (!ok)
            return wrong(
                valueAt, value.size(), QStringLiteral("“%1” is neither a number nor “none”.").arg(value));
        return std::nullopt;
    }
    case Field::Any:
    case Field::Name:
    case Field::Service:
    case Field::Resource:
        term.text = value;
        return std::nullopt;
    }
    return std::nullopt;
}

void AlertFilter::prepare(const std::vector<QString>& names)
{
    if (m_prepared == names.size())
        return;
    for (auto& term : m_terms) {
        if (term.text.isEmpty())
            continue;
        term.hits.reserve(names.size());
        for (size_t i = term.hits.size(); i < names.size(); ++i)
            term.hits.push_back(names[i].contains(term.text, Qt::CaseInsensitive));
    }
    m_prepared = names.size();
}

bool AlertFilter::matches(const AlertColumns& row) const
{
    for (const auto& term : m_terms) {
        if (holds(term, row) == term.negated)
            return false;
    }
    return true;
}

bool AlertFilter::holds(const Term& term, const AlertColumns& row) const
{
    const auto hit = [&](NameIndex i) { return i < term.hits.size() && term.hits[i]; };
    switch (term.field) {
    case Field::Any:
        return hit(row.name) || hit(row.service) || hit(row.resource) || term.text.isEmpty();
    case Field::Name:
        return hit(row.name);
    case Field::Service:
        return hit(row.service);
    case Field::Resource:
        return hit(row.resource);
    case Field::Severity: {
        const int severity = static_cast<int>(row.severity);
        return term.compare == Compare::AtLeast ? severity >= term.value
            : term.compare == Compare::AtMost   ? severity <= term.value && severity > 0
                                                : severity == term.value;
    }
    case Field::Status:
        return static_cast<int>(row.status) == term.value;
    case Field::Incident:
        return row.incident.value == static_cast<quint32>(term.value);
    case Field::Mark:
        return term.value == 0 ? row.acknowledged
            : term.value == 1  ? row.suppressed
            : term.value == 2  ? row.flapping
            : term.value == 3  ? row.pinned
                               : row.folded;
    }
    return false;
}

} // namespace quarterdeck
