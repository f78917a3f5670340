// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/workspace.h"

namespace quarterdeck {

/// How long a silence may last at most: a longer one is a rule, and belongs into its source.
inline constexpr qint64 silenceMostMs = 30LL * 24 * 3'600'000;
/// So long before its end a silence that hides something still firing is warned about.
inline constexpr qint64 silenceWarnMs = 15 * 60'000;

/// Whether the whole text fits the pattern, in which each `*` stands for any text; case counts. Linear but
/// for the number of stars times the length.
bool fits(QStringView pattern, QStringView text);

/// Whether a value is what the matcher asks for. A regular expression is anchored at both ends; one that cannot be read,
/// or that runs away on this value, holds for nothing, negated or not.
bool holds(const Matcher& matcher, const QString& value);

/// Whether the alert has what every matcher asks for; none asks for nothing and matches nothing. An unknown field
/// matches nothing, and a label only where `labels` are given: the fold keeps none, so that such a silence counts from
/// when the alert is next heard. A label that the alert lacks is empty.
bool matches(const Workspace& workspace, const std::vector<Matcher>& matchers, const AlertRow& alert,
    const Labels* labels = nullptr);

/// The first active silence that matches, or none. Of an alert that its source suppresses only one of that source: it
/// says who did it and why. O(active silences).
SilenceId silenceOf(const Workspace& workspace, const AlertRow& alert, const Labels* labels = nullptr);

/// "silence 3 of anna, set at lab: the replica is rebuilt"
QString silenceWords(const Workspace& workspace, const SilenceInfo& silence);

/// What sources were told of it: "written to lab; prod refused it: …"; empty where none was.
QString copyWords(const Workspace& workspace, const SilenceInfo& silence);

/// What a silence hides, or would hide. O(alerts).
struct SilencePreview {
    quint32 firing = 0; ///< now
    quint32 critical = 0; ///< of these
    quint32 inIncidents = 0; ///< of these, in accepted ones: somebody works on them
    quint32 lastDay = 0; ///< times that such an alert began to fire in the last 24 hours
    quint32 known = 0; ///< alerts ever
    std::vector<QString> services; ///< of the firing ones, by name, at most 20
    bool operator==(const SilencePreview&) const = default;
};

SilencePreview previewSilence(const Workspace& workspace, const std::vector<Matcher>& matchers, Instant now);

/// Silences that end within silenceWarnMs and hide something that still fires: that storm returns.
struct SilenceWarning {
    SilenceId silence;
    Instant until = 0;
    quint32 returns = 0; ///< alerts that come back
    bool operator==(const SilenceWarning&) const = default;
};

std::vector<SilenceWarning> silenceWarnings(const Workspace& workspace, Instant now);

/// "service=checkout, name=High*, labels.team!=shop, resource=~db[0-9]+, name=\"a*\"" (that text, star included): to be
/// read, and read back by parseMatchers().
QString inWords(const std::vector<Matcher>& matchers);
/// Error "silence.matchers" with a sentence; also for a regular expression that RE2 does not know (look-around, references
/// back) or that runs away.
Result<std::vector<Matcher>> parseMatchers(const QString& words);

} // namespace quarterdeck
