// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/pages.h"

namespace quarterdeck {

QString messageKey(const QByteArray& journalId, Seq seq)
{
    return QStringLiteral("quarterdeck-%1-%2").arg(QString::fromLatin1(journalId.toHex().left(12))).arg(seq);
}

std::optional<SentPage> pageOf(const Workspace& workspace, const QString& key)
{
    const Seq seq = key.mid(key.lastIndexOf(QLatin1Char('-')) + 1).toULongLong();
    if (seq == 0 || key != messageKey(workspace.journal().journalId, seq))
        return std::nullopt;
    for (const auto& [id, incident] : workspace.incidents()) {
        if (seq < incident.openedSeq)
            continue;
        for (const auto& message : incident.messages) {
            if (message.seq == seq && message.what == MessageKind::Page)
                return SentPage {id, message.to};
        }
    }
    return std::nullopt;
}

} // namespace quarterdeck
