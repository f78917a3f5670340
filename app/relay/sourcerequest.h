// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/relay/sourcebook.h"

#include <QNetworkRequest>

namespace quarterdeck {

/// A question to a configured system: `base` is its address out of sources.yaml and nothing else decides where it goes.
/// `path` begins with / and is appended. Its secret is a header and never part of an address, which would be in logs;
/// where the source names a `ca`, that is trusted beside the system's.
QNetworkRequest sourceRequest(const SourceConfig& config, const QString& base, const QString& path);

} // namespace quarterdeck
