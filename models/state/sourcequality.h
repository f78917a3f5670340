// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <array>
#include <vector>

namespace quarterdeck {

/// What the alerts of one source lack. Each alert counts once, however often it was heard.
struct SourceQuality {
    quint32 alerts = 0;
    quint32 noService = 0;
    quint32 unmapped = 0; ///< name a service that is not on the map
    quint32 noOwner = 0; ///< nobody is known for their service; those without service included
    quint32 noSeverity = 0;
    bool operator==(const SourceQuality&) const = default;
};

/// By source, SourceId value - 1. One pass over all alerts: some ms for a million.
std::vector<SourceQuality> sourceQuality(const Workspace& w);

/// A service as one source names it.
struct NamedService {
    QString name; ///< empty: the alerts that name none
    quint32 alerts = 0;
    bool onMap = false;
    QString owner;
    bool operator==(const NamedService&) const = default;
};

/// What a source's signals become: the services that they name, most alerts first, and how severe they are.
struct SourcePreview {
    std::vector<NamedService> services; ///< at most `limit` of them
    quint32 otherServices = 0; ///< beyond the limit
    std::array<quint32, 6> severities {}; ///< by Severity
    bool operator==(const SourcePreview&) const = default;
};

SourcePreview sourcePreview(const Workspace& w, SourceId source, size_t limit = 12);

} // namespace quarterdeck
