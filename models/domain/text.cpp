// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/text.h"

namespace quarterdeck {

namespace {

bool mustEscape(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x61c || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xd800 && c <= 0xdfff) || (c >= 0xe0000 && c <= 0xe007f) || c == 0xad;
}

QString escaped(QStringView foreign, qsizetype limit, bool keepBreaks)
{
    QString out;
    out.reserve(qMin(foreign.size(), limit));
    qsizetype i = 0;
    while (i < foreign.size() && out.size() < limit) {
        char32_t c = foreign[i].unicode();
        qsizetype width = 1;
        if (foreign[i].isHighSurrogate() && i + 1 < foreign.size() && foreign[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(foreign[i], foreign[i + 1]);
            width = 2;
        }
        if (c == U'\t')
            out += keepBreaks ? QChar(u'\t') : QChar(u' ');
        else if (c == U'\n' && keepBreaks)
            out += QChar(u'\n');
        else if (mustEscape(c))
            out += QStringLiteral("⟨U+%1⟩").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
        else
            out += foreign.mid(i, width);
        i += width;
    }
    if (i < foreign.size())
        out += QStringLiteral("…");
    return out;
}

} // namespace

QString visible(QStringView foreign, qsizetype limit)
{
    return escaped(foreign, limit, false);
}

QString visibleLines(QStringView foreign, qsizetype limit)
{
    return escaped(foreign, limit, true);
}

} // namespace quarterdeck
