// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/state/attachedbytes.h"

#include <QCryptographicHash>

namespace quarterdeck {

Result<QByteArray> attachedBytes(const Entry& entry)
{
    for (const auto& fact : entry.facts) {
        const auto* attached = get_if<Attached>(&fact);
        if (!attached)
            continue;
        if (entry.redacted)
            return error("attachment.redacted",
                QStringLiteral("What entry %1 kept was redacted, or is for the incident’s members only.").arg(entry.seq));
        const auto bytes = QByteArray::fromBase64Encoding(attached->bytes.s.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        const auto hash = QCryptographicHash::hash(bytes.decoded, QCryptographicHash::Sha256).toHex();
        if (!bytes || QString::fromLatin1(hash) != attached->sha256.s)
            return error("attachment.damaged", QStringLiteral("What entry %1 kept does not match its hash.").arg(entry.seq));
        return bytes.decoded;
    }
    return error("attachment.none", QStringLiteral("Entry %1 keeps no attachment.").arg(entry.seq));
}

} // namespace quarterdeck
