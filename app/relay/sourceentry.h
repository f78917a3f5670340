// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

namespace quarterdeck {

/// A source as it is added from a window; its secret is named, never written.
struct SourceEntry {
    QString name;
    QString connector;
    QString pollUrl; ///< empty: it sends to us
    QString pollUser;
    QString keychain; ///< empty: it has no secret
};

/// The text of sources.yaml with the entry added at its end, everything else byte for byte as it was. Errors:
/// "sources.entry" (a name, address or user that cannot be written), "sources.there" (a source of that name is there
/// already), "sources.shape" (the file is not written so that something can be added; the sentence has what to add).
Result<QByteArray> withSource(const QByteArray& yaml, const QString& file, const SourceEntry& entry);

} // namespace quarterdeck
