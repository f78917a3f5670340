// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/facts.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace quarterdeck {

/// What another system knows about services: a list to merge into topology.yaml.
struct TopologyImport {
    std::vector<ServiceNode> services; ///< names unique; depends on may name what is not in the list
    QStringList refused; ///< a sentence for each entry that was left out
};

/// Reads `text` as
///   backstage   catalog-info.yaml (several documents) or the catalogue API's JSON: components and resources
///   with
///               owner and what they depend on, APIs resolved to who provides them; relations before spec
///   yaml        our own service map
///   csv         a header line with name, owner, customer_facing, depends_on (several by ; or |), or from, to
///   servicenow  JSON of cmdb_ci and cmdb_rel_ci: {result: [...]} or {cmdb_ci: [...], cmdb_rel_ci: [...]}
///   traces      Jaeger's dependencies, or Prometheus' answer about Tempo's
///   traces_service_graph_request_total
/// One bad entry costs itself. Error "topology.import": an unknown format, or nothing that could be read.
/// `file` is for the sentences.
Result<TopologyImport> importTopology(const QString& format, const QByteArray& text, const QString& file);

/// `known` with what was imported: an owner that the import does not give stays, dependencies are united.
std::vector<ServiceNode> mergeTopology(
    std::vector<ServiceNode> known, const std::vector<ServiceNode>& imported);

/// As topology.yaml, every text quoted; readTopology() reads it back.
QByteArray writeTopology(const std::vector<ServiceNode>& services);

} // namespace quarterdeck
