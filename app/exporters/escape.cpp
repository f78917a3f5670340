// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporters/escape.h"

#include "models/domain/text.h"

#include <QUrl>

namespace quarterdeck {

namespace {

/// What has a meaning anywhere in a line. The rest of the punctuation stays as it is, for those who read the
/// file as it stands.
bool meansSomething(QChar c)
{
    return QStringLiteral("\\`*_{}[]<>#|~&$").contains(c);
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

QString escapedWord(QStringView word, bool first)
{
    QString out;
    qsizetype digits = 0;
    while (digits < word.size() && word[digits].isDigit())
        ++digits;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar c = word[i];
        const bool scheme = c == u':' && i + 1 < word.size() && word[i + 1] == u'/'; // "http://" becomes a link
        const bool host = c == u'.' && word.first(i).endsWith(QLatin1String("www"), Qt::CaseInsensitive);
        // "- ", "+ " and "1. " open a list, "=" and "-" underline a heading
        const bool opens = first
            && ((i == 0 && QStringLiteral("-+=").contains(c)) || (i == digits && digits > 0 && (c == u'.' || c == u')')));
        if (meansSomething(c) || scheme || host || opens)
            out += QChar(u'\\');
        out += c;
    }
    return out;
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
            out += escapedWord(word, out.isEmpty());
        }
        from = to;
    }
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
