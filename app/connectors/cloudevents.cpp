// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/cloudevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <optional>

namespace quarterdeck {

namespace {

using S = QLatin1StringView;

constexpr QLatin1StringView k_batch("application/cloudevents-batch+json");
constexpr QLatin1StringView k_structured("application/cloudevents+json");

Error refused(const QString& what)
{
    return error(
        "cloudevents.refused", QStringLiteral("The CloudEvents request was refused: %1.").arg(what), {what});
}

bool isJsonType(const QByteArray& contentType)
{
    return contentType.isEmpty() || contentType.endsWith("/json") || contentType.endsWith("+json");
}

/// JSON of any kind in a document that QJsonDocument can hold.
Result<QJsonValue> parse(QByteArrayView text, const ScanLimits& limits)
{
    const Result<QByteArray> scanned = scanJson(text, limits);
    if (!scanned)
        return scanned.error();
    QJsonParseError failed {};
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + *scanned + ']', &failed);
    if (failed.error != QJsonParseError::NoError)
        return refused(QStringLiteral("its JSON cannot be read: %1").arg(failed.errorString()));
    return wrapped.array().at(0);
}

std::optional<QString> asText(const QByteArray& bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(bytes);
    if (utf8.hasError() || bytes.contains('\0'))
        return std::nullopt;
    return text;
}

Result<QJsonValue> dataOf(const QByteArray& bytes, const QByteArray& contentType, const ScanLimits& limits)
{
    if (bytes.trimmed().isEmpty())
        return QJsonValue();
    if (isJsonType(contentType))
        return parse(bytes, limits);
    if (const std::optional<QString> text = asText(bytes))
        return QJsonValue(*text);
    return QJsonValue(QJsonValue::Undefined);
}

Result<QJsonObject> binaryEvent(const RawRequest& request, const ScanLimits& limits)
{
    QJsonObject event;
    for (const auto& [name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (!lower.startsWith("ce-") || lower.size() == 3)
            continue;
        const std::optional<QString> text = asText(percentDecoded(value));
        if (!text)
            return refused(QStringLiteral("the header %1 is not UTF-8").arg(QString::fromUtf8(lower)));
        event.insert(QString::fromLatin1(lower.sliced(3)), *text);
    }
    const QByteArray contentType = request.contentType();
    event.insert(S("datacontenttype"), QString::fromLatin1(contentType));
    const Result<QJsonValue> data = dataOf(request.body, contentType, limits);
    if (!data)
        return data.error();
    if (data->isUndefined())
        event.insert(S("data_base64"), QString::fromLatin1(request.body.toBase64()));
    else
        event.insert(S("data"), *data);
    return event;
}

Result<QJsonObject> structuredEvent(const QJsonValue& value, const ScanLimits& limits)
{
    QJsonObject event = value.toObject();
    if (!value.isObject())
        return refused(QStringLiteral("an event is no object"));
    const QJsonObject context = event.value(S("context")).toObject();
    if (!event.contains(S("specversion")) && context.contains(S("type")) && event.contains(S("subject"))) {
        const QJsonObject subject = event.value(S("subject")).toObject();
        return QJsonObject {{S("specversion"), S("1.0")}, {S("type"), context.value(S("type"))},
            {S("id"), context.value(S("id"))}, {S("source"), context.value(S("source"))},
            {S("time"), context.value(S("timestamp"))}, {S("subject"), subject.value(S("id"))},
            {S("data"), event}};
    }
    const QJsonValue base64 = event.value(S("data_base64"));
    if (!base64.isString())
        return event;
    const auto decoded =
        QByteArray::fromBase64Encoding(base64.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return refused(QStringLiteral("its data_base64 is no base64"));
    const QByteArray contentType = event.value(S("datacontenttype")).toString().toLatin1().toLower();
    const Result<QJsonValue> data = dataOf(*decoded, contentType, limits);
    if (data && !data->isUndefined()) {
        event.remove(S("data_base64"));
        event.insert(S("data"), *data);
    }
    return event;
}

/// What the binding requires of an event: without these it cannot be told from another.
Outcome checkEvent(const QJsonObject& event)
{
    for (const QLatin1StringView name : {S("specversion"), S("type"), S("id"), S("source")}) {
        if (event.value(name).toString().isEmpty())
            return refused(QStringLiteral("an event has no “%1”").arg(name));
    }
    if (!event.value(S("specversion")).toString().startsWith(S("1.")))
        return refused(QStringLiteral("its specversion is not 1.x"));
    return Done {};
}

QByteArray arrayText(const QJsonArray& events)
{
    return QJsonDocument(events).toJson(QJsonDocument::Compact);
}

} // namespace

Result<QByteArray> cloudEventsAsJson(const RawRequest& request, const ScanLimits& limits)
{
    const QString contentType = QString::fromLatin1(request.contentType());
    const bool inBody = contentType == k_batch || contentType == k_structured;
    QJsonArray events;
    if (!inBody && !request.header("ce-type").isEmpty()) {
        const Result<QJsonObject> event = binaryEvent(request, limits);
        if (!event)
            return event.error();
        events.append(*event);
    } else {
        const Result<QJsonValue> body = parse(request.body, limits);
        if (!body)
            return body.error();
        if (contentType == k_batch && !body->isArray())
            return refused(QStringLiteral("a batch is an array of events, and this is none"));
        for (const QJsonValue& value : body->isArray() ? body->toArray() : QJsonArray {*body}) {
            const Result<QJsonObject> event = structuredEvent(value, limits);
            if (!event)
                return event.error();
            events.append(*event);
        }
    }
    for (const QJsonValue& event : std::as_const(events)) {
        if (const Outcome good = checkEvent(event.toObject()); !good)
            return good.error();
    }
    return arrayText(events);
}

} // namespace quarterdeck
