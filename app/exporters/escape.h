// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

// One function for each place that a foreign string can stand in. All of them first make control and
// direction characters visible.

QString htmlText(const QString& foreign); ///< between tags and inside double-quoted attributes
QString markdownText(const QString& foreign); ///< inside a paragraph, a list item or a heading

/// The address if it is a plain http or https one without a user or odd characters, percent-encoded; else
/// empty, and it is shown as text.
QString webLink(const QString& foreign);

} // namespace quarterdeck
