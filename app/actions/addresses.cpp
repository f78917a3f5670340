// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/addresses.h"

#include "models/domain/text.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace quarterdeck {

namespace {

constexpr qsizetype k_longestAddress = 8192;

QString encoded(const QString& component)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(component));
}

bool hasLoneSurrogate(const QString& text)
{
    return QString::fromUtf8(text.toUtf8()) != text;
}

} // namespace

Outcome checkAddressRule(const TextElement& url)
{
    if (!url.program) {
        const auto built = buildAddress(url.literal, {}, {});
        return built ? Outcome(Done {}) : Outcome(built.error());
    }
    static const QRegularExpression foreign(QStringLiteral("\\b(alert|incident|params)\\b"));
    const auto match = foreign.match(url.program->text);
    if (match.hasMatch())
        return error("action.address",
            QStringLiteral("“url” may use .vars only, not .%1: put such a value into “path” or “query”")
                .arg(match.captured(1)));
    return Done {};
}

Outcome checkHeaderName(const QString& name)
{
    static const QRegularExpression token(
        QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9-]{1,64}")));
    static const QRegularExpression ours(QRegularExpression::anchoredPattern(QStringLiteral(
                                             "host|content-length|transfer-encoding|connection|upgrade|te|"
                                             "trailer|expect|proxy-.*|accept-encoding|cookie")),
        QRegularExpression::CaseInsensitiveOption);
    if (!token.match(name).hasMatch())
        return error("action.header", QStringLiteral("“%1” is no name of a header").arg(visible(name, 64)));
    if (ours.match(name).hasMatch())
        return error("action.header", QStringLiteral("the header “%1” is not set by runbooks").arg(name));
    return Done {};
}

Outcome checkHeaderValue(const QString& name, const QString& value)
{
    const bool printable =
        std::all_of(value.begin(), value.end(), [](QChar c) { return c >= QChar(0x20) && c < QChar(0x7f); });
    if (!printable || value.size() > 4096 || value.trimmed() != value)
        return error("action.value",
            QStringLiteral("The value of the header “%1” must be printable ASCII on one line: “%2”.")
                .arg(name, visible(value, 200)));
    return Done {};
}

Result<QString> buildAddress(
    const QString& base, const QStringList& segments, const std::vector<std::pair<QString, QString>>& query)
{
    const auto refused = [&](const QString& what) {
        return error("action.address", QStringLiteral("the address “%1” %2").arg(visible(base, 200), what));
    };
    const bool printable = std::all_of(base.begin(), base.end(),
        [](QChar c) { return c > QChar(0x20) && c < QChar(0x7f) && c != QChar(u'\\'); });
    if (!printable)
        return refused(QStringLiteral("has a character that an address cannot have"));
    const QUrl url(base, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return refused(QStringLiteral("is not one: it needs http:// or https:// and a host"));
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return refused(QStringLiteral("must begin with http:// or https://"));
    if (!url.userInfo().isEmpty() || base.contains(QChar(u'@')))
        return refused(QStringLiteral("may name no user"));
    if (url.hasFragment() || base.contains(QChar(u'#')))
        return refused(QStringLiteral("may have no “#”"));
    if ((!segments.isEmpty() || !query.empty()) && url.hasQuery())
        return refused(QStringLiteral("has a “?” already: list its parameters in “query”"));
    QString out = base;
    for (const QString& segment : segments) {
        if (segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String("..")
            || hasLoneSurrogate(segment))
            return refused(QStringLiteral("gets a segment that is no name: “%1”").arg(visible(segment, 64)));
        out += (out.endsWith(QChar(u'/')) ? QString() : QStringLiteral("/")) + encoded(segment);
    }
    QChar before = u'?';
    for (const auto& [name, value] : query) {
        if (hasLoneSurrogate(value) || value.contains(QChar(u'\0')) || value.contains(QChar(u'\r')))
            return refused(
                QStringLiteral("gets a value for “%1” that no address may carry").arg(visible(name, 64)));
        out += before + encoded(name) + QChar(u'=') + encoded(value);
        before = u'&';
    }
    if (out.size() > k_longestAddress)
        return refused(QStringLiteral("becomes longer than %1 characters").arg(k_longestAddress));
    return out;
}

} // namespace quarterdeck
