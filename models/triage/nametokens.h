// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace quarterdeck {

/// Words of an alert's name or resource: split at everything that is no letter or digit and at capitals,
/// lower case, without words of fewer than three letters, without numbers, and without the vocabulary of
/// alerting itself ("down", "high", "error"). Sorted, each once, at most triage::tokensKept.
std::vector<QString> nameTokens(const QString& text);

/// The host of "host:port", "http://host:port/path" or "host"; empty for a loopback address, which every
/// machine calls itself, and where there is none.
QString hostOf(const QString& resource);

/// Whether an alert's name says that a scrape target does not answer: "InstanceDown", "TargetMissing".
bool saysTargetDown(const QString& alertName);

} // namespace quarterdeck
