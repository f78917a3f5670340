// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/escape.h"

#include "models/domain/text.h"

#include <QUrl>

namespace quarterdeck {

namespace {

bool isPunctuation(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'!' && u <= u'/') || (u >= u':' && u <= u'@') || (u >= u'[' && u <= u'`') || (u >= u'{' && u <= u'~');
}

bool hasAddress(QStringView word)
{
    const qsizetype at = word.indexOf(u'@');
    return at > 0 && at + 1 < word.size() && word.indexOf(u'.', at) > 0;
}

/// Renderers find mail addresses in finished text, where no backslash helps; inside code they do not look.
QString asCode(QStringView word)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : word) {
        run = c == u'`' ? run + 1 : 0;
        longest = qMax(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return QStringLiteral("%1 %2 %1").arg(fence, word.toString());
}

} // namespace

QString htmlText(const QString& foreign)
{
    QString out;
    for (const QChar c : visible(foreign, 20'000)) {
        switch (c.unicode()) {
        case u'&':
            out += QLatin1String("&amp;");
            break;
        case u'<':
            out += QLatin1String("&lt;");
            break;
        case u'>':
            out += QLatin1String("&gt;");
            break;
        case u'"':
            out += QLatin1String("&quot;");
            break;
        case u'\'':
            out += QLatin1String("&#39;");
            break;
        default:
            out += c;
        }
    }
    return out;
}

QString markdownText(const QString& foreign)
{
    const QString shown = visible(foreign, 20'000);
    QString out;
    qsizetype from = 0;
    while (from < shown.size()) {
        if (shown[from].isSpace()) {
            out += QChar(u' ');
            ++from;
            continue;
        }
        qsizetype to = from;
        while (to < shown.size() && !shown[to].isSpace())
            ++to;
        const QStringView word = QStringView(shown).mid(from, to - from);
        if (hasAddress(word)) {
            out += asCode(word);
        } else {
            for (const QChar c : word) {
                if (isPunctuation(c))
                    out += QChar(u'\\');
                out += c;
            }
        }
        from = to;
    }
    // A number with a point or bracket opens a list; the point is escaped above. Four spaces open code.
    return out.simplified();
}

QString webLink(const QString& foreign)
{
    if (foreign.size() > 2000 || visible(foreign) != foreign)
        return {};
    const QUrl url(foreign, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!url.isValid() || (scheme != QLatin1String("http") && scheme != QLatin1String("https")) || url.host().isEmpty()
        || !url.userInfo().isEmpty())
        return {};
    QString encoded = QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
    // Legal in an address and with a meaning in HTML or Markdown.
    for (const auto& [plain, percent] : {std::pair('\'', "%27"), std::pair('(', "%28"), std::pair(')', "%29"),
             std::pair('*', "%2A"), std::pair('[', "%5B"), std::pair(']', "%5D")}) {
        if (plain == '[' || plain == ']') {
            if (encoded.contains(QChar::fromLatin1(plain)))
                return {}; // an IPv6 address cannot be percent-encoded; as text it does no harm
        }
        encoded.replace(QChar::fromLatin1(plain), QLatin1String(percent));
    }
    for (const QChar c : {QChar(u'<'), QChar(u'>'), QChar(u'"'), QChar(u'`'), QChar(u'\\'), QChar(u' ')}) {
        if (encoded.contains(c))
            return {};
    }
    return encoded;
}

} // namespace quarterdeck
