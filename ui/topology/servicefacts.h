// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

#include <map>

namespace quarterdeck {

/// What one incident says about one service.
struct ServiceFacts {
    quint32 firing = 0;
    quint32 unknown = 0;
    quint32 cleared = 0;
    Severity worst = Severity::Unknown; ///< of those that fire
    Instant onset = 0; ///< of its first alert; 0: not alarmed
    int order = 0; ///< 1 for the service that was alarmed first
    int suspect = 0; ///< 1 for the first suspect
    bool confirmed = false;
    int changes = 0; ///< from an hour before the impact on
    Instant lastChange = 0;
    bool involved = false; ///< alarmed, or needed by one that is
    bool onMap = true;

    bool hit() const { return onset != 0; }
};

/// Of every service on the map or in the incident.
std::map<QString, ServiceFacts> serviceFacts(const Workspace& workspace, const Incident& incident);

/// One sentence: for the list, the tool tip and the screen reader.
QString sentenceOf(const QString& service, const ServiceFacts& facts, const ServiceNode* node);

/// ① … ⑳, then (21).
QString onsetNumber(int order);

/// "▲ 14 critical", "? 2 unknown", "cleared", "no alerts".
QString stateOf(const ServiceFacts& facts);

} // namespace quarterdeck
