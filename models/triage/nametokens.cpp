// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/triage/nametokens.h"

#include "models/triage/parameters.h"

#include <QSet>

#include <algorithm>

namespace quarterdeck {

namespace {

/// The vocabulary of alerting and of addresses: it says what kind of trouble, never whose.
const QSet<QString>& commonWords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral("absent alert alerts bad cluster com count critical default down "
                                            "error errors fail failed failing failure "
                                            "for from high host http https instance latency local long low "
                                            "many missing net not org over rate ratio "
                                            "requests service slow svc target tcp the time too under "
                                            "unavailable unhealthy unreachable usage warning "
                                            "with www");
        const auto split = list.split(QChar(u' '));
        return QSet<QString>(split.begin(), split.end());
    }();
    return words;
}

/// Splits at what is no letter or digit, and before a capital that follows a small letter or a digit.
std::vector<QString> splitWords(const QString& text)
{
    std::vector<QString> out;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            out.push_back(word.toLower());
        word.clear();
    };
    for (const QChar c : text) {
        if (!c.isLetterOrNumber()) {
            end();
            continue;
        }
        if (c.isUpper() && !word.isEmpty() && !word.back().isUpper())
            end();
        word += c;
    }
    end();
    return out;
}

} // namespace

std::vector<QString> nameTokens(const QString& text)
{
    std::vector<QString> out;
    for (auto& word : splitWords(text)) {
        const bool hasLetter = std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isLetter(); });
        if (word.size() < 3 || !hasLetter || commonWords().contains(word))
            continue;
        out.push_back(std::move(word));
        if (static_cast<int>(out.size()) == triage::tokensKept)
            break;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

QString hostOf(const QString& resource)
{
    QStringView rest(resource);
    if (const auto scheme = rest.indexOf(u"://"); scheme >= 0)
        rest = rest.mid(scheme + 3);
    if (const auto slash = rest.indexOf(QChar(u'/')); slash >= 0)
        rest = rest.left(slash);
    if (rest.startsWith(QChar(u'['))) {
        const auto bracket = rest.indexOf(QChar(u']'));
        rest = bracket > 0 ? rest.mid(1, bracket - 1) : QStringView();
    } else if (rest.count(QChar(u':')) == 1) {
        rest = rest.left(rest.indexOf(QChar(u':')));
    }
    const QString host = rest.toString().toLower();
    if (host == QStringLiteral("localhost") || host.startsWith(QStringLiteral("127."))
        || host == QStringLiteral("::1") || host == QStringLiteral("0.0.0.0"))
        return {};
    return host;
}

bool saysTargetDown(const QString& alertName)
{
    static const QSet<QString> who {QStringLiteral("instance"), QStringLiteral("target"),
        QStringLiteral("exporter"), QStringLiteral("scrape"), QStringLiteral("agent")};
    static const QSet<QString> what {QStringLiteral("down"), QStringLiteral("missing"),
        QStringLiteral("absent"), QStringLiteral("failed"), QStringLiteral("failing"),
        QStringLiteral("unreachable")};
    const auto words = splitWords(alertName);
    const auto has = [&](const QSet<QString>& set) {
        return std::any_of(words.begin(), words.end(), [&](const QString& w) { return set.contains(w); });
    };
    return has(who) && has(what);
}

} // namespace quarterdeck
