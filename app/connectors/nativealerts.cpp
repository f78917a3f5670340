// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/nativealerts.h"

#include "app/connectors/jsonscanner.h"
#include "app/connectors/labels.h"
#include "app/connectors/severity.h"
#include "models/domain/text.h"

#include <simdjson.h>

#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace quarterdeck {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t k_mostAlerts = 10'000;
constexpr std::size_t k_keptBytes = 16U << 20; // a parser that grew beyond this is thrown away
constexpr std::size_t k_depth = 32;

using Problem = std::optional<QString>;

QString shown(std::string_view foreign)
{
    return visible(QString::fromUtf8(foreign.data(), static_cast<qsizetype>(foreign.size())), 64);
}

/// What simdjson lets through in a string and we do not.
const char* flawOf(std::string_view text)
{
    if (std::memchr(text.data(), 0, text.size()))
        return "has a NUL in it";
    for (std::size_t at = text.find('\xed'); at != std::string_view::npos; at = text.find('\xed', at + 1)) {
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0)
            return "has half of a surrogate pair in it";
    }
    return nullptr;
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Problem readPairs(dom::element value, const QString& what, Labels& out)
{
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return QStringLiteral("its %1s are no object").arg(what);
    out.reserve(object.size());
    for (const dom::key_value_pair pair : object) {
        if (out.size() == SignalLimits::labels)
            return QStringLiteral("it has more than %1 %2s").arg(SignalLimits::labels).arg(what);
        std::string_view text;
        if (pair.value.get(text) != simdjson::SUCCESS)
            return QStringLiteral("its %1 %2 is no string").arg(what, shown(pair.key));
        if (pair.key.empty() || pair.key.size() > SignalLimits::nameBytes)
            return QStringLiteral("the name of a %1 is %2")
                .arg(what,
                    pair.key.empty() ? QStringLiteral("empty")
                                     : QStringLiteral("longer than %1 bytes").arg(SignalLimits::nameBytes));
        if (text.size() > SignalLimits::valueBytes)
            return QStringLiteral("its %1 %2 is longer than %3 KiB")
                .arg(what, shown(pair.key))
                .arg(SignalLimits::valueBytes / 1024);
        for (const char* flaw : {flawOf(pair.key), flawOf(text)}) {
            if (flaw)
                return QStringLiteral("its %1 %2 %3").arg(what, shown(pair.key), QString::fromLatin1(flaw));
        }
        out.emplace_back(toText(pair.key), toText(text));
    }
    const QString twice = normalise(out);
    if (!twice.isEmpty())
        return QStringLiteral("its %1 %2 occurs twice").arg(what, visible(twice, 64));
    return std::nullopt;
}

Problem readTime(dom::element value, const char* name, Instant& out)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return QStringLiteral("its %1 is no string").arg(QString::fromLatin1(name));
    const std::optional<Instant> at = text.empty() ? 0 : fromIso(toText(text));
    if (!at)
        return QStringLiteral("its %1 “%2” is no time of RFC 3339")
            .arg(QString::fromLatin1(name), shown(text));
    out = *at;
    return std::nullopt;
}

Problem readLink(dom::element value, Signal& signal)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return QStringLiteral("its generatorURL is no string");
    if (text.size() > SignalLimits::valueBytes)
        return QStringLiteral("its generatorURL is longer than %1 KiB").arg(SignalLimits::valueBytes / 1024);
    if (const char* flaw = flawOf(text))
        return QStringLiteral("its generatorURL %1").arg(QString::fromLatin1(flaw));
    if (const QString link = toText(text); isWebLink(link))
        signal.links.push_back(link);
    return std::nullopt;
}

Problem readMembers(const dom::object& alert, Signal& signal)
{
    unsigned seen = 0;
    for (const dom::key_value_pair pair : alert) {
        Problem problem;
        unsigned bit = 0;
        if (pair.key == "labels") {
            bit = 1;
            problem = seen & bit ? problem : readPairs(pair.value, QStringLiteral("label"), signal.labels);
        } else if (pair.key == "annotations") {
            bit = 2;
            if (!(seen & bit) && !pair.value.is_null())
                problem = readPairs(pair.value, QStringLiteral("annotation"), signal.annotations);
        } else if (pair.key == "startsAt") {
            bit = 4;
            problem = readTime(pair.value, "startsAt", signal.startedAt);
        } else if (pair.key == "endsAt") {
            bit = 8;
            problem = readTime(pair.value, "endsAt", signal.endedAt);
        } else if (pair.key == "generatorURL") {
            bit = 16;
            problem = readLink(pair.value, signal);
        }
        if (seen & bit)
            return QStringLiteral("it has %1 twice").arg(shown(pair.key));
        if (problem)
            return problem;
        seen |= bit;
    }
    if (signal.labels.empty())
        return QStringLiteral("it has no labels");
    return std::nullopt;
}

