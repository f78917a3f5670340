// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace quarterdeck {

/// Root causes of `dir`/<scenario>/{train,test}/<issue>, with graph.csv and noissue/metrics.csv of the
/// scenario as the graph and the quiet times; of target.json only the symptom is read, never the label.
/// `ranks` gets a row scenario,split,issue,node|node|… for each issue, without nodes where no cause is named,
/// and `ranks`.txt the sentences. Figures: cases, how many were named, milliseconds a case; the share of
/// quiet windows without a named cause (five rows out of one half of the quiet times, the other half is what
/// is usual); 1,000 nodes as a chain and as a clique. "error" where something is missing.
QJsonObject runPetshop(const QString& dir, const QString& ranks);

} // namespace quarterdeck
