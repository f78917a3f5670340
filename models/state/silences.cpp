// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/silences.h"

#include "models/domain/typename.h"

namespace quarterdeck {

namespace {

    constexpr qint64 dayMs = 24 * 3'600'000LL;
    constexpr size_t servicesMost = 20;
    constexpr std::array<QStringView, 5> fields { u"name", u"service", u"resource", u"source", u"severity" };

    QString valueOf(const Workspace& workspace, const QString& field, const AlertRow& alert)
    {
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
        return enumName(alert.severity).toLower();
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

bool matches(const Workspace& workspace, const std::vector<Matcher>& matchers, const AlertRow& alert)
{
    return !matchers.empty() && std::all_of(matchers.begin(), matchers.end(), [&](const Matcher& m) {
        const bool known = std::find(fields.begin(), fields.end(), m.field) != fields.end();
        return known && fits(m.value, valueOf(workspace, m.field, alert));
    });
}

SilenceId silenceOf(const Workspace& workspace, const AlertRow& alert)
{
    for (const auto& silence : workspace.silences()) {
        if (silence.active() && matches(workspace, silence.matchers, alert))
            return silence.id;
    }
    return {};
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
        words << m.field + QChar(u'=') + m.value;
    return words.join(QStringLiteral(", "));
}

Result<std::vector<Matcher>> parseMatchers(const QString& words)
{
    std::vector<Matcher> out;
    for (const auto& word : words.split(QChar(u','), Qt::SkipEmptyParts)) {
        const Matcher m { word.section(QChar(u'='), 0, 0).trimmed(), word.section(QChar(u'='), 1).trimmed() };
        if (std::find(fields.begin(), fields.end(), m.field) == fields.end() || m.value.isEmpty())
            return error("silence.matchers",
                QStringLiteral(
                    "“%1” is no matcher: name, service, resource, source or severity, =, and a value in "
                    "which * stands for any text.")
                    .arg(word.trimmed()));
        out.push_back(m);
    }
    if (out.empty())
        return error("silence.matchers", QStringLiteral("A silence needs at least one matcher."));
    return out;
}

} // namespace quarterdeck