QString firstFilled(std::initializer_list<QString> texts)
{
    for (const QString& text : texts) {
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// Everything that follows from the labels, annotations and times.
void derive(Signal& signal, Instant senderNow, const QString& watchdog)
{
    using S = QLatin1StringView;
    const Labels& labels = signal.labels;
    signal.dedupKey = labelsKey(labels);
    signal.name = firstOf(labels, {S("alertname")});
    signal.severity = severityOf(firstOf(labels, {S("severity")}));
    signal.title = firstFilled({firstOf(signal.annotations, {S("summary"), S("title")}), signal.name});
    if (signal.title.isEmpty())
        signal.title = labelsAsTitle(labels);
    signal.description = firstOf(signal.annotations, {S("description"), S("message")});
    signal.service = firstOf(labels, {S("service"), S("app"), S("job")});
    signal.resource = firstOf(labels, {S("instance"), S("pod"), S("host"), S("node")});
    signal.environment = firstOf(labels, {S("environment"), S("env"), S("cluster"), S("namespace")});
    for (const S name : {S("runbook_url"), S("dashboard")}) {
        const QString link = firstOf(signal.annotations, {name});
        if (isWebLink(link))
            signal.links.push_back(link);
    }
    const bool ended = signal.endedAt != 0 && signal.endedAt <= senderNow;
    signal.status = ended ? SignalStatus::Resolved : SignalStatus::Firing;
    if (!watchdog.isEmpty() && signal.name == watchdog)
        signal.kind = SignalKind::Heartbeat;
}

Error noJson(QByteArrayView body, simdjson::error_code code)
{
    // simdjson does not say where, so our own scanner looks again: refused input may be slow.
    constexpr int k_anyNumber = std::numeric_limits<int>::max();
    const ScanLimits limits {k_depth, body.size() + 1, k_anyNumber};
    const Result<QByteArray> scanned = scanJson(body, limits);
    const QString why =
        scanned ? QString::fromLatin1(simdjson::error_message(code)) : scanned.error().sentence;
    return error("native.json", QStringLiteral("The alerts cannot be read. %1").arg(why), {why});
}

Error refused(std::size_t index, const QString& why)
{
    const QString number = QString::number(index);
    return error("native.refused",
        QStringLiteral("Alert %1 of the request was refused, and the request with it: %2.").arg(number, why),
        {number, why});
}

Result<std::vector<Signal>> readAlerts(const dom::array& alerts, Instant senderNow, const QString& watchdog)
{
    std::vector<Signal> result;
    if (alerts.size() > k_mostAlerts)
        return error("native.refused",
            QStringLiteral("The request was refused: it has more than %1 alerts.").arg(k_mostAlerts));
    result.reserve(alerts.size());
    for (const dom::element element : alerts) {
        dom::object alert;
        if (element.get(alert) != simdjson::SUCCESS)
            return refused(result.size(), QStringLiteral("it is no object"));
        Signal signal;
        if (const Problem problem = readMembers(alert, signal))
            return refused(result.size(), *problem);
        derive(signal, senderNow, watchdog);
        if (const QString excess = tooLarge(signal); !excess.isEmpty())
            return refused(result.size(), excess);
        result.push_back(std::move(signal));
    }
    return result;
}

} // namespace

Result<std::vector<Signal>> parseNativeAlerts(
    QByteArrayView body, Instant receivedAt, const NativeOptions& options)
{
    // Kept between requests: its buffers are what makes simdjson fast.
    thread_local std::optional<dom::parser> parser;
    const auto size = static_cast<std::size_t>(body.size());
    if (size == 0) // simdjson would copy from a null pointer
        return noJson(body, simdjson::EMPTY);
    if (!parser || parser->capacity() > k_keptBytes)
        parser.emplace();
    if (parser->capacity() < size) {
        if (const auto code = parser->allocate(size, k_depth))
            return noJson(body, code);
    }
    dom::element root;
    if (const auto code = parser->parse(body.data(), size, true).get(root))
        return noJson(body, code);
    dom::array alerts;
    if (root.get(alerts) != simdjson::SUCCESS)
        return error("native.refused",
            QStringLiteral(
                "The request was refused: Prometheus' format is an array of alerts, and this is none."));
    return readAlerts(alerts, receivedAt + options.senderAheadMs, options.watchdog);
}

} // namespace quarterdeck
