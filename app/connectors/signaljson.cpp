// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/signaljson.h"

#include "app/connectors/labels.h"
#include "models/domain/text.h"

#include <QJsonDocument>

#include <array>
#include <optional>

namespace quarterdeck {

namespace {

using S = QLatin1StringView;

constexpr std::array<QLatin1StringView, 5> k_kinds {S("alert"), S("change"), S("heartbeat"), S("info"), S("page")};
constexpr std::array<QLatin1StringView, 5> k_statuses {
    S("firing"), S("acknowledged"), S("resolved"), S("suppressed"), S("info")};
constexpr std::array<QLatin1StringView, 6> k_severities {
    S("unknown"), S("info"), S("low"), S("warning"), S("high"), S("critical")};

struct TextMember {
    QLatin1StringView name;
    QString Signal::*member;
};

constexpr std::array<TextMember, 9> k_texts {{{S("id"), &Signal::id}, {S("dedup_key"), &Signal::dedupKey},
    {S("name"), &Signal::name}, {S("title"), &Signal::title}, {S("description"), &Signal::description},
    {S("service"), &Signal::service}, {S("resource"), &Signal::resource},
    {S("environment"), &Signal::environment}, {S("version"), &Signal::version}}};

constexpr qsizetype k_mostLinks = 32;

using Problem = std::optional<QString>;

/// The place of `word` in `words`, which is the value of the enumeration.
template <class Enum, std::size_t N>
Problem readWord(
    const QString& name, const QJsonValue& value, const std::array<QLatin1StringView, N>& words, Enum& out)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (value.toString() == words[i]) {
            out = static_cast<Enum>(i);
            return std::nullopt;
        }
    }
    QStringList list;
    for (const QLatin1StringView word : words)
        list += word;
    return QStringLiteral("its “%1” is none of %2").arg(name, list.join(QStringLiteral(", ")));
}

Problem readText(const QString& name, const QJsonValue& value, QString& out)
{
    if (!value.isString())
        return QStringLiteral("its “%1” is no text").arg(name);
    out = value.toString();
    if (out.size() > SignalLimits::valueBytes)
        return QStringLiteral("its “%1” is longer than %2 KiB")
            .arg(name, QString::number(SignalLimits::valueBytes / 1024));
    if (out.contains(QChar(u'\0')))
        return QStringLiteral("its “%1” has a NUL in it").arg(name);
    return std::nullopt;
}

/// Texts shortened to what a signal may hold, with a mark that says how much is missing; pairs more than a
/// description, since there may be many of them.
QJsonValue shortened(const QJsonValue& value, qsizetype most = SignalLimits::valueBytes)
{
    constexpr qsizetype k_pair = 4096;
    constexpr qsizetype k_mark = 48;
    if (value.isObject()) {
        QJsonObject pairs = value.toObject();
        for (auto it = pairs.begin(); it != pairs.end(); ++it)
            *it = shortened(*it, k_pair);
        return pairs;
    }
    QString text = value.toString();
    if (text.size() <= most)
        return value;
    qsizetype end = most - k_mark;
    if (text.at(end).isLowSurrogate())
        --end;
    const qsizetype missing = text.size() - end;
    text.truncate(end);
    return text + QStringLiteral("… (%1 more characters were cut off)").arg(missing);
}

Problem readExpiry(const QJsonValue& value, qint64& out)
{
    constexpr qint64 k_longestS = 30 * 86'400;
    out = value.toInteger(0);
    if (out < 1 || out > k_longestS)
        return QStringLiteral("its “expires_s” is no whole number from 1 to %1").arg(k_longestS);
    return std::nullopt;
}

Problem readPairs(const QString& name, const QJsonValue& value, Labels& out)
{
    if (!value.isObject())
        return QStringLiteral("its “%1” are no object").arg(name);
    const QJsonObject object = value.toObject();
    if (object.size() > SignalLimits::labels)
        return QStringLiteral("it has more than %1 “%2”").arg(SignalLimits::labels).arg(name);
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString inside = name + QChar(u'.') + visible(it.key(), 64);
        if (it.key().isEmpty() || it.key().size() > SignalLimits::nameBytes
            || it.key().contains(QChar(u'\0')))
            return QStringLiteral("the name of one of its “%1” is empty, too long or has a NUL in it")
                .arg(name);
        QString text;
        if (const Problem problem = readText(inside, *it, text))
            return problem;
        out.emplace_back(it.key(), text);
    }
    normalise(out);
    return std::nullopt;
}

Problem readLinks(const QJsonValue& value, std::vector<QString>& out)
{
    if (!value.isArray() || value.toArray().size() > k_mostLinks)
        return QStringLiteral("its “links” are no list of at most %1").arg(k_mostLinks);
    for (const QJsonValue& item : value.toArray()) {
        QString link;
        if (const Problem problem = readText(QStringLiteral("links"), item, link))
            return problem;
        if (isWebLink(link))
            out.push_back(link);
    }
    return std::nullopt;
}

Problem readInstant(
    const QString& name, const QJsonValue& value, const std::map<QString, TimeFormat>& times, Instant& out)
{
    const auto usual = times.find(name);
    const Result<Instant> at = readTime(value, usual == times.end() ? TimeFormat {} : usual->second);
    if (!at)
        return QStringLiteral("in its “%1” %2").arg(name, at.error().sentence);
    out = *at;
    return std::nullopt;
}

class Reader {
public:
    Reader(const ReadOptions& options, Signal& signal)
        : m_options(options)
        , m_signal(signal)
    {
    }

    Problem read(const QJsonObject& object)
    {
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it->isNull())
                continue;
            if (Problem problem = member(it.key(), m_options.cutStrings ? shortened(*it) : QJsonValue(*it)))
                return problem;
        }
        return complete();
    }

