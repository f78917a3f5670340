// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/draftexport.h"
#include "app/exporters/escape.h"

#include <QCryptographicHash>

// One file that opens anywhere, offline, years later, and can do nothing: the policy forbids every request
// and every script, and allows one style sheet, this one, by its hash. Nothing foreign stands anywhere but
// in text and in href, where only http and https addresses come through.

namespace quarterdeck {

namespace {

const char* const style = R"(
:root { color-scheme: light dark; --bg: #ffffff; --text: #1c2126; --dim: #4b545d; --line: #cfd4d9; --act: #1f5a8f;
  --fill: #d5e4f1; --bad: #b3261e; --badfill: #f0c4be; }
@media (prefers-color-scheme: dark) { :root { --bg: #1a1c1f; --text: #dfe3e7; --dim: #a9b1b9; --line: #363b41;
  --act: #8fb4d9; --fill: #2f4458; --bad: #ff7a59; --badfill: #5a2d22; } }
body { background: var(--bg); color: var(--text); font: 15px/1.55 Inter, "DejaVu Sans", sans-serif;
  max-width: 62rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .5rem;
  padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p.note { color: var(--dim); margin: .3rem 0 .6rem; } p.drill { border: 2px solid var(--bad); color: var(--bad);
  padding: .3rem .7rem; font-weight: 600; }
ul { list-style: none; padding: 0; margin: 0; } li { padding: .22rem 0; display: grid;
  grid-template-columns: minmax(0, 1fr) auto; column-gap: 1rem; }
li .body { overflow-wrap: anywhere; } time, .entry { color: var(--dim); font-size: .84em; font-variant-numeric: tabular-nums; }
time { display: block; } .entry { white-space: nowrap; } a { color: var(--act); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
  border-bottom: 1px solid var(--line); } td.figure { white-space: nowrap; font-weight: 600; } .dim { color: var(--dim); }
.gap { border-left: 3px solid var(--act); padding-left: .8rem; }
svg { width: 100%; height: auto; margin: .8rem 0 0; } svg text { fill: var(--dim); font-size: 11px; }
svg .strong { fill: var(--text); } svg .line { stroke: var(--line); fill: none; } svg .now { stroke: var(--text); }
svg .impact { stroke: var(--bad); stroke-dasharray: 2 3; } svg .area { fill: var(--badfill); }
svg .unknown { fill: url(#hatch); stroke: var(--dim); stroke-dasharray: 3 2; } svg .hatch { stroke: var(--dim); }
svg .act { fill: var(--fill); stroke: var(--act); } svg .check { fill: none; stroke: var(--act); stroke-dasharray: 3 2; }
svg .mark { fill: var(--text); } svg .change { fill: var(--act); } svg .faint { fill: var(--dim); }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } li, tr { break-inside: avoid; } }
)";

QString lineHtml(const DraftLine& line)
{
    QString out = QStringLiteral("<li><span class=\"body\">");
    if (line.observedAt) {
        out += QStringLiteral("<time>%1").arg(htmlText(secondsOf(line.observedAt)));
        if (line.recordedAt && line.recordedAt != line.observedAt)
            out += QStringLiteral(" · recorded %1").arg(htmlText(secondsOf(line.recordedAt)));
        out += QStringLiteral("</time>");
    }
    out += htmlText(line.text);
    if (const QString link = webLink(line.link); !link.isEmpty())
        out += QStringLiteral(" <a rel=\"noreferrer noopener\" href=\"%1\">%1</a>").arg(htmlText(link));
    if (line.redacted)
        out += QStringLiteral(" <span class=\"dim\">(redacted)</span>");
    return out + QStringLiteral("</span><span class=\"entry\">entry %1</span></li>\n").arg(line.seq);
}

QString figuresHtml(const Postmortem& draft)
{
    QString out = QStringLiteral("<h2>Figures</h2>\n<table><tbody>\n");
    for (const auto& m : draft.metrics) {
        const QString value = m.known() ? inWords(m.ms()) : QStringLiteral("–");
        QString words = htmlText(m.definition) + QStringLiteral("<br><span class=\"dim\">Clock: ") + htmlText(m.clock);
        if (!m.known())
            words += QStringLiteral(" · not known: ") + htmlText(m.missing);
        words += QStringLiteral("</span>");
        const Seq seq = m.toSeq ? m.toSeq : m.fromSeq;
        out += QStringLiteral("<tr><td>%1</td><td class=\"figure\">%2</td><td>%3</td><td class=\"entry\">entry %4</td></tr>\n")
                   .arg(htmlText(m.name), htmlText(value), words, QString::number(seq));
    }
    return out + QStringLiteral("</tbody></table>\n");
}

} // namespace

QByteArray draftAsHtml(const Postmortem& draft)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray(style), QCryptographicHash::Sha256).toBase64();
    QString out = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                                 "style-src 'sha256-%1'; base-uri 'none'; form-action 'none'\">\n"
                                 "<meta name=\"referrer\" content=\"no-referrer\">\n"
                                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                      .arg(QString::fromLatin1(hash));
    out += QStringLiteral("<title>Incident ") + QString::number(draft.incident.value)
        + QStringLiteral(": postmortem draft</title>\n<style>") + QString::fromLatin1(style)
        + QStringLiteral("</style></head><body>\n<h1>") + htmlText(draft.title) + QStringLiteral("</h1>\n");
    out += QStringLiteral("<p class=\"note\">Postmortem draft of incident %1, SEV-%2. Blameless: it says what happened, "
                          "and every line names the entry that says so.</p>\n")
               .arg(draft.incident.value)
               .arg(draft.severity);
    if (draft.drill)
        out += QStringLiteral("<p class=\"drill\">DRILL. An exercise: nothing here happened in production.</p>\n");
    out += draftPicture(draft);
    for (const auto& section : draft.sections) {
        out += QStringLiteral("<h2>") + htmlText(section.title) + QStringLiteral("</h2>\n");
        if (!section.note.isEmpty())
            out += QStringLiteral("<p class=\"%1\">").arg(section.lines.empty() && section.id == QLatin1String("contributing")
                        ? QStringLiteral("note gap")
                        : QStringLiteral("note"))
                + htmlText(section.note) + QStringLiteral("</p>\n");
        if (!section.lines.empty()) {
            out += QStringLiteral("<ul>\n");
            for (const auto& line : section.lines)
                out += lineHtml(line);
            out += QStringLiteral("</ul>\n");
        }
        if (section.id == QLatin1String("phases"))
            out += figuresHtml(draft);
    }
    return (out + QStringLiteral("</body></html>\n")).toUtf8();
}

} // namespace quarterdeck
