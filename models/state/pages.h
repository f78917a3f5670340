// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// The key that a message carries to the outside: "quarterdeck-JOURNAL-SEQ", JOURNAL the first 12 hexadecimal digits of the
/// journal's id. The same for every attempt, so that a system which de-duplicates takes it once.
QString messageKey(const QByteArray& journalId, Seq seq);

struct SentPage {
    IncidentId incident;
    QString to;
};

/// The page that carried `key`; nothing for a key of another server or of no page.
std::optional<SentPage> pageOf(const Workspace& workspace, const QString& key);

} // namespace quarterdeck
