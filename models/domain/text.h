// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace quarterdeck {

/// Text from outside or typed by people, inside a fact. The codec keeps it out of the entry's hashed
/// body, in the entry's one part, so that redacting it leaves the chain intact (design: journal and
/// evidence). After redaction `s` reads as redactedText().
struct Text {
    QString s;

    Text() = default;

    Text(QString string) // NOLINT(google-explicit-constructor): a Text is a string that lives elsewhere
        : s(std::move(string))
    {
    }

    bool operator==(const Text&) const = default;
};

inline QString redactedText()
{
    return QStringLiteral("[redacted]");
}

/// Foreign text made safe to show on one line: control characters, bidirectional overrides and
/// zero-width characters become visible escapes such as ⟨U+202E⟩; at most `limit` characters.
QString visible(QStringView foreign, qsizetype limit = 2000);

/// The same, keeping line breaks.
QString visibleLines(QStringView foreign, qsizetype limit = 200000);

} // namespace quarterdeck
