// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/draftexport.h"

#include "app/exporters/escape.h"
#include "models/domain/typename.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck {

namespace {

QString times(const DraftLine& line)
{
    if (line.observedAt == 0)
        return {};
    const QString observed = secondsOf(line.observedAt);
    const QString recorded = line.recordedAt ? secondsOf(line.recordedAt) : observed;
    if (recorded == observed)
        return observed;
    const bool sameDay = recorded.first(11) == observed.first(11);
    return QStringLiteral("%1, recorded %2").arg(observed, sameDay ? recorded.mid(11) : recorded);
}

QJsonValue isoOrNull(Instant at)
{
    return at ? QJsonValue(toIso(at)) : QJsonValue();
}

QJsonObject toJson(const DraftLine& line)
{
    QJsonObject o {{QStringLiteral("text"), line.text}, {QStringLiteral("entry"), static_cast<qint64>(line.seq)}};
    if (line.observedAt)
        o.insert(QStringLiteral("observedAt"), toIso(line.observedAt));
    if (line.recordedAt)
        o.insert(QStringLiteral("recordedAt"), toIso(line.recordedAt));
    if (!line.link.isEmpty())
        o.insert(QStringLiteral("link"), line.link);
    if (line.redacted)
        o.insert(QStringLiteral("redacted"), true);
    return o;
}

QJsonObject toJson(const Metric& m)
{
    QJsonObject o {{QStringLiteral("id"), m.id}, {QStringLiteral("name"), m.name},
        {QStringLiteral("definition"), m.definition}, {QStringLiteral("clock"), m.clock}};
    if (!m.known()) {
        o.insert(QStringLiteral("missing"), m.missing);
        return o;
    }
    o.insert(QStringLiteral("ms"), m.ms());
    o.insert(QStringLiteral("from"), toIso(m.from));
    o.insert(QStringLiteral("to"), toIso(m.to));
    o.insert(QStringLiteral("fromEntry"), static_cast<qint64>(m.fromSeq));
    if (m.toSeq)
        o.insert(QStringLiteral("toEntry"), static_cast<qint64>(m.toSeq));
    return o;
}

} // namespace

QString secondsOf(Instant at)
{
    return toIso(at).left(19) + QChar(u'Z');
}

std::optional<DraftFormat> draftFormat(const QString& name)
{
    for (const auto format : {DraftFormat::Markdown, DraftFormat::Html, DraftFormat::Json}) {
        if (name == draftFormatName(format))
            return format;
    }
    return {};
}

QString draftFormatName(DraftFormat format)
{
    return enumName(format).toLower();
}

QString draftFileName(IncidentId incident, DraftFormat format)
{
    const auto* extension = format == DraftFormat::Markdown ? "md" : format == DraftFormat::Html ? "html" : "json";
    return QStringLiteral("incident-%1-postmortem.%2").arg(incident.value).arg(QLatin1String(extension));
}

QByteArray exportDraft(const Postmortem& draft, DraftFormat format)
{
    switch (format) {
    case DraftFormat::Markdown:
        return draftAsMarkdown(draft);
    case DraftFormat::Html:
        return draftAsHtml(draft);
    case DraftFormat::Json:
        break;
    }
    return draftAsJson(draft);
}

QByteArray draftAsMarkdown(const Postmortem& draft)
{
    QString out = QStringLiteral("# Postmortem draft: %1\n\n").arg(markdownText(draft.title));
    if (draft.drill)
        out += QStringLiteral("**DRILL.** An exercise: nothing here happened in production.\n\n");
    for (const auto& section : draft.sections) {
        out += QStringLiteral("## %1\n\n").arg(markdownText(section.title));
        if (!section.note.isEmpty())
            out += QStringLiteral("*%1*\n\n").arg(markdownText(section.note));
        for (const auto& line : section.lines) {
            const QString when = times(line);
            out += QStringLiteral("- ");
            if (!when.isEmpty())
                out += QStringLiteral("%1 — ").arg(markdownText(when));
            out += markdownText(line.text);
            if (const QString link = webLink(line.link); !link.isEmpty())
                out += QStringLiteral(": <%1>").arg(link);
            if (line.redacted)
                out += QStringLiteral(" (redacted)");
            out += QStringLiteral(" (entry %1)\n").arg(line.seq);
        }
        if (!section.lines.empty())
            out += QChar(u'\n');
    }
    out += QStringLiteral("## Figures\n\n");
    for (const auto& m : draft.metrics) {
        const QString value = m.known() ? inWords(m.ms()) : QStringLiteral("not known: %1").arg(m.missing);
        const Seq seq = m.toSeq ? m.toSeq : m.fromSeq;
        out += QStringLiteral("- %1: **%2** — %3. Clock: %4. (entry %5)\n")
                   .arg(markdownText(m.name), markdownText(value), markdownText(m.definition), markdownText(m.clock),
                       QString::number(seq));
    }
    return out.toUtf8();
}

QByteArray draftAsJson(const Postmortem& draft)
{
    QJsonArray sections;
    for (const auto& section : draft.sections) {
        QJsonArray lines;
        for (const auto& line : section.lines)
            lines.append(toJson(line));
        QJsonObject o {{QStringLiteral("id"), section.id}, {QStringLiteral("title"), section.title},
            {QStringLiteral("lines"), lines}};
        if (!section.note.isEmpty())
            o.insert(QStringLiteral("note"), section.note);
        sections.append(o);
    }
    QJsonArray metrics;
    for (const auto& m : draft.metrics)
        metrics.append(toJson(m));
    QJsonArray phases;
    for (const auto& p : draft.phases)
        phases.append(QJsonObject {{QStringLiteral("phase"), enumName(p.phase)}, {QStringLiteral("from"), toIso(p.from)},
            {QStringLiteral("to"), isoOrNull(p.to)}, {QStringLiteral("entry"), static_cast<qint64>(p.seq)}});
    QJsonArray services;
    for (const auto& s : draft.services)
        services.append(QJsonObject {{QStringLiteral("service"), s.service}, {QStringLiteral("from"), isoOrNull(s.from)},
            {QStringLiteral("recovered"), isoOrNull(s.to)}, {QStringLiteral("alerts"), static_cast<qint64>(s.alerts)},
            {QStringLiteral("firing"), static_cast<qint64>(s.firing)},
            {QStringLiteral("unknown"), static_cast<qint64>(s.unknown)},
            {QStringLiteral("entry"), static_cast<qint64>(s.fromSeq)}});
    const QJsonObject head {{QStringLiteral("entry"), static_cast<qint64>(draft.head.seq)},
        {QStringLiteral("hash"), QString::fromLatin1(draft.head.hash.toHex())},
        {QStringLiteral("journal"), QString::fromLatin1(draft.journalId.toHex())}};
    const QJsonObject root {{QStringLiteral("format"), QStringLiteral("quarterdeck-postmortem-1")},
        {QStringLiteral("incident"), static_cast<qint64>(draft.incident.value)},
        {QStringLiteral("severity"), draft.severity}, {QStringLiteral("title"), draft.title},
        {QStringLiteral("drill"), draft.drill}, {QStringLiteral("head"), head}, {QStringLiteral("sections"), sections},
        {QStringLiteral("figures"), metrics}, {QStringLiteral("phases"), phases}, {QStringLiteral("services"), services}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace quarterdeck