private:
    Problem member(const QString& name, const QJsonValue& value)
    {
        for (const TextMember& text : k_texts) {
            if (name == text.name)
                return readText(name, value, m_signal.*(text.member));
        }
        if (name == S("kind"))
            return readWord(name, value, k_kinds, m_signal.kind);
        if (name == S("status")) {
            m_status = true;
            return readWord(name, value, k_statuses, m_signal.status);
        }
        if (name == S("severity"))
            return readWord(name, value, k_severities, m_signal.severity);
        if (name == S("labels"))
            return readPairs(name, value, m_signal.labels);
        if (name == S("annotations"))
            return readPairs(name, value, m_signal.annotations);
        if (name == S("links"))
            return readLinks(value, m_signal.links);
        if (name == S("started_at"))
            return readInstant(name, value, m_options.times, m_signal.startedAt);
        if (name == S("ended_at"))
            return readInstant(name, value, m_options.times, m_signal.endedAt);
        if (name == S("expires_s"))
            return readExpiry(value, m_expiresS);
        return QStringLiteral("it has a member “%1”, which a signal does not have").arg(visible(name, 64));
    }

    Problem complete()
    {
        const bool alert = m_signal.kind == SignalKind::Alert || m_signal.kind == SignalKind::Heartbeat;
        if (!m_status && !alert)
            m_signal.status = SignalStatus::Info;
        if (m_expiresS && m_options.receivedAt && m_signal.endedAt == 0
            && m_signal.status != SignalStatus::Resolved)
            m_signal.endedAt = m_options.receivedAt + m_expiresS * 1000;
        if (m_signal.dedupKey.isEmpty() && alert && !m_signal.labels.empty())
            m_signal.dedupKey = labelsKey(m_signal.labels);
        if (m_signal.dedupKey.isEmpty() && !alert)
            m_signal.dedupKey = m_signal.id;
        if (m_signal.dedupKey.isEmpty())
            return QStringLiteral("it has neither a “dedup_key” nor %1 to make one of")
                .arg(alert ? QStringLiteral("“labels”") : QStringLiteral("an “id”"));
        if (m_signal.title.isEmpty())
            m_signal.title = !m_signal.name.isEmpty() ? m_signal.name
                : m_signal.labels.empty()             ? m_signal.dedupKey
                                                      : labelsAsTitle(m_signal.labels);
        if (const QString excess = tooLarge(m_signal); !excess.isEmpty())
            return excess;
        return std::nullopt;
    }

    const ReadOptions& m_options;
    Signal& m_signal;
    qint64 m_expiresS = 0;
    bool m_status = false;
};

QJsonObject pairsToJson(const Labels& pairs)
{
    QJsonObject object;
    for (const auto& [name, value] : pairs)
        object.insert(name, value);
    return object;
}

QJsonValue timeToJson(Instant at)
{
    return at == 0 ? QJsonValue() : QJsonValue(toIso(at));
}

QByteArray valueText(const QJsonValue& value)
{
    const QByteArray array = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace

Result<Signals> toSignals(const QJsonArray& results, const ReadOptions& options)
{
    Signals all;
    all.reserve(static_cast<std::size_t>(results.size()));
    int index = 0;
    for (const QJsonValue& value : results) {
        const QJsonObject object = value.toObject();
        const bool single = object.size() == 1 && (object.contains(S("each")) || object.contains(S("refused")));
        const QJsonValue given = single ? object.value(S("each")) : value;
        Signal signal;
        const Problem problem = single && object.contains(S("refused"))
            ? Problem(visible(object.value(S("refused")).toString(), 300))
            : given.isObject() ? Reader(options, signal).read(given.toObject())
                               : Problem(QStringLiteral("it is no object"));
        if (!problem) {
            all.push_back(std::move(signal));
        } else {
            const Error why = error("signal.refused",
                QStringLiteral("Signal %1 that the mapping gave was refused: %2.").arg(index).arg(*problem),
                {QString::number(index), *problem});
            if (!single)
                return why;
            all.refused += why.sentence;
        }
        ++index;
    }
    if (all.empty() && !all.refused.isEmpty())
        return error("signal.refused", all.refused.first());
    return all;
}

QJsonObject toJson(const Signal& signal)
{
    QJsonObject object;
    object.insert(S("kind"), k_kinds[static_cast<std::size_t>(signal.kind)]);
    object.insert(S("status"), k_statuses[static_cast<std::size_t>(signal.status)]);
    object.insert(S("severity"), k_severities[static_cast<std::size_t>(signal.severity)]);
    for (const TextMember& text : k_texts)
        object.insert(text.name, signal.*(text.member));
    object.insert(S("labels"), pairsToJson(signal.labels));
    object.insert(S("annotations"), pairsToJson(signal.annotations));
    QJsonArray links;
    for (const QString& link : signal.links)
        links.append(link);
    object.insert(S("links"), links);
    object.insert(S("started_at"), timeToJson(signal.startedAt));
    object.insert(S("ended_at"), timeToJson(signal.endedAt));
    return object;
}

QByteArray toJsonLine(const Signal& signal, const QString& source)
{
    const QJsonObject object = toJson(signal);
    QByteArray line = "{\"kind\":" + valueText(object.value(S("kind"))) + ",\"source\":" + valueText(source);
    for (const QLatin1StringView name : {S("id"), S("dedup_key"), S("status"), S("severity"), S("name"),
             S("title"), S("description"), S("service"), S("resource"), S("environment"), S("version"),
             S("labels"), S("annotations"), S("started_at"), S("ended_at"), S("links")})
        line += ",\"" + QByteArray(name.data(), name.size()) + "\":" + valueText(object.value(name));
    return line + '}';
}

} // namespace quarterdeck
