// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connectors/decode.h"

#include "app/connectors/cloudevents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace quarterdeck {

namespace {

    /// Of a rule that cuts: what a signal keeps is cut later, so that the mark says how much was left out.
    constexpr qsizetype k_longestToCut = 4 * 1024 * 1024;

    QJsonValue inside(const QJsonValue& value, const ScanLimits& limits)
    {
        const QByteArray text = value.toString().toUtf8();
        const QByteArray start = text.trimmed().first(qMin<qsizetype>(1, text.trimmed().size()));
        if (start != "{" && start != "[")
            return value;
        const Result<QByteArray> scanned = scanJson(text, limits);
        if (!scanned)
            return value;
        const QJsonDocument document = QJsonDocument::fromJson(*scanned);
        return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    }

    /// `steps`: names, and "[]" for each element.
    QJsonValue replaced(
        const QJsonValue& value, const QStringList& steps, qsizetype at, const ScanLimits& limits)
    {
        if (at == steps.size())
            return value.isString() ? inside(value, limits) : value;
        if (steps[at] == QLatin1StringView("[]")) {
            if (!value.isArray())
                return value;
            QJsonArray list = value.toArray();
            for (qsizetype i = 0; i < list.size(); ++i)
                list[i] = replaced(list.at(i), steps, at + 1, limits);
            return list;
        }
        QJsonObject object = value.toObject();
        const auto found = object.find(steps[at]);
        if (found == object.end())
            return value;
        *found = replaced(*found, steps, at + 1, limits);
        return object;
    }

    QStringList stepsOf(const QString& path)
    {
        QString dotted = path;
        dotted.replace(QLatin1StringView("[]"), QLatin1StringView(".[]"));
        return dotted.split(QChar(u'.'), Qt::SkipEmptyParts);
    }

} // namespace

QByteArray decodeInside(const QByteArray& json, const std::vector<QString>& paths, const ScanLimits& limits)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    if (document.isNull())
        return json; // a bare text or number has no inside
    for (const QString& path : paths)
        value = replaced(value, stepsOf(path), 0, limits);
    return (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
        .toJson(QJsonDocument::Compact);
}

Result<QByteArray> jsonLinesAsJson(QByteArrayView body, const ScanLimits& limits)
{
    QByteArray all = "[";
    int number = 0;
    for (const QByteArray& line : body.toByteArray().split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        Result<QByteArray> one = scanJson(line, limits);
        if (!one) {
            Error why = one.error();
            why.sentence = QStringLiteral("Line %1: %2").arg(number).arg(why.sentence);
            return why;
        }
        if (all.size() > 1)
            all += ',';
        all += *one;
    }
    if (all.size() == 1)
        return error("json.refused", QStringLiteral("The JSON was refused: there is no line in it."));
    return all + ']';
}

Result<QByteArray> decodePayload(const ReceiveRule& rule, const RawRequest& request)
{
    ScanLimits limits;
    limits.keys = rule.maxKeys;
    if (rule.cutStrings)
        limits.stringBytes = k_longestToCut;
    Result<QByteArray> json = error("mapping.none", QStringLiteral("The rule has no way to decode."));
    switch (rule.decode) {
    case Decode::Json:
        json = scanJson(request.body, limits);
        break;
    case Decode::JsonLines:
        json = jsonLinesAsJson(request.body, limits);
        break;
    case Decode::Form:
        json = formAsJson(request.body);
        break;
    case Decode::CloudEvents:
        json = cloudEventsAsJson(request, limits);
        break;
    }
    if (!json || rule.decodeIn.empty())
        return json;
    return decodeInside(*json, rule.decodeIn, limits);
}

} // namespace quarterdeck
