// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectors/connectorloader.h"
#include "app/relay/sourcebook.h"

#include <QJsonObject>

#include <functional>

namespace quarterdeck {

/// What a link of a connector's `context` gets of an incident: resources/connectors/README.md lists it.
QJsonObject contextOf(const Workspace& w, const Incident& incident, Instant now);

/// The ways into the configured systems; {links: [{source, title, url}]}. A link whose program fails is left out:
/// an incident is no place for its author's mistakes, `connectors lint` and the try-out are.
void contextLinks(JqWorker& worker, const std::vector<SourceConfig>& sources, const Connectors& connectors,
    const QJsonObject& incident, std::function<void(Result<QJsonObject>)> done);

} // namespace quarterdeck
