// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state/postmortem.h"

#include <optional>

namespace quarterdeck {

enum class DraftFormat : quint8 { Markdown, Html, Json };

std::optional<DraftFormat> draftFormat(const QString& name); ///< "markdown", "html", "json"
QString draftFormatName(DraftFormat format);

/// "incident-12-postmortem.md": from the number alone, never from a title.
QString draftFileName(IncidentId incident, DraftFormat format);

/// "2026-11-23T14:07:02Z": for people; the JSON has the milliseconds.
QString secondsOf(Instant at);

/// The draft as a file's bytes, UTF-8. Pure: the same draft makes the same bytes.
QByteArray exportDraft(const Postmortem& draft, DraftFormat format);

QByteArray draftAsMarkdown(const Postmortem& draft);
QByteArray draftAsHtml(const Postmortem& draft);
QByteArray draftAsJson(const Postmortem& draft);

/// The timeline as an SVG element with classes instead of colours.
QString draftPicture(const Postmortem& draft);

} // namespace quarterdeck
