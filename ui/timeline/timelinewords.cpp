// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinewords.h"

#include "ui/common/timetext.h"
#include "ui/common/words.h"

#include <QCoreApplication>

namespace quarterdeck {

namespace {

constexpr qint64 lateMs = 60'000; // below that, two times would only be noise

QString tr(const char* text)
{
    return QCoreApplication::translate("quarterdeck", text);
}

} // namespace

QString laneWord(Lane lane)
{
    switch (lane) {
    case Lane::Alerts:
        return tr("Alerts");
    case Lane::Changes:
        return tr("Changes");
    case Lane::People:
        return tr("People");
    case Lane::Actions:
        return tr("Actions");
    case Lane::Comms:
        return tr("Comms");
    }
    return {};
}

QString verdictWord(CheckState check, Verdict verdict)
{
    if (check == CheckState::Watching)
        return tr("post-check");
    switch (verdict) {
    case Verdict::Verified:
        return tr("✓ verified");
    case Verdict::NotVerified:
        return tr("✕ not verified");
    case Verdict::Inconclusive:
        break;
    }
    return tr("? inconclusive");
}

QString labelOf(const TimelineItem& item)
{
    const QString text = visible(item.text, 200);
    const QString who = personWord(visible(item.actor, 60));
    switch (item.mark) {
    case Mark::FirstFired:
        return tr("first: %1").arg(text);
    case Mark::Decision:
        return tr("decision: %1").arg(text);
    case Mark::Hypothesis:
        return tr("hypothesis: %1").arg(text);
    case Mark::Report:
        return tr("report: %1").arg(text);
    case Mark::Change:
    case Mark::Status:
    case Mark::Note:
        return text;
    case Mark::Run:
        if (item.unknown)
            return tr("%1: unknown").arg(text);
        return item.rehearsed ? tr("rehearsal: %1").arg(text) : text;
    case Mark::PostCheck:
        return verdictWord(item.check, item.verdict);
    case Mark::Export:
        return tr("draft exported");
    case Mark::Command:
    case Mark::Role:
    case Mark::Phase:
    case Mark::Severity:
    case Mark::Task:
    case Mark::Act:
    case Mark::Refusal:
        break;
    }
    return who.isEmpty() ? text : QStringLiteral("%1 %2").arg(who, text);
}

QString sentenceOf(const TimelineItem& item)
{
    QString words = labelOf(item);
    if (item.mark == Mark::Change)
        words = item.dimmed ? tr("change, on a service that is not involved: %1").arg(words) : tr("change: %1").arg(words);
    else if (item.mark == Mark::PostCheck)
        words = tr("post-check of “%1”: %2")
                    .arg(visible(item.text, 200),
                        item.check == CheckState::Watching ? tr("watching") : verdictWord(item.check, item.verdict));
    else if (item.mark == Mark::Run && item.dimmed)
        words = tr("%1, prepared, has not run").arg(words);
    else if (item.mark == Mark::Run && item.unknown)
        words = tr("%1 – a person must find out what it did").arg(words);
    QString when = clockText(item.at);
    if (item.until)
        when += QStringLiteral("–") + clockText(item.until);
    else if (item.open)
        when = tr("%1 until now").arg(when);
    if (qAbs(item.recordedAt - item.at) >= lateMs)
        words += tr(" (recorded %1)").arg(clockText(item.recordedAt));
    return tr("%1 · %2 · entry %3").arg(when, words, QString::number(item.seq));
}

} // namespace quarterdeck
