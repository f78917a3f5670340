// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/timeline.h"

namespace quarterdeck {

QString laneWord(Lane lane);

/// Beside the mark; short, the foreign text made visible.
QString labelOf(const TimelineItem& item);

/// The whole of it, with the time and, where they differ, both times: tool tip, list and screen reader.
QString sentenceOf(const TimelineItem& item);

/// "post-check: verified".
QString verdictWord(CheckState check, Verdict verdict);

} // namespace quarterdeck
