// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/changefigures.h"

#include "models/triage/parameters.h"

namespace quarterdeck {

ChangeFigures changeFigures(const Workspace& workspace, const ChangeInfo& change, Instant now)
{
    ChangeFigures out;
    if (change.service.isEmpty() || change.at >= now)
        return out;
    out.spanMs = qMin(triage::changeSpanMs, now - change.at);
    const Instant from = change.at - out.spanMs;
    const Instant to = change.at + out.spanMs;
    const auto& heard = workspace.heard();
    const auto begin = std::partition_point(
        heard.begin(), heard.end(), [&](const Heard& h) { return workspace.heardAt(h) < from; });
    auto end = std::partition_point(
        begin, heard.end(), [&](const Heard& h) { return workspace.heardAt(h) <= to; });
    const NameIndex service = workspace.names().find(change.service);
    int left = triage::changeHeardRead;
    for (; end != begin && left > 0; --left) {
        --end;
        const auto& row = workspace.alert(end->alert);
        if (service == 0 || row.service != service)
            continue;
        ++(workspace.heardAt(*end) < change.at ? out.before : out.after);
    }
    out.all = end == begin;
    const QString span = inWords(out.spanMs);
    out.words = QStringLiteral("alerts on %1: %2%3 in the %4 before, %5 in the %6")
                    .arg(visible(change.service, 80), out.all ? QString() : QStringLiteral("at least "),
                        QString::number(out.before), span, QString::number(out.after),
                        out.spanMs < triage::changeSpanMs ? QStringLiteral("%1 since").arg(span)
                                                          : QStringLiteral("%1 after").arg(span));
    return out;
}

} // namespace quarterdeck
